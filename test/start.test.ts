/** The service as a process of its own: how it starts, refuses to start, is killed, stops, and runs several times over. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { after, afterEach, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../src/platform/database/index.ts'
import { addVisitDay } from './builders/visit-day.ts'
import { createPostgresDatabase } from './database.ts'
import {
  ask,
  makePlace,
  onPostgres,
  type Place,
  run,
  running,
  signIn,
  start,
  stop,
} from './service-process.ts'
import { ROOT } from './sources.ts'

interface Confirmable {
  readonly partnership: number
  readonly key: string
  readonly occurrence: number
}

async function confirmables(place: Place): Promise<Confirmable[]> {
  const database = await place.open()
  const { rows } = await database.asOwner((db) =>
    sql<Confirmable>`
      select p.id as partnership, o.expectation_key as key, o.occurrence
      from partnerships p join programmes g on g.id = p.programme_id
      join expectation_occurrences o on o.programme_version_id = p.programme_version_id
        and o.pathway_key = p.pathway_key and o.cohort_id = p.cohort_id
      where g.key like 'rise%' and p.status = 'active' and o.per = 'partnership' and not exists (
        select from expectation_confirmations c where c.partnership_id = p.id
          and c.expectation_key = o.expectation_key and c.occurrence = o.occurrence)
      order by o.position, p.id limit 400`.execute(db),
  )
  await database.close()
  return rows
}

function confirm(
  address: string,
  cookie: string,
  { partnership, key, occurrence }: Confirmable,
  formKey: string,
  send: typeof ask = fetch,
) {
  return send(`${address}/partnerships/${partnership}/expectations/${key}/${occurrence}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams({
      key: formKey,
      seen: '0',
      state: 'not-needed',
      note: 'Sent while it was killed',
    }),
  })
}

/** So many confirmations are acknowledged, and others under way, when the end comes. */
const KILLED_AFTER = 30

/** Sends confirmations, several at once, until the service no longer answers; the keys of those that it acknowledged. */
async function confirmUntilGone(
  address: string,
  cookie: string,
  all: readonly Confirmable[],
  kill: () => void,
): Promise<{ acknowledged: string[] }> {
  const waiting = [...all]
  const acknowledged: string[] = []
  const sender = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const key = randomUUID()
      const answer = await confirm(address, cookie, next, key, ask).catch(() => undefined)
      if (!answer) return
      assert.equal(answer.status, 303)
      acknowledged.push(key)
      if (acknowledged.length === KILLED_AFTER) kill()
    }
  }
  await Promise.all(Array.from({ length: 6 }, sender))
  return { acknowledged }
}

/** Fifty notes of one visit, as five tablets would send them, until the service no longer answers. */
async function noteUntilGone(address: string, cookie: string, day: number, kill: () => void) {
  const waiting = Array.from({ length: 50 }, (_none, at) => ({
    kind: 'action',
    key: randomUUID(),
    answers: { action: `Note ${at}`, doer: at % 2 === 0 ? 'lead' : 'partner' },
  }))
  const acknowledged: string[] = []
  const sender = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const answer = await send(address, cookie, day, [next]).catch(() => undefined)
      if (!answer) return
      assert.equal(answer.status, 200)
      const { notes } = (await answer.json().catch(() => ({ notes: [] }))) as { notes: { key: string }[] }
      acknowledged.push(...notes.map(({ key }) => key))
      if (acknowledged.length === KILLED_AFTER) kill()
    }
  }
  await Promise.all(Array.from({ length: 5 }, sender))
  return acknowledged
}

const send = (address: string, cookie: string, day: number, notes: readonly object[]) =>
  ask(`${address}/support-days/${day}/visit-record/notes.json`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ notes }),
  })

