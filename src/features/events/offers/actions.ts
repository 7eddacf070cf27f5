import { randomUUID } from 'node:crypto'
import { plural } from '../../../design/components/index.ts'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { By } from '../../history/index.ts'
import { noteBooking } from '../bookings/actions.ts'
import { insertBooking } from '../bookings/store.ts'
import { type Event, isBefore } from '../domain.ts'
import { giveNotice } from '../notices.ts'
import { readEvent } from '../store.ts'
import { addOffered, answerOffer, findOffer, lockOffer, type Offered } from './store.ts'

export interface OfferInView {
  readonly offer: Offered
  readonly event: Event
  /** Still to be answered, and in time. */
  readonly open: boolean
}

/** In the system's scope: the link is the permission. */
export async function readOffer(db: Db, id: number, now: Temporal.Instant): Promise<OfferInView> {
  return inView(db, await findOffer(db, id), now)
}

async function inView(db: Db, offer: Offered | undefined, now: Temporal.Instant): Promise<OfferInView> {
  if (!offer) throw notFound()
  const event = await readEvent(db, offer.eventId)
  const open =
    offer.answer === null &&
    !offer.ended &&
    !event.cancelledAt &&
    isBefore(now, Temporal.Instant.from(offer.expiresAt))
  return { offer, event, open }
}

/**
 * Takes or leaves what was offered; the first answer stands, and the same again changes nothing. The offer is answered
 * before the places are booked: they cannot be counted twice, and nobody can come between.
 * @param by who is signed in, if anybody; the link alone is enough
 */
export async function answer(
  db: Db,
  id: number,
  given: 'taken' | 'declined',
  by: By,
  now: Temporal.Instant,
): Promise<OfferInView> {
  const view = await inView(db, await lockOffer(db, id), now)
  const { offer, event } = view
  if (!view.open) return view
  const name = by === 'system' ? `${offer.name}, by the link in the email` : by.name
  if (!(await answerOffer(db, id, given, name))) return readOffer(db, id, now)
  if (given === 'declined') {
    await noteBooking(
      db,
      by,
      event,
      offer,
      'event.offer-declined',
      `Left ${plural(offer.places, 'offered place')}`,
    )
    return readOffer(db, id, now)
  }
  const booking = offer.more
    ? await addOffered(db, offer)
    : await insertBooking(db, by, {
        key: randomUUID(),
        eventId: event.id,
        party: offer,
        places: offer.places,
        offerId: id,
      })
  await noteBooking(
    db,
    by,
    event,
    offer,
    'event.offer-taken',
    `Took ${plural(offer.places, 'offered place')}`,
  )
  if (booking !== undefined) await giveNotice(db, 'booked', booking)
  return readOffer(db, id, now)
}
