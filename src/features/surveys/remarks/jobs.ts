import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/index.ts'
import type { JobHandlers, Schedule } from '../../../platform/jobs/index.ts'
import { queueMessages } from '../../../platform/mail/index.ts'
import { SYSTEM } from '../../people/index.ts'
import { takeUntoldHarm } from './store.ts'
import { harmHref } from './words.ts'

const TELL = 'surveys.tell-of-harm'

export interface TellingOptions {
  readonly database: Database
  readonly clock: Clock
  readonly publicUrl: string
}

export function remarkJobs(options: TellingOptions): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  return {
    handlers: {
      [TELL]: async () => {
        await tellOfHarm(options)
      },
    },
    // At the same minutes of every hour, so that an email says less of when something was written.
    schedules: [{ kind: TELL, cron: '*/10 * * * *' }],
  }
}

/**
 * One email to each safeguarding lead for whom there is something new, however much. It links, and holds none of the words.
 * At any hour: somebody may be in danger. Returns how many were told.
 */
export async function tellOfHarm({ database, clock, publicUrl }: TellingOptions): Promise<number> {
  return database.inScope({ ...SYSTEM, 'alongside.now': clock.now().toString() }, async (db) => {
    const untold = await takeUntoldHarm(db)
    await queueMessages(
      db,
      untold.map(({ waveId, name, email }) => ({
        to: email,
        template: 'survey-safeguarding',
        personalisation: { name, 'page-link': `${publicUrl}${harmHref({ id: waveId })}` },
      })),
    )
    return untold.length
  })
}
