import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Event } from '../domain.ts'

export interface Places {
  readonly capacity: number | null
  readonly schoolCapacity: number | null
  readonly placesPerSchool: number
  readonly heldPlaces: number
  readonly bookingOpensAt: Temporal.Instant | null
  readonly bookingClosesAt: Temporal.Instant | null
}

/** A constraint refuses fewer places than are taken. @returns false when somebody else changed it in the meantime */
export async function updatePlacesOf(db: Db, id: number, seen: number, places: Places): Promise<boolean> {
  const result = await sql`
    update events set capacity = ${places.capacity}, school_capacity = ${places.schoolCapacity},
      places_per_school = ${places.placesPerSchool}, held_places = ${places.heldPlaces},
      booking_opens_at = ${places.bookingOpensAt?.toString() ?? null},
      booking_closes_at = ${places.bookingClosesAt?.toString() ?? null}, revision = revision + 1
    where id = ${id} and revision = ${seen} and cancelled_at is null`.execute(db)
  return result.numAffectedRows === 1n
}

/** Held places are used for a school that the host books in. */
export async function useHeldPlaces(db: Db, id: number, count: number): Promise<void> {
  await sql`
    update events set held_places = greatest(0, held_places - ${count}), revision = revision + 1
    where id = ${id} and held_places > 0`.execute(db)
}

/** Partner schools (hubs, at a meeting of leads) that could come and have no places. */
export interface Absent {
  readonly partnershipId: number | null
  readonly hubId: number | null
  readonly name: string
  readonly waits: boolean
}

export async function listAbsent(db: Db, event: Event): Promise<Absent[]> {
  const query =
    event.audience === 'leads'
      ? sql<Absent>`
          select null::int as "partnershipId", h.id as "hubId", h.name,
            exists (select from event_waits w where w.event_id = ${event.id} and w.hub_id = h.id and w.left_at is null)
              as waits
          from hub_cards h
          where h.programme_id = ${event.programmeId} and h.closed_on is null and not exists (
            select from event_bookings b where b.event_id = ${event.id} and b.hub_id = h.id and b.given_back_at is null)
          order by h.name`
      : sql<Absent>`
          select c.id as "partnershipId", null::int as "hubId", c.school_name as name,
            exists (select from event_waits w where w.event_id = ${event.id} and w.partnership_id = c.id
              and w.left_at is null) as waits
          from partnership_cards c
          where c.programme_id = ${event.programmeId} and (${event.hubId}::int is null or c.hub_id = ${event.hubId})
            and c.status in ('confirmed', 'active', 'paused') and not exists (
              select from event_bookings b where b.event_id = ${event.id} and b.partnership_id = c.id
                and b.given_back_at is null)
          order by c.school_name, c.id`
  return (await query.execute(db)).rows
}