async function lost(
  place: Place,
  acknowledged: readonly string[],
): Promise<{ lost: string[]; broken: number }> {
  const database = await place.open()
  const result = await database.asOwner(async (db) => {
    const { rows } = await sql<{
      key: string
    }>`select key from expectation_confirmations where key is not null`.execute(db)
    const kept = new Set(rows.map(({ key }) => key))
    const broken = await sql`select from alongside.broken_history()`.execute(db)
    return { lost: acknowledged.filter((key) => !kept.has(key)), broken: broken.rows.length }
  })
  await database.close()
  return result
}

describe('starting and stopping', () => {
  let place: Place
  let open: Confirmable[]
  before(async () => {
    place = await makePlace()
    open = await confirmables(place)
    assert.ok(open.length > 200)
  })
  // What a failed test leaves running holds the folder, and would fail the next one too.
  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL')
    await Promise.all([...running].map((child) => once(child, 'close')))
  })
  after(() => place?.remove())

  test('a wrong setting stops the start with one line that names it', async () => {
    const service = run({ ...place.settings, PORT: 'eighty' })
    assert.equal(await service.ended, 1)
    assert.match(service.complained(), /^PORT must be [^\n]+\n$/)
    assert.equal(service.said(), '')
  })

  // What is true of a folder says nothing of a server, and the other way round: neither is left out anywhere.
  const onFolder = onPostgres ? () => {} : test
  const onServer = onPostgres ? test : () => {}

  onFolder('a second process on the same folder is refused with one line', async () => {
    const first = await start(place.settings)
    const second = run(place.settings)
    assert.equal(await second.ended, 1)
    assert.match(second.complained(), /^DATA_DIR [^\n]+ is in use by process \d+: [^\n]+\n$/)
    assert.equal((await fetch(`${first.address}/health/ready`)).status, 200)
    await stop(first)
  })

  test('killed while it saves, it keeps everything that it had acknowledged', async (context) => {
    const service = await start(place.settings)
    const cookie = await signIn(service.address, 'programme-team')
    const mine = open.splice(0, 200)
    const { acknowledged } = await confirmUntilGone(service.address, cookie, mine, () =>
      service.child.kill('SIGKILL'),
    )
    assert.equal(await service.ended, 'SIGKILL')
    assert.ok(acknowledged.length >= KILLED_AFTER, 'it was killed in the middle')

    const again = await start(place.settings)
    const page = await ask(`${again.address}/programme`, { headers: { cookie } })
    assert.equal(page.status, 200, 'who was signed in still is')
    await stop(again)
    assert.deepEqual(await lost(place, acknowledged), { lost: [], broken: 0 })
    context.diagnostic(`${acknowledged.length} acknowledged before it was killed, none lost`)
  })

  test('killed while the notes of a visit are saved, it keeps each that it had acknowledged, once and whole', async (context) => {
    const database = await place.open()
    const day = await addVisitDay(database, 990_101)
    await database.close()
    const service = await start(place.settings)
    const cookie = await signIn(service.address, 'hub-lead')
    const acknowledged = await noteUntilGone(service.address, cookie, day, () =>
      service.child.kill('SIGKILL'),
    )
    assert.equal(await service.ended, 'SIGKILL')
    assert.ok(acknowledged.length >= KILLED_AFTER, 'it was killed in the middle')

    // The device sends everything again, because it may not have had the answer.
    const again = await start(place.settings)
    const once = acknowledged.map((key) => ({
      kind: 'action',
      key,
      answers: { action: 'Again', doer: 'lead' },
    }))
    assert.equal((await send(again.address, cookie, day, once)).status, 200)
    await stop(again)
    const opened = await place.open()
    const { rows } = await opened.asOwner((db) =>
      sql<{ key: string; text: string; revision: number }>`
        select a.key, a.text, r.revision from visit_actions a join visit_records r on r.item_id = a.item_id
        where a.item_id = ${day}`.execute(db),
    )
    await opened.close()
    const kept = new Set(rows.map(({ key }) => key))
    assert.deepEqual(
      acknowledged.filter((key) => !kept.has(key)),
      [],
      'none lost',
    )
    assert.ok(
      rows.every(({ text }) => text.startsWith('Note ')),
      'none written twice or over',
    )
    // A line and the revision that it makes are saved together, or neither is.
    assert.equal(rows[0]?.revision, rows.length)
    context.diagnostic(`${acknowledged.length} acknowledged before it was killed, none lost`)
  })

  test('asked to stop, it answers what is under way, and nothing that it answered is lost', async (context) => {
    const service = await start(place.settings)
    const cookie = await signIn(service.address, 'programme-team')
    const together = open.splice(0, 6)
    const keys = together.map(() => randomUUID())
    const answers = together.map((each, index) => confirm(service.address, cookie, each, keys[index] ?? ''))
    // Requests are on their way, some of them being worked on, when the signal comes.
    await Promise.race(answers)
    service.child.kill('SIGTERM')
    const settled = await Promise.allSettled(answers)
    assert.equal(await service.ended, 0)
    const saved = keys.filter((_key, index) => {
      const answer = settled[index]
      return answer?.status === 'fulfilled' && answer.value.status === 303
    })
    const cutOff = settled.filter((answer) => answer.status === 'rejected')
    assert.deepEqual(cutOff, [], 'no request that had arrived was cut off')
    assert.deepEqual(await lost(place, saved), { lost: [], broken: 0 })
    context.diagnostic(`${saved.length} of ${keys.length} saved, the others told to come again`)
  })

  onServer('several processes starting at once migrate once', async () => {
    const { url, drop } = await createPostgresDatabase()
    const empty = await openDatabase({ url })
    await empty.asOwner((db) => sql`drop schema public cascade`.execute(db))
    await empty.asOwner((db) => sql`drop schema alongside cascade`.execute(db))
    await empty.asOwner((db) => sql`drop schema if exists pgboss cascade`.execute(db))
    await empty.asOwner((db) => sql`create schema public`.execute(db))
    const script = `
      import { migrate, openDatabase } from './src/platform/database/index.ts'
      import { prepareJobs } from './src/platform/jobs/index.ts'
      const database = await openDatabase({ url: process.env.URL })
      console.log((await migrate(database)).length)
      await prepareJobs(database)
      await database.close()`
    const processes = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script], {
        cwd: ROOT,
        env: { ...process.env, URL: url },
      }),
    )
    const applied = await Promise.all(
      processes.map(async (child) => {
        let said = ''
        child.stdout.on('data', (text) => {
          said += text
        })
        child.stderr.pipe(process.stderr)
        const [code] = await once(child, 'close')
        assert.equal(code, 0)
        return Number(said)
      }),
    )
    assert.equal(applied.filter((count) => count > 0).length, 1, `${applied}`)
    await empty.close()
    await drop()
  })

  onServer('two processes share sessions and the date of the demonstration', async () => {
    const service = await start({ ...place.settings, WEB_CONCURRENCY: '2' })
    const { address } = service
    const cookie = await signIn(address, 'hub-lead')
    const pageOf = async (path: string) => {
      // A connection of its own each time, so that the processes take turns.
      const answer = await ask(`${address}${path}`, { headers: { cookie, connection: 'close' } })
      return { status: answer.status, text: await answer.text() }
    }
    const pages = await Promise.all(Array.from({ length: 20 }, () => pageOf('/hubs/1')))
    assert.deepEqual([...new Set(pages.map(({ status }) => status))], [200])

    const moved = await ask(`${address}/demonstration/clock`, {
      method: 'POST',
      redirect: 'manual',
      headers: { connection: 'close' },
      body: new URLSearchParams({ 'date-day': '22', 'date-month': '6', 'date-year': '2026' }),
    })
    assert.equal(moved.status, 303)
    const seen = async () => {
      const all = await Promise.all(Array.from({ length: 12 }, () => pageOf('/demonstration')))
      return new Set(all.map(({ text }) => /Today is ([^.<]*)/.exec(text)?.[1]))
    }
    let dates = await seen()
    for (let tries = 0; dates.size > 1 && tries < 20; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 500))
      dates = await seen()
    }
    assert.deepEqual([...dates], ['22 June 2026'])
    await stop(service)
  })
})
