/**
 * What people are told by email because something was done. Each is one job, added in the transaction that did it; the
 * job reads what is true when it runs, so a stale one sends nothing.
 */
import type { Db } from '../../platform/database/index.ts'
import { enqueue } from '../../platform/jobs/index.ts'

export const NOTICE = 'events.notice'

export const NOTICES = [
  /** To the guests of a booking who were not told yet. `id` of the booking. */
  'booked',
  /** To the guests and the school of every open booking. `id` of the event. */
  'moved',
  /** As moved, and to the schools that wait. `id` of the event. */
  'cancelled',
  /** To the named leaders of an invited school (leads of an invited hub) that was not told yet. `id` of the event. */
  'invited',
  /** To the named leaders of the school to whom places are offered. `id` of the offer. */
  'offered',
  /** What a host wrote, to the guests and the school of every open booking. `id` of the message. */
  'message',
] as const
export type Notice = (typeof NOTICES)[number]

export function giveNotice(db: Db, notice: Notice, ...ids: readonly number[]): Promise<void> {
  return enqueue(db, ...ids.map((id) => ({ kind: NOTICE, notice, id })))
}
