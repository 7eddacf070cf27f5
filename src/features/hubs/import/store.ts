import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { HubDetails } from '../domain.ts'
import { takenMeanwhile } from '../store.ts'

/** Adds hubs in one statement. @throws when another import took a reference in the meantime */
export async function insertHubs(
  db: Db,
  programmeId: number,
  hubs: readonly HubDetails[],
): Promise<Map<string, number>> {
  if (hubs.length === 0) return new Map()
  const { rows } = await sql<{ id: number; reference: string }>`
    insert into hubs (programme_id, reference, name, lead_school_urn, lead_trust_uid, region_code, opened_on)
    select ${programmeId}, r.reference, r.name, r."leadSchoolUrn", r."leadTrustUid", r."regionCode", alongside.today()
    from jsonb_to_recordset(${JSON.stringify(hubs)}::text::jsonb) as r (reference text, name text,
      "leadSchoolUrn" int, "leadTrustUid" int, "regionCode" text)
    returning id, reference`
    .execute(db)
    .catch(takenMeanwhile)
  return new Map(rows.map(({ id, reference }) => [reference, id]))
}

/** Changes hubs in one statement, each only while it is at the revision that was looked at. Returns how many. */
export async function updateHubs(
  db: Db,
  hubs: readonly (HubDetails & { readonly id: number; readonly revision: number })[],
): Promise<number> {
  if (hubs.length === 0) return 0
  const { rows } = await sql`
    update hubs h set name = r.name, lead_school_urn = r."leadSchoolUrn", lead_trust_uid = r."leadTrustUid",
      region_code = r."regionCode", revision = h.revision + 1
    from jsonb_to_recordset(${JSON.stringify(hubs)}::text::jsonb) as r (id int, revision int, name text,
      "leadSchoolUrn" int, "leadTrustUid" int, "regionCode" text)
    where h.id = r.id and h.revision = r.revision
    returning h.id`.execute(db)
  return rows.length
}

/** Everyone who leads a hub of the programme now, by name within each hub. */
export async function listHubLeads(
  db: Db,
  programmeId: number,
): Promise<{ hubId: number; name: string; email: string }[]> {
  const { rows } = await sql<{ hubId: number; name: string; email: string }>`
    select hub_id as "hubId", name, email from held_roles
    where role = 'hub-lead' and programme_id = ${programmeId}
    order by hub_id, name, email`.execute(db)
  return rows
}
