/** Import of the whole register of schools, beside a bare COPY of the rows that it leaves in the table. */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { importCouncils, importTrusts } from '../src/features/schools/index.ts'
import { migrate, openDatabase } from '../src/platform/database/index.ts'
import { withDatabase } from '../test/postgres.ts'
import { ROOT } from '../test/sources.ts'
import { median } from './figures.ts'
import { nodeAnswer, pin } from './processes.ts'
import type { RegisterAnswer, RegisterQuestion } from './register-run.ts'
import type { Scale } from './scale.ts'

export interface RegisterFigures {
  readonly rows: number
  /** Seconds: medians. */
  readonly fresh: number
  readonly again: number
  readonly copyPlain: number
  readonly copyIndexed: number
  /** The most of all runs. */
  readonly freshExtraMegabytes: number
  readonly againExtraMegabytes: number
}

const EMPTY = 'register_empty'
const RUN = 'register_run'

export async function measureRegister(given: {
  serverUrl: string
  postgresPid: number
  scale: Scale
  say: (line: string) => void
}): Promise<RegisterFigures> {
  const { serverUrl, postgresPid, scale, say } = given
  pin(postgresPid, '1')
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  const folder = mkdtempSync(join(tmpdir(), 'alongside-bench-'))
  const url = withDatabase(serverUrl, RUN)
  const run = (question: RegisterQuestion) =>
    nodeAnswer<RegisterAnswer>('bench/register-run.ts', question, '0')
  const of: Record<'fresh' | 'again' | 'plain' | 'indexed', RegisterAnswer[]> = {
    fresh: [],
    again: [],
    plain: [],
    indexed: [],
  }
  try {
    await prepareEmpty(admin, serverUrl)
    for (let round = 0; round < scale.runs; round += 1) {
      await admin.query(`create database ${RUN} template ${EMPTY}`)
      of.fresh.push(await run({ work: 'import', url }))
      of.again.push(await run({ work: 'import', url }))
      const file = join(folder, 'rows.csv')
      const columns = await writeRows(url, file)
      of.plain.push(await run({ work: 'copy', url, file, columns, indexed: false }))
      of.indexed.push(await run({ work: 'copy', url, file, columns, indexed: true }))
      await admin.query(`drop database ${RUN} with (force)`)
    }
  } finally {
    for (const name of [RUN, EMPTY]) await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
    rmSync(folder, { recursive: true, force: true })
  }
  const seconds = (which: keyof typeof of) => median(of[which].map((each) => each.seconds))
  const most = (which: keyof typeof of) => Math.max(...of[which].map((each) => each.extraMegabytes))
  const figures = {
    rows: of.fresh[0]?.rows ?? 0,
    fresh: seconds('fresh'),
    again: seconds('again'),
    copyPlain: seconds('plain'),
    copyIndexed: seconds('indexed'),
    freshExtraMegabytes: most('fresh'),
    againExtraMegabytes: most('again'),
  }
  say(
    `Register: ${figures.rows} rows fresh in ${figures.fresh.toFixed(2)} s, again in ${figures.again.toFixed(2)} s; COPY ${figures.copyPlain.toFixed(2)} s without indexes, ${figures.copyIndexed.toFixed(2)} s with them`,
  )
  return figures
}

/** A database with councils and trusts, and no schools yet. */
async function prepareEmpty(admin: pg.Client, serverUrl: string): Promise<void> {
  for (const name of [RUN, EMPTY]) await admin.query(`drop database if exists ${name} with (force)`)
  await admin.query(`create database ${EMPTY}`)
  const database = await openDatabase({ url: withDatabase(serverUrl, EMPTY) })
  await migrate(database)
  for (const { file, load } of [
    { file: 'councils.csv', load: importCouncils },
    { file: 'trusts-2026-08.csv.gz', load: importTrusts },
  ]) {
    const outcome = await load(database, {
      stream: createReadStream(join(ROOT, 'db/register', file)),
      source: file,
      asAt: Temporal.PlainDate.from('2023-11-01'),
    })
    if (!outcome.ok) throw new Error(outcome.message)
  }
  await database.close()
}

/** Two tables for COPY, one of them with everything that the real one has, and a file of the rows. */
async function writeRows(url: string, file: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_schema = 'public' and table_name = 'schools' and is_generated = 'NEVER' order by ordinal_position`,
    )
    const columns = rows.map(({ name }) => name)
    await client.query(
      `create table public.copy_plain as select ${columns.join(', ')} from public.schools with no data`,
    )
    await client.query('create table public.copy_indexed (like schools including all)')
    await pipeline(
      client.query(copyTo(`copy (select ${columns.join(', ')} from schools) to stdout with (format csv)`)),
      createWriteStream(file),
    )
    return columns
  } finally {
    await client.end()
  }
}
