/**
 * How the isolation tests ask: every route × every role × own and foreign records, against the table in access.ts. Each form is sent filled in so
 * that it would be saved: refused ones must leave every table as it was; those let through are rolled back, so that each
 * meets the same world.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Actors, Signed } from '../builders/actors.ts'
import type { Client, Reply } from '../builders/client.ts'
import { openProvider, signInAtProvider, type TestProvider } from '../builders/openid-provider.ts'
import { openWholeApp, type Route, type WholeApp, type WholeAppOptions } from '../builders/whole-app.ts'
import { isAsset, type Row, readAccess } from './access.ts'
import { type DryRun, dryRun, markOfEverything } from './dry-run.ts'
import { ANSWERED_WITH_A_PAGE, FORMS } from './forms.ts'
import { addressOf, findRecords, type Records, relationOf, type Standing, standingOf } from './records.ts'

interface Person {
  readonly name: string
  readonly standing: Standing
  readonly client: Client
}

const PEOPLE: readonly (keyof Actors)[] = [
  'team',
  'teamElsewhere',
  'lead',
  'otherLead',
  'leadElsewhere',
  'leader',
  'otherLeader',
  'leaderElsewhere',
  'trustLeader',
  'evaluator',
]

/** What was opened last: a file of tests opens one service at a time. */
export let run: DryRun
export let whole: WholeApp
let provider: TestProvider
export let records: Records[]
export let people: Person[]
let others: Person[]
let registerImport: number
let cells = 0
/** The mark of everything, since the last form. */
let marked: string | undefined

/** Where DfE Sign-in sends a browser back to: an address good for one answer, that signs somebody in. */
const CALLBACK = 'GET /sign-in/dfe/callback'
const KNOWN: Record<string, { email: string }> = {}

export async function open(planted: Pick<WholeAppOptions, 'plant' | 'build'> = {}): Promise<void> {
  marked = undefined
  provider = await openProvider(KNOWN)
  whole = await openWholeApp({
    through: (database) => {
      run = dryRun(database)
      return run.database
    },
    dfeSignIn: provider.settings,
    ...planted,
  })
  KNOWN.team = { email: await emailOf(whole.actors.team) }
  records = await findRecords(whole)
  registerImport = await whole.database.asOwner(async (db) => {
    const { rows } = await sql<{ id: number }>`select min(id) as id from register_imports`.execute(db)
    return rows[0]?.id ?? 0
  })
  people = []
  for (const name of PEOPLE) people.push(await person(name, whole.actors[name]))
  const nobody = { role: '', programmeId: 0, hubId: null, schoolUrn: null, trustUid: null }
  others = [
    { name: 'withoutRole', standing: nobody, client: await whole.as(whole.actors.withoutRole) },
    { name: 'signedOut', standing: nobody, client: await whole.as(null) },
  ]
}

export async function close(): Promise<void> {
  await whole.close()
  await provider.close()
}

async function emailOf({ accountId }: Signed): Promise<string> {
  const { rows } = await whole.database.asOwner((db) =>
    sql<{ email: string }>`select email from accounts where id = ${accountId}`.execute(db),
  )
  return rows[0]?.email ?? ''
}

async function person(name: string, actor: Signed): Promise<Person> {
  return { name, standing: await standingOf(whole.database, actor), client: await whole.as(actor) }
}

/** Sends what the row says as a person, and says how that was answered in the words of the table. */
export async function ask(
  row: Row,
  { client }: Person,
  about: Records,
): Promise<{ answer: string; reply: Reply }> {
  const cookies = { ...client.cookies }
  const url =
    row.name === CALLBACK
      ? await signInAtProvider((await client.get('/sign-in/dfe')).location, 'team')
      : addressOf(row, about, registerImport)
  let reply: Reply
  if (row.method === 'GET') reply = await client.get(url)
  else {
    const form = FORMS[row.name]?.(about)
    if (!form) throw new Error(`test/whole/forms.ts has no form for ${row.name}`)
    reply = form.file
      ? await client.postFile(url, form.fields, form.file)
      : await client.post(url, form.fields)
  }
  // Whoever signs out or in as somebody else by this very request is who they were for the next one.
  for (const name of Object.keys(client.cookies)) delete client.cookies[name]
  Object.assign(client.cookies, cookies)
  return { answer: inWords(row, reply), reply }
}

function inWords(row: Row, { status, location }: Reply): string {
  if (status === 401 || (status === 303 && location.startsWith('/sign-in?next='))) return 'sign in'
  const isSaved =
    status === 303 || (status === 200 && (row.method === 'GET' || ANSWERED_WITH_A_PAGE.has(row.name)))
  if (isSaved) return 'yes'
  if (ANSWERED_WITH_A_PAGE.has(row.name) && status === 422) return 'yes'
  return String(status)
}

/** Everyone, for each record that makes a difference. */
function* askings(row: Row): Generator<{ who: Person; about: Records; expected: string }> {
  for (const who of people) {
    const own = records.find((each) => relationOf(who.standing, each) === 'own')
    for (const about of row.names ? records : [own ?? records[0]]) {
      if (!about) continue
      const { standing } = who
      yield { who, about, expected: row.expected(standing.role, relationOf(standing, about, row.url)) }
    }
  }
  const [about] = records
  for (const who of others) {
    const expected = who.name === 'withoutRole' ? row.others.withoutRole : row.others.signedOut
    if (about) yield { who, about, expected }
  }
}

/** What is wrong with the answers of one row, a line each. */
export async function faultsOf(row: Row): Promise<string[]> {
  const faults: string[] = []
  const askAll = async (dry: boolean) => {
    for (const { who, about, expected } of askings(row)) {
      if (row.method === 'POST' && (expected === 'yes') !== dry) continue
      run.on = dry
      run.wrote = false
      const { answer, reply } = await ask(row, who, about)
      // What follows an answer by itself is part of what it wrote.
      await whole.app.answersCounted()
      run.on = false
      cells += 1
      if (answer !== expected) {
        const said = /<h1[^>]*>\s*([^<]*)/.exec(reply.body)?.[1]?.trim()
        faults.push(`${row.name} as ${who.name} of ${about.name}: ${answer}, not ${expected} (${said ?? ''})`)
      }
    }
  }
  if (row.method === 'GET') await askAll(row.name === CALLBACK)
  else {
    // As the form before this one left everything: nothing but forms is sent meanwhile.
    const before = marked ?? (await markOfEverything(whole.database))
    await askAll(true)
    await askAll(false)
    marked = await markOfEverything(whole.database)
    assert.equal(
      marked,
      before,
      `${row.name} was refused and changed something, or was let through and not rolled back`,
    )
  }
  return faults
}

/** Routes without a row of the table, and rows without a route. */
export function unmatched(routes: readonly Route[], rows: readonly Row[]): string[] {
  const mounted = new Set(
    routes.filter(({ url }) => !isAsset(url)).map(({ method, url }) => `${method} ${url}`),
  )
  const listed = new Set(rows.map(({ method, url }) => `${method} ${url}`))
  return [
    ...[...mounted.difference(listed)].map((name) => `${name} is not in test/whole/access.ts`),
    ...[...listed.difference(mounted)].map(
      (name) => `${name} is in test/whole/access.ts, and no such route is there`,
    ),
  ]
}

/** One test for each row of the table. */
export function testRows(which: (row: Row) => boolean): void {
  for (const row of readAccess().filter(which)) {
    test(row.name, async (context) => {
      const faults = await faultsOf(row)
      context.diagnostic(`${cells} cells so far`)
      assert.deepEqual(faults, [])
    })
  }
}
