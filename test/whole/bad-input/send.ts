/**
 * Bad input to every address that takes any: each field of each form by turns, whole bodies, ids, queries. Nothing ends in
 * a problem page, nothing that was refused has written a row, nothing typed comes back as markup. Forms that are let
 * through are rolled back. The files beside this one share the work out by noun: together they take minutes.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Actors } from '../../builders/actors.ts'
import type { Client, Reply } from '../../builders/client.ts'
import { openProvider, type TestProvider } from '../../builders/openid-provider.ts'
import { openWholeApp, type WholeApp } from '../../builders/whole-app.ts'
import { type Row, readAccess } from '../access.ts'
import { type DryRun, dryRun, markOfEverything } from '../dry-run.ts'
import { FORMS } from '../forms.ts'
import { addressOf, findRecords, type Records, relationOf, standingOf } from '../records.ts'
import { BODIES, NAMES, SCRIPT, VALUES } from './values.ts'

export const FORM = 'application/x-www-form-urlencoded'
const SENDERS: readonly (keyof Actors)[] = ['team', 'lead', 'leader', 'trustLeader', 'evaluator']
/** It has no field and takes seconds; its own tests send it. */
const LEFT_OUT = new Set(['POST /demonstration/reset'])

/** An import that is not applied yet is work under way: what was typed into a row stays, and its check is written down. */
const KEEPS_WORK = new Set(['POST /imports/:importId/rows/:line', 'POST /imports/:importId/application'])

/** Every row of the table of access, but what is left out. */
export const ROWS: readonly Row[] = readAccess().filter(({ name }) => !LEFT_OUT.has(name))

/** By the first word of an address; the files by noun name some each, and the last takes all that nobody named. */
export const NOUNS = {
  plans: ['plans', 'due'],
  lines: ['priorities', 'objectives', 'measures', 'actions'],
  schools: ['partnerships', 'self-assessments'],
  events: ['events', 'offers', 'calendar', 'series'],
} as const satisfies Record<string, readonly string[]>

/** The forms at addresses that begin with one of these words. */
export const formsOf = (...words: readonly string[]): readonly Row[] =>
  ROWS.filter(({ method, url }) => method === 'POST' && words.includes(url.split('/')[1] ?? ''))

/** The forms that no noun has. */
export function otherForms(): readonly Row[] {
  const named = new Set<string>(Object.values(NOUNS).flat())
  return ROWS.filter(({ method, url }) => method === 'POST' && !named.has(url.split('/')[1] ?? ''))
}

export interface BadInput {
  /** Valid once the tests run. */
  readonly records: () => Records
  readonly whole: () => WholeApp
  addressOf(row: Pick<Row, 'name' | 'url'>): string
  /** Asks as somebody who may do this, keeping nothing. */
  send(row: Row, url: string, body?: string | Buffer, type?: string): Promise<Reply>
  /** What is wrong with an answer to bad input. */
  faultOf(row: Row, reply: Reply): string | undefined
  /** Whether the last request wrote anything, kept or not. */
  wrote(): boolean
}

/** Opens the whole service for the tests of one `describe`, and shows in the end that nothing was kept. */
export function receiveBadInput(tests: (input: BadInput) => void): void {
  let run: DryRun
  let whole: WholeApp
  let provider: TestProvider
  let records: Records
  let registerImport = 0
  let untouched = ''
  const senders: { client: Client; role: string; isOwn: boolean }[] = []
  let sent = 0

  before(async () => {
    provider = await openProvider({})
    whole = await openWholeApp({
      dfeSignIn: provider.settings,
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
    untouched = await markOfEverything(whole.database)
    run.on = true
  })
  after(async () => {
    await whole.close()
    await provider.close()
  })

  /** Somebody who may do this, because only what gets past permission reaches the form; or who at least sees the thing. */
  function senderOf(row: Row): Client {
    const senderWho = (answer: string) =>
      senders.find(({ role, isOwn }) => row.expected(role, isOwn ? 'own' : 'other') === answer)
    const sender = senderWho('yes') ?? senderWho('403')
    assert.ok(sender, `Nobody may send ${row.name}`)
    return sender.client
  }

  tests({
    records: () => records,
    whole: () => whole,
    addressOf: (row) => addressOf(row, records, registerImport),
    wrote: () => run.wrote,
    async send(row, url, body, type) {
      const client = senderOf(row)
      const cookies = { ...client.cookies }
      run.wrote = false
      const reply = await client.send(row.method === 'POST' ? 'POST' : 'GET', url, body, type)
      // What follows an answer by itself is part of what it wrote.
      await whole.app.answersCounted()
      for (const name of Object.keys(client.cookies)) delete client.cookies[name]
      Object.assign(client.cookies, cookies)
      sent += 1
      return reply
    },
    faultOf(row, reply) {
      if (reply.status >= 500) return `answered ${reply.status}`
      if (row.method === 'POST' && reply.status >= 400 && run.wrote && !KEEPS_WORK.has(row.name))
        return `answered ${reply.status} and wrote`
      if (reply.body.includes(SCRIPT)) return 'gave markup back'
      if (reply.type.startsWith('text/') && reply.body.includes('\0')) return 'gave a NUL back'
      return undefined
    },
  })

  test('nothing of all that was kept', async (context) => {
    run.on = false
    assert.equal(await markOfEverything(whole.database), untouched)
    assert.ok(sent > 0)
    context.diagnostic(`${sent} requests`)
  })
}

/** Every bad value in each field of these forms by turns, and every bad body. */
export function sendToForms(rows: readonly Row[]): void {
  receiveBadInput(({ records, addressOf, send, faultOf }) => {
    for (const row of rows) {
      test(row.name, async () => {
        const faults: string[] = []
        const note = (what: string, reply: Reply) => {
          const fault = faultOf(row, reply)
          if (fault) faults.push(`${what}: ${fault}`)
        }
        const url = addressOf(row)
        const filled = FORMS[row.name]?.(records())
        assert.ok(filled, `test/whole/forms.ts has no form for ${row.name}`)
        const pairs = Object.entries(filled.fields).map(
          ([name, value]) => [name, encodeURIComponent(value)] as const,
        )
        const post = (each: readonly (readonly [string, string])[]) =>
          filled.file
            ? send(row, url, partsOf(each, filled.file.text), 'multipart/form-data; boundary=b')
            : send(row, url, each.map(([name, value]) => `${name}=${value}`).join('&'), FORM)

        for (const [name] of pairs) {
          for (const [what, value] of Object.entries(VALUES)) {
            const changed = pairs.map((pair) => (pair[0] === name ? ([name, value] as const) : pair))
            note(`${name} with ${what}`, await post(changed))
          }
          note(`${name} missing`, await post(pairs.filter((pair) => pair[0] !== name)))
          note(`${name} twice`, await post([...pairs, [name, 'again'], [name, '']]))
        }
        for (const name of NAMES) note(`a field called ${name}`, await post([...pairs, [name, 'x']]))
        for (const { name, body, type } of BODIES) note(name, await send(row, url, body, type))
        assert.deepEqual(faults, [])
      })
    }
  })
}

function partsOf(fields: readonly (readonly [string, string])[], text: string): Buffer {
  const part = ([name, value]: readonly [string, string]) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n`.concat(bytesOf(value), '\r\n')
  const file = `--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--b--\r\n`
  return Buffer.from(fields.map(part).join('') + Buffer.from(file).toString('latin1'), 'latin1')
}

/** The bytes that an escape stands for, each as one character. */
const bytesOf = (escaped: string) =>
  escaped.replaceAll(/%([\dA-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
