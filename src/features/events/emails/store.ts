import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Standing, Telling, ToldEvent } from './domain.ts'

interface EventRow {
  id: number
  programmeId: number
  title: string
  startsAt: string
  endsAt: string
  timeZone: string
  timeConfirmed: boolean
  place: ToldEvent['place']
  placeText: string
  gettingThere: string
  safetyNotes: string
  preparation: string
  joiningLink: string
  cancelledReason: string | null
  leadName: string | null
  leadTown: string | null
  leadStatus: string | null
}

const EVENT = sql`
  select e.id, e.programme_id as "programmeId", e.title, e.starts_at as "startsAt", e.ends_at as "endsAt",
    e.time_zone as "timeZone", e.time_confirmed as "timeConfirmed", e.place, e.place_text as "placeText",
    e.getting_there as "gettingThere", e.safety_notes as "safetyNotes", e.preparation, e.joining_link as "joiningLink",
    e.cancelled_reason as "cancelledReason", s.name as "leadName", s.town as "leadTown", s.status as "leadStatus"
  from events e
  left join hub_cards h on h.id = e.hub_id
  left join school_cards s on s.urn = h.lead_school_urn`

function toldEvent({ leadName, leadTown, leadStatus, programmeId: _, ...row }: EventRow): ToldEvent {
  return {
    ...row,
    startsAt: Temporal.Instant.from(row.startsAt),
    endsAt: Temporal.Instant.from(row.endsAt),
    leadSchool:
      leadName === null ? null : { name: leadName, town: leadTown ?? '', closed: leadStatus === 'closed' },
  }
}

export async function findToldEvent(db: Db, eventId: number): Promise<ToldEvent | undefined> {
  const { rows } = await sql<EventRow>`${EVENT} where e.id = ${eventId}`.execute(db)
  return rows[0] && toldEvent(rows[0])
}

/** Events that take place and begin within a time. */
export async function listToldEvents(
  db: Db,
  from: Temporal.Instant,
  until: Temporal.Instant,
): Promise<ToldEvent[]> {
  const { rows } = await sql<EventRow>`
    ${EVENT} where e.cancelled_at is null
      and e.ends_at >= ${from.toString()}::timestamptz and e.starts_at < ${until.toString()}::timestamptz
    order by e.starts_at`.execute(db)
  return rows.map(toldEvent)
}

export interface Recipient {
  readonly messageId: string
  readonly email: string
  readonly name: string
  readonly accountId: number | null
  readonly bookingId: number | null
  readonly standing: Standing
}

/**
 * Who is to be told and has not been, now noted as told: at most `limit` at a time, so that a transaction stays short.
 * Whoever comes second, in this process or another, finds them noted.
 */
export async function noteRecipients(
  db: Db,
  event: Pick<ToldEvent, 'id' | 'startsAt'>,
  telling: Telling,
  rule: string,
  limit: number,
): Promise<Recipient[]> {
  const again =
    telling.about === 'reminder' ? sql`and t.starts_at = ${event.startsAt.toString()}::timestamptz` : sql``
  const { rows } = await sql<Recipient>`
    with people as (
      select distinct on (lower(p.email)) p.*
      from (${peopleOf(event.id, telling)}) p
      where p.email <> '' and not exists (
        select from event_reminders t
        where t.event_id = ${event.id} and t.rule = ${rule} and t.to_email = lower(p.email) ${again})
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
    select n.message_id as "messageId", p.email, p.name, p."accountId", p."bookingId", p.standing
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
    case 'offer':
      return waiting(
        eventId,
        'offered',
        sql`and exists (select from event_offers o where o.wait_id = w.id and o.id = ${telling.id} and o.answered_at is null)`,
      )
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

export interface Move {
  readonly startsAt: string
  readonly endsAt: string
  readonly reason: string
}

export async function findMove(db: Db, id: number): Promise<Move | undefined> {
  const { rows } = await sql<Move>`
    select from_starts_at as "startsAt", from_ends_at as "endsAt", reason from event_moves where id = ${id}`.execute(
    db,
  )
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
export async function listWaitingMessages(db: Db): Promise<{ id: number; eventId: number }[]> {
  const { rows } = await sql<{ id: number; eventId: number }>`
    select id, event_id as "eventId" from event_messages where sent_at is null order by id`.execute(db)
  return rows
}

export async function noteMessageSent(db: Db, id: number): Promise<void> {
  await sql`update event_messages set sent_at = alongside.now() where id = ${id} and sent_at is null`.execute(
    db,
  )
}
