/**
 * Bad input to every address that takes any: each field of each form by turns, whole bodies, ids, queries. Nothing ends in
 * a problem page, nothing that was refused has written a row, nothing typed comes back as markup. Forms that are let
 * through are rolled back.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Actors } from '../builders/actors.ts'
import type { Client, Reply } from '../builders/client.ts'
import { openWholeApp, type WholeApp } from '../builders/whole-app.ts'
import { isAsset, type Row, readAccess } from './access.ts'
import { type DryRun, dryRun, markOfEverything } from './dry-run.ts'
import { FORMS } from './forms.ts'
import { addressOf, findRecords, type Records, relationOf, standingOf } from './records.ts'

const SCRIPT = '<script>alert(1)</script>'

/** What a field may hold, percent-encoded as it goes over the wire. */
const VALUES: Readonly<Record<string, string>> = {
  nothing: '',
  blanks: '%20%09%0A',
  'a NUL': 'a%00b',
  'a lone surrogate': 'a%ED%A0%80b',
  'bytes that are no UTF-8': '%FF%FE%C3%28',
  'a right-to-left override': 'school%E2%80%AEloohcs',
  markup: encodeURIComponent(`"'>${SCRIPT}`),
  SQL: encodeURIComponent(`'; drop table schools; --`),
  'a formula': encodeURIComponent(`=HYPERLINK("http://example.com")`),
  'a number beyond every column': '99999999999999999999',
  'a number just too large': '2147483648',
  'a negative number': '-1',
  'a fraction': '1.5',
  'no number': 'NaN',
  'half a megabyte': 'x'.repeat(500_000),
  'a broken escape': '%E0%A4%A',
}

/** Names of fields that JavaScript objects have of their own. */
const NAMES = ['__proto__', 'constructor', 'toString', 'a[b]', '', '%00']

const BODIES: readonly { name: string; type?: string; body: string | Buffer }[] = [
  { name: 'no body at all', type: 'application/x-www-form-urlencoded', body: '' },
  { name: 'no content type', body: 'a=b' },
  {
    name: 'JSON',
    type: 'application/json',
    body: '{"__proto__": {"admin": true}, "key": ["a"], "name": {"a": 1}}',
  },
  { name: 'JSON that is null', type: 'application/json', body: 'null' },
  { name: 'broken JSON', type: 'application/json', body: '{"a":' },
  { name: 'text', type: 'text/plain', body: 'hello' },
  { name: 'XML', type: 'application/xml', body: '<a/>' },
  { name: 'a content type that is none', type: ';;;', body: 'a=b' },
  { name: 'multipart without a boundary', type: 'multipart/form-data', body: 'x' },
  {
    name: 'multipart cut short',
    type: 'multipart/form-data; boundary=b',
    body: '--b\r\ncontent-disposition: form-data; name="k',
  },
  {
    name: 'multipart of one field',
    type: 'multipart/form-data; boundary=b',
    body: '--b\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\nx\r\n--b--\r\n',
  },
  { name: 'two megabytes', type: 'application/x-www-form-urlencoded', body: `a=${'x'.repeat(2_000_000)}` },
  {
    name: 'two thousand fields',
    type: 'application/x-www-form-urlencoded',
    body: Array.from({ length: 2000 }, (_each, index) => `f${index}=1`).join('&'),
  },
]

/** No such thing: what an address may hold where an id is wanted. */
const IDS = [
  '0',
  '-1',
  '1.5',
  '01',
  '1e3',
  'abc',
  '2147483648',
  '99999999999999999999',
  '%00',
  '1%00',
  '%20',
  '%E2%80%AE1',
  '%FF',
  '%',
  '1;drop',
  '..%2f1',
  '__proto__',
  'constructor',
  'x'.repeat(300),
]

const QUERY_NAMES = [
  'page',
  'q',
  'next',
  'saved',
  'before',
  'show',
  'state',
  'role',
  'hub',
  'school',
  'cohort',
  'status',
  'pathway',
  'region',
  'sort',
  'waited',
  'done',
  'closed',
  'moved',
  'begun',
  'standing',
  'expectation',
  'occurrence',
]

