import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden, notFound } from '../../../platform/refusal.ts'
import { type About, recordHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Event } from '../domain.ts'
import { kindsExpected } from '../expected.ts'
import { canRun, kindsToCreate } from '../policy.ts'
import { readEvent } from '../store.ts'
import { nameOf, whenOf } from '../words.ts'
import type { Details, NewEvent } from './domain.ts'
import { findEventByKey, insertEvent, updateDetails } from './store.ts'

/** An event that this actor runs; whoever only sees it is refused. */
export async function readOwnEvent(db: Db, actor: Actor, id: number): Promise<Event> {
  const event = await readEvent(db, id)
  if (!canRun(actor, event)) throw forbidden('This is done by whoever runs the event.')
  return event
}

export const CHANGED_MEANWHILE =
  'Someone else changed this event while you had the page open. Open it again to see what changed. Nothing was saved.'

/** In the history of the hub that runs it, or of the programme. */
export const aboutEvent = ({ hubId, programmeId }: Pick<Event, 'hubId' | 'programmeId'>): About =>
  hubId === null ? { programmeId } : { hubId }

/** Makes an event. Sent twice, it is made once. @returns its id */
export async function createEvent(db: Db, actor: Actor, form: NewEvent): Promise<number> {
  const expected = await kindsExpected(db, actor.programmeId)
  if (!kindsToCreate(actor, expected).includes(form.kind)) throw notFound()
  const audience = actor.role === 'programme-team' ? form.audience : 'partners'
  const id = await insertEvent(db, actor, { ...form, audience })
  if (id === undefined) {
    const known = await findEventByKey(db, form.key)
    if (known === undefined)
      throw conflict('This form was sent before, for something else. Open the page again.')
    return known
  }
  const event = await readEvent(db, id)
  await recordHistory(db, actor, {
    about: aboutEvent(event),
    kind: 'event.created',
    sentence: `Planned ${nameOf(event)}, ${whenOf(event)}`,
    details: { event: id },
  })
  return id
}

export async function changeDetails(
  db: Db,
  actor: Actor,
  event: Event,
  seen: number,
  details: Details,
): Promise<void> {
  if (sameDetails(event, details)) return
  if (!(await updateDetails(db, event.id, seen, details))) throw conflict(CHANGED_MEANWHILE)
  await recordHistory(db, actor, {
    about: aboutEvent(event),
    kind: 'event.changed',
    sentence: `Changed what guests see of ${nameOf(event)}`,
    details: { event: event.id },
  })
}

/** Pressed twice: the same again is no change. */
function sameDetails(event: Event, details: Details): boolean {
  const of = (each: Details) =>
    JSON.stringify([
      each.title,
      each.description,
      each.agenda,
      each.preparation,
      each.materials.map(({ title, address }) => [title, address]),
      each.themes,
      each.place,
      each.placeText,
      each.gettingThere,
      each.safetyNotes,
      each.joiningLink,
      each.recordingLink,
    ])
  return of(event) === of(details)
}
