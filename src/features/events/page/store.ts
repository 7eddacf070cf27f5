import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

/** Invited, booked, took part and watched later are four counts, of schools; they are never added to one another. */
export interface Counts {
  readonly invited: number
  readonly booked: number
  readonly tookPart: number
  readonly watchedLater: number
  /** People who took part. */
  readonly people: number
}

/** Of the schools that this actor may see: a host's are all, a school's is its own. At a meeting of leads, of hubs. */
export async function countsOf(db: Db, eventId: number): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select
      (select count(*)::int from event_invitations where event_id = ${eventId}) as invited,
      (select count(*)::int from event_bookings where event_id = ${eventId} and given_back_at is null) as booked,
      (select count(distinct coalesce(partnership_id, -hub_id))::int from event_presences
        where event_id = ${eventId} and undone_at is null) as "tookPart",
      (select count(*)::int from event_presences where event_id = ${eventId} and undone_at is null) as people,
      (select count(*)::int from event_catch_ups where event_id = ${eventId} and undone_at is null) as "watchedLater"
  `.execute(db)
  return rows[0] ?? { invited: 0, booked: 0, tookPart: 0, watchedLater: 0, people: 0 }
}

export interface Move {
  readonly fromStartsAt: Temporal.Instant
  readonly fromEndsAt: Temporal.Instant
  readonly reason: string
  readonly byName: string
  readonly at: string
}

/** Every change of date, the last first. */
export async function listMoves(db: Db, eventId: number): Promise<Move[]> {
  const { rows } = await sql<Omit<Move, 'fromStartsAt' | 'fromEndsAt'> & { from: string; until: string }>`
    select from_starts_at as "from", from_ends_at as "until", reason, by_name as "byName", at
    from event_moves where event_id = ${eventId} order by id desc`.execute(db)
  return rows.map(({ from, until, ...move }) => ({
    ...move,
    fromStartsAt: Temporal.Instant.from(from),
    fromEndsAt: Temporal.Instant.from(until),
  }))
}
