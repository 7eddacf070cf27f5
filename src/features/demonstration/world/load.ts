import { sql } from 'kysely'
import type { Database, Db } from '../../../platform/database/index.ts'
import { findSetting, writeSetting } from '../../../platform/settings.ts'
import { type Personas, writePersonas } from '../../people/index.ts'
import {
  type Definition,
  ensureCohort,
  findCurrentVersion,
  listProgrammes,
  loadCalendar,
} from '../../programmes/index.ts'
import { type InventedSchool, putInventedSchools, putInventedTrusts } from '../../schools/index.ts'
import { listQuestionnaires, readQuestionnaire } from '../../self-assessment/index.ts'
import { loadDemonstrationSurveys } from '../../surveys/index.ts'
import { CLOCK_SETTING } from '../clock.ts'
import { buildWorld } from './build.ts'
import { readWorldFiles, type WorldFiles, type WorldSchool } from './files.ts'
import { planRows } from './plan-rows.ts'
import type { Asked, World } from './world.ts'

export interface LoadedWorld {
  /** Which world: changes with its files. */
  readonly hash: string
  readonly today: string
}

/** How far a load has come, from 0 to 1, and what it is at. */
export type OnProgress = (share: number, step: string) => void

const SETTING = 'demonstration-world'
/** Any number, the same in every process, so that two that start together load it once. */
const LOCK = 7_201_527

/**
 * Loads the demonstration world once, as the owner, in one transaction. A world that is there is left alone, whatever
 * visitors made of it; `resetDemonstrationWorld` is how a changed one comes in. Needs the register's councils and the
 * programmes.
 * @returns false when there was a world already
 */
export async function loadDemonstrationWorld(
  database: Database,
  onProgress: OnProgress = () => {},
  folder?: string,
): Promise<boolean> {
  const files = await readWorldFiles(folder)
  return database.asOwner(async (db) => {
    await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(db)
    if (await findSetting<LoadedWorld>(db, SETTING)) return false
    await load(database, db, files, onProgress)
    return true
  })
}

/** Takes out the world and whatever visitors made of it, and loads it anew, clock included. */
export async function resetDemonstrationWorld(database: Database, folder?: string): Promise<void> {
  const files = await readWorldFiles(folder)
  await database.asOwner(async (db) => {
    await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(db)
    if (!(await findSetting<LoadedWorld>(db, SETTING))) {
      throw new Error('There is no demonstration world to put back')
    }
    await database.runScript(db, files.clearSql)
    await load(database, db, files, () => {})
  })
}

/** The world that is loaded, if any. */
export function findLoadedWorld(db: Db): Promise<LoadedWorld | undefined> {
  return findSetting<LoadedWorld>(db, SETTING)
}

async function load(database: Database, db: Db, files: WorldFiles, onProgress: OnProgress): Promise<void> {
  onProgress(0, 'cohorts')
  const calendar = await loadCalendar()
  const definitions = new Map<string, Definition>()
  const asked = new Map<string, Asked>()
  const known = new Map((await listProgrammes(db)).map((programme) => [programme.key, programme.id]))
  for (const { key, cohorts } of files.programmes) {
    const programmeId = known.get(key)
    const version = programmeId === undefined ? undefined : await findCurrentVersion(db, programmeId)
    if (programmeId === undefined || !version)
      throw new Error(`db/world/world.yaml: there is no programme ${key}`)
    definitions.set(key, version.definition)
    const [questionnaire] = await listQuestionnaires(db, programmeId)
    if (questionnaire) {
      const versionId = questionnaire.currentVersionId
      asked.set(key, { versionId, questionnaire: await readQuestionnaire(db, versionId) })
    }
    for (const cohort of cohorts) {
      const startsOn = Temporal.PlainDate.from(cohort.startsOn)
      await ensureCohort(db, { programmeId, key: cohort.key, name: cohort.name, startsOn }, calendar)
    }
  }
  onProgress(0.3, 'a year of partnerships')
  const world = buildWorld(files, definitions, calendar, asked)
  await putInventedTrusts(db, files.trusts, Temporal.PlainDate.from(files.today))
  await putInventedSchools(db, files.schools.map(schoolOf))
  await createRows(db)
  await handOver(db, rowsOf(files, world))
  onProgress(0.5, 'schools, people, progress and history')
  await database.runScript(db, files.loadSql)
  onProgress(0.8, 'action plans')
  await handOver(db, await planRows(db, world.plans))
  await database.runScript(db, files.loadPlansSql)
  await database.runScript(db, files.loadConversationsSql)
  onProgress(0.87, 'events')
  await handOver(db, { ...eventRows(world), today: [{ on: files.today }] })
  await database.runScript(db, files.loadEventsSql)
  await database.runScript(db, files.loadSupportSql)
  await database.runScript(db, files.loadDocumentsSql)
  onProgress(0.89, 'surveys of pupils and staff')
  const surveyHistory = await loadDemonstrationSurveys(db, {
    ...files.surveys,
    today: files.today,
    schools: files.schools.map((school) => ({
      urn: school.urn,
      phase: school.phase,
      pupils: school.pupils,
      ageLow: school.age_low,
      ageHigh: school.age_high,
    })),
  })
  await handOver(db, { 'survey history': surveyHistory })
  await database.runScript(db, files.loadHistorySql)
  onProgress(0.9, 'the people whom you may be')
  await writePersonas(db, await personasOf(db, files, world))
  // Before the end of the transaction, so that a reset and a load fit into one.
  await sql`drop table world_rows, world_personas, world_accounts, world_terms`.execute(db)
  const loaded: LoadedWorld = { hash: files.hash, today: files.today }
  await writeSetting(db, SETTING, loaded)
  await writeSetting(db, CLOCK_SETTING, { date: files.today })
  // The embedded database never does so by itself: a list of documents that takes a tenth of a second took twelve.
  await sql`analyze`.execute(db)
  onProgress(1, 'done')
}

