import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Event } from '../domain.ts'
import type { Notice } from '../notices.ts'
import type { Standing, Telling } from './domain.ts'

export interface Recipient {
  readonly messageId: string
  readonly email: string
  readonly name: string
  readonly accountId: number | null
  readonly bookingId: number | null
  readonly guestId: number | null
  readonly standing: Standing
}

/**
 * Who is to be told and has not been, now noted as told: at most `limit` at a time, so that a transaction stays short.
 * Whoever comes second, in this process or another, waits its turn and finds them noted.
 */
export async function noteRecipients(
  db: Db,
  event: Pick<Event, 'id' | 'startsAt'>,
  telling: Telling,
  rule: string,
  limit: number,
): Promise<Recipient[]> {
  const again =
    telling.about === 'reminder' ? sql`and t.starts_at = ${event.startsAt.toString()}::timestamptz` : sql``
  await sql`select pg_advisory_xact_lock(1302, ${event.id})`.execute(db)
  const { rows } = await sql<Recipient>`
    with people as (
      select distinct on (lower(p.email)) p.*
      from (${peopleOf(event.id, telling)}) p
      -- Not "not exists": it is planned for the few notes there were before, and then compares everybody with everybody.
      where p.email <> '' and lower(p.email) not in (
        select t.to_email from event_reminders t
        where t.event_id = ${event.id} and t.rule = ${rule} ${again})
      -- A guest stands before the same person as the one who booked.
      order by lower(p.email), p."guestId" nulls last, p."bookingId" nulls last
      limit ${limit}
    ), noted as (
      insert into event_reminders (event_id, rule, starts_at, to_email, to_name, partnership_id, hub_id, account_id,
        guest_id, message_id)
      select ${event.id}, ${rule}, ${event.startsAt.toString()}::timestamptz, lower(p.email), p.name, p."partnershipId",
        p."hubId", p."accountId", p."guestId", gen_random_uuid()
      from people p
      on conflict do nothing
      returning message_id, to_email
    )
    select n.message_id as "messageId", p.email, p.name, p."accountId", p."bookingId", p."guestId", p.standing
    from noted n join people p on lower(p.email) = n.to_email`.execute(db)
  return rows
}

/** Guests, and whoever booked for them while they still act for the school or the hub. */
const booked = (eventId: number, only = sql``) => sql`
  select g.email, g.name, null::int as "accountId", g.id as "guestId", b.id as "bookingId",
    b.partnership_id as "partnershipId", b.hub_id as "hubId", 'booked' as standing
  from event_bookings b join event_guests g on g.booking_id = b.id and g.left_at is null
  where b.event_id = ${eventId} and b.given_back_at is null ${only}
  union all
  select w.email, w.name, w.account_id, null, b.id, b.partnership_id, b.hub_id, 'booked'
  from event_bookings b
  join events e on e.id = b.event_id
  left join partnership_cards c on c.id = b.partnership_id
  join people_at_work w on w.account_id = b.booked_by and w.programme_id = e.programme_id
    and (w.school_urn = c.school_urn or w.hub_id = coalesce(b.hub_id, c.hub_id))
  where b.event_id = ${eventId} and b.given_back_at is null ${only}`

const waiting = (eventId: number, standing: Standing, only = sql`and w.left_at is null`) => sql`
  select a.email, a.name, a.account_id as "accountId", null::int as "guestId", null::int as "bookingId",
    w.partnership_id as "partnershipId", w.hub_id as "hubId", ${standing}::text as standing
  from event_waits w
  join events e on e.id = w.event_id
  left join partnership_cards c on c.id = w.partnership_id
  join people_at_work a on a.programme_id = e.programme_id
    and (a.school_urn = c.school_urn or a.hub_id = w.hub_id)
  where w.event_id = ${eventId} ${only}`

function peopleOf(eventId: number, telling: Telling) {
  switch (telling.about) {
    case 'booked':
      return booked(eventId, sql`and b.id = ${telling.id}`)
    case 'reminder':
    case 'message':
      return booked(eventId)
    case 'moved':
    case 'cancelled':
      return sql`${booked(eventId)} union all ${waiting(eventId, 'waiting')}`
    case 'offered':
      return waiting(
        eventId,
        'offered',
        sql`and exists (select from event_offers o where o.wait_id = w.id and o.id = ${telling.id} and o.answered_at is null)`,
      )
    case 'feedback':
      return sql`
        select g.email, g.name, null::int as "accountId", g.id as "guestId", g.booking_id as "bookingId",
          p.partnership_id as "partnershipId", p.hub_id as "hubId", 'booked' as standing
        from event_presences p join event_guests g on g.id = p.guest_id
        where p.event_id = ${eventId} and p.undone_at is null`
    case 'invited':
      return sql`
        select a.email, a.name, a.account_id as "accountId", null::int as "guestId", null::int as "bookingId",
          i.partnership_id as "partnershipId", i.hub_id as "hubId", 'invited' as standing
        from event_invitations i
        join events e on e.id = i.event_id
        left join partnership_cards c on c.id = i.partnership_id
        join people_at_work a on a.programme_id = e.programme_id
          and (a.school_urn = c.school_urn or a.hub_id = i.hub_id)
        where i.event_id = ${eventId}`
  }
}

/** The event that a notice is about; its id is that of a booking, an offer, a message or the event itself. */
export async function findEventOf(db: Db, notice: Notice, id: number): Promise<number | undefined> {
  const table = {
    booked: sql`select event_id as id from event_bookings where id = ${id}`,
    offered: sql`select event_id as id from event_offers where id = ${id}`,
    message: sql`select event_id as id from event_messages where id = ${id}`,
  }
  const query =
    notice in table ? table[notice as keyof typeof table] : sql`select id from events where id = ${id}`
  const { rows } = await sql<{ id: number }>`${query}`.execute(db)
  return rows[0]?.id
}

export interface Move {
  readonly id: number
  readonly startsAt: string
  readonly endsAt: string
  readonly reason: string
}

/** The last change of an event's date. */
export async function findLastMove(db: Db, eventId: number): Promise<Move | undefined> {
  const { rows } = await sql<Move>`
    select id, from_starts_at as "startsAt", from_ends_at as "endsAt", reason
    from event_moves where event_id = ${eventId} order by id desc limit 1`.execute(db)
  return rows[0]
}

export interface Offer {
  readonly places: number
  readonly expiresAt: string
}

/** The offer, while it waits for an answer. */
export async function findOffer(db: Db, id: number): Promise<Offer | undefined> {
  const { rows } = await sql<Offer>`
    select places, expires_at as "expiresAt" from event_offers where id = ${id} and answered_at is null`.execute(
    db,
  )
  return rows[0]
}

export interface HostMessage {
  readonly subject: string
  readonly body: string
  readonly byName: string
}

export async function findHostMessage(db: Db, id: number): Promise<HostMessage | undefined> {
  const { rows } = await sql<HostMessage>`
    select subject, body, by_name as "byName" from event_messages where id = ${id}`.execute(db)
  return rows[0]
}

/** Messages of hosts whose emails have not been queued: those that wait for the end of a quiet time. */
export async function listWaitingMessages(db: Db): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`select id from event_messages where sent_at is null order by id`.execute(db)
  return rows.map(({ id }) => id)
}

export async function noteMessageSent(db: Db, id: number): Promise<void> {
  await sql`update event_messages set sent_at = alongside.now() where id = ${id} and sent_at is null`.execute(
    db,
  )
}
