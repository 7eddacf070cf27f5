import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { ActionState } from '../domain.ts'

/** What an owner said of an action on a day. */
export interface ActionUpdate {
  readonly state: ActionState
  readonly note: string
  readonly byName: string
  readonly at: string
}

/** Newest first. */
export async function listUpdates(db: Db, actionId: number): Promise<ActionUpdate[]> {
  const { rows } = await sql<ActionUpdate>`
    select state, note, by_name as "byName", at from action_updates where action_id = ${actionId} order by id desc`.execute(
    db,
  )
  return rows
}

export async function insertUpdate(
  db: Db,
  actor: Actor,
  update: {
    readonly planId: number
    readonly actionId: number
    readonly state: ActionState
    readonly note: string
  },
): Promise<void> {
  await sql`
    insert into action_updates (plan_id, action_id, state, note, account_id, by_name)
    values (${update.planId}, ${update.actionId}, ${update.state}, ${update.note}, ${actor.accountId}, ${actor.name})
  `.execute(db)
}
