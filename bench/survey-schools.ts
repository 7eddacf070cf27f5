/** Schools with open surveys, for every measurement of answering. */
import pg from 'pg'
import { loadSurveys } from '../src/features/surveys/index.ts'
import { type Database, migrate, openDatabase } from '../src/platform/database/index.ts'
import { prepareJobs } from '../src/platform/jobs/index.ts'
import { addHub, addPartnership, addSchool, buildWorld } from '../test/builders/programme-world.ts'
import { addWave } from '../test/builders/survey-world.ts'
import { withDatabase } from '../test/postgres.ts'
import { nodeAnswer } from './processes.ts'
import type { PupilsAnswer, PupilsQuestion } from './pupils.ts'
import type { Scale } from './scale.ts'
import type { Service } from './service.ts'

const SCHOOLS = 50
const CLASSES = 8

export interface Given {
  readonly serverUrl: string
  readonly postgresPid: number
  readonly scale: Scale
  readonly say: (line: string) => void
}

/** Schools with an open survey. Returns the codes of all classes. */
export async function fill(database: Database, schools = SCHOOLS): Promise<string[]> {
  await migrate(database)
  await prepareJobs(database)
  const world = await buildWorld(database)
  await database.asOwner((db) => loadSurveys(db))
  await addSchool(database, { urn: 990001, name: 'Lead School' })
  const { programmeId } = world
  const hub = await addHub(database, { programmeId, reference: 'H1', name: 'Hub', leadUrn: 990001 })
  const codes: string[] = []
  const now = Temporal.Now.instant()
  for (let at = 0; at < schools; at += 1) {
    const urn = await addSchool(database, { urn: 991000 + at, name: `School ${at}` })
    const partnership = await addPartnership(database, world, { hubId: hub, urn, pathway: 'enhanced' })
    const wave = await addWave(database, partnership, {
      opensAt: now.subtract({ hours: 1 }).toString(),
      closesAt: now.add({ hours: 24 }).toString(),
      groups: 5,
      classes: CLASSES,
    })
    codes.push(...wave.codes.map(({ code }) => code))
  }
  return codes
}

/** A database of its own on the server. */
export async function withSurveys<T>(
  { serverUrl }: Given,
  name: string,
  work: (url: string, codes: string[]) => Promise<T>,
  schools?: number,
): Promise<T> {
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = withDatabase(serverUrl, name)
  const database = await openDatabase({ url })
  const codes = await fill(database, schools)
  await database.ownerStatements('vacuum analyze')
  await database.close()
  return work(url, codes)
}

export const portOf = (service: Service) => Number(new URL(service.address).port)
/** Visits from a process of its own. */
export const pupils = (question: PupilsQuestion) => nodeAnswer<PupilsAnswer>('bench/pupils.ts', question, '1')
