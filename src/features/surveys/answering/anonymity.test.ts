/** Reads what is left of an answer everywhere that it could be left, and tries to put it together with whoever gave it. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import pino from 'pino'
import { inOrder } from '../../../../test/builders/order.ts'
import {
  type AddedWave,
  openSurveyWorld,
  SURVEY_SECRET,
  type SurveyWorld,
} from '../../../../test/builders/survey-world.ts'
import { foldAll, foldWave, forgetOldKeys } from '../folding/actions.ts'
import { sealOf } from './seal.ts'

const ADDRESS = '203.0.113.77'
const DEVICE = 'OldTabletOfSeatFour/1.0'

describe('an answer', () => {
  let world: SurveyWorld
  let wave: AddedWave
  let log = ''
  const seal = sealOf(SURVEY_SECRET)
  before(async () => {
    const stream = new Writable({
      write(chunk, _encoding, done) {
        log += String(chunk)
        done()
      },
    })
    world = await openSurveyWorld({ logger: pino({ level: 'trace' }, stream), wait: 5 })
    wave = await world.addWave({ classes: 2 })
  })
  after(() => world.close())

  const codeAt = (at: number) => wave.codes[at]?.code ?? ''
  /** The nth pupil's answer, which is like no other's. */
  const answersOf = (n: number) => [1 + (n % 4), 1 + (Math.floor(n / 4) % 4), 1 + (Math.floor(n / 16) % 4)]
  async function send(n: number, code = codeAt(n % 2), key: string = randomUUID()): Promise<string> {
    const [q1, q2, q3] = answersOf(n)
    const answer = await world.answer(
      code,
      { key, l: 'en', q1: String(q1), q2: String(q2), q3: String(q3) },
      { 'x-forwarded-for': ADDRESS, 'user-agent': DEVICE, cookie: 'alongside=someone-is-signed-in' },
    )
    assert.equal(answer.status, 303, answer.body)
    return key
  }
  /** Everything that the database holds, in the order in which it lies there, with what PostgreSQL notes of each row. */
  async function everything(): Promise<{ table: string; row: string; place: string; by: string }[]> {
    return world.database.asOwner(async (db) => {
      const { rows: tables } = await sql<{ name: string }>`
        select oid::regclass::text as name from pg_class
        where relkind = 'r' and relnamespace in ('public'::regnamespace, to_regnamespace('pgboss'))`.execute(
        db,
      )
      const all: { table: string; row: string; place: string; by: string }[] = []
      for (const { name } of tables) {
        const { rows } = await sql<{ row: string; place: string; by: string }>`
          select t::text as row, t.ctid::text as place, t.xmin::text as by from ${sql.raw(name)} t`.execute(
          db,
        )
        all.push(...rows.map((row) => ({ table: name, ...row })))
      }
      return all
    })
  }
  const answersStored = async () =>
    (await everything()).filter(({ table }) => table === 'survey_answers').map(({ row }) => row)
  const inHex = (n: number) => Buffer.from(answersOf(n)).toString('hex')

  it('is sealed while it waits, and the count of its class comes in another transaction', async () => {
    for (let n = 0; n < 9; n += 1) await send(n)
    await world.web.app.ready()
    const all = await everything()
    const arrived = all.filter(({ table }) => table === 'survey_arrivals')
    assert.equal(arrived.length, 9)
    for (let n = 0; n < 9; n += 1) {
      // An answer is 25 bytes or so; its beginning would be found if it lay open.
      assert.ok(
        !all.some(({ row, table }) => table.startsWith('survey_a') && row.includes(`x${inHex(n)}`)),
        `${n}`,
      )
    }
    const others = new Set(all.filter(({ table }) => table !== 'survey_arrivals').map(({ by }) => by))
    for (const { by } of arrived) assert.ok(!others.has(by), 'no row elsewhere was written with it')
    assert.equal(await foldAll(world.database, seal, 10), 0, 'fewer than the floor stay where they are')
  })

  it('is in no file of the database, and in no log that a backup is made of, before it lies among others', async () => {
    const answers = Array.from({ length: wave.questions }, (_, at) => 1 + ((at * 7 + (at >> 2)) % 4))
    const form = Object.fromEntries(answers.map((answer, at) => [`q${at + 1}`, String(answer)]))
    const key = randomUUID()
    assert.equal((await world.answer(codeAt(2), { key, l: 'en', ...form })).status, 303)
    // The count of its class has been written too.
    await world.web.app.answersCounted()
    const files = await filesOf(world)
    assert.ok(files.length > 3)
    const keyBytes = Buffer.from(key.replaceAll('-', ''), 'hex')
    assert.ok(
      files.some(({ bytes }) => bytes.includes(keyBytes)),
      'what was written was read',
    )
    for (const { name, bytes } of files) assert.ok(!bytes.includes(Buffer.from(answers)), name)
    // Opened with the secret it is the answer: the search above was for the right bytes.
    const [row] = await world.rows(sql`select answers from survey_arrivals where key = ${key}::uuid`)
    assert.ok(row?.answers instanceof Uint8Array)
    assert.deepEqual([...seal.open(row.answers)], answers)
    await world.rows(sql`delete from survey_arrivals where key = ${key}::uuid`)
  })

  it('lies among others without key, code, time or order', async () => {
    const keys: string[] = []
    for (let n = 9; n < 60; n += 1) keys.push(await send(n))
    assert.equal(await foldAll(world.database, seal, 10), 60)
    const stored = await answersStored()
    assert.equal(stored.length, 60)
    const columns = await world.rows(sql`
      select column_name as name from information_schema.columns where table_name = 'survey_answers' order by 1`)
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['answers', 'burst', 'group_id', 'wave_id'],
    )
    // In neither order do they come as they were sent, nor as the keys lie.
    const order = Array.from({ length: 60 }, (_, n) =>
      stored.findIndex((row) => row.includes(`x${inHex(n)}`)),
    )
    assert.ok(
      inOrder(order) < 0.75 && inOrder(order) > 0.25,
      `${inOrder(order)} of the pairs lie as they came`,
    )
    const laid = (await everything()).filter(({ table }) => table === 'survey_keys').map(({ row }) => row)
    const keyOrder = keys.map((key) => laid.findIndex((row) => row.includes(key)))
    assert.ok(inOrder(keyOrder) < 0.75 && inOrder(keyOrder) > 0.25)
    assert.equal((await everything()).filter(({ table }) => table === 'survey_arrivals').length, 0)
  })

  it('is known again by its key after it was folded, and is in once', async () => {
    const key = await send(61)
    assert.equal(
      await world.database.inScope({ 'alongside.role': 'system' }, (db) =>
        foldWave(db, seal, wave.id, { floor: 1, afresh: false }),
      ),
      1,
    )
    await send(61, codeAt(0), key)
    assert.equal((await answersStored()).length, 61)
    // Nor twice if it arrived again while it was folded.
    const [known] = await world.rows(sql`select group_id from survey_answers limit 1`)
    await world.database.inScope({ 'alongside.role': 'system' }, (db) =>
      sql`select alongside.put_answers(${wave.id}::integer, ${[Number(known?.group_id)]}::integer[], ${[null]}::integer[],
        array[decode(${inHex(61)}, 'hex')], ${[key]}::uuid[], false)`.execute(db),
    )
    assert.equal((await answersStored()).length, 61)
  })

  // On a server alone: the embedded database has one connection.
  const withConnections = process.env.TEST_DATABASE === 'postgres' ? it : () => {}
  withConnections('comes in while others are folded', async () => {
    const key = await send(62)
    await world.database.inScope({ 'alongside.role': 'system' }, async (db) => {
      assert.equal(await foldWave(db, seal, wave.id, { floor: 1, afresh: false }), 1)
      await send(63)
      // The same again, while it lies nowhere for good: it is known.
      await send(62, codeAt(0), key)
    })
    assert.equal((await answersStored()).length, 62)
    await world.rows(sql`delete from survey_arrivals`)
    await world.rows(sql`delete from survey_answers where answers::text like ${`%x${inHex(62)}%`}`)
  })

  it('is laid afresh among all others at the close, and counts the same', async () => {
    await world.rows(
      sql`update survey_waves set closed_at = now(), closed_by_name = 'Asha Head' where id = ${wave.id}`,
    )
    await world.database.inScope({ 'alongside.role': 'system' }, async (db) => {
      await foldWave(db, seal, wave.id, { floor: 1, afresh: true })
      await sql`select alongside.tally_wave(${wave.id}::integer)`.execute(db)
    })
    assert.equal((await answersStored()).length, 61)
    const [tally] = await world.rows(
      sql`select sum(answered)::int as n from survey_tallies where wave_id = ${wave.id}`,
    )
    assert.equal(tally?.n, 61)
    const last = (await answersStored()).findIndex((row) => row.includes(`x${inHex(61)}`))
    assert.ok(last >= 0)
  })

  it('has no key any more a week after the end', async () => {
    await world.rows(sql`update survey_waves set results_at = now() where id = ${wave.id}`)
    assert.ok((await forgetOldKeys(world.database, Temporal.Instant.from('2035-01-01T00:00:00Z'))) >= 61)
    assert.equal((await everything()).filter(({ table }) => table === 'survey_keys').length, 0)
  })

  it('leaves no line in the log, and no address, device or session anywhere', async () => {
    await world.web.app.inject({
      method: 'GET',
      url: `/survey/${codeAt(0)}/questions`,
      headers: { 'user-agent': DEVICE },
    })
    await world.answer(codeAt(0), { key: 'broken' }, { 'x-forwarded-for': ADDRESS, 'user-agent': DEVICE })
    await world.answer('ZZZZZZ', {}, { 'x-forwarded-for': ADDRESS, 'user-agent': DEVICE })
    const rows = JSON.stringify((await everything()).filter(({ table }) => table !== 'survey_codes'))
    for (const text of [log, rows]) {
      for (const trace of [ADDRESS, DEVICE, codeAt(0), codeAt(1), 'someone-is-signed-in', '/answers']) {
        assert.ok(!text.includes(trace), trace)
      }
    }
    assert.doesNotMatch(log, /survey/)
  })

  it('cannot be asked for by the service itself, whoever it says it is', async () => {
    for (const role of ['system', 'programme-team', 'named-leader', '']) {
      for (const table of ['survey_arrivals', 'survey_answers', 'survey_keys']) {
        await assert.rejects(
          world.database.inScope({ 'alongside.role': role }, (db) =>
            sql`select from ${sql.table(table)}`.execute(db),
          ),
          /permission denied/,
        )
      }
      if (role === 'system') continue
      for (const call of [
        sql`select alongside.take_arrivals(1, 1, false)`,
        sql`select alongside.tally_wave(1)`,
        sql`select alongside.receive_answers('{}', '{}', '{}', '{}', now())`,
        sql`select alongside.delete_raw_answers(1)`,
      ]) {
        await assert.rejects(world.database.inScope({ 'alongside.role': role }, (db) => call.execute(db)))
      }
    }
  })

  it('cannot be opened with another secret', () => {
    const sealed = seal.seal(Buffer.from([1, 2, 3]))
    assert.deepEqual([...seal.open(sealed)], [1, 2, 3])
    assert.throws(() => sealOf('another secret of thirty-two characters').open(sealed))
  })
})

/** Tables of surveys with their indexes, and the log that the database writes ahead, as they are on the disk. */
async function filesOf(world: SurveyWorld): Promise<{ name: string; bytes: Buffer }[]> {
  await world.database.ownerStatements('checkpoint')
  const { rows } = await world.database.ownerStatements(`
    select relname::text as name, encode(pg_read_binary_file(pg_relation_filepath(oid)), 'hex') as hex from pg_class
      where relname like 'survey%' and relkind in ('r', 'i') and pg_relation_size(oid) > 0
    union all
    select f.name, encode(pg_read_binary_file('pg_wal/' || f.name), 'hex') from pg_ls_dir('pg_wal') as f (name)
      where f.name ~ '^[0-9A-F]{24}$'`)
  return rows.flatMap((row) => {
    if (typeof row !== 'object' || row === null || !('name' in row) || !('hex' in row)) return []
    return [{ name: String(row.name), bytes: Buffer.from(String(row.hex), 'hex') }]
  })
}
