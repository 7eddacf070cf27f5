import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import { notFound } from '../../platform/refusal.ts'
import type { SupportTerm } from './calendar/domain.ts'
import type { Definition } from './definition.ts'
import { type Cohort, type Programme, type ProgrammeVersion, supportDaysByTerm } from './domain.ts'
import type { Occurrence } from './occurrences.ts'

export async function listProgrammes(db: Db): Promise<Programme[]> {
  const { rows } = await sql<Programme>`select id, key, name from programmes order by name`.execute(db)
  return rows
}

export async function findProgramme(db: Db, key: string): Promise<Programme | undefined> {
  if (!/^[a-z][a-z0-9-]{0,60}$/.test(key)) return undefined // it may come from an address
  const { rows } = await sql<Programme>`select id, key, name from programmes where key = ${key}`.execute(db)
  return rows[0]
}

export async function readProgramme(db: Db, key: string): Promise<Programme> {
  const programme = await findProgramme(db, key)
  if (!programme) throw notFound()
  return programme
}

/** Adds the programme, or gives it the name that the file now has. */
export async function upsertProgramme(db: Db, key: string, name: string): Promise<Programme> {
  const { rows } = await sql<Programme>`
    insert into programmes (key, name) values (${key}, ${name})
    on conflict (key) do update set name = excluded.name
    returning id, key, name`.execute(db)
  return one(rows)
}

/** A version never changes, so each is read from the database once in the life of the process. */
const versionsRead = new Map<number, ProgrammeVersion>()

/** For loading, which in a test may be into another database whose versions have the same ids. */
export function forgetVersionsRead(): void {
  versionsRead.clear()
}

export async function readVersion(db: Db, versionId: number): Promise<ProgrammeVersion> {
  const known = versionsRead.get(versionId)
  if (known) return known
  const version = one(
    (await sql<ProgrammeVersion>`${versionColumns} where id = ${versionId}`.execute(db)).rows,
  )
  deepFreeze(version)
  versionsRead.set(versionId, version)
  return version
}

/** The version that partnerships beginning now are promised. */
export async function findCurrentVersion(db: Db, programmeId: number): Promise<ProgrammeVersion | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from programme_versions where programme_id = ${programmeId} order by number desc limit 1`.execute(
    db,
  )
  return rows[0] && readVersion(db, rows[0].id)
}

export async function listVersions(db: Db, programmeId: number): Promise<ProgrammeVersion[]> {
  const { rows } = await sql<{ id: number }>`
    select id from programme_versions where programme_id = ${programmeId} order by number`.execute(db)
  const versions: ProgrammeVersion[] = []
  for (const { id } of rows) versions.push(await readVersion(db, id))
  return versions
}

/** The current version when it says the same as a file. Going back to older words makes a new version all the same. */
export async function findUnchangedVersion(
  db: Db,
  programmeId: number,
  contentHash: string,
): Promise<ProgrammeVersion | undefined> {
  const { rows } = await sql<ProgrammeVersion>`
    ${versionColumns} where programme_id = ${programmeId} and content_hash = ${contentHash}
      and number = (select max(number) from programme_versions where programme_id = ${programmeId})`.execute(
    db,
  )
  return rows[0]
}

/** Two processes that start together load one after the other; the second finds nothing new. Ends with the transaction. */
export async function lockLoading(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('alongside.programmes'))`.execute(db)
}

const versionColumns = sql`
  select id, programme_id as "programmeId", number, definition from programme_versions`

export async function insertVersion(
  db: Db,
  programmeId: number,
  definition: Definition,
  contentHash: string,
): Promise<ProgrammeVersion> {
  const { rows } = await sql<ProgrammeVersion>`
    insert into programme_versions (programme_id, number, content_hash, definition)
    select ${programmeId}, coalesce(max(number), 0) + 1, ${contentHash}, ${JSON.stringify(definition)}::jsonb
    from programme_versions where programme_id = ${programmeId}
    returning id, programme_id as "programmeId", number, definition`.execute(db)
  const version = one(rows)
  await insertParts(db, version)
  return version
}

async function insertParts(db: Db, version: ProgrammeVersion): Promise<void> {
  const { id, definition } = version
  const pathways = definition.pathways.map((pathway, index) => {
    const capacity = pathway.capacity === 'not published' ? undefined : pathway.capacity
    return {
      key: pathway.key,
      position: index + 1,
      name: pathway.name,
      leadership_days_from: pathway.leadershipDays.from,
      leadership_days_to: pathway.leadershipDays.to ?? null,
      capacity_min: capacity?.minimum ?? null,
      capacity_max: capacity?.maximum ?? null,
      support_terms: pathway.supportTerms.number,
    }
  })
  const entitlements = definition.pathways.flatMap((pathway) =>
    supportDaysByTerm(pathway).map((days, index) => ({
      pathway_key: pathway.key,
      support_term: index + 1,
      half_days: Math.round(days * 2),
    })),
  )
  const expectations = definition.pathways.flatMap((pathway) =>
    pathway.expectations.map((expectation, index) => ({
      pathway_key: pathway.key,
      key: expectation.key,
      position: index + 1,
      kind: expectation.kind,
      title: expectation.title,
      acted_on_by: expectation.by,
      per: expectation.per,
      repeats: expectation.repeats,
      given_to: expectation.to ?? null,
      initial_action: expectation.initialAction ?? null,
      minutes: typeof expectation.minutes === 'number' ? expectation.minutes : null,
      within_support_days: expectation.withinSupportDays,
      evidence: expectation.evidence,
    })),
  )
  const events = definition.series.flatMap((series) =>
    series.events.map(({ number, title, heldOn, minutes }) => ({
      series_key: series.key,
      number,
      title,
      held_on: heldOn,
      minutes,
    })),
  )
  await sql`
    insert into pathways select ${id}, r.* from jsonb_to_recordset(${JSON.stringify(pathways)}::jsonb) as r(key text,
      position int, name text, leadership_days_from numeric, leadership_days_to numeric, capacity_min int,
      capacity_max int, support_terms int)`.execute(db)
  await sql`
    insert into support_day_entitlements select ${id}, r.* from jsonb_to_recordset(${JSON.stringify(entitlements)}::jsonb)
      as r(pathway_key text, support_term int, half_days int)`.execute(db)
  await sql`
    insert into expectations select ${id}, r.* from jsonb_to_recordset(${JSON.stringify(expectations)}::jsonb)
      as r(pathway_key text, key text, position int, kind text, title text, acted_on_by text, per text, repeats text,
      given_to text, initial_action int, minutes int, within_support_days boolean, evidence text)`.execute(db)
  await sql`
    insert into programme_events select ${id}, r.* from jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
      as r(series_key text, number int, title text, held_on date, minutes int)`.execute(db)
}

