import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import { conflict, notFound } from '../../platform/refusal.ts'
import type { Capacity, Hub, HubDetails } from './domain.ts'

const HUBS = sql`
  select id, programme_id as "programmeId", reference, name, lead_school_urn as "leadSchoolUrn",
    lead_trust_uid as "leadTrustUid", lead_name as "leadName", region_code as "regionCode",
    region_name as "regionName", opened_on as "openedOn", closed_on as "closedOn", revision
  from hub_cards`

export async function findHub(db: Db, id: number): Promise<Hub | undefined> {
  const { rows } = await sql<Hub>`${HUBS} where id = ${id}`.execute(db)
  return rows[0]
}

/** Not found too where this actor may not see it. */
export async function readHub(db: Db, id: number): Promise<Hub> {
  const hub = await findHub(db, id)
  if (!hub) throw notFound()
  return hub
}

/** The hubs of a programme, by name. Those that closed come too unless `open`. */
export async function listHubs(
  db: Db,
  programmeId: number,
  only: { readonly open?: boolean } = {},
): Promise<Hub[]> {
  const { rows } = await sql<Hub>`${HUBS}
    where programme_id = ${programmeId} ${only.open ? sql`and closed_on is null` : sql``}
    order by lower(name), id`.execute(db)
  return rows
}

/** Hubs by the references of a file, in one query. */
export async function listHubsByReference(
  db: Db,
  programmeId: number,
  references: readonly string[],
): Promise<Hub[]> {
  const { rows } = await sql<Hub>`${HUBS}
    where programme_id = ${programmeId} and reference = any(${[...references]}::text[])`.execute(db)
  return rows
}

/** Makes a hub once for each key. Nothing when the reference is another hub's. */
export async function insertHub(
  db: Db,
  hub: HubDetails & { readonly programmeId: number; readonly key: string; readonly openedOn: string },
): Promise<{ readonly id: number; readonly made: boolean } | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into hubs (key, programme_id, reference, name, lead_school_urn, lead_trust_uid, region_code, opened_on)
    values (${hub.key}, ${hub.programmeId}, ${hub.reference}, ${hub.name}, ${hub.leadSchoolUrn},
      ${hub.leadTrustUid}, ${hub.regionCode}, ${hub.openedOn})
    on conflict do nothing returning id`.execute(db)
  if (rows[0]) return { id: rows[0].id, made: true }
  const { rows: known } = await sql<{ id: number }>`
    select id from hubs where key = ${hub.key} and programme_id = ${hub.programmeId}`.execute(db)
  return known[0] && { id: known[0].id, made: false }
}

/** Turns the database's word on a reference that was taken a moment ago into a page. Nothing was saved. */
export function takenMeanwhile(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === '23505')
    throw conflict(
      'Someone else gave this reference to another hub a moment ago. Nothing was saved. Try again.',
    )
  throw error
}

/** False when the hub has changed since `revision`, or another hub has the reference. */
export async function updateHub(db: Db, id: number, revision: number, hub: HubDetails): Promise<boolean> {
  const { rows } = await sql`
    update hubs set reference = ${hub.reference}, name = ${hub.name}, lead_school_urn = ${hub.leadSchoolUrn},
      lead_trust_uid = ${hub.leadTrustUid}, region_code = ${hub.regionCode}, revision = revision + 1
    where id = ${id} and revision = ${revision}
      and not exists (select from hubs o where o.programme_id = hubs.programme_id
        and o.reference = ${hub.reference} and o.id <> hubs.id)
    returning id`
    .execute(db)
    .catch(takenMeanwhile)
  return rows.length === 1
}

/** Closes on a date, or opens again with null. False when the hub has changed since `revision`. */
export async function updateClosure(
  db: Db,
  id: number,
  revision: number,
  closedOn: string | null,
): Promise<boolean> {
  const { rows } = await sql`
    update hubs set closed_on = ${closedOn}::date, opened_on = least(opened_on, ${closedOn}::date),
      revision = revision + 1
    where id = ${id} and revision = ${revision} returning id`.execute(db)
  return rows.length === 1
}

/** What each hub takes on each pathway of the programme as it is now. Hubs by id, pathways in the programme's order. */
export async function listCapacities(
  db: Db,
  of: { readonly programmeId: number } | { readonly hubId: number },
): Promise<Capacity[]> {
  const which = 'hubId' in of ? sql`hub_id = ${of.hubId}` : sql`programme_id = ${of.programmeId}`
  const { rows } = await sql<Capacity>`
    select hub_id as "hubId", pathway_key as "pathwayKey", pathway_name as "pathwayName", usual, own
    from hub_pathway_capacities where ${which}
    order by hub_id, pathway_position`.execute(db)
  return rows
}

/** Sets what hubs take on a pathway; null goes back to the programme's number. One statement each way. */
export async function setCapacities(
  db: Db,
  rows: readonly { readonly hubId: number; readonly pathwayKey: string; readonly own: number | null }[],
): Promise<void> {
  if (rows.length === 0) return
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
    as g ("hubId" int, "pathwayKey" text, own int)`
  await sql`
    delete from hub_capacities c using ${given}
    where c.hub_id = g."hubId" and c.pathway_key = g."pathwayKey" and g.own is null`.execute(db)
  await sql`
    insert into hub_capacities (hub_id, pathway_key, maximum)
    select g."hubId", g."pathwayKey", g.own from ${given} where g.own is not null
    on conflict (hub_id, pathway_key) do update set maximum = excluded.maximum
    where hub_capacities.maximum <> excluded.maximum`.execute(db)
}

/** Marks a change of what belongs to a hub. False when the hub has changed since `revision`. */
export async function advanceRevision(db: Db, id: number, revision: number): Promise<boolean> {
  const { rows } = await sql`
    update hubs set revision = revision + 1 where id = ${id} and revision = ${revision} returning id`.execute(
    db,
  )
  return rows.length === 1
}

/** A school or trust of the register that could lead a hub. */
export interface PossibleLead {
  readonly kind: 'school' | 'trust'
  /** URN or UID. */
  readonly id: number
  readonly name: string
  readonly place: string
  readonly status: string
  readonly regionCode: string | null
}

export async function listPossibleLeads(
  db: Db,
  kind: 'school' | 'trust',
  ids: readonly number[],
): Promise<PossibleLead[]> {
  const { rows } = await sql<PossibleLead>`
    select kind, id, name, place, status, region_code as "regionCode"
    from possible_leads where kind = ${kind} and id = any(${[...ids]}::int[])`.execute(db)
  return rows
}

/** Trusts whose name reads so, exactly first. */
export async function findTrustsNamed(db: Db, name: string, limit: number): Promise<PossibleLead[]> {
  const { rows } = await sql<PossibleLead>`
    select kind, id, name, place, status, region_code as "regionCode"
    from possible_leads
    where kind = 'trust' and status = 'open' and folded like '%' || alongside.fold(${name}) || '%'
    order by folded <> alongside.fold(${name}), name, id limit ${limit}`.execute(db)
  return rows
}
