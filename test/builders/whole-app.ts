/**
 * The whole service on a database that holds the demonstration world, asked as a browser would ask, by anyone in it.
 * Of the register it holds some sixty real schools only: all 50,000 take too long for each test file.
 */
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { type AppOptions, buildApp } from '../../src/app.ts'
import { loadDemonstrationWorld } from '../../src/features/demonstration/index.ts'
import { loadProgrammes } from '../../src/features/programmes/index.ts'
import { importCouncils, importRegister } from '../../src/features/schools/index.ts'
import { loadQuestionnaires } from '../../src/features/self-assessment/index.ts'
import { loadSurveys } from '../../src/features/surveys/index.ts'
import { movableClock } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database/index.ts'
import type { App } from '../../src/platform/http/index.ts'
import { openLog } from '../../src/platform/log.ts'
import { migrationsHash, openTestDatabase, type Template } from '../database.ts'
import { ROOT } from '../sources.ts'
import { type Actors, findActors, type Signed } from './actors.ts'
import { Client } from './client.ts'
import { type TestDocuments, testDocuments } from './document-services.ts'

export const SECRET = 'a secret of tests, long enough for a signature'

const MADE_OF = [
  'content',
  'db/world',
  'db/register/councils.csv',
  'src/features',
  'test/builders/whole-app.ts',
]
/** One in so many of the register's newer extract, which has every fact of a school. */
const ONE_SCHOOL_IN = 30

/** The demonstration world, migrated and loaded. */
export const WORLD: Template = { name: 'world', hash: worldHash, fill: fillWorld }

let known: string | undefined
function worldHash(): string {
  known ??= hashOf(MADE_OF)
  return known
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256').update(migrationsHash())
  for (const path of paths) {
    const whole = join(ROOT, path)
    const names = /\.\w+$/.test(path)
      ? ['']
      : readdirSync(whole, { recursive: true, encoding: 'utf8' }).sort()
    for (const name of names) {
      // What a page looks like goes into no row: loading again for each change of a view would only cost time.
      if (name !== '' && !/\.(ya?ml|csv|sql|ts)$/.test(name)) continue
      if (/(views?|routes|\.test)\.ts$/.test(name)) continue
      hash.update(name).update(readFileSync(join(whole, name)))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

async function fillWorld(database: Database): Promise<void> {
  const asAt = Temporal.PlainDate.from('2026-04-13')
  const load = async (importer: typeof importRegister, source: string, text: string) => {
    const outcome = await importer(database, { stream: Readable.from([Buffer.from(text)]), source, asAt })
    assert.ok(outcome.ok, source)
  }
  await load(importCouncils, 'councils', readFileSync(join(ROOT, 'db/register/councils.csv'), 'utf8'))
  await load(importRegister, 'some real schools', someRealSchools().text)
  await database.asOwner((db) => loadProgrammes(db))
  await database.asOwner((db) => loadQuestionnaires(db))
  await database.asOwner((db) => loadSurveys(db))
  await loadDemonstrationWorld(database)
}

/** Real, open schools: the text of the file, and the URN and name of each. */
export function someRealSchools(): { text: string; schools: { urn: string; name: string }[] } {
  const path = join(ROOT, 'db/register/schools-2026-08-subset.csv.gz')
  const [head = '', ...lines] = gunzipSync(readFileSync(path)).toString('utf8').split(/\r?\n/)
  const columns = head.split(',')
  const [name, status] = [columns.indexOf('EstablishmentName'), columns.indexOf('EstablishmentStatusName')]
  // Lines with quotation marks are left to the tests of the register.
  const simple = lines.filter((line) => !line.includes('"') && line.split(',')[status] === 'Open')
  const chosen = simple.filter((_line, index) => index % ONE_SCHOOL_IN === 0)
  return {
    // And a row that the register refuses.
    text: [head, ...chosen, 'not a URN,202,Camden,Nowhere School'].join('\r\n'),
    schools: chosen.map((line) => ({ urn: line.split(',')[0] ?? '', name: line.split(',')[name] ?? '' })),
  }
}

/** A route as it was mounted; HEAD goes with GET. */
export interface Route {
  readonly method: string
  readonly url: string
}

export interface WholeApp {
  readonly app: App
  readonly database: Database
  readonly routes: readonly Route[]
  readonly actors: Actors
  readonly documents: TestDocuments
  /** A browser in which this person has signed in, or nobody. */
  as(actor: Signed | null): Promise<Client>
  close(): Promise<void>
}

export interface WholeAppOptions {
  /** Stands between the app and its database. */
  readonly through?: (database: Database) => Database
  /** More routes, for a test that plants a fault. */
  readonly plant?: (app: App) => void
  /** Builds the service, for a test that changes its code. */
  readonly build?: typeof buildApp
  readonly publicUrl?: string
  /** Mounts the routes of DfE Sign-in, which the demonstration does without. */
  readonly dfeSignIn?: AppOptions['dfeSignIn']
}

/** Opens a database of the test file's own and mounts the service on it. Background work does not run. */
export async function openWholeApp(options: WholeAppOptions = {}): Promise<WholeApp> {
  const own = await openTestDatabase(WORLD)
  const whole = await mountWholeApp(own, options)
  return {
    ...whole,
    async close() {
      await whole.close()
      await own.close()
    },
  }
}

/** The service on a database that is open already. Closing closes the service only. */
export async function mountWholeApp(own: Database, options: WholeAppOptions = {}): Promise<WholeApp> {
  const database = options.through?.(own) ?? own
  const documents = testDocuments()
  const routes: Route[] = []
  const app = await (options.build ?? buildApp)({
    database,
    clock: movableClock(),
    logger: openLog(process.env.TEST_LOG === 'info' ? 'info' : 'fatal'),
    secret: SECRET,
    https: false,
    publicUrl: options.publicUrl ?? 'http://localhost',
    brand: 'neutral',
    documents,
    demonstration: true,
    outbox: true,
    dfeSignIn: options.dfeSignIn,
    onRoute: ({ method, url }) => {
      for (const each of [method].flat()) if (each !== 'HEAD') routes.push({ method: each, url })
    },
  })
  options.plant?.(app)
  await app.ready()
  const actors = await own.asOwner(findActors)
  return {
    app,
    database: own,
    routes,
    actors,
    documents,
    async as(actor) {
      const client = new Client(app)
      if (actor) client.cookies.alongside = await startSession(own, actor)
      return client
    },
    async close() {
      await app.close()
      documents.remove()
    },
  }
}

/** As the service does at sign-in; signing in itself is tested where it belongs. */
async function startSession(database: Database, { accountId, assignmentId }: Signed): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const hash = createHash('sha256').update(token).digest('base64url')
  await database.asOwner((db) =>
    sql`insert into sessions (token_hash, account_id, assignment_id, signed_in_by, expires_at, has_other_places,
        place_name)
      values (${hash}, ${accountId}, ${assignmentId}, 'demonstration', now() + interval '1 day',
        (select count(*) > 1 from assignments where account_id = ${accountId} and ended_at is null), (
        select coalesce(h.name, s.name, t.name) from assignments g
        left join hubs h on h.id = g.hub_id left join schools s on s.urn = g.school_urn
        left join trusts t on t.uid = g.trust_uid where g.id = ${assignmentId}))`.execute(db),
  )
  return token
}