interface CohortRow extends Omit<Cohort, 'startsOn' | 'supportTerms'> {
  readonly startsOn: string
  readonly terms: readonly { number: number; name: string; startsOn: string; endsOn: string }[]
}

function cohortOf({ terms, ...row }: CohortRow): Cohort {
  const day = Temporal.PlainDate.from
  return {
    ...row,
    startsOn: day(row.startsOn),
    supportTerms: terms.map((term) => ({ ...term, startsOn: day(term.startsOn), endsOn: day(term.endsOn) })),
  }
}

const cohortColumns = sql`
  select c.id, c.programme_id as "programmeId", c.key, c.name, c.starts_on as "startsOn",
    coalesce((select jsonb_agg(jsonb_build_object('number', t.number, 'name', t.name, 'startsOn', t.starts_on,
      'endsOn', t.ends_on) order by t.number) from support_terms t where t.cohort_id = c.id), '[]') as terms
  from cohorts c`

/** In order of start. */
export async function listCohorts(db: Db, programmeId: number): Promise<Cohort[]> {
  const { rows } = await sql<CohortRow>`
    ${cohortColumns} where c.programme_id = ${programmeId} order by c.starts_on, c.id`.execute(db)
  return rows.map(cohortOf)
}

export async function readCohort(db: Db, cohortId: number): Promise<Cohort> {
  const { rows } = await sql<CohortRow>`${cohortColumns} where c.id = ${cohortId}`.execute(db)
  return cohortOf(one(rows))
}

/** By key or by name, whatever the case: files and forms name a cohort either way. */
export async function findCohort(
  db: Db,
  programmeId: number,
  keyOrName: string,
): Promise<Cohort | undefined> {
  const { rows } = await sql<CohortRow>`
    ${cohortColumns} where c.programme_id = ${programmeId}
      and (c.key = lower(${keyOrName}) or lower(c.name) = lower(${keyOrName}))
    order by c.key = lower(${keyOrName}) desc limit 1`.execute(db)
  return rows[0] && cohortOf(rows[0])
}

export async function findCohortByFormKey(db: Db, formKey: string): Promise<Cohort | undefined> {
  const { rows } = await sql<CohortRow>`${cohortColumns} where c.form_key = ${formKey}`.execute(db)
  return rows[0] && cohortOf(rows[0])
}

/** The id of the new cohort; nothing when its key, its name or its form has been used. */
export async function insertCohort(
  db: Db,
  cohort: {
    programmeId: number
    key: string
    name: string
    startsOn: Temporal.PlainDate
    formKey: string | null
  },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into cohorts (programme_id, key, name, starts_on, form_key)
    values (${cohort.programmeId}, ${cohort.key}, ${cohort.name}, ${cohort.startsOn.toString()}, ${cohort.formKey})
    on conflict do nothing
    returning id`.execute(db)
  return rows[0]?.id
}

/** Terms already there stay as they were promised; a version with a longer pathway may add some. */
export async function insertSupportTerms(
  db: Db,
  cohortId: number,
  terms: readonly SupportTerm[],
): Promise<void> {
  const rows = terms.map(({ number, name, startsOn, endsOn }) => ({
    number,
    name,
    starts_on: startsOn.toString(),
    ends_on: endsOn.toString(),
  }))
  await sql`
    insert into support_terms select ${cohortId}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(number int, name text, starts_on date, ends_on date)
    on conflict do nothing`.execute(db)
}

export async function insertOccurrences(
  db: Db,
  versionId: number,
  pathwayKey: string,
  cohortId: number,
  occurrences: readonly Occurrence[],
): Promise<void> {
  const rows = occurrences.map((each) => ({
    expectation_key: each.expectationKey,
    occurrence: each.occurrence,
    position: each.position,
    label: each.label,
    part: each.part,
    opens_on: each.opensOn.toString(),
    due_on: each.dueOn.toString(),
    held_on: each.heldOn?.toString() ?? null,
    acted_on_by: each.actedOnBy,
    per: each.per,
    minutes: each.minutes,
    within_support_days: each.withinSupportDays,
  }))
  await sql`
    insert into expectation_occurrences
    select ${versionId}, ${pathwayKey}, ${cohortId}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(expectation_key text, occurrence int, position int, label text, part text, opens_on date, due_on date,
      held_on date, acted_on_by text, per text, minutes int, within_support_days boolean)`.execute(db)
}

function one<T>(rows: readonly T[]): T {
  const row = rows[0]
  if (row === undefined) throw notFound()
  return row
}

function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const part of Object.values(value)) deepFreeze(part)
}
