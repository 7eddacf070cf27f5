import type { Db } from '../../../platform/database/index.ts'
import { isUnderWay } from '../../../platform/mail/index.ts'
import { conflict, notFound } from '../../../platform/refusal.ts'
import type { Actor } from '../domain.ts'
import { listUnsent } from './store.ts'

/** Whether there is an email to send again; not where it is on its way already, because somebody pressed twice. */
export async function canSendAgain(
  { seen, asSystem }: { seen: <T>(work: (db: Db) => Promise<T>) => Promise<T>; asSystem: typeof seen },
  actor: Actor,
  id: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const { programmeId } = actor
  const { emails } = await seen((db) => listUnsent(db, { programmeId, now, limit: 1, id }))
  const [email] = emails
  if (!email) {
    if (await asSystem((db) => isUnderWay(db, id))) return false
    throw notFound()
  }
  if (!email.canBeSent)
    throw conflict('This email cannot be sent again: what it was about is over, or its words were deleted.')
  return true
}
