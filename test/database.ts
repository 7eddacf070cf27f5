import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Database, migrate, openDatabase } from '../src/platform/database/index.ts'
import { dumpPglite } from '../src/platform/database/pglite.ts'
import { prepareJobs } from '../src/platform/jobs/index.ts'
import { startPostgres, withDatabase } from './postgres.ts'
import { ROOT } from './sources.ts'

/** Kept between runs; npm takes it away with node_modules. */
const CACHE = join(ROOT, 'node_modules/.cache/alongside')

/**
 * An empty, migrated database of the test file's own. TEST_DATABASE says which kind: `pglite` (as when unset) or
 * `postgres`, on the server of TEST_DATABASE_URL or, without it, on one started for this process. Usually:
 * `before(async () => { database = await openTestDatabase() })` and `after(() => database.close())`.
 */
export async function openTestDatabase(): Promise<Database> {
  const kind = process.env.TEST_DATABASE ?? 'pglite'
  if (kind === 'pglite') {
    return openDatabase({ dataDir: 'memory://', loadDataDir: await pgliteTemplate() })
  }
  if (kind === 'postgres') {
    const { url, drop } = await createPostgresDatabase()
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
export async function createPostgresDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = await postgresUrl()
  const name = `test_${randomBytes(6).toString('hex')}`
  await asked(server, async (client) => {
    await ensurePostgresTemplate(client, server)
    await client.query(`create database ${name} template ${templateName()}`)
  })
  return {
    url: withDatabase(server, name),
    drop: () =>
      asked(server, (client) => client.query(`drop database if exists ${name} with (force)`)).then(() => {}),
  }
}

/** Migrates the templates beforehand, so that test files running at once do not each do it. */
export async function prepareTemplate(kind: 'pglite' | 'postgres'): Promise<void> {
  if (kind === 'pglite') await pgliteTemplate()
  else {
    const server = await postgresUrl()
    await asked(server, (client) => ensurePostgresTemplate(client, server))
  }
}

/** The data directory of a migrated PGlite, made once for each state of db/migrations. */
async function pgliteTemplate(): Promise<Blob> {
  const path = join(CACHE, `pglite-${migrationsHash()}.tar`)
  try {
    return new Blob([readFileSync(path)])
  } catch {
    // Not made yet, or cleared away by a run that saw other migrations.
  }
  const folder = mkdtempSync(join(tmpdir(), 'alongside-template-'))
  try {
    const template = await dumpPglite(join(folder, 'data'), async (database) => {
      await migrate(database)
      await prepareJobs(database)
    })
    mkdirSync(CACHE, { recursive: true })
    const fresh = join(CACHE, `${randomBytes(6).toString('hex')}.part`)
    writeFileSync(fresh, await template.bytes())
    for (const name of readdirSync(CACHE)) {
      if (name.startsWith('pglite-')) rmSync(join(CACHE, name), { force: true })
    }
    renameSync(fresh, path)
    return template
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

const templateName = () => `template_${migrationsHash()}`

async function ensurePostgresTemplate(client: pg.Client, server: string): Promise<void> {
  const name = templateName()
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

function migrationsHash(): string {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')))
  const folder = join(ROOT, 'db/migrations')
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex').slice(0, 16)
}
