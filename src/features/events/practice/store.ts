import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'

/** One thing that a school tries after an open day, and later what became of it. */
export interface SharedPractice {
  readonly id: number
  readonly partnershipId: number
  readonly schoolName: string
  readonly willTry: string
  /** '' until somebody says. */
  readonly became: string
  readonly byName: string
  readonly writtenAt: string
  readonly becameByName: string | null
  readonly becameAt: string | null
  readonly revision: number
}

/** Of the schools that this actor may see. */
export async function listPractices(db: Db, eventId: number): Promise<SharedPractice[]> {
  const { rows } = await sql<SharedPractice>`
    select x.id, x.partnership_id as "partnershipId", c.school_name as "schoolName", x.will_try as "willTry", x.became,
      x.by_name as "byName", x.written_at as "writtenAt", x.became_by_name as "becameByName", x.became_at as "becameAt",
      x.revision
    from shared_practices x join partnership_cards c on c.id = x.partnership_id
    where x.event_id = ${eventId} order by c.school_name, x.id`.execute(db)
  return rows
}

/** @returns false where the school has written one already */
export async function insertPractice(
  db: Db,
  actor: Actor,
  of: { readonly eventId: number; readonly partnershipId: number },
  entry: { readonly key: string; readonly willTry: string },
): Promise<boolean> {
  const result = await sql`
    insert into shared_practices (form_key, event_id, partnership_id, will_try, account_id, by_name)
    values (${entry.key}, ${of.eventId}, ${of.partnershipId}, ${entry.willTry}, ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return result.numAffectedRows === 1n
}

export async function isPracticeKey(db: Db, eventId: number, key: string): Promise<boolean> {
  const { rows } =
    await sql`select from shared_practices where event_id = ${eventId} and form_key = ${key}`.execute(db)
  return rows.length > 0
}

/** @returns false when a colleague changed it in the meantime: nothing is written */
export async function updatePractice(
  db: Db,
  actor: Actor,
  before: Pick<SharedPractice, 'id' | 'became'>,
  seen: number,
  entry: { readonly willTry: string; readonly became: string },
): Promise<boolean> {
  const said = entry.became !== ''
  const isNew = said && before.became === ''
  const result = await sql`
    update shared_practices set will_try = ${entry.willTry}, became = ${entry.became}, revision = revision + 1,
      became_at = case when not ${said} then null when ${isNew} then alongside.now() else became_at end,
      became_by_name = case when not ${said} then null when ${isNew} then ${actor.name} else became_by_name end
    where id = ${before.id} and revision = ${seen}`.execute(db)
  return result.numAffectedRows === 1n
}
