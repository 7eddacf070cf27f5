import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { HubTally, SchoolLine, Session } from './domain.ts'

/** The sessions of a series that this actor may see, in order; not found where there are none. */
export async function readSessions(db: Db, programmeId: number, seriesKey: string): Promise<Session[]> {
  if (!/^[a-z][a-z0-9-]{0,60}$/.test(seriesKey)) throw notFound() // it comes from an address
  const { rows } = await sql<Omit<Session, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string }>`
    select id as "eventId", number, title, starts_at as "startsAt", ends_at as "endsAt", time_zone as "timeZone",
      time_confirmed as "timeConfirmed", cancelled_at is not null as cancelled,
      recording_link <> '' as "hasRecording"
    from events where programme_id = ${programmeId} and series_key = ${seriesKey} order by number`.execute(db)
  if (rows.length === 0) throw notFound()
  return rows.map((row) => ({
    ...row,
    startsAt: Temporal.Instant.from(row.startsAt),
    endsAt: Temporal.Instant.from(row.endsAt),
  }))
}

/** Schools that are with a programme now: nothing is expected of those that were only invited, and some have left. */
const SCHOOLS = (programmeId: number) => sql`
  select c.id, c.hub_id, c.hub_name, c.hub_region_code, c.school_name
  from partnership_cards c
  where c.programme_id = ${programmeId} and c.status in ('confirmed', 'active', 'paused')`

/** Every school once a session, with what is known of it: each table is read once, however many schools there are. */
const LINES = (programmeId: number, eventIds: readonly number[]) => sql`
  select s.id as partnership_id, s.hub_id, s.hub_name, s.hub_region_code, s.school_name, e.id as event_id,
    i.event_id is not null as invited, b.event_id is not null as booked, coalesce(t.people, 0) as people,
    coalesce(t.minutes, 0) as minutes, w.watched_on
  from (${SCHOOLS(programmeId)}) s
  cross join unnest(${eventIds}::int[]) as e (id)
  left join (select distinct event_id, partnership_id from event_invitations where event_id = any(${eventIds}::int[])) i
    on i.event_id = e.id and i.partnership_id = s.id
  left join (select event_id, partnership_id from event_bookings
    where event_id = any(${eventIds}::int[]) and given_back_at is null) b
    on b.event_id = e.id and b.partnership_id = s.id
  left join (select event_id, partnership_id, count(*)::int as people, sum(minutes)::int as minutes
    from event_presences where event_id = any(${eventIds}::int[]) and undone_at is null group by 1, 2) t
    on t.event_id = e.id and t.partnership_id = s.id
  left join (select event_id, partnership_id, watched_on from event_catch_ups
    where event_id = any(${eventIds}::int[]) and undone_at is null) w
    on w.event_id = e.id and w.partnership_id = s.id`

export async function listTallies(
  db: Db,
  programmeId: number,
  sessions: readonly Pick<Session, 'eventId' | 'number'>[],
): Promise<HubTally[]> {
  const numbers = new Map(sessions.map(({ eventId, number }) => [eventId, number]))
  const { rows } = await sql<Omit<HubTally, 'session'> & { eventId: number }>`
    select l.event_id as "eventId", l.hub_id as "hubId", l.hub_name as "hubName", l.hub_region_code as "regionCode",
      h.region_name as "regionName", count(*)::int as schools, count(*) filter (where l.invited)::int as invited,
      count(*) filter (where l.booked)::int as booked, count(*) filter (where l.people > 0)::int as "took-part",
      count(*) filter (where l.watched_on is not null)::int as "watched-later",
      count(*) filter (where l.people = 0 and l.watched_on is null)::int as neither
    from (${LINES(programmeId, [...numbers.keys()])}) l
    join hub_cards h on h.id = l.hub_id
    group by l.event_id, l.hub_id, l.hub_name, l.hub_region_code, h.region_name
    order by l.hub_name, l.hub_id`.execute(db)
  return rows.map(({ eventId, ...row }) => ({ ...row, session: numbers.get(eventId) ?? 0 }))
}

/** Every school with what it did about one session, by name. */
export async function listSchoolLines(db: Db, programmeId: number, eventId: number): Promise<SchoolLine[]> {
  const { rows } = await sql<SchoolLine>`
    select l.partnership_id as "partnershipId", l.school_name as "schoolName", l.hub_id as "hubId",
      l.hub_name as "hubName", l.hub_region_code as "regionCode", h.region_name as "regionName", l.invited, l.booked,
      l.people, l.minutes, l.watched_on as "watchedOn"
    from (${LINES(programmeId, [eventId])}) l
    join hub_cards h on h.id = l.hub_id
    order by l.school_name, l.partnership_id`.execute(db)
  return rows
}
