import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'

export interface CatchUp {
  readonly id: number
  readonly partnershipId: number
  readonly schoolName: string
  readonly hubName: string
  readonly watchedOn: string
  readonly minutes: number
  readonly willDo: string
  readonly byName: string
  readonly at: string
}

/** The schools, of those that this actor may see, that watched later. */
export async function listCatchUps(db: Db, eventId: number): Promise<CatchUp[]> {
  const { rows } = await sql<CatchUp>`
    select x.id, x.partnership_id as "partnershipId", c.school_name as "schoolName", c.hub_name as "hubName",
      x.watched_on as "watchedOn", x.minutes, x.will_do as "willDo", x.by_name as "byName", x.at
    from event_catch_ups x join partnership_cards c on c.id = x.partnership_id
    where x.event_id = ${eventId} and x.undone_at is null order by c.school_name, x.id`.execute(db)
  return rows
}

export interface NewCatchUp {
  readonly key: string
  readonly watchedOn: string
  readonly minutes: number
  readonly willDo: string
}

/** @returns false where the school has caught up already, by this form or by a colleague’s */
export async function insertCatchUp(
  db: Db,
  actor: Actor,
  of: { readonly eventId: number; readonly partnershipId: number },
  entry: NewCatchUp,
): Promise<boolean> {
  const result = await sql`
    insert into event_catch_ups (form_key, event_id, partnership_id, watched_on, minutes, will_do, account_id, by_name)
    values (${entry.key}, ${of.eventId}, ${of.partnershipId}, ${entry.watchedOn}, ${entry.minutes}, ${entry.willDo},
      ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return result.numAffectedRows === 1n
}

export async function isCatchUpKey(db: Db, eventId: number, key: string): Promise<boolean> {
  const { rows } =
    await sql`select from event_catch_ups where event_id = ${eventId} and form_key = ${key}`.execute(db)
  return rows.length > 0
}

export async function undoCatchUp(db: Db, actor: Actor, id: number): Promise<boolean> {
  const result = await sql`
    update event_catch_ups set undone_at = alongside.now(), undone_by_name = ${actor.name}
    where id = ${id} and undone_at is null`.execute(db)
  return result.numAffectedRows === 1n
}
