import type { Database } from '../../platform/database/index.ts'
import type { JobHandlers, Schedule } from '../../platform/jobs/index.ts'
import type { PeopleOptions } from './options.ts'
import { codeOf, tokenOfInvitation } from './secret.ts'
import { SYSTEM } from './sessions/hook.ts'
import { deleteOverSessions, limitsOf } from './sessions/store.ts'
import { SEND_CODE, sendCode } from './sign-in/actions.ts'
import { deleteOldCodes } from './sign-in/store.ts'

const CLEAN_UP = 'people.clean-up'

type Personalisation = Readonly<Record<string, string>>

/** The background work of this feature, and what its emails need that no table holds. */
export function peopleJobs(
  database: Database,
  options: PeopleOptions,
): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
  placeholders: Readonly<Record<string, (personalisation: Personalisation) => string>>
} {
  return {
    handlers: {
      [SEND_CODE]: (job) => database.inScope(SYSTEM, (db) => sendCode(db, String(job.attempt))),
      [CLEAN_UP]: () =>
        database.inScope(SYSTEM, async (db) => {
          await deleteOverSessions(db, limitsOf(options))
          await deleteOldCodes(db)
        }),
    },
    schedules: [{ kind: CLEAN_UP, cron: '10 3 * * *' }],
    placeholders: {
      code: ({ attempt = '' }) => codeOf(options.secret, attempt),
      'invitation-link': ({ invitation = '' }) =>
        `${options.publicUrl}/invitations/${tokenOfInvitation(options.secret, Number(invitation))}`,
    },
  }
}
