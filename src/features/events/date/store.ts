import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Event } from '../domain.ts'

export interface NewDate {
  readonly key: string
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly reason: string
}

/** A window that was set for the old date moves by as much, so that it still ends before the event. */
export async function updateDate(db: Db, event: Event, seen: number, to: NewDate): Promise<boolean> {
  const by = to.startsAt.since(event.startsAt).total('seconds')
  const result = await sql`
    update events set starts_at = ${to.startsAt.toString()}, ends_at = ${to.endsAt.toString()}, time_confirmed = true,
      booking_closes_at = booking_closes_at + make_interval(secs => ${by}), revision = revision + 1
    where id = ${event.id} and revision = ${seen} and cancelled_at is null`.execute(db)
  return result.numAffectedRows === 1n
}

/** @returns false when this very form was kept before */
export async function insertMove(db: Db, actor: Actor, event: Event, to: NewDate): Promise<boolean> {
  const result = await sql`
    insert into event_moves (form_key, event_id, from_starts_at, from_ends_at, to_starts_at, to_ends_at, reason,
      account_id, by_name)
    values (${to.key}, ${event.id}, ${event.startsAt.toString()}, ${event.endsAt.toString()}, ${to.startsAt.toString()},
      ${to.endsAt.toString()}, ${to.reason}, ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return result.numAffectedRows === 1n
}

export async function isMoveKey(db: Db, eventId: number, key: string): Promise<boolean> {
  const { rows } =
    await sql`select from event_moves where form_key = ${key} and event_id = ${eventId}`.execute(db)
  return rows.length > 0
}
