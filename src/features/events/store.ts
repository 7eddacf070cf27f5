/** Events as every page reads them. Each noun keeps its own store beside its pages. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import { notFound } from '../../platform/refusal.ts'
import type { Event } from './domain.ts'

type Moment = 'startsAt' | 'endsAt' | 'bookingOpensAt' | 'bookingClosesAt' | 'createdAt' | 'cancelledAt'
/** Instants come as text, and counters with every row. */
export type EventRow = Omit<Event, Moment> & {
  readonly startsAt: string
  readonly endsAt: string
  readonly bookingOpensAt: string | null
  readonly bookingClosesAt: string | null
  readonly createdAt: string
  readonly cancelledAt: string | null
}

export const EVENT = sql`
  e.id, e.form_key as "formKey", e.programme_id as "programmeId", e.kind, e.audience, e.hub_id as "hubId",
  h.name as "hubName", h.lead_name as "leadName", h.lead_school_urn as "leadSchoolUrn",
  coalesce(s.status = 'closed', false) as "leadClosed", e.series_key as "seriesKey", e.number, e.title, e.description,
  e.agenda, e.preparation, e.materials, e.themes, e.starts_at as "startsAt", e.ends_at as "endsAt",
  e.time_zone as "timeZone", e.time_confirmed as "timeConfirmed", e.place, e.place_text as "placeText",
  e.getting_there as "gettingThere", e.safety_notes as "safetyNotes", e.joining_link as "joiningLink",
  e.recording_link as "recordingLink", e.capacity, e.school_capacity as "schoolCapacity",
  e.places_per_school as "placesPerSchool", e.held_places as "heldPlaces", e.places_taken as "placesTaken",
  e.places_offered as "placesOffered", e.schools_taken as "schoolsTaken", e.schools_offered as "schoolsOffered",
  e.waiting, e.booking_opens_at as "bookingOpensAt", e.booking_closes_at as "bookingClosesAt",
  e.created_at as "createdAt", e.cancelled_at as "cancelledAt", e.cancelled_reason as "cancelledReason",
  e.cancelled_by_name as "cancelledByName", e.revision`
export const FROM_EVENTS = sql`
  from events e left join hub_cards h on h.id = e.hub_id left join school_cards s on s.urn = h.lead_school_urn`

/** Not found where there is none, or this actor may not see it: row-level security makes the two one. */
export async function readEvent(db: Db, id: number): Promise<Event> {
  const [event] = await listEvents(db, sql`e.id = ${id}`)
  if (!event) throw notFound()
  return event
}

/** Those that this actor may see, in order of time. `where` names a column of events as `e.…`. */
export async function listEvents(db: Db, where: RawBuilder<unknown>): Promise<Event[]> {
  const { rows } = await sql<EventRow>`
    select ${EVENT} ${FROM_EVENTS} where ${where} order by e.starts_at, e.id`.execute(db)
  return rows.map(eventOf)
}

export function eventOf(row: EventRow): Event {
  return {
    ...row,
    startsAt: Temporal.Instant.from(row.startsAt),
    endsAt: Temporal.Instant.from(row.endsAt),
    bookingOpensAt: instant(row.bookingOpensAt),
    bookingClosesAt: instant(row.bookingClosesAt),
    createdAt: Temporal.Instant.from(row.createdAt),
    cancelledAt: instant(row.cancelledAt),
  }
}

const instant = (text: string | null): Temporal.Instant | null =>
  text === null ? null : Temporal.Instant.from(text)
