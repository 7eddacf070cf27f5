import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Database, migrate, openDatabase } from '../src/platform/database/index.ts'
import { prepareJobs } from '../src/platform/jobs/index.ts'
import { packPglite } from './pglite-folder.ts'
import { startPostgres, withDatabase } from './postgres.ts'
import { ROOT } from './sources.ts'

/** Kept between runs; npm takes it away with node_modules. */
const CACHE = join(ROOT, 'node_modules/.cache/alongside')

/** What a test's database holds at first: made once, and copied for every test file that starts from it. */
export interface Template {
  /** A short word, also in the name of the file or database that is kept. */
  readonly name: string
  /** Changes with whatever goes into it. */
  hash(): string
  /** Fills a migrated database. */
  fill(database: Database): Promise<void>
}

/** Migrated, and nothing more. */
export const EMPTY: Template = { name: 'empty', hash: migrationsHash, fill: async () => {} }

/**
 * An empty, migrated database of the test file's own, or a copy of a template. TEST_DATABASE says which kind: `pglite`
 * (as when unset) or `postgres`, on the server of TEST_DATABASE_URL or, without it, on one started for this process.
 * Usually: `before(async () => { database = await openTestDatabase() })` and `after(() => database.close())`.
 */
export async function openTestDatabase(template: Template = EMPTY): Promise<Database> {
  const kind = process.env.TEST_DATABASE ?? 'pglite'
  if (kind === 'pglite') {
    return openDatabase({ dataDir: 'memory://', loadDataDir: await pgliteTemplate(template) })
  }
  if (kind === 'postgres') {
    const { url, drop } = await createPostgresDatabase(template)
    const database = await openDatabase({ url, poolSize: 4 })
    return {
      ...database,
      async close() {
        await database.close()
        await drop()
      },
    }
  }
  throw new Error(`TEST_DATABASE is “${kind}”: it can be pglite or postgres`)
}

/**
 * A migrated database of one's own on a PostgreSQL server, for a test that starts the service itself with a
 * DATABASE_URL. The server is as for `openTestDatabase`.
 */
export async function createPostgresDatabase(
  template: Template = EMPTY,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = await postgresUrl()
  const name = `test_${randomBytes(6).toString('hex')}`
  await asked(server, async (client) => {
    await ensurePostgresTemplate(client, server, template)
    await client.query(`create database ${name} template ${templateName(template)}`)
  })
  return {
    url: withDatabase(server, name),
    drop: () =>
      asked(server, (client) => client.query(`drop database if exists ${name} with (force)`)).then(() => {}),
  }
}

/** Migrates the templates beforehand, so that test files running at once do not each do it. */
export async function prepareTemplate(
  kind: 'pglite' | 'postgres',
  template: Template = EMPTY,
): Promise<void> {
  if (kind === 'pglite') await pgliteTemplate(template)
  else {
    const server = await postgresUrl()
    await asked(server, (client) => ensurePostgresTemplate(client, server, template))
  }
}

/** The folder of a migrated PGlite, packed; made once for each state of db/migrations and of the template. */
export async function pgliteTemplate(template: Template): Promise<Blob> {
  const path = join(CACHE, `${template.name}-${template.hash()}.tar`)
  try {
    return new Blob([readFileSync(path)])
  } catch {
    // Not made yet, or cleared away by a run that saw other migrations.
  }
  const folder = mkdtempSync(join(tmpdir(), 'alongside-template-'))
  try {
    const database = await openDatabase({ dataDir: join(folder, 'data') })
    await migrate(database)
    await prepareJobs(database)
    await template.fill(database)
    // The record of its end then stands at the beginning of a file, and little of that is filled.
    await database.ownerStatements('select pg_switch_wal()')
    await database.close()
    const packed = packPglite(join(folder, 'data'))
    mkdirSync(CACHE, { recursive: true })
    const fresh = join(CACHE, `${randomBytes(6).toString('hex')}.part`)
    writeFileSync(fresh, packed)
    for (const name of readdirSync(CACHE)) {
      if (name.startsWith(`${template.name}-`)) rmSync(join(CACHE, name), { force: true })
    }
    renameSync(fresh, path)
    return new Blob([packed])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

let own: ReturnType<typeof startPostgres> | undefined

async function postgresUrl(): Promise<string> {
  if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL
  own ??= startPostgres()
  return (await own).url
}

const templateName = (template: Template) => `template_${template.name}_${template.hash()}`

async function ensurePostgresTemplate(client: pg.Client, server: string, template: Template): Promise<void> {
  const name = templateName(template)
  await client.query('select pg_advisory_lock(1)')
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount) return
    const draft = `${name}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft}`)
    const database = await openDatabase({ url: withDatabase(server, draft) })
    await migrate(database)
      .then(() => prepareJobs(database))
      .then(() => template.fill(database))
      .finally(() => database.close())
    await client.query(`alter database ${draft} rename to ${name}`)
  } finally {
    await client.query('select pg_advisory_unlock(1)')
  }
}

async function asked<T>(url: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return ask(client).finally(() => client.end())
}

/** Of whatever makes an empty database: for a template's own hash. */
export function migrationsHash(): string {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')))
  const folder = join(ROOT, 'db/migrations')
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex').slice(0, 16)
}
