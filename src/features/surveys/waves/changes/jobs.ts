import type { Clock } from '../../../../platform/clock.ts'
import type { Database } from '../../../../platform/database/index.ts'
import type { JobHandlers, Schedule } from '../../../../platform/jobs/index.ts'
import { SYSTEM } from '../../../people/index.ts'
import { closeForgotten } from './actions.ts'

const CLOSE = 'surveys.close-forgotten'

export function waveJobs({ database, clock }: { readonly database: Database; readonly clock: Clock }): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  return {
    handlers: {
      [CLOSE]: async () => {
        await database.inScope(SYSTEM, (db) => closeForgotten(db, clock.now()))
      },
    },
    schedules: [{ kind: CLOSE, cron: '5 * * * *' }],
  }
}
