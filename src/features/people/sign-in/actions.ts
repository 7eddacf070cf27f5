import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/database/index.ts'
import { enqueue } from '../../../platform/jobs/index.ts'
import { queueMessages } from '../../../platform/mail/index.ts'
import { codeOf, hashOfEmail, sameText } from '../secret.ts'
import { countCodes, findAccountByEmail, findRecipient, insertCode, takeTry, useCode } from './store.ts'

/** Limits are by address, never by where a request comes from: a whole school sits behind one connection. */
const CODES_A_QUARTER_HOUR = 5
const CODES_A_DAY = 20

export const SEND_CODE = 'people.send-code'

/**
 * Notes that someone asked for a code. Does the same work whether or not anybody holds the address, so that neither
 * the answer nor the time it takes tells. Undefined when the address has asked too often.
 */
export async function requestCode(
  db: Db,
  secret: string,
  asked: { email: string; next: string },
): Promise<string | undefined> {
  const emailHash = hashOfEmail(secret, asked.email)
  const before = await countCodes(db, emailHash)
  if (before.quarterHour >= CODES_A_QUARTER_HOUR || before.day >= CODES_A_DAY) return undefined
  const id = randomUUID()
  const account = await findAccountByEmail(db, asked.email)
  await insertCode(db, { id, emailHash, accountId: account?.id ?? null, next: asked.next })
  await enqueue(db, { kind: SEND_CODE, attempt: id })
  return id
}

/** The background half: writes to whoever holds the address. */
export async function sendCode(db: Db, attempt: string): Promise<void> {
  const recipient = await findRecipient(db, attempt)
  if (!recipient) return
  await queueMessages(db, [
    {
      to: recipient.email,
      accountId: recipient.accountId,
      template: 'sign-in-code',
      personalisation: { attempt },
      sendBefore: Temporal.Instant.from(recipient.expiresAt),
    },
  ])
}

export type CodeOutcome =
  | { readonly kind: 'right'; readonly accountId: number; readonly next: string }
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  /** Used, too old, or tried too often. */
  | { readonly kind: 'over' }

/** Tries a code. A wrong try is counted, so the caller must let the transaction commit. */
export async function tryCode(db: Db, secret: string, attempt: string, typed: string): Promise<CodeOutcome> {
  const code = await takeTry(db, attempt)
  if (!code) return { kind: 'over' }
  const right = sameText(typed, codeOf(secret, attempt))
  if (!right || code.accountId === null) {
    return code.triesLeft === 0 ? { kind: 'over' } : { kind: 'wrong', triesLeft: code.triesLeft }
  }
  await useCode(db, attempt)
  return { kind: 'right', accountId: code.accountId, next: code.next }
}
