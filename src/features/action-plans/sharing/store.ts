import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Plan } from '../domain.ts'

/** A school's decision that its hub's lead may read a plan that is the school's alone. */
export interface PlanShare {
  readonly sharedByName: string
  readonly sharedAt: string
}

export async function findShare(db: Db, planId: number): Promise<PlanShare | undefined> {
  const { rows } = await sql<PlanShare>`
    select shared_by_name as "sharedByName", shared_at as "sharedAt" from plan_shares
    where plan_id = ${planId} and withdrawn_at is null`.execute(db)
  return rows[0]
}

/** @returns false when it is shared already */
export async function insertShare(db: Db, actor: Actor, plan: Plan): Promise<boolean> {
  const added = await sql`
    insert into plan_shares (plan_id, partnership_id, shared_by, shared_by_name)
    values (${plan.id}, ${plan.partnershipId}, ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return added.numAffectedRows === 1n
}

/** @returns false when it was not shared */
export async function withdrawShare(db: Db, actor: Actor, planId: number): Promise<boolean> {
  const ended = await sql`
    update plan_shares set withdrawn_at = alongside.now(), withdrawn_by_name = ${actor.name}
    where plan_id = ${planId} and withdrawn_at is null`.execute(db)
  return ended.numAffectedRows === 1n
}
