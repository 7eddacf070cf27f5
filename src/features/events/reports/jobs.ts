import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { JobHandlers, Schedule } from '../../../platform/jobs/index.ts'
import { forgetUnmatched } from './store.ts'

/** Unless a setting says otherwise. */
export const KEPT_DAYS = 60

const FORGET = 'events.forget-unmatched'

/** Forgets those of whom a meeting's report says no more than a name, and nobody said where they come from. */
export function reportJobs(options: {
  readonly database: Database
  readonly clock: Clock
  readonly reportDays?: number | undefined
}): { handlers: JobHandlers; schedules: readonly Schedule[] } {
  const { database, clock, reportDays = KEPT_DAYS } = options
  return {
    handlers: {
      // As the owner, who may delete: no person does this.
      [FORGET]: async () => {
        const before = clock.now().subtract({ hours: 24 * reportDays })
        await database.asOwner((db) => forgetUnmatched(db, before))
      },
    },
    schedules: [{ kind: FORGET, cron: '50 2 * * *' }],
  }
}
