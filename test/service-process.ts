/** The service as a process of its own, for tests that start, kill and stop it. */
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Database, openDatabase } from '../src/platform/database/index.ts'
import { WORLD } from './builders/whole-app.ts'
import { createPostgresDatabase, pgliteTemplate } from './database.ts'
import { ROOT } from './sources.ts'

export const onPostgres = process.env.TEST_DATABASE === 'postgres'
/** Far more than a start takes, because other tests may have the machine. */
const START_MILLISECONDS = 240_000

/** As the service leaves its first start behind, but for the 50,000 schools: their files are only marked as loaded. */
async function markAsLoaded(database: Database): Promise<void> {
  const shipped = [
    ['councils.csv', 'lookups'],
    ['trusts-2026-08.csv.gz', 'trusts'],
    ['schools-2023-11.csv.gz', 'schools'],
    ['schools-2026-08-subset.csv.gz', 'schools'],
    ['links-2025-04.csv.gz', 'links'],
    ['links-2026-08-subset.csv.gz', 'links'],
  ]
  const rows = shipped.map(([file = '', kind]) => ({
    kind,
    hash: createHash('sha256')
      .update(readFileSync(join(ROOT, 'db/register', file)))
      .digest('hex'),
  }))
  await database.asOwner((db) =>
    sql`insert into register_imports (kind, source, file_hash, as_at, started_at, finished_at, outcome)
      select r.kind, 'marked by a test', r.hash, '2026-01-01', now(), now(), 'applied'
      from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (kind text, hash text)`.execute(db),
  )
}

/** Where a started service keeps its rows: a folder, or a database on a server. */
export interface Place {
  readonly settings: Readonly<Record<string, string>>
  open(): Promise<Database>
  remove(): Promise<void>
}

export async function makePlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-start-'))
  if (!onPostgres) {
    const database = join(folder, 'database')
    const made = await openDatabase({ dataDir: database, loadDataDir: await pgliteTemplate(WORLD) })
    await markAsLoaded(made)
    await made.close()
    return {
      settings: { DATA_DIR: folder },
      open: () => openDatabase({ dataDir: database }),
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    }
  }
  const { url, drop } = await createPostgresDatabase(WORLD)
  const made = await openDatabase({ url })
  await markAsLoaded(made)
  await made.close()
  return {
    settings: { DATA_DIR: folder, DATABASE_URL: url, DEMONSTRATION: 'on' },
    open: () => openDatabase({ url }),
    remove: async () => {
      rmSync(folder, { recursive: true, force: true })
      await drop()
    },
  }
}

export interface Service {
  readonly child: ChildProcess
  readonly address: string
  /** How it ended: a code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>
}

/** What a failed test leaves running holds the folder, and would fail the next one too. */
export const running = new Set<ChildProcess>()

export function run(settings: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'error', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let said = ''
  let complained = ''
  child.stdout.on('data', (text) => {
    said += text
  })
  child.stderr.on('data', (text) => {
    complained += text
  })
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(child)
    return (code ?? signal) as number | string
  })
  return { child, ended, said: () => said, complained: () => complained }
}

export async function start(settings: Readonly<Record<string, string>>): Promise<Service> {
  const service = run(settings)
  for (const until = Date.now() + START_MILLISECONDS; Date.now() < until; ) {
    const address = /ready at (\S+)/.exec(service.said())?.[1]
    if (address) return { child: service.child, address, ended: service.ended }
    if (service.child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  service.child.kill('SIGKILL')
  throw new Error(`The service did not start:\n${service.complained()}`)
}

export async function stop(service: Service): Promise<void> {
  service.child.kill('SIGTERM')
  assert.equal(await service.ended, 0, 'it stops in good order')
}

/** Asks as a browser does that is told to come again: on a busy machine the service sheds load. */
export async function ask(url: string, request: RequestInit): Promise<Response> {
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(url, request)
    if (answer.status !== 503 || tries === 40) return answer
    await answer.body?.cancel()
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Signs in as a persona, and gives back the cookie. */
export async function signIn(address: string, persona: string): Promise<string> {
  const answer = await ask(`${address}/sign-in/as/${persona}`, { method: 'POST', redirect: 'manual' })
  assert.equal(answer.status, 303)
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
