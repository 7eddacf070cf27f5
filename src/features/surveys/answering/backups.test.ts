/**
 * Reads backups as somebody who found one would: a dump by PostgreSQL's own program, the folder of the embedded database and
 * a copy of it. Before answers are folded none of them holds one; after, none says whose, or in which order they came.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it, type TestContext } from 'node:test'
import { inOrder } from '../../../../test/builders/order.ts'
import { openSurveyWorld, SURVEY_SECRET, type SurveyWorld } from '../../../../test/builders/survey-world.ts'
import { createPostgresDatabase, EMPTY, pgliteTemplate } from '../../../../test/database.ts'
import { findPostgres } from '../../../../test/postgres.ts'
import { type Database, openDatabase } from '../../../platform/database/index.ts'
import { dumpPglite } from '../../../platform/database/pglite.ts'
import { foldAll } from '../folding/actions.ts'
import { sealOf } from './seal.ts'

const ADDRESS = '203.0.113.78'
const DEVICE = 'OldTabletOfSeatFive/1.0'
const REMARK = 'Corridors are loud after lunch, and the bells are hard to hear.'
const PEOPLE = 60

interface Backup {
  readonly name: string
  readonly bytes: Buffer
}

/** The nth person's answers, which are like nobody else's. */
const answersOf = (n: number, questions: number) =>
  Buffer.from(
    Array.from({ length: questions }, (_, at) => 1 + ((Math.floor(n / 3 ** (at % 4)) + at * at) % 3)),
  )

/** Sends all answers, and tries each backup before and after they are folded. Closes the database. */
async function tryBackups(database: Database, backups: () => Promise<readonly Backup[]>): Promise<number> {
  const world = await openSurveyWorld({ database, wait: 5 })
  try {
    return await tryThem(world, backups)
  } finally {
    await world.web.app.close()
    await database.close()
  }
}

async function tryThem(world: SurveyWorld, backups: () => Promise<readonly Backup[]>): Promise<number> {
  const wave = await world.addWave({ survey: 'staff', groups: 1, safeguardingEmail: 'lead@school.example' })
  const code = wave.codes[0]?.code ?? ''
  const keys: string[] = []
  for (let n = 0; n < PEOPLE; n += 1) {
    const key = randomUUID()
    const given = [...answersOf(n, wave.questions)].map((answer, at) => [`q${at + 1}`, String(answer)])
    const form = { key, l: 'en', ...Object.fromEntries(given), remark: REMARK }
    const sent = await world.answer(code, form, { 'x-forwarded-for': ADDRESS, 'user-agent': DEVICE })
    assert.equal(sent.status, 303, sent.body)
    keys.push(key)
  }
  await world.web.app.answersCounted()
  /** As it lies in a file, or as a dump writes it. */
  const formsOf = (bytes: Buffer) => [bytes, Buffer.from(bytes.toString('hex'))]
  const keyForms = (key: string) => [Buffer.from(key.replaceAll('-', ''), 'hex'), Buffer.from(key)]
  const traces = [ADDRESS, DEVICE, REMARK, Buffer.from(REMARK).toString('hex')].map((text) =>
    Buffer.from(text),
  )

  for (const { name, bytes } of await backups()) {
    assert.ok(
      keyForms(keys[0] ?? '').some((key) => bytes.includes(key)),
      `${name}: what was written was read`,
    )
    for (const trace of traces) assert.ok(!bytes.includes(trace), `${name}: ${trace}`)
    for (let n = 0; n < PEOPLE; n += 1) {
      for (const form of formsOf(answersOf(n, wave.questions)))
        assert.ok(!bytes.includes(form), `${name}: ${n}`)
    }
  }

  assert.equal(await foldAll(world.database, sealOf(SURVEY_SECRET), 10), PEOPLE)
  for (const { name, bytes } of await backups()) {
    for (const trace of traces) assert.ok(!bytes.includes(trace), `${name}: ${trace}`)
    const places = Array.from({ length: PEOPLE }, (_, n) =>
      Math.max(...formsOf(answersOf(n, wave.questions)).map((form) => bytes.lastIndexOf(form))),
    )
    assert.ok(
      places.every((place) => place >= 0),
      `${name}: the search was for the right bytes`,
    )
    const keyPlaces = keys.map((key) => Math.max(...keyForms(key).map((form) => bytes.lastIndexOf(form))))
    // Neither lies as it came, nor does an answer lie where its key does.
    const byKey = Array.from({ length: PEOPLE }, (_, n) => n)
      .toSorted((a, b) => (keyPlaces[a] ?? 0) - (keyPlaces[b] ?? 0))
      .map((n) => places[n] ?? 0)
    for (const order of [places, byKey]) {
      const share = inOrder(order)
      assert.ok(share > 0.25 && share < 0.75, `${name}: ${share} of the pairs lie in order`)
    }
  }
  return wave.questions
}

describe('a backup with answers in it', () => {
  const onPostgres = process.env.TEST_DATABASE === 'postgres'
  // Each is made of one of the two databases, in the run that is on it.
  const [ofServer, ofEmbedded] = onPostgres ? [it, () => {}] : [() => {}, it]
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'alongside-backup-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  ofServer('made by pg_dump tells of nobody', async (context: TestContext) => {
    const program = join(findPostgres()?.bin ?? '', 'pg_dump')
    const { url, drop } = await createPostgresDatabase()
    try {
      try {
        execFileSync(program, ['--version'])
      } catch {
        return context.skip('pg_dump is not on this machine: apt-get install postgresql')
      }
      const database = await openDatabase({ url, poolSize: 4 })
      await tryBackups(database, async () => {
        const plain = execFileSync(program, ['--dbname', url], { maxBuffer: 2 ** 30 })
        const custom = join(folder, 'custom.dump')
        execFileSync(program, ['--dbname', url, '--format=custom', '--compress=0', '--file', custom])
        return [
          { name: 'plain', bytes: plain },
          { name: 'custom', bytes: readFileSync(custom) },
        ]
      })
    } finally {
      await drop()
    }
  })

  ofEmbedded('made of the embedded database tells of nobody, as its folder and as its copy', async () => {
    const dataDir = join(folder, 'database')
    const database = await openDatabase({ dataDir, loadDataDir: await pgliteTemplate(EMPTY) })
    const questions = await tryBackups(database, async () => {
      await database.ownerStatements('checkpoint')
      return [{ name: 'folder', bytes: Buffer.concat(filesIn(dataDir).map((path) => readFileSync(path))) }]
    })
    const dump = await dumpPglite(dataDir, async () => {})
    const bytes = Buffer.from(await dump.arrayBuffer())
    for (const trace of [ADDRESS, DEVICE, REMARK]) assert.ok(!bytes.includes(Buffer.from(trace)), trace)
    assert.ok(bytes.includes(answersOf(7, questions)), 'what was written was read')
  })
})

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
