import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { By } from '../../history/index.ts'
import type { Booking, Guest } from './domain.ts'
import type { Party } from './party.ts'

type Of = Pick<Party, 'partnershipId' | 'hubId'>

/** Who books; null hubs and partnerships are told apart by which one is given. */
export const ofParty = ({ partnershipId, hubId }: Of): RawBuilder<unknown> =>
  partnershipId === null ? sql`hub_id = ${hubId}` : sql`partnership_id = ${partnershipId}`

const BOOKING = sql`
  b.id, b.event_id as "eventId", b.partnership_id as "partnershipId", b.hub_id as "hubId", b.places,
  b.by_host as "byHost", b.booked_by_name as "bookedByName", b.booked_at as "bookedAt", b.revision, coalesce((
    select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'email', g.email, 'roleTitle', g.role_title,
      'seniorLeader', g.senior_leader, 'needs', g.needs) order by g.id)
    from event_guests g where g.booking_id = b.id and g.left_at is null), '[]') as guests`

/** Whether the definition that a partnership began with expects senior leaders at events. */
export async function expectsSeniorLeaders(
  db: Db,
  of: { readonly programmeVersionId: number; readonly pathwayKey: string },
): Promise<boolean> {
  const { rows } = await sql`
    select from expectation_cards where programme_version_id = ${of.programmeVersionId}
      and pathway_key = ${of.pathwayKey} and kind = 'senior-leaders' limit 1`.execute(db)
  return rows.length > 0
}

/** The places that a school has now. */
export async function findBooking(db: Db, eventId: number, party: Of): Promise<Booking | undefined> {
  const { rows } = await sql<Booking>`
    select ${BOOKING} from event_bookings b
    where b.event_id = ${eventId} and b.given_back_at is null and ${ofParty(party)}`.execute(db)
  return rows[0]
}

export interface BookingLine extends Booking {
  /** The school, or the hub at a meeting of leads. */
  readonly name: string
  readonly hubName: string | null
}

/** Every open booking that this actor may see, by name of the school. */
export async function listBookings(db: Db, eventId: number): Promise<BookingLine[]> {
  const { rows } = await sql<BookingLine>`
    select ${BOOKING}, coalesce(c.school_name, h.name) as name, c.hub_name as "hubName"
    from event_bookings b
    left join partnership_cards c on c.id = b.partnership_id
    left join hub_cards h on h.id = b.hub_id
    where b.event_id = ${eventId} and b.given_back_at is null
    order by name, b.id`.execute(db)
  return rows
}

export interface NewBooking {
  readonly key: string
  readonly eventId: number
  readonly party: Of
  readonly places: number
  readonly offerId?: number
  readonly byHost?: boolean
}

/** Undefined where this very form was kept before, or the school has places already. */
export async function insertBooking(db: Db, by: By, booking: NewBooking): Promise<number | undefined> {
  const { key, eventId, party, places, offerId = null, byHost = false } = booking
  const { rows } = await sql<{ id: number }>`
    insert into event_bookings (form_key, event_id, partnership_id, hub_id, places, offer_id, by_host, booked_by,
      booked_by_name)
    values (${key}, ${eventId}, ${party.partnershipId}, ${party.hubId}, ${places}, ${offerId}, ${byHost},
      ${by === 'system' ? null : by.accountId}, ${by === 'system' ? 'Alongside' : by.name})
    on conflict do nothing returning id`.execute(db)
  return rows[0]?.id
}

export async function isBookingKey(db: Db, eventId: number, key: string): Promise<boolean> {
  const { rows } = await sql`
    select from event_bookings where form_key = ${key} and event_id = ${eventId}`.execute(db)
  return rows.length > 0
}

/** @returns false when somebody else changed it in the meantime: nothing is written */
export async function updatePlaces(
  db: Db,
  booking: Pick<Booking, 'id'>,
  seen: number,
  places: number,
): Promise<boolean> {
  const result = await sql`
    update event_bookings set places = ${places}, revision = revision + 1
    where id = ${booking.id} and revision = ${seen} and given_back_at is null`.execute(db)
  return result.numAffectedRows === 1n
}

/** All places go back. @returns false when they were given back before */
export async function giveBackBooking(db: Db, by: { readonly name: string }, id: number): Promise<boolean> {
  const result = await sql`
    update event_bookings set given_back_at = alongside.now(), given_back_by_name = ${by.name}, revision = revision + 1
    where id = ${id} and given_back_at is null`.execute(db)
  return result.numAffectedRows === 1n
}

export async function insertGuests(
  db: Db,
  booking: Pick<Booking, 'id' | 'eventId'>,
  guests: readonly Omit<Guest, 'id'>[],
): Promise<void> {
  if (guests.length === 0) return
  await sql`
    insert into event_guests (booking_id, event_id, name, email, role_title, senior_leader, needs, added_at)
    select ${booking.id}, ${booking.eventId}, name, email, "roleTitle", "seniorLeader", needs, alongside.now()
    from jsonb_to_recordset(${JSON.stringify(guests)}::text::jsonb) as g(name text, email text, "roleTitle" text,
      "seniorLeader" boolean, needs text)`.execute(db)
}

export async function updateGuest(db: Db, guest: Guest): Promise<void> {
  await sql`
    update event_guests set name = ${guest.name}, email = ${guest.email}, role_title = ${guest.roleTitle},
      senior_leader = ${guest.seniorLeader}, needs = ${guest.needs}
    where id = ${guest.id} and left_at is null`.execute(db)
}

/** Whoever leaves keeps their line, without what they need. */
export async function leaveGuests(db: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update event_guests set left_at = alongside.now(), needs = ''
    where id = any(${ids}::int[]) and left_at is null`.execute(db)
}

/** What people need is kept until their event is over. As the service itself, after events that ended before. */
export async function forgetNeeds(db: Db, before: Temporal.Instant): Promise<void> {
  await sql`
    update event_guests g set needs = '' from events e
    where e.id = g.event_id and g.needs <> '' and e.ends_at < ${before.toString()}`.execute(db)
}
