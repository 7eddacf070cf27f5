/** What GOV.UK Notify says later of an email that it took: it calls back, with a token that both know. */
import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { App } from '../http/index.ts'
import { notFound, unreadable } from '../refusal.ts'
import { noteReceipt } from './store.ts'

/** As Notify's documentation names them. After any but the first it tries no more. */
export const RECEIPTS = ['delivered', 'permanent-failure', 'temporary-failure', 'technical-failure'] as const
export type Receipt = (typeof RECEIPTS)[number]

const receipt = z.object({ id: z.string().max(100), reference: z.uuid(), status: z.enum(RECEIPTS) })

/**
 * Takes receipts at one address. Notify sends one more than once when it is in doubt: the same again changes nothing. One
 * of an email that is not known, or no longer, is taken too, so that Notify does not ask again.
 * @param token what Notify sends as `Authorization: Bearer …`; whoever does not know it finds nothing here
 */
export function receiptRoutes(app: App, token: string): void {
  const expected = Buffer.from(`Bearer ${token}`)
  app.post('/mail/receipts', { config: { open: true } }, async (request, reply) => {
    const given = Buffer.from(request.headers.authorization ?? '')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw notFound()
    const parsed = receipt.safeParse(request.body)
    if (!parsed.success) throw unreadable('This is no receipt of an email')
    const { id, reference, status } = parsed.data
    await app.database.inScope({ 'alongside.role': 'system' }, (db) => noteReceipt(db, reference, id, status))
    return reply.code(204).send()
  })
}
