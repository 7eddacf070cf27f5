import { plural } from '../../../design/components/index.ts'
import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden } from '../../../platform/refusal.ts'
import { type By, recordHistory } from '../../history/index.ts'
import { listPartnershipsOfSchool } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import { type BookingState, bookingStateAt, canStillGiveBack, canStillSwap, type Event } from '../domain.ts'
import { giveNotice } from '../notices.ts'
import { type Seating, seatingFor } from '../seating.ts'
import { readEvent } from '../store.ts'
import { findOpenOffer } from '../waiting/store.ts'
import { nameOf, STATE_WORDS } from '../words.ts'
import { type Booking, changesInWords, changesOf } from './domain.ts'
import type { BookingForm } from './forms.ts'
import { findParty, type Party } from './party.ts'
import {
  findBooking,
  giveBackBooking,
  insertBooking,
  insertGuests,
  isBookingKey,
  leaveGuests,
  updateGuest,
  updatePlaces,
} from './store.ts'

/** An event as a school meets it. */
export interface BookingInView {
  readonly actor: Actor
  readonly event: Event
  readonly party: Party
  readonly booking: Booking | undefined
  readonly state: BookingState
}

/** Undefined in `party`: this person books for nobody. */
export async function readBooking(
  db: Db,
  actor: Actor,
  eventId: number,
  now: Temporal.Instant,
): Promise<Omit<BookingInView, 'party'> & { readonly party: Party | undefined }> {
  // Asked together: what a school has of partnerships does not depend on the event.
  const [event, partnerships] = await Promise.all([
    readEvent(db, eventId),
    actor.role === 'named-leader' && actor.schoolUrn !== null
      ? listPartnershipsOfSchool(db, actor.schoolUrn)
      : undefined,
  ])
  const party = await findParty(db, actor, event, partnerships)
  const booking = party && (await findBooking(db, eventId, party))
  return { actor, event, party, booking, state: bookingStateAt(event, now) }
}

export const ENDED =
  'This partnership has ended, so its events can be read and not changed. Nothing was saved.'
export const CHANGED_MEANWHILE =
  'Someone else from your school changed this booking while you had the page open. Open it again to see what changed.'

export function mustAct(party: Party): void {
  if (!party.mayAct) throw conflict(ENDED)
}

/** As `readBooking`, for somebody who books; whoever sees the event and books for nobody is refused. */
export async function readOwnBooking(
  db: Db,
  actor: Actor,
  eventId: number,
  now: Temporal.Instant,
): Promise<BookingInView> {
  const view = await readBooking(db, actor, eventId, now)
  if (!view.party) {
    throw forbidden(
      view.event.audience === 'leads'
        ? 'Places at this meeting are booked by hub leads.'
        : 'Places are booked by the named leaders of partner schools.',
    )
  }
  return { ...view, party: view.party }
}

/**
 * Books, or changes what was booked: more or fewer places, other people. Where there is no room nothing is written, and
 * the answer says why. The counters are moved when the transaction commits: it can still fail then (`wasOvertaken`).
 */
