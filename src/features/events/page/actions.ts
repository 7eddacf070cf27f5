import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import { type BookingInView, readBooking } from '../bookings/actions.ts'
import type { Party } from '../bookings/party.ts'
import type { BookingLine } from '../bookings/store.ts'
import { listBookings } from '../bookings/store.ts'
import { canRun } from '../policy.ts'
import { findOpenOffer, findOpenWait, type OpenOffer, type OpenWait } from '../waiting/store.ts'
import { type Counts, countsOf, listMoves, type Move } from './store.ts'

/** An event as one person meets it: a guest's page, and beside it what its host needs. */
export interface EventInView extends Omit<BookingInView, 'party'> {
  readonly party: Party | undefined
  readonly runs: boolean
  readonly wait: OpenWait | undefined
  readonly offer: OpenOffer | undefined
  readonly counts: Counts
  readonly moves: readonly Move[]
  /** The bookings that this person may see: a host all, a hub lead those of the hub's schools. */
  readonly bookings: readonly BookingLine[]
  readonly now: Temporal.Instant
}

export async function readEventInView(
  db: Db,
  actor: Actor,
  id: number,
  now: Temporal.Instant,
): Promise<EventInView> {
  const view = await readBooking(db, actor, id, now)
  const { party } = view
  const runs = canRun(actor, view.event)
  const [wait, offer, counts, moves, bookings] = await Promise.all([
    party && findOpenWait(db, id, party),
    party && findOpenOffer(db, id, party),
    countsOf(db, id),
    listMoves(db, id),
    actor.role === 'named-leader' ? [] : listBookings(db, id),
  ])
  return { ...view, runs, wait, offer, counts, moves, bookings, now }
}
