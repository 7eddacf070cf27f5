import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Partnership } from '../domain.ts'

/** A school's agreement that its trust may read its partnership. */
export interface TrustAgreement {
  readonly id: number
  readonly agreedByName: string
  readonly agreedAt: string
}

export async function findTrustAgreement(db: Db, partnershipId: number): Promise<TrustAgreement | undefined> {
  const { rows } = await sql<TrustAgreement>`
    select id, agreed_by_name as "agreedByName", agreed_at as "agreedAt" from trust_agreements
    where partnership_id = ${partnershipId} and withdrawn_at is null`.execute(db)
  return rows[0]
}

/** @returns false when there is an agreement already */
export async function insertTrustAgreement(
  db: Db,
  actor: Actor,
  partnership: Partnership,
  trustUid: number,
): Promise<boolean> {
  const added = await sql`
    insert into trust_agreements (partnership_id, trust_uid, programme_id, hub_id, school_urn, agreed_by, agreed_by_name)
    values (${partnership.id}, ${trustUid}, ${partnership.programmeId}, ${partnership.hubId}, ${partnership.schoolUrn},
      ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return added.numAffectedRows === 1n
}

/** @returns false when there was none to take back */
export async function withdrawTrustAgreement(db: Db, actor: Actor, partnershipId: number): Promise<boolean> {
  const ended = await sql`
    update trust_agreements set withdrawn_at = alongside.now(), withdrawn_by_name = ${actor.name}
    where partnership_id = ${partnershipId} and withdrawn_at is null`.execute(db)
  return ended.numAffectedRows === 1n
}
