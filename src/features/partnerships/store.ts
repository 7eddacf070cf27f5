import { type RawBuilder, sql } from 'kysely'
import { anyOf, anyOfTexts, type Db } from '../../platform/database/index.ts'
import { notFound } from '../../platform/refusal.ts'
import { type Expected, type ExpectedOf, expectedKey, readExpected } from '../programmes/index.ts'
import type { Partnership, PartnershipStatus, ProgressItem } from './domain.ts'
import { type EvidenceState, progressOf } from './progress.ts'

const PARTNERSHIP = sql`
  id, reference, programme_id as "programmeId", programme_version_id as "programmeVersionId", pathway_key as "pathwayKey",
  cohort_id as "cohortId", cohort_name as "cohortName", cohort_created_at as "cohortMadeAt", hub_id as "hubId", hub_name as "hubName",
  school_urn as "schoolUrn", school_name as "schoolName", trust_uid as "trustUid", trust_name as "trustName",
  status, status_since as "statusSince", previous_id as "previousId"`

/** Not found where it does not exist, or this actor may not see it: row-level security makes the two one. */
export async function readPartnership(db: Db, id: number): Promise<Partnership> {
  const { rows } = await sql<Partnership>`
    select ${PARTNERSHIP} from partnership_cards where id = ${id}`.execute(db)
  const [partnership] = rows
  if (!partnership) throw notFound()
  return partnership
}

/** The partnerships of the actor's own school, the open one first. */
export async function listPartnershipsOfSchool(db: Db, schoolUrn: number): Promise<Partnership[]> {
  const { rows } = await sql<Partnership>`
    select ${PARTNERSHIP} from partnership_cards where school_urn = ${schoolUrn}
    order by status in ('withdrawn', 'completed', 'moved'), id desc`.execute(db)
  return rows
}

/** Holds the row until the transaction ends, so that two changes of one partnership take turns. */
export async function lockPartnership(db: Db, id: number): Promise<void> {
  await sql`select from partnerships where id = ${id} for update`.execute(db)
}

/**
 * Where one partnership stands with everything expected of it, in the programme's order: as the view expectation_progress.
 * @param known what `listEvidence` gave, where it was asked already
 */
export async function listProgress(
  db: Db,
  partnership: Partnership,
  today: Temporal.PlainDate,
  known?: Evidence,
): Promise<ProgressItem[]> {
  const of = expectedOf(partnership)
  const [expected, evidence] = await Promise.all([
    readExpected(db, [of]),
    known ?? listEvidence(db, partnership.id),
  ])
  return progressIn(expected.get(expectedKey(of)) ?? [], evidence, today)
}

/** The same of some expectations in many partnerships, by partnership. */
export async function listProgressWith(
  db: Db,
  partnerships: readonly Concerned[],
  expectationKeys: ReadonlySet<string>,
  today: Temporal.PlainDate,
): Promise<Map<number, ProgressItem[]>> {
  const ids = partnerships.map(({ id }) => id)
  const [expected, evidence] = await Promise.all([
    readExpected(db, partnerships.map(expectedOf)),
    readEvidence(
      db,
      sql`partnership_id = ${anyOf(ids)} and expectation_key = ${anyOfTexts([...expectationKeys])}`,
    ),
  ])
  return new Map(
    partnerships.map((partnership) => {
      const all = expected.get(expectedKey(expectedOf(partnership))) ?? []
      const some = all.filter(({ expectationKey }) => expectationKeys.has(expectationKey))
      return [partnership.id, progressIn(some, byOccurrence(evidence.get(partnership.id) ?? []), today)]
    }),
  )
}

/** As much as tells what is expected of a partnership. */
export type Concerned = Pick<
  Partnership,
  'id' | 'programmeVersionId' | 'pathwayKey' | 'cohortId' | 'cohortMadeAt'
>

const expectedOf = ({ programmeVersionId, pathwayKey, cohortId, cohortMadeAt }: Concerned): ExpectedOf => ({
  versionId: programmeVersionId,
  pathwayKey,
  cohortId,
  cohortMadeAt,
})

function progressIn(
  expected: readonly Expected[],
  evidence: Evidence,
  today: Temporal.PlainDate,
): ProgressItem[] {
  return expected.map(({ position, per, ...dates }) => {
    const seen = evidence.get(`${dates.expectationKey} ${dates.occurrence}`)
    return {
      ...dates,
      progress: progressOf(dates, seen?.state, today.toString()),
      happenedOn: seen?.happenedOn ?? null,
      leadershipMinutes: seen?.leadershipMinutes ?? null,
      source: seen?.source ?? null,
    }
  })
}

interface EvidenceRow {
  readonly partnershipId: number
  readonly expectationKey: string
  readonly occurrence: number
  readonly state: EvidenceState
  readonly happenedOn: string
  readonly leadershipMinutes: number | null
  readonly source: string
}

/** What is known of one partnership, by expectation and which time: "cpd 3". */
type Evidence = ReadonlyMap<string, EvidenceRow>

const byOccurrence = (rows: readonly EvidenceRow[]): Evidence =>
  new Map(rows.map((row) => [`${row.expectationKey} ${row.occurrence}`, row]))

/** What is known of one partnership until today; nothing for whoever may not see it. */
export async function listEvidence(db: Db, partnershipId: number): Promise<Evidence> {
  const all = await readEvidence(db, sql`partnership_id = ${partnershipId}`)
  return byOccurrence(all.get(partnershipId) ?? [])
}

