import { plural } from '../../../design/components/index.ts'
import type { Db } from '../../../platform/database/index.ts'
import { conflict } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import { noteBooking } from '../bookings/actions.ts'
import { insertBooking, isBookingKey } from '../bookings/store.ts'
import { aboutEvent, CHANGED_MEANWHILE } from '../details/actions.ts'
import { type Event, isOver } from '../domain.ts'
import { giveNotice } from '../notices.ts'
import { placesFree, schoolsFree } from '../seating.ts'
import { nameOf } from '../words.ts'
import type { HostBooking } from './forms.ts'
import { type Absent, listAbsent, type Places, updatePlacesOf, useHeldPlaces } from './store.ts'

export async function changePlaces(
  db: Db,
  actor: Actor,
  event: Event,
  seen: number,
  places: Places,
): Promise<void> {
  if (event.cancelledAt) throw conflict('This event was cancelled. Nothing was saved.')
  if (samePlaces(event, places)) return
  if (!(await updatePlacesOf(db, event.id, seen, places))) throw conflict(CHANGED_MEANWHILE)
  const capacity = places.capacity === null ? 'no limit of places' : plural(places.capacity, 'place')
  const held = places.heldPlaces > 0 ? `, ${places.heldPlaces} held back` : ''
  await recordHistory(db, actor, {
    about: aboutEvent(event),
    kind: 'event.places-changed',
    sentence: `Changed the places of ${nameOf(event)}: ${capacity}${held}`,
    details: { event: event.id },
  })
}

function samePlaces(event: Event, to: Places): boolean {
  const of = (each: Places) =>
    JSON.stringify([
      each.capacity,
      each.schoolCapacity,
      each.placesPerSchool,
      each.heldPlaces,
      each.bookingOpensAt?.epochMilliseconds ?? null,
      each.bookingClosesAt?.epochMilliseconds ?? null,
    ])
  return of(event) === of(to)
}

export type HostBooked = 'booked' | 'not one of yours' | 'full' | 'waits'

/**
 * The host books a school in: from the places that it holds back first, then from free ones. A school that waits leaves
 * the list by an offer, never by this, so that its places are not counted twice.
 */
export async function bookIn(
  db: Db,
  actor: Actor,
  event: Event,
  form: HostBooking,
  now: Temporal.Instant,
): Promise<HostBooked> {
  if (await isBookingKey(db, event.id, form.key)) return 'booked'
  if (event.cancelledAt || isOver(event, now))
    throw conflict('This event is over or was cancelled, so nobody can be booked in. Nothing was saved.')
  const party = (await listAbsent(db, event)).find((each) => isSame(each, form))
  if (!party) return 'not one of yours'
  if (party.waits) return 'waits'
  if (placesFree(event) + event.heldPlaces < form.places || schoolsFree(event) < 1) return 'full'
  await useHeldPlaces(db, event.id, Math.min(event.heldPlaces, form.places))
  const id = await insertBooking(db, actor, {
    key: form.key,
    eventId: event.id,
    party,
    places: form.places,
    byHost: true,
  })
  if (id === undefined) return 'not one of yours'
  await noteBooking(
    db,
    actor,
    event,
    party,
    'event.booked-by-host',
    `Booked in with ${plural(form.places, 'place')} by the host`,
  )
  await giveNotice(db, 'booked', id)
  return 'booked'
}

const isSame = (one: Absent, other: Pick<HostBooking, 'partnershipId' | 'hubId'>): boolean =>
  one.partnershipId === other.partnershipId && one.hubId === other.hubId
