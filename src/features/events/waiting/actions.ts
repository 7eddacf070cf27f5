import { plural } from '../../../design/components/index.ts'
import type { Db } from '../../../platform/database/index.ts'
import { conflict } from '../../../platform/refusal.ts'
import type { Calendar } from '../../programmes/index.ts'
import { type BookingInView, mustAct, noteBooking } from '../bookings/actions.ts'
import { isBefore } from '../domain.ts'
import { giveNotice } from '../notices.ts'
import { addWorkingTime } from '../quiet-times.ts'
import { offersFor, reasonOf, seatingFor } from '../seating.ts'
import { readEvent } from '../store.ts'
import { STATE_WORDS } from '../words.ts'
import {
  expireOffers,
  findOpenWait,
  insertOffer,
  insertWait,
  leaveList,
  listForgotten,
  readQueue,
  takeTurnToOffer,
} from './store.ts'

export const ALL_IT_CAN_HAVE = 'Your school has as many places as one school can have at this event.'

/** An offer stands for one working day: from 8am to 5pm, Mondays to Fridays in term. */
export const OFFER_STANDS = Temporal.Duration.from({ hours: 9 })

/** How many places a school can ask for: as many as one school can have, without those that it has. */
export const mostToAsk = ({ event, booking }: Pick<BookingInView, 'event' | 'booking'>): number =>
  event.placesPerSchool - (booking?.places ?? 0)

/** Whether places can be booked at once, so that nobody needs to wait for them. */
export const canBookAtOnce = ({ event, booking }: Pick<BookingInView, 'event' | 'booking'>): boolean =>
  seatingFor(event, { more: 1, newSchool: !booking }) === 'seated'

/**
 * Asks for places where none can be booked, or for more where a school has some. Pressed twice, asked once; whoever waits
 * already stays so.
 */
export async function joinList(
  db: Db,
  view: BookingInView,
  form: { readonly key: string; readonly places: number },
): Promise<void> {
  const { actor, event, party, booking, state } = view
  mustAct(party)
  if (await findOpenWait(db, event.id, party)) return
  if (state !== 'open') throw conflict(`${STATE_WORDS[state]}. Nothing was saved.`)
  if (canBookAtOnce(view)) throw conflict('There are places free: you can book them at once.')
  const more = booking !== undefined
  if (mostToAsk(view) < 1) throw conflict(`${ALL_IT_CAN_HAVE} Nothing was saved.`)
  const { key, places } = form
  const id = await insertWait(db, actor, { key, eventId: event.id, party, places, more })
  if (id === undefined) return
  const asked = more ? `${places} more ${places === 1 ? 'place' : 'places'}` : plural(places, 'place')
  await noteBooking(db, actor, event, party, 'event.waits', `Asked for ${asked}`)
}

/** Takes the school off the list; what it was offered goes to the next. */
export async function leaveWaiting(db: Db, view: BookingInView): Promise<void> {
  const { actor, event, party } = view
  mustAct(party)
  const wait = await findOpenWait(db, event.id, party)
  if (!wait || !(await leaveList(db, actor, wait.id))) return
  await noteBooking(db, actor, event, party, 'event.waits-no-longer', 'Left the waiting list')
}

/**
 * Offers whatever is free to those who wait, in order. The service's own work, in the system's scope; done again it
 * finds nothing left to offer.
 */
export async function offerPlaces(
  db: Db,
  eventId: number,
  now: Temporal.Instant,
  calendar: Calendar,
): Promise<number> {
  await takeTurnToOffer(db, eventId)
  const event = await readEvent(db, eventId)
  if (event.cancelledAt || !isBefore(now, event.startsAt)) return 0
  const queue = await readQueue(db, eventId)
  const byId = new Map(queue.map((wait) => [wait.waitId, wait]))
  const stands = addWorkingTime(now, OFFER_STANDS, calendar, event.timeZone)
  // What nobody can use any more frees nobody's time: an offer ends with the beginning of the event at the latest.
  const expiresAt = isBefore(stands, event.startsAt) ? stands : event.startsAt
  let made = 0
  for (const offer of offersFor(event, queue)) {
    const wait = byId.get(offer.waitId)
    if (!wait) continue
    const id = await insertOffer(db, eventId, { ...offer, reason: reasonOf(wait), expiresAt })
    if (id === undefined) continue
    made += 1
    await giveNotice(db, 'offered', id)
  }
  return made
}

/** Ends offers that nobody answered, and looks for places that nobody was offered. */
export async function tidyOffers(db: Db, now: Temporal.Instant, calendar: Calendar): Promise<void> {
  await expireOffers(db, now)
  for (const eventId of await listForgotten(db)) await offerPlaces(db, eventId, now, calendar)
}
