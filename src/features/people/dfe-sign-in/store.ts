import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Role } from '../domain.ts'

export async function findIdentity(db: Db, issuer: string, subject: string): Promise<number | undefined> {
  const { rows } = await sql<{ account_id: number }>`
    select account_id from identities where issuer = ${issuer} and subject = ${subject}`.execute(db)
  return rows[0]?.account_id
}

export async function insertIdentity(
  db: Db,
  identity: { issuer: string; subject: string; accountId: number },
): Promise<void> {
  await sql`
    insert into identities (issuer, subject, account_id)
    values (${identity.issuer}, ${identity.subject}, ${identity.accountId})
    on conflict do nothing`.execute(db)
}

/** A role held now, and the organisation whose people act there: a school, or the trust it belongs to. */
export interface HeldPlace {
  readonly id: number
  readonly role: Role
  readonly placeName: string | null
  readonly schoolUrn: number | null
  readonly trustUid: number | null
}

export async function listHeldPlaces(db: Db, accountId: number): Promise<HeldPlace[]> {
  const { rows } = await sql<HeldPlace>`
    select g.id, g.role, p.name as "placeName", p.school_urn as "schoolUrn", p.trust_uid as "trustUid"
    from assignments g
    left join lateral (
      select name, school_urn, trust_uid from places where kind = 'hub' and places.id = g.hub_id
      union all
      select name, school_urn, trust_uid from places where kind = 'school' and places.id = g.school_urn
      union all
      select name, school_urn, trust_uid from places where kind = 'trust' and places.id = g.trust_uid
    ) p on true
    where g.account_id = ${accountId} and g.ended_at is null
    order by g.id`.execute(db)
  return rows
}
