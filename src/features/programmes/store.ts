import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import { notFound } from '../../platform/refusal.ts'
import type { Definition } from './definition.ts'
import { type Programme, type ProgrammeVersion, supportDaysByTerm } from './domain.ts'

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
      audience: expectation.audience ?? null,
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
      given_to text, initial_action int, minutes int, within_support_days boolean, evidence text,
        audience text)`.execute(db)
  await sql`
    insert into programme_events select ${id}, r.* from jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
      as r(series_key text, number int, title text, held_on date, minutes int)`.execute(db)
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

/** The pathways of every programme as it is now, for what must be offered before a programme is known. */
export async function listPathwayNames(db: Db): Promise<{ key: string; name: string }[]> {
  const { rows } = await sql<{ key: string; name: string }>`
    select p.key, p.name from pathway_cards p
    join programme_cards c on c.current_version_id = p.programme_version_id
    order by c.id, p.position`.execute(db)
  return rows
}
