import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Plan, PlanSide, Priority } from '../domain.ts'
import { type Agreement, agreementOf, type Signature } from './domain.ts'

/** Newest first. */
export async function listSignatures(db: Db, planId: number): Promise<Signature[]> {
  const { rows } = await sql<Signature>`
    select version_number as "versionNumber", side, by_name as "byName", at
    from plan_signatures where plan_id = ${planId} order by version_number desc, side desc`.execute(db)
  return rows
}

export async function readAgreement(db: Db, plan: Plan): Promise<Agreement> {
  const { rows } = await sql<{ number: number; priorities: Priority[] }>`
    select number, snapshot as priorities from plan_versions
    where plan_id = ${plan.id} and number = (select max(version_number) from plan_signatures where plan_id = ${plan.id})
  `.execute(db)
  return agreementOf(plan, rows[0] ? await listSignatures(db, plan.id) : [], rows[0])
}

/** @returns false when this side has signed the version before */
export async function insertSignature(
  db: Db,
  actor: Actor,
  signature: { readonly planId: number; readonly version: number; readonly side: PlanSide },
): Promise<boolean> {
  const added = await sql`
    insert into plan_signatures (plan_id, version_number, side, account_id, by_name)
    values (${signature.planId}, ${signature.version}, ${signature.side}, ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return added.numAffectedRows === 1n
}
