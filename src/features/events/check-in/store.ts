import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Event } from '../domain.ts'
import { type Expected, type Place, type Presence, placeKeyOf } from './domain.ts'

/** Everybody for whom a place is booked, by school and name. */
export async function listExpected(db: Db, eventId: number): Promise<Expected[]> {
  const { rows } = await sql<Expected>`
    select g.id as "guestId", b.partnership_id as "partnershipId", b.hub_id as "hubId",
      coalesce(c.school_name, h.name) as "placeName", g.name, g.role_title as "roleTitle",
      g.senior_leader as "seniorLeader", g.needs
    from event_guests g
    join event_bookings b on b.id = g.booking_id
    left join partnership_cards c on c.id = b.partnership_id
    left join hub_cards h on h.id = b.hub_id
    where g.event_id = ${eventId} and g.left_at is null and b.given_back_at is null
    order by 4, g.name, g.id`.execute(db)
  return rows
}

type PresenceRow = Omit<Presence, 'arrivedAt' | 'leftEarlyAt'> & {
  readonly arrivedAt: string
  readonly leftEarlyAt: string | null
}

/** Everybody who took part and was not taken off again. */
export async function listPresences(db: Db, eventId: number): Promise<Presence[]> {
  const { rows } = await sql<PresenceRow>`
    select p.id, p.client_key as "clientKey", p.guest_id as "guestId", p.partnership_id as "partnershipId",
      p.hub_id as "hubId", coalesce(c.school_name, h.name) as "placeName", p.name, p.senior_leader as "seniorLeader",
      p.how, p.arrived_at as "arrivedAt", p.left_early_at as "leftEarlyAt", p.minutes, p.source
    from event_presences p
    left join partnership_cards c on c.id = p.partnership_id
    left join hub_cards h on h.id = p.hub_id
    where p.event_id = ${eventId} and p.undone_at is null
    order by 6, p.name, p.id`.execute(db)
  return rows.map((row) => ({
    ...row,
    arrivedAt: Temporal.Instant.from(row.arrivedAt),
    leftEarlyAt: row.leftEarlyAt === null ? null : Temporal.Instant.from(row.leftEarlyAt),
  }))
}

/** Where people may come from: those who booked or were invited; of a hub’s own event, all its schools; of leads, all hubs. */
export async function listPlaces(
  db: Db,
  event: Pick<Event, 'id' | 'hubId' | 'audience' | 'programmeId'>,
): Promise<Place[]> {
  if (event.audience === 'leads') {
    const { rows } = await sql<{ hubId: number; name: string; unnamed: number }>`
      select h.id as "hubId", h.name, ${unnamed(sql`b.hub_id = h.id`, event.id)} as unnamed
      from hub_cards h where h.programme_id = ${event.programmeId} and h.closed_on is null order by h.name`.execute(
      db,
    )
    return rows.map(({ hubId, ...row }) => ({ ...row, key: placeKeyOf({ hubId, partnershipId: null }) }))
  }
  const { rows } = await sql<{ partnershipId: number; name: string; unnamed: number }>`
    select c.id as "partnershipId", c.school_name as name, ${unnamed(sql`b.partnership_id = c.id`, event.id)} as unnamed
    from partnership_cards c
    where c.programme_id = ${event.programmeId} and c.status in ('confirmed', 'active', 'paused') and (
      c.hub_id = ${event.hubId}
      or c.id in (select b.partnership_id from event_bookings b where b.event_id = ${event.id} and b.given_back_at is null)
      or c.id in (select i.partnership_id from event_invitations i where i.event_id = ${event.id}))
    order by c.school_name, c.id`.execute(db)
  return rows.map(({ partnershipId, ...row }) => ({
    ...row,
    key: placeKeyOf({ partnershipId, hubId: null }),
  }))
}

const unnamed = (of: ReturnType<typeof sql>, eventId: number) => sql`coalesce((
  select b.places - (select count(*) from event_guests g where g.booking_id = b.id and g.left_at is null)
  from event_bookings b where b.event_id = ${eventId} and b.given_back_at is null and ${of} limit 1), 0)::int`

/** Whether people of this school can be expected here at all: no other hub’s school is put on a list. */
export async function isPlaceOf(
  db: Db,
  event: Pick<Event, 'hubId' | 'audience' | 'programmeId'>,
  place: { readonly partnershipId: number | null; readonly hubId: number | null },
): Promise<boolean> {
  if (place.partnershipId === null) {
    if (event.audience !== 'leads') return false
    const { rows } = await sql`
      select from hub_cards where id = ${place.hubId} and programme_id = ${event.programmeId}`.execute(db)
    return rows.length > 0
  }
  const { rows } = await sql`
    select from partnership_cards c where c.id = ${place.partnershipId} and c.programme_id = ${event.programmeId}
      and (${event.hubId}::int is null or c.hub_id = ${event.hubId})`.execute(db)
  return rows.length > 0 && event.audience === 'partners'
}

export interface NewPresence {
  readonly clientKey: string
  readonly guestId: number | null
  readonly partnershipId: number | null
  readonly hubId: number | null
  readonly name: string
  readonly email?: string
  readonly seniorLeader: boolean
  readonly how: 'in person' | 'online'
  readonly arrivedAt: Temporal.Instant
  readonly minutes: number
  readonly source: Presence['source']
}

/**
 * Writes down that somebody took part. What was sent before, and a person who is down already, adds nothing: two phones
 * may tick the same person.
 * @returns the new row; undefined where there was one
 */
export async function insertPresence(
  db: Db,
  actor: Actor,
  eventId: number,
  presence: NewPresence,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into event_presences (client_key, event_id, partnership_id, hub_id, guest_id, name, email, senior_leader, how,
      arrived_at, minutes, source, recorded_by, recorded_by_name)
    values (${presence.clientKey}, ${eventId}, ${presence.partnershipId}, ${presence.hubId}, ${presence.guestId},
      ${presence.name}, ${presence.email ?? ''}, ${presence.seniorLeader}, ${presence.how},
      ${presence.arrivedAt.toString()}, ${presence.minutes}, ${presence.source}, ${actor.accountId}, ${actor.name})
    on conflict do nothing returning id`.execute(db)
  return rows[0]?.id
}

/** @returns false where nobody is down under this key any more */
export async function undoPresence(
  db: Db,
  actor: Actor,
  eventId: number,
  clientKey: string,
): Promise<boolean> {
  const result = await sql`
    update event_presences set undone_at = alongside.now(), undone_by_name = ${actor.name}
    where event_id = ${eventId} and client_key = ${clientKey} and undone_at is null`.execute(db)
  return result.numAffectedRows === 1n
}

/** Somebody went before the end, or was there after all: the time that they took part goes with it. */
export async function updateLeaving(
  db: Db,
  presence: Pick<Presence, 'id'>,
  leftEarlyAt: Temporal.Instant | null,
  minutes: number,
): Promise<void> {
  await sql`
    update event_presences set left_early_at = ${leftEarlyAt?.toString() ?? null}, minutes = ${minutes}
    where id = ${presence.id} and undone_at is null`.execute(db)
}
