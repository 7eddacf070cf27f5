import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { EVENT, eventOf, FROM_EVENTS } from '../store.ts'
import type { Dated } from './entries.ts'

type Row = Parameters<typeof eventOf>[0] & {
  readonly programmeKey: string
  readonly changedAt: string
  readonly booking: Dated['booking']
  readonly host: boolean
}

/** A calendar is for what comes and what has just been. */
const BACK_DAYS = 365
const MOST = 500

/**
 * Events with what a calendar says of them. `where` names a column of events as `e.…` and of the booking as `b.…`;
 * `bookings` says whose booking, `host` who holds it.
 */
async function listDated(
  db: Db,
  of: { where: RawBuilder<unknown>; bookings: RawBuilder<unknown>; host?: RawBuilder<unknown> },
): Promise<Dated[]> {
  const { rows } = await sql<Row>`
    select ${EVENT}, p.key as "programmeKey", ${of.host ?? sql`false`} as host,
      greatest(e.created_at, e.cancelled_at, e.joining_link_set_at, b.changed_at,
        (select max(m.at) from event_moves m where m.event_id = e.id)) as "changedAt",
      case when b.event_id is not null then
        jsonb_build_object('places', b.places, 'revision', b.revision, 'givenBack', b.given_back) end as booking
    ${FROM_EVENTS}
    join programme_cards p on p.id = e.programme_id
    left join lateral (
      -- Who gave places back and booked again has the place.
      select b.event_id, b.places, b.given_back_at is not null as given_back,
        sum(b.revision) over () ::int as revision, greatest(b.booked_at, b.given_back_at) as changed_at
      from event_bookings b where b.event_id = e.id and ${of.bookings}
      order by b.given_back_at nulls first limit 1) b on true
    where ${of.where}
    order by e.starts_at, e.id limit ${MOST}`.execute(db)
  return rows.map(({ programmeKey, changedAt, booking, host, ...event }) => ({
    event: eventOf(event),
    programmeKey,
    changedAt: Temporal.Instant.from(changedAt),
    booking,
    host,
  }))
}

const recent = sql`e.starts_at > alongside.now() - make_interval(days => ${BACK_DAYS}::int)`
const comes = sql`b.event_id is not null`

/**
 * A school's own bookings, and what else is expected of it: sessions of the programme, and open days of its hub. Once
 * its partnership has ended, only what it had booked.
 */
export function datesOfSchool(db: Db, programmeId: number, schoolUrn: number): Promise<Dated[]> {
  const own = sql`select c.id from partnership_cards c
    where c.school_urn = ${schoolUrn} and c.programme_id = ${programmeId}`
  const running = sql`${own} and c.status not in ('withdrawn', 'completed', 'moved')`
  return listDated(db, {
    bookings: sql`b.given_back_at is null and b.partnership_id in (${own})`,
    where: sql`e.programme_id = ${programmeId} and e.audience = 'partners' and ${recent} and (
      (${comes}) or (e.cancelled_at is null and exists (${running}) and (
        e.kind = 'cpd' or (e.kind = 'open-day' and e.hub_id in (
          select c.hub_id from partnership_cards c where c.id in (${running}))))))`,
  })
}

/** What a hub holds, the meetings of leads that it has a place at, and the programme's sessions. */
export function datesOfHub(db: Db, programmeId: number, hubId: number): Promise<Dated[]> {
  return listDated(db, {
    bookings: sql`b.given_back_at is null and b.hub_id = ${hubId}`,
    host: sql`coalesce(e.hub_id = ${hubId}, false)`,
    where: sql`e.programme_id = ${programmeId} and ${recent}
      and (e.hub_id = ${hubId} or (${comes}) or (e.kind = 'cpd' and e.cancelled_at is null))`,
  })
}

/** What one person has a place at, booked, or holds with their hub or for the programme. */
export function datesOfPerson(db: Db, programmeId: number, accountId: number): Promise<Dated[]> {
  const work = sql`select w.* from people_at_work w where w.account_id = ${accountId} and w.programme_id = ${programmeId}`
  return listDated(db, {
    // Their booking, or one in which they are a guest by their address.
    bookings: sql`b.given_back_at is null and (b.booked_by = ${accountId} or exists (
      select from event_guests g join (${work}) w on lower(w.email) = lower(g.email)
      where g.booking_id = b.id and g.left_at is null))`,
    host: sql`exists (select from (${work}) w where w.hub_id = e.hub_id or (e.hub_id is null and w.role = 'programme-team'))`,
    where: sql`e.programme_id = ${programmeId} and ${recent} and exists (${work}) and ((${comes})
      or exists (select from (${work}) w where w.hub_id = e.hub_id or (e.hub_id is null and w.role = 'programme-team')))`,
  })
}

/** The event of one booking, given back or not. */
export async function findDateOfBooking(db: Db, bookingId: number): Promise<Dated | undefined> {
  const [dated] = await listDated(db, {
    bookings: sql`b.id = ${bookingId}`,
    where: sql`e.id = (select x.event_id from event_bookings x where x.id = ${bookingId})`,
  })
  return dated
}

/** One event as its page is seen: with the booking of the school or hub that asks. */
export async function findDateOfEvent(
  db: Db,
  eventId: number,
  whose: { readonly schoolUrn: number | null; readonly hubId: number | null; readonly host: boolean },
): Promise<Dated | undefined> {
  const [dated] = await listDated(db, {
    bookings: sql`(b.hub_id = ${whose.hubId}::int or b.partnership_id in (
      select c.id from partnership_cards c where c.school_urn = ${whose.schoolUrn}::int))`,
    host: sql`${whose.host}::boolean`,
    where: sql`e.id = ${eventId}`,
  })
  return dated
}
