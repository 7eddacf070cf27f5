import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { ActionState } from '../domain.ts'

/** An action of the plan that came of what was agreed on a visit. */
export interface TakenUp {
  readonly key: string
  readonly actionId: number
  readonly state: ActionState
}

/** By the key of what was agreed, for a reader of the plan. */
export async function listTakenUp(db: Db, visit: number): Promise<TakenUp[]> {
  const { rows } = await sql<TakenUp>`
    select agreed_key as key, id as "actionId", state from actions where agreed_visit = ${visit} and agreed_key is not null`.execute(
    db,
  )
  return rows
}

/** Of keys of what visits agreed, those that stand in the plan of a partnership, or did: only a reader of the plan learns of them. */
export async function listKeysTakenUp(
  db: Db,
  partnershipId: number,
  keys: readonly string[],
): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const { rows } = await sql<{ key: string }>`
    select v.key from plan_versions v join action_plans p on p.id = v.plan_id
    where p.partnership_id = ${partnershipId} and v.key = any (${[...keys]}::uuid[])
    union
    select agreed_key from actions where agreed_key = any (${[...keys]}::uuid[])`.execute(db)
  return new Set(rows.map(({ key }) => key))
}

/** The line of a plan that was made for what visits agree, where it is still open. */
export async function findAgreedLine(
  db: Db,
  planId: number,
  line: 'priority' | { readonly objectiveOf: number },
): Promise<number | undefined> {
  const { rows } =
    line === 'priority'
      ? await sql<{ id: number }>`
          select id from priorities where plan_id = ${planId} and agreed_visit is not null and closed_on is null
          order by id limit 1`.execute(db)
      : await sql<{ id: number }>`
          select o.id from objectives o join priorities p on p.id = o.priority_id and p.closed_on is null
          where o.plan_id = ${planId} and o.agreed_visit = ${line.objectiveOf} and o.closed_on is null
          order by o.id limit 1`.execute(db)
  return rows[0]?.id
}