const SENDERS: readonly (keyof Actors)[] = ['team', 'lead', 'leader', 'trustLeader', 'evaluator']
/** It has no field and takes seconds; its own tests send it. */
const LEFT_OUT = new Set(['POST /demonstration/reset'])

/** An import that is not applied yet is work under way: what was typed into a row stays, and its check is written down. */
const KEEPS_WORK = new Set(['POST /imports/:importId/rows/:line', 'POST /imports/:importId/application'])

describe('bad input', () => {
  let run: DryRun
  let whole: WholeApp
  let records: Records
  let registerImport = 0
  const senders: { client: Client; role: string; isOwn: boolean }[] = []
  let sent = 0

  before(async () => {
    whole = await openWholeApp({
      through: (database) => {
        run = dryRun(database)
        return run.database
      },
    })
    const [first] = await findRecords(whole)
    assert.ok(first)
    records = first
    registerImport = await whole.database.asOwner(async (db) => {
      const { rows } = await sql<{ id: number }>`select min(id) as id from register_imports`.execute(db)
      return rows[0]?.id ?? 0
    })
    for (const name of SENDERS) {
      const standing = await standingOf(whole.database, whole.actors[name])
      const isOwn = relationOf(standing, records) === 'own'
      senders.push({ client: await whole.as(whole.actors[name]), role: standing.role, isOwn })
    }
    run.on = true
  })
  after(() => whole.close())

  /** Somebody who may do this, because only what gets past permission reaches the form; or who at least sees the thing. */
  function senderOf(row: Row): Client {
    const senderWho = (answer: string) =>
      senders.find(({ role, isOwn }) => row.expected(role, isOwn ? 'own' : 'other') === answer)
    const sender = senderWho('yes') ?? senderWho('403')
    assert.ok(sender, `Nobody may send ${row.name}`)
    return sender.client
  }

  async function send(row: Row, url: string, body?: string | Buffer, type?: string): Promise<Reply> {
    const client = senderOf(row)
    const cookies = { ...client.cookies }
    run.wrote = false
    const reply = await client.send(row.method === 'POST' ? 'POST' : 'GET', url, body, type)
    for (const name of Object.keys(client.cookies)) delete client.cookies[name]
    Object.assign(client.cookies, cookies)
    sent += 1
    return reply
  }

  function faultOf(row: Row, reply: Reply): string | undefined {
    if (reply.status >= 500) return `answered ${reply.status}`
    if (row.method === 'POST' && reply.status >= 400 && run.wrote && !KEEPS_WORK.has(row.name))
      return `answered ${reply.status} and wrote`
    if (reply.body.includes(SCRIPT)) return 'gave markup back'
    if (reply.type.startsWith('text/') && reply.body.includes('\0')) return 'gave a NUL back'
    return undefined
  }

  const rows = readAccess().filter(({ name }) => !LEFT_OUT.has(name))

  for (const row of rows.filter(({ method }) => method === 'POST')) {
    test(row.name, async () => {
      const faults: string[] = []
      const note = (what: string, reply: Reply) => {
        const fault = faultOf(row, reply)
        if (fault) faults.push(`${what}: ${fault}`)
      }
      const url = addressOf(row, records, registerImport)
      const filled = FORMS[row.name]?.(records)
      assert.ok(filled, `test/whole/forms.ts has no form for ${row.name}`)
      const pairs = Object.entries(filled.fields).map(
        ([name, value]) => [name, encodeURIComponent(value)] as const,
      )
      const urlencoded = (each: readonly (readonly [string, string])[]) =>
        each.map(([name, value]) => `${name}=${value}`).join('&')
      const post = (each: readonly (readonly [string, string])[]) =>
        filled.file
          ? send(row, url, partsOf(each, filled.file.text), 'multipart/form-data; boundary=b')
          : send(row, url, urlencoded(each), 'application/x-www-form-urlencoded')

      for (const [name] of pairs) {
        for (const [what, value] of Object.entries(VALUES)) {
          note(
            `${name} with ${what}`,
            await post(pairs.map((pair) => (pair[0] === name ? [name, value] : pair))),
          )
        }
        note(`${name} missing`, await post(pairs.filter((pair) => pair[0] !== name)))
        note(`${name} twice`, await post([...pairs, [name, 'again'], [name, '']]))
      }
      for (const name of NAMES) note(`a field called ${name}`, await post([...pairs, [name, 'x']]))
      for (const { name, body, type } of BODIES) note(name, await send(row, url, body, type))
      assert.deepEqual(faults, [])
    })
  }

  test('ids that are none are not found', async () => {
    const faults: string[] = []
    for (const row of rows.filter(({ url }) => url.includes(':') && !url.includes(':programmeKey'))) {
      for (const id of IDS) {
        const url = addressOf(
          { ...row, url: row.url.replace(/:\w+/, 'PLACE') },
          records,
          registerImport,
        ).replace('PLACE', id)
        const form =
          row.method === 'POST'
            ? new URLSearchParams(FORMS[row.name]?.(records).fields).toString()
            : undefined
        const reply = await send(
          row,
          url,
          form,
          form === undefined ? undefined : 'application/x-www-form-urlencoded',
        )
        const fault = faultOf(row, reply)
        const isLink = row.url.startsWith('/invitations/:invitation')
        const isRefused = [400, 404, 410, 414].includes(reply.status) || (isLink && !run.wrote)
        if (fault || !isRefused) faults.push(`${row.method} ${url}: ${fault ?? reply.status}`)
      }
    }
    assert.deepEqual(faults, [])
  })

  test('queries that make no sense still find a page', async () => {
    const faults: string[] = []
    for (const row of rows.filter(({ method, url }) => method === 'GET' && !isAsset(url))) {
      const address = addressOf(row, records, registerImport)
      for (const [what, value] of Object.entries(VALUES)) {
        if (what === 'half a megabyte' || what === 'blanks' || what === 'SQL' || what === 'a formula')
          continue
        const names = what === 'nothing' ? [...QUERY_NAMES, ...QUERY_NAMES] : QUERY_NAMES
        const queries = [names.map((name) => `${name}=${value}`).join('&')]
        for (const query of queries) {
          const reply = await send(row, `${address}?${query}`)
          const fault = faultOf(row, reply)
          if (fault) faults.push(`${row.name} with ${what}: ${fault}`)
        }
      }
    }
    assert.deepEqual(faults, [])
  })

  test('a body goes with a form only', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const) {
      const reply = await whole.app.inject({ method, url: '/hubs' })
      assert.ok(reply.statusCode === 404 || reply.statusCode === 405, `${method}: ${reply.statusCode}`)
    }
  })

  test('and nothing of all that was kept', async (context) => {
    run.on = false
    const fresh = await openWholeApp()
    await findRecords(fresh)
    const counts = (mark: string) => mark.split('\n').map((line) => line.split(',')[0])
    assert.deepEqual(
      counts(await markOfEverything(whole.database)),
      counts(await markOfEverything(fresh.database)),
    )
    await fresh.close()
    context.diagnostic(`${sent} requests`)
  })
})