async function readEvidence(db: Db, which: RawBuilder<unknown>): Promise<Map<number, EvidenceRow[]>> {
  const { rows } = await sql<EvidenceRow>`
    select partnership_id as "partnershipId", expectation_key as "expectationKey", occurrence, state,
      happened_on as "happenedOn", leadership_minutes as "leadershipMinutes", source
    from expectation_evidence where ${which} and happened_on <= (select alongside.today())`.execute(db)
  return Map.groupBy(rows, ({ partnershipId }) => partnershipId)
}

export interface NewPartnership {
  readonly key: string | null
  readonly reference: string
  readonly programmeId: number
  readonly programmeVersionId: number
  readonly pathwayKey: string
  readonly cohortId: number
  readonly hubId: number
  readonly schoolUrn: number
  readonly status: PartnershipStatus
  readonly statusSince: string
  readonly previousId: number | null
}

/**
 * Adds many in one statement. Left out of the answer: rows whose key is known already (a form sent twice), and schools
 * that have an open partnership in the programme.
 */
export async function insertPartnerships(
  db: Db,
  rows: readonly NewPartnership[],
): Promise<{ id: number; reference: string }[]> {
  if (rows.length === 0) return []
  const result = await sql<{ id: number; reference: string }>`
    insert into partnerships (key, reference, programme_id, programme_version_id, pathway_key, cohort_id, hub_id,
      school_urn, status, status_since, previous_id)
    select key, reference, "programmeId", "programmeVersionId", "pathwayKey", "cohortId", "hubId", "schoolUrn", status,
      "statusSince", "previousId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(key uuid, reference text, "programmeId" int,
      "programmeVersionId" int, "pathwayKey" text, "cohortId" int, "hubId" int, "schoolUrn" int, status text,
      "statusSince" date, "previousId" int)
    on conflict do nothing
    returning id, reference`.execute(db)
  return result.rows
}

export async function findPartnershipByKey(db: Db, key: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id from partnerships where key = ${key}`.execute(db)
  return rows[0]?.id
}

export interface StatusChange {
  readonly key: string | null
  readonly partnershipId: number
  readonly from: PartnershipStatus | null
  readonly to: PartnershipStatus
  readonly happenedOn: string
  readonly reason: string
  readonly accountId: number | null
  readonly byName: string
}

/** @returns false when this very change was recorded before (the form was sent twice) */
export async function insertStatusChanges(db: Db, changes: readonly StatusChange[]): Promise<boolean> {
  if (changes.length === 0) return true
  const result = await sql`
    insert into partnership_status_changes (key, partnership_id, from_status, to_status, happened_on, reason, account_id,
      by_name)
    select key, "partnershipId", "from", "to", "happenedOn", reason, "accountId", "byName"
    from jsonb_to_recordset(${JSON.stringify(changes)}::text::jsonb) as r(key uuid, "partnershipId" int, "from" text, "to" text,
      "happenedOn" date, reason text, "accountId" int, "byName" text)
    on conflict (key) do nothing`.execute(db)
  return result.numAffectedRows === BigInt(changes.length)
}

/** Sets many statuses in one statement. */
export async function updateStatuses(
  db: Db,
  rows: readonly { readonly id: number; readonly status: PartnershipStatus; readonly since: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update partnerships p set status = r.status, status_since = r.since
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(id int, status text, since date)
    where p.id = r.id`.execute(db)
}

export async function listStatusChanges(
  db: Db,
  partnershipId: number,
): Promise<(StatusChange & { recordedAt: string })[]> {
  const { rows } = await sql<StatusChange & { recordedAt: string }>`
    select key, partnership_id as "partnershipId", from_status as "from", to_status as "to", happened_on as "happenedOn",
      reason, account_id as "accountId", by_name as "byName", recorded_at as "recordedAt"
    from partnership_status_changes where partnership_id = ${partnershipId} order by id desc`.execute(db)
  return rows
}

export interface EarlierPartnership {
  readonly id: number
  readonly hubName: string
  readonly pathwayKey: string
  readonly startedOn: string
  readonly endedOn: string
  /** Whether this actor may open it. */
  readonly visible: boolean
}

/** What led to this partnership: call it only for one that the actor was allowed to read. */
export async function listEarlierPartnerships(db: Db, partnershipId: number): Promise<EarlierPartnership[]> {
  const { rows } = await sql<EarlierPartnership>`
    select id, hub_name as "hubName", pathway_key as "pathwayKey", started_on as "startedOn", ended_on as "endedOn", visible
    from alongside.earlier_partnerships(${partnershipId})`.execute(db)
  return rows
}

export async function findLaterPartnership(db: Db, partnershipId: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from partnerships where previous_id = ${partnershipId}`.execute(db)
  return rows[0]?.id
}

/** How many partnerships take up room in a hub, by pathway. */
export async function countOpenByPathway(
  db: Db,
  hubIds?: readonly number[],
): Promise<{ hubId: number; pathwayKey: string; count: number }[]> {
  const some: RawBuilder<unknown> = hubIds ? sql`and hub_id = ${anyOf(hubIds)}` : sql``
  const { rows } = await sql<{ hubId: number; pathwayKey: string; count: number }>`
    select hub_id as "hubId", pathway_key as "pathwayKey", count(*)::int as count
    from partnerships where status in ('invited', 'confirmed', 'active', 'paused') ${some}
    group by hub_id, pathway_key`.execute(db)
  return rows
}
