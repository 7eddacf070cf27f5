import type { Database } from '../../platform/database/index.ts'
import type { JobHandlers, Schedule } from '../../platform/jobs/index.ts'
import type { PeopleOptions } from './options.ts'
import { codeOf, tokenOfInvitation } from './secret.ts'
import { SYSTEM } from './sessions/hook.ts'
import { deleteOverSessions, limitsOf } from './sessions/store.ts'
import { SEND_CODE, sendCode } from './sign-in/actions.ts'
import { deleteOldCodes } from './sign-in/store.ts'

const CLEAN_UP = 'people.clean-up'

/** The background work of this feature. */
export function peopleJobs(options: PeopleOptions & { readonly database: Database }): {
  handlers: JobHandlers
  schedules: readonly Schedule[]
} {
  const { database } = options
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
  }
}

/** What this feature's emails need that no table holds: worked out when an email is written. */
export function derivedPlaceholders(
  options: Pick<PeopleOptions, 'secret' | 'publicUrl'>,
): Readonly<Record<string, (personalisation: Readonly<Record<string, string>>) => string>> {
  return {
    code: ({ attempt = '' }) => codeOf(options.secret, attempt),
    'invitation-link': ({ invitation = '' }) =>
      `${options.publicUrl}/invitations/${tokenOfInvitation(options.secret, Number(invitation))}`,
  }
}