describe('a planted fault is caught:', () => {
  test('a route that breaks, one that writes before it refuses, one that gives markup back', async () => {
    let run: DryRun | undefined
    const whole = await openWholeApp({
      through: (database) => {
        run = dryRun(database)
        return run.database
      },
      plant: (app) => {
        app.post('/breaks', async () => {
          throw new Error('planted')
        })
        app.post('/writes', async (_request, reply) => {
          await app.database.asOwner((db) =>
            sql`insert into outbox (to_email, subject, body) values ('a@b.example', 'Half', 'saved')`.execute(
              db,
            ),
          )
          return reply.code(422).send('refused')
        })
      },
    })
    assert.ok(run)
    run.on = true
    const client = await whole.as(null)
    const broken = await client.post('/breaks')
    run.wrote = false
    const refused = await client.post('/writes')
    await whole.close()
    assert.deepEqual([broken.status, refused.status, run.wrote], [500, 422, true])
  })
})

function partsOf(fields: readonly (readonly [string, string])[], text: string): Buffer {
  const part = ([name, value]: readonly [string, string]) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n`.concat(bytesOf(value), '\r\n')
  const file = `--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--b--\r\n`
  return Buffer.from(fields.map(part).join('') + Buffer.from(file).toString('latin1'), 'latin1')
}

/** The bytes that an escape stands for, each as one character. */
const bytesOf = (escaped: string) =>
  escaped.replaceAll(/%([\dA-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
