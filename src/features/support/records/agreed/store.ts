/** What each school will do, as it stands in a record: lines that are added and taken out. */
import { sql } from 'kysely'
import type { Db } from '../../../../platform/database/index.ts'
import type { Actor } from '../../../people/index.ts'
import type { SupportDay, SupportSide } from '../../days/domain.ts'
import type { AgreedAction } from '../domain.ts'

/** In the order in which they were written. */
export async function listAgreed(db: Db, dayId: number): Promise<AgreedAction[]> {
  const { rows } = await sql<AgreedAction>`
    select key, doer, text, owner_name as "ownerName", due_on as "dueOn", objective_id as "objectiveId"
    from visit_actions where item_id = ${dayId} and taken_out_at is null order by number`.execute(db)
  return rows
}

/** Written once, whether it stands there still or was taken out since. */
export async function isAgreedKey(db: Db, dayId: number, key: string): Promise<boolean> {
  const { rows } = await sql`select from visit_actions where item_id = ${dayId} and key = ${key}`.execute(db)
  return rows.length > 0
}

export async function insertAgreed(
  db: Db,
  actor: Actor,
  day: Pick<SupportDay, 'id' | 'partnershipId'>,
  side: SupportSide,
  action: AgreedAction,
): Promise<void> {
  const { key, doer, text, ownerName, dueOn, objectiveId } = action
  await sql`
    insert into visit_actions (key, item_id, partnership_id, doer, text, owner_name, due_on, objective_id, side, account_id,
      by_name)
    values (${key}, ${day.id}, ${day.partnershipId}, ${doer}, ${text}, ${ownerName}, ${dueOn}, ${objectiveId}, ${side},
      ${actor.accountId}, ${actor.name})`.execute(db)
}

/** @returns false when it has been taken out already, or was never there */
export async function takeOutAgreed(db: Db, actor: Actor, dayId: number, key: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update visit_actions set taken_out_at = alongside.now(), taken_out_by_name = ${actor.name}
    where item_id = ${dayId} and key = ${key} and taken_out_at is null`.execute(db)
  return numAffectedRows === 1n
}