function schoolOf(school: WorldSchool): InventedSchool {
  return {
    urn: school.urn,
    name: school.name,
    phase: school.phase,
    typeCode: school.type_code,
    typeName: school.type_name,
    laCode: school.la_code,
    establishmentNumber: school.establishment_number,
    trustUid: school.trust_uid,
    address1: school.address,
    town: school.town,
    postcode: school.postcode,
    easting: school.easting,
    northing: school.northing,
    pupils: school.pupils,
    ageLow: school.age_low,
    ageHigh: school.age_high,
    gender: 'Mixed',
    religiousCharacter: school.religious_character,
    fsmPercentage: school.fsm_percentage,
  }
}

/** Rows by kind, as load.sql, load-plans.sql and load-events.sql name them. */
export type Rows = Readonly<Record<string, readonly object[]>>

function rowsOf(files: WorldFiles, world: World): Rows {
  return {
    hub: files.programmes.flatMap(({ key, hubs }) => hubs.map((hub) => ({ ...hub, programme: key }))),
    account: accountsOf(world),
    assignment: world.assignments,
    invitation: world.invitations,
    partnership: world.partnerships,
    'status change': world.statusChanges,
    agreement: world.agreements,
    confirmation: world.confirmations,
    'self-assessment': world.assessments,
    answer: world.answers,
    message: world.messages,
    'support day': world.supportDays,
    'visit record': world.visitRecords,
    document: files.documents.documents,
    link: files.documents.links,
    request: files.documents.requests,
    history: world.history,
  }
}

function eventRows({ events }: World): Rows {
  return {
    event: events.events,
    'event booking': events.bookings,
    'event presence': events.presences,
    'event catch-up': events.catchUps,
    'event wait': events.waits,
    'shared practice': events.practices,
  }
}

async function createRows(db: Db): Promise<void> {
  await sql`create temporary table world_rows (kind text not null, position bigint not null, row jsonb not null)
    on commit drop`.execute(db)
}

/** Puts rows where the scripts find them. */
async function handOver(db: Db, rows: Rows): Promise<void> {
  for (const [kind, some] of Object.entries(rows)) {
    await sql`insert into world_rows
      select ${kind}, r.position, r.row
      from jsonb_array_elements(${JSON.stringify(some)}::text::jsonb) with ordinality as r (row, position)`.execute(
      db,
    )
  }
}

/** Somebody may hold several roles: an account each, and when they last wrote something down. */
function accountsOf(world: World) {
  const lastSeen = new Map<string, string>()
  for (const { email, at } of world.history) lastSeen.set(email, at)
  const started = new Map(world.assignments.map(({ email, startedAt }) => [email, startedAt]))
  return [...new Map(world.people.map((person) => [person.email, person])).values()].map(
    ({ email, name }) => ({
      email,
      name,
      createdAt: started.get(email),
      lastSignedInAt: lastSeen.get(email) ?? null,
    }),
  )
}

async function personasOf(db: Db, files: WorldFiles, world: World): Promise<Personas> {
  const addresses = new Map(world.people.flatMap(({ persona, email }) => (persona ? [[persona, email]] : [])))
  const { rows } = await sql<{ id: number; email: string; name: string }>`
    select id, email, name from world_personas
    where email = any(${[...addresses.values()]}::text[])`.execute(db)
  const found = new Map(rows.map((row) => [row.email, row]))
  return Object.fromEntries(
    files.personas.map(({ key, description }) => {
      const row = found.get(addresses.get(key) ?? '')
      if (!row) throw new Error(`db/world/world.yaml: nobody is the persona ${key}`)
      return [key, { assignmentId: row.id, name: row.name, description }]
    }),
  )
}
