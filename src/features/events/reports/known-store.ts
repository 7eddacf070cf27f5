import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Event } from '../domain.ts'
import type { KnownPerson } from './matching.ts'

/** Everybody booked by name, and everybody with an account: whose address says where they come from. */
export async function listKnownPeople(
  db: Db,
  event: Pick<Event, 'id' | 'audience' | 'hubId' | 'programmeId'>,
): Promise<KnownPerson[]> {
  const leads = event.audience === 'leads'
  const { rows } = await sql<KnownPerson>`
    select g.name, g.email, coalesce(b.partnership_id, b.hub_id) as "placeId", g.id as "guestId"
    from event_guests g join event_bookings b on b.id = g.booking_id
    where g.event_id = ${event.id} and g.left_at is null and b.given_back_at is null
    union all
    select w.name, w.email, c.id, null
    from people_at_work w
    join partnership_cards c on c.school_urn = w.school_urn and c.programme_id = w.programme_id
    where not ${leads} and w.programme_id = ${event.programmeId} and c.status in ('confirmed', 'active', 'paused')
      and (${event.hubId}::int is null or c.hub_id = ${event.hubId})
    union all
    select w.name, w.email, w.hub_id, null
    from people_at_work w where ${leads} and w.programme_id = ${event.programmeId} and w.hub_id is not null`.execute(
    db,
  )
  return rows
}

export interface KnownPlace {
  readonly placeId: number
  readonly name: string
  readonly urn: number | null
}

export async function listKnownPlaces(
  db: Db,
  event: Pick<Event, 'audience' | 'hubId' | 'programmeId'>,
): Promise<KnownPlace[]> {
  const { rows } =
    event.audience === 'leads'
      ? await sql<KnownPlace>`
          select h.id as "placeId", coalesce(h.lead_name, h.name) as name, h.lead_school_urn as urn
          from hub_cards h where h.programme_id = ${event.programmeId} and h.closed_on is null`.execute(db)
      : await sql<KnownPlace>`
          select c.id as "placeId", c.school_name as name, c.school_urn as urn
          from partnership_cards c
          where c.programme_id = ${event.programmeId} and c.status in ('confirmed', 'active', 'paused')
            and (${event.hubId}::int is null or c.hub_id = ${event.hubId})`.execute(db)
  return rows
}

/** Addresses of those who run events: the programme team, and the leads where partners are the guests. */
export async function listHostAddresses(
  db: Db,
  event: Pick<Event, 'audience' | 'programmeId'>,
): Promise<Set<string>> {
  const { rows } = await sql<{ email: string }>`
    select lower(w.email) as email from people_at_work w
    where w.programme_id = ${event.programmeId}
      and (w.role = 'programme-team' or (w.role = 'hub-lead' and ${event.audience === 'partners'}))`.execute(
    db,
  )
  return new Set(rows.map(({ email }) => email))
}