export async function saveBooking(
  db: Db,
  view: BookingInView,
  form: BookingForm,
  now: Temporal.Instant,
): Promise<Seating> {
  const { actor, event, party, booking, state } = view
  mustAct(party)
  if (booking && (await isBookingKey(db, event.id, form.key))) return 'seated'
  mustBePossible(view, form, now)
  if (!booking && event.placesOffered > 0 && (await findOpenOffer(db, event.id, party)))
    throw conflict('Places are on offer to your school: take or leave the offer first. Nothing was booked.')
  const seating = seatingFor(event, {
    more: form.places - (booking?.places ?? 0),
    newSchool: !booking,
  })
  if (seating !== 'seated') return seating
  if (!booking) {
    const id = await insertBooking(db, actor, {
      key: form.key,
      eventId: event.id,
      party,
      places: form.places,
    })
    if (id === undefined) {
      // Pressed twice in the same moment, or once more after everything was given back.
      if (await isBookingKey(db, event.id, form.key)) return 'seated'
      throw conflict(CHANGED_MEANWHILE)
    }
    await Promise.all([
      insertGuests(db, { id, eventId: event.id }, form.guests),
      noteBooking(db, actor, event, party, 'event.booked', `Booked ${plural(form.places, 'place')}`),
      giveNotice(db, 'booked', id),
    ])
    return 'seated'
  }
  // Pressed twice: the same names again are no change, and an earlier revision of one's own is not someone else's.
  const changes = changesOf(booking.guests, form.guests)
  const same = changes.left.length + changes.came.length + changes.changed.length === 0
  if (same && form.places === booking.places) return 'seated'
  if (!(await updatePlaces(db, booking, form.seen, form.places))) throw conflict(CHANGED_MEANWHILE)
  await leaveGuests(
    db,
    changes.left.map(({ id }) => id),
  )
  await insertGuests(db, booking, changes.came)
  for (const guest of changes.changed) await updateGuest(db, guest)
  const words = [
    form.places !== booking.places && `${plural(form.places, 'place')} instead of ${booking.places}`,
    changesInWords(changes),
  ].filter(Boolean)
  if (words.length > 0)
    await noteBooking(
      db,
      actor,
      event,
      party,
      'event.booking-changed',
      `Changed who comes (${words.join('; ')})`,
    )
  if (changes.came.length > 0 && state !== 'over') await giveNotice(db, 'booked', booking.id)
  return 'seated'
}

function mustBePossible(
  { event, booking, state }: BookingInView,
  form: BookingForm,
  now: Temporal.Instant,
): void {
  if (!booking && state !== 'open') throw conflict(`${STATE_WORDS[state]}. Nothing was saved.`)
  if (!booking) return
  if (!canStillSwap(event, now))
    throw conflict(`${STATE_WORDS[state]}, so names can no longer change. Nothing was saved.`)
  if (form.places > booking.places && state !== 'open')
    throw conflict(`${STATE_WORDS[state]}, so no more places can be booked. Names can still be changed.`)
  if (form.places < booking.places && !canStillGiveBack(event, now))
    throw conflict('The event has begun, so places can no longer be given back. Names can still be changed.')
}

/** Gives every place of a school back. Pressed twice, given back once. */
export async function giveBack(
  db: Db,
  { actor, event, party, booking }: BookingInView,
  now: Temporal.Instant,
): Promise<void> {
  mustAct(party)
  if (!booking) return
  if (!canStillGiveBack(event, now))
    throw conflict('The event has begun or was cancelled, so nothing can be given back.')
  if (!(await giveBackBooking(db, actor, booking.id))) return
  await leaveGuests(
    db,
    booking.guests.map(({ id }) => id),
  )
  await noteBooking(
    db,
    actor,
    event,
    party,
    'event.given-back',
    `Gave back ${plural(booking.places, 'place')}`,
  )
}

/** In the history of the school that it is about; of a hub at a meeting of leads. */
export function noteBooking(
  db: Db,
  by: By,
  event: Event,
  party: Pick<Party, 'partnershipId' | 'hubId'>,
  kind: string,
  did: string,
): Promise<void> {
  const about =
    party.partnershipId === null ? { hubId: party.hubId ?? 0 } : { partnershipId: party.partnershipId }
  return recordHistory(db, by, {
    about,
    kind,
    sentence: `${did}: ${nameOf(event)}`,
    details: { event: event.id },
  })
}

/**
 * The transaction failed because others were faster: the last places went, somebody began to wait, or the event was
 * cancelled. The database says so when the counters are moved.
 */
export function wasOvertaken(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false
  if (error.code === 'ALE01') return true
  return (
    error.code === '23514' &&
    'constraint' in error &&
    String(error.constraint).startsWith('events_never_over')
  )
}
