import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden } from '../../../platform/refusal.ts'
import { recordHistories } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Event } from '../domain.ts'
import { canRun } from '../policy.ts'
import { readEvent } from '../store.ts'
import { nameOf } from '../words.ts'
import {
  arrivedAt,
  canCheckIn,
  canLeaveEarly,
  type Expected,
  minutesPresent,
  type Place,
  type PlaceKey,
  type Presence,
  placeKeyOf,
  placeOfKey,
} from './domain.ts'
import type { Kept } from './forms.ts'
import {
  insertPresence,
  isPlaceOf,
  listExpected,
  listPlaces,
  listPresences,
  undoPresence,
  updateLeaving,
} from './store.ts'

/** The event, for whoever runs it. A guest sees the event, and is told that this part is the host’s. */
export async function readRun(db: Db, actor: Actor, eventId: number): Promise<Event> {
  const event = await readEvent(db, eventId)
  if (!canRun(actor, event)) throw forbidden('This page is for the people who run the event.')
  return event
}

export interface CheckInList {
  readonly event: Event
  readonly expected: readonly Expected[]
  readonly presences: readonly Presence[]
  readonly places: readonly Place[]
}

export async function readCheckIn(db: Db, actor: Actor, eventId: number): Promise<CheckInList> {
  const event = await readRun(db, actor, eventId)
  return {
    event,
    expected: await listExpected(db, eventId),
    presences: await listPresences(db, eventId),
    places: await listPlaces(db, event),
  }
}

export interface Caught {
  /** Keys that the phone can forget: written now, or before. */
  readonly saved: readonly string[]
  readonly refused: readonly { readonly key: string; readonly message: string }[]
  /** Of people whom somebody else had ticked before: this phone’s key, and the one that stands. */
  readonly same: Readonly<Record<string, string>>
}

/**
 * Writes down what a phone kept, in the order in which it happened. Sent twice, it is written once; what cannot be written
 * is said one by one, so that one wrong entry holds up no other.
 */
export async function catchUp(
  db: Db,
  actor: Actor,
  eventId: number,
  entries: readonly Kept[],
  now: Temporal.Instant,
): Promise<Caught> {
  const event = await readRun(db, actor, eventId)
  if (!canCheckIn(event, now)) throw conflict('Nobody can be checked in at this event now.')
  const guests = new Map((await listExpected(db, eventId)).map((guest) => [guest.guestId, guest]))
  const before = new Set((await listPresences(db, eventId)).map(placeKeyOf))
  const saved: string[] = []
  const refused: { key: string; message: string }[] = []
  for (const entry of entries) {
    const message = await write(db, actor, event, guests, entry, now)
    if (message === undefined) saved.push(entry.key)
    else refused.push({ key: entry.key, message })
  }
  await noteFirstOf(db, actor, event, before)
  const standing = new Map((await listPresences(db, eventId)).map((each) => [each.guestId, each.clientKey]))
  const same = entries.flatMap(({ key, guest, undone }) => {
    const stands = undone || guest === null ? undefined : standing.get(guest)
    return stands === undefined || stands === key ? [] : [[key, stands]]
  })
  return { saved, refused, same: Object.fromEntries(same) }
}

/** In the history of each school, once: that it took part. */
export async function noteFirstOf(
  db: Db,
  actor: Actor,
  event: Event,
  before: ReadonlySet<PlaceKey>,
): Promise<void> {
  const now = new Map((await listPresences(db, event.id)).map((presence) => [placeKeyOf(presence), presence]))
  await recordHistories(
    db,
    [...now].flatMap(([key, { partnershipId, hubId }]) =>
      before.has(key)
        ? []
        : [
            {
              by: actor,
              about: partnershipId === null ? { hubId: hubId ?? 0 } : { partnershipId },
              kind: 'event.took-part',
              sentence: `Noted who took part: ${nameOf(event)}`,
              details: { event: event.id },
            },
          ],
    ),
  )
}

/** Somebody leaves before the end, or comes back: they took part for so long. Pressed twice, the first time stands. */
export async function noteLeaving(
  db: Db,
  actor: Actor,
  eventId: number,
  key: string,
  what: 'left' | 'back',
  now: Temporal.Instant,
): Promise<void> {
  const event = await readRun(db, actor, eventId)
  if (!canLeaveEarly(event, now))
    throw conflict('Somebody can be said to have left early only while the event goes on. Nothing was saved.')
  const presence = (await listPresences(db, eventId)).find(({ clientKey }) => clientKey === key)
  if (!presence) throw conflict('This person is not down as here any more. Open the list again.')
  if ((presence.leftEarlyAt !== null) === (what === 'left')) return
  const left = what === 'left' ? now : null
  await updateLeaving(db, presence, left, minutesPresent(event, presence.arrivedAt, left ?? event.endsAt))
}

/** @returns why it could not be written */
async function write(
  db: Db,
  actor: Actor,
  event: Event,
  guests: ReadonlyMap<number, Expected>,
  entry: Kept,
  now: Temporal.Instant,
): Promise<string | undefined> {
  if (entry.undone) {
    await undoPresence(db, actor, event.id, entry.key)
    return undefined
  }
  const guest = entry.guest === null ? undefined : guests.get(entry.guest)
  // A guest who was swapped while the phone was away still came: the name and the school are written.
  const place = guest ?? placeOfKey(entry.place)
  const name = guest?.name ?? entry.name
  if (!place || name === '') return 'The name or the school is missing.'
  if (!guest && !(await isPlaceOf(db, event, place))) return 'This school does not belong to the event.'
  const came = arrivedAt(event, now, entry.secondsAgo)
  await insertPresence(db, actor, event.id, {
    clientKey: entry.key,
    guestId: guest?.guestId ?? null,
    partnershipId: place.partnershipId,
    hubId: place.hubId,
    name,
    seniorLeader: guest?.seniorLeader ?? entry.senior,
    how: event.place === 'online' ? 'online' : 'in person',
    arrivedAt: came,
    minutes: minutesPresent(event, came),
    source: Temporal.Instant.compare(now, event.endsAt) > 0 && entry.secondsAgo < 60 ? 'by hand' : 'check-in',
  })
  return undefined
}
