import type { Database } from '../../platform/database/index.ts'
import type { JobHandlers, Schedule } from '../../platform/jobs/index.ts'
import { deleteUnanswered } from './invitations/store.ts'
import type { PeopleOptions } from './options.ts'
import { codeOf, tokenOfInvitation } from './secret.ts'
import { SYSTEM } from './sessions/hook.ts'
import { deleteOverSessions, limitsOf } from './sessions/store.ts'
import { SEND_CODE, sendCode } from './sign-in/actions.ts'
import { deleteOldCodes } from './sign-in/store.ts'

const CLEAN_UP = 'people.clean-up'
const KEEP_UNANSWERED_DAYS = 180

/** The background work of this feature. */
export function peopleJobs(options: PeopleOptions & { readonly database: Database }): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  const { database } = options
  return {
    handlers: {
      [SEND_CODE]: (job) => database.inScope(SYSTEM, (db) => sendCode(db, String(job.attempt))),
      [CLEAN_UP]: async () => {
        await database.inScope(SYSTEM, async (db) => {
          await deleteOverSessions(db, limitsOf(options))
          await deleteOldCodes(db)
        })
        await database.asOwner((db) => deleteUnanswered(db, KEEP_UNANSWERED_DAYS))
      },
    },
    schedules: [{ kind: CLEAN_UP, cron: '10 3 * * *' }],
  }
}

/** What this feature's emails need that no table holds: worked out when an email is written. */
export function derivedPlaceholders(
  options: Pick<PeopleOptions, 'secret' | 'publicUrl'>,
): Readonly<Record<string, (personalisation: Readonly<Record<string, string>>) => string>> {
  return {
    // In two groups, which are easier to read across; the form takes them with or without the space.
    code: ({ attempt = '' }) => codeOf(options.secret, attempt).replace(/^\d{3}/, '$& '),
    'invitation-link': ({ invitation = '' }) =>
      `${options.publicUrl}/invitations/${tokenOfInvitation(options.secret, Number(invitation))}`,
  }
}
