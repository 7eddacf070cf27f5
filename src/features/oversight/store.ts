import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import { notFound } from '../../platform/refusal.ts'
import { listRegions } from '../schools/index.ts'
import type { ExpectationLine, HubLine, Named, Programme, RecentLine } from './domain.ts'
import { assembleStandings, type EvidenceRow, type OccurrenceRow, type PartnershipRow } from './standings.ts'

/** Changes whenever anything that these pages count has changed. Not found for those who have none of these pages. */
export async function readMark(db: Db): Promise<string> {
  const { rows } = await sql<{ mark: string | null }>`select alongside.oversight_mark() as mark`.execute(db)
  const mark = rows[0]?.mark
  if (mark === undefined || mark === null) throw notFound()
  return mark
}

/**
 * Everything that this actor may see of a programme. Evidence comes by occurrence, each with the partnerships that have
 * it: of those without, only the date decides, so nothing is multiplied out in the database.
 */
export async function readProgrammePicture(db: Db, programmeId: number, today: string): Promise<Programme> {
  const evidence = await listEvidence(db)
  return {
    ...(await readNames(db, programmeId)),
    id: programmeId,
    today,
    standings: assembleStandings(
      await listPartnerships(db, programmeId),
      await listOccurrences(db, programmeId),
      evidence,
      today,
    ),
    hubs: await listHubLines(db, programmeId),
    capacities: await listCapacityLines(db, programmeId),
    recentlyDone: evidence.flatMap(({ expectationKey, state, recent, partnerships }): RecentLine[] =>
      state === 'done' && recent ? [{ expectationKey, partnerships }] : [],
    ),
  }
}

/** The names of what a programme is made of: no partnership. */
export async function readNames(db: Db, programmeId: number) {
  return {
    name: await readName(db, programmeId),
    pathways: await listPathways(db, programmeId),
    cohorts: await listCohorts(db, programmeId),
    regions: (await listRegions(db)).map(({ code, name }) => ({ key: code, name })),
    expectations: await listExpectations(db, programmeId),
  }
}

async function readName(db: Db, programmeId: number): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from programme_cards where id = ${programmeId}`.execute(db)
  return rows[0]?.name ?? ''
}

async function listPartnerships(db: Db, programmeId: number): Promise<PartnershipRow[]> {
  const { rows } = await sql<PartnershipRow>`
    select id, reference, school_urn as "schoolUrn", school_name as "schoolName", school_town as town,
      hub_id as "hubId", region_code as "regionCode", pathway_key as "pathwayKey", cohort_id as "cohortId",
      programme_version_id as "versionId", status, status_since as "statusSince"
    from partnership_cards where programme_id = ${programmeId}
    order by school_name, id`.execute(db)
  return rows
}

async function listOccurrences(db: Db, programmeId: number): Promise<OccurrenceRow[]> {
  const { rows } = await sql<OccurrenceRow>`
    select programme_version_id as "versionId", pathway_key as "pathwayKey", cohort_id as "cohortId",
      expectation_key as "expectationKey", occurrence, label, opens_on as "opensOn", due_on as "dueOn",
      held_on as "heldOn", case when held_on >= opens_on then held_on else due_on end as "turnOn",
      acted_on_by as "actedOnBy"
    from occurrence_cards where cohort_id in (select id from cohort_cards where programme_id = ${programmeId})
    order by programme_version_id, pathway_key, cohort_id, position`.execute(db)
  return rows
}

async function listEvidence(db: Db): Promise<(EvidenceRow & { readonly recent: boolean })[]> {
  // A hundred groups of a hundred thousand rows: hashing them takes half the time of sorting them, which is what the
  // planner would choose because it cannot know how few groups there are.
  await sql`select set_config('enable_sort', 'off', true), set_config('work_mem', '32MB', true)`.execute(db)
  const { rows } = await sql<Omit<EvidenceRow, 'partnerships'> & { partnerships: string; recent: boolean }>`
    select expectation_key as "expectationKey", occurrence, state,
      happened_on >= (select alongside.today()) - 6 as recent,
      string_agg(partnership_id::text, ' ') as partnerships
    from expectation_evidence
    -- As in expectation_progress: where the clock was put back, what happens later has not happened yet.
    where happened_on <= (select alongside.today())
    group by 1, 2, 3, 4`.execute(db)
  await sql`select set_config('enable_sort', 'on', true)`.execute(db)
  return rows.map((row) => ({ ...row, partnerships: numbersIn(row.partnerships) }))
}

/** "12 7 105": half the size, and a third of the time to read, of an array as the driver reads it. */
function numbersIn(text: string): number[] {
  return text.split(' ').map(Number)
}

async function listHubLines(db: Db, programmeId: number): Promise<HubLine[]> {
  const { rows } = await sql<HubLine>`
    select id, name, reference, lead_name as "leadName", lead_school_urn as "leadSchoolUrn",
      region_code as "regionCode", region_name as "regionName", lead_easting as easting, lead_northing as northing,
      closed_on as "closedOn"
    from hub_cards where programme_id = ${programmeId} order by name, id`.execute(db)
  return rows
}

async function listCapacityLines(
  db: Db,
  programmeId: number,
): Promise<{ hubId: number; pathwayKey: string; maximum: number | null }[]> {
  const { rows } = await sql<{ hubId: number; pathwayKey: string; maximum: number | null }>`
    select hub_id as "hubId", pathway_key as "pathwayKey", coalesce(own, usual) as maximum
    from hub_pathway_capacities where programme_id = ${programmeId} order by hub_id, pathway_position`.execute(
    db,
  )
  return rows
}

/** Of all versions; a pathway has the name that it was given last. */
async function listPathways(db: Db, programmeId: number): Promise<Named<string>[]> {
  const { rows } = await sql<Named<string>>`
    select key, name from (
      select distinct on (key) key, name, position from pathway_cards
      where programme_id = ${programmeId} order by key, version_number desc) p
    order by position`.execute(db)
  return rows
}

async function listCohorts(db: Db, programmeId: number): Promise<(Named<number> & { startsOn: string })[]> {
  const { rows } = await sql<Named<number> & { startsOn: string }>`
    select id as key, name, starts_on as "startsOn" from cohort_cards
    where programme_id = ${programmeId} order by starts_on, name`.execute(db)
  return rows
}

async function listExpectations(db: Db, programmeId: number): Promise<ExpectationLine[]> {
  const { rows } = await sql<ExpectationLine>`
    select "pathwayKey", key, title, position, own from (
      select distinct on (pathway_key, key) pathway_key as "pathwayKey", key, title, position, per = 'partnership' as own
      from expectation_cards
      where programme_id = ${programmeId} order by pathway_key, key, version_number desc) e
    order by "pathwayKey", position`.execute(db)
  return rows
}

/** Who acts for each of these schools, by name. */
export async function listNamedLeaders(
  db: Db,
  programmeId: number,
  schoolUrns: readonly number[],
): Promise<{ schoolUrn: number; name: string; email: string }[]> {
  const { rows } = await sql<{ schoolUrn: number; name: string; email: string }>`
    select school_urn as "schoolUrn", name, email from held_roles
    where role = 'named-leader' and programme_id = ${programmeId} and school_urn = any(${[...schoolUrns]}::int[])
    order by school_urn, name, email`.execute(db)
  return rows
}
