/** Imports with a small kind of their own (visitors' badges, known by their number), asked over HTTP as a browser asks. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { layout, type Page } from '../../src/design/layout.ts'
import { type ImportKind, type ImportRow, importRoutes } from '../../src/features/imports/index.ts'
import type { Actor, Role } from '../../src/features/people/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import type { Database, Db } from '../../src/platform/database/index.ts'
import { buildServer } from '../../src/platform/http/index.ts'
import { openLog } from '../../src/platform/log.ts'
import { openTestDatabase } from '../database.ts'

const badges: ImportKind = {
  key: 'badges',
  name: 'Badges',
  fields: [
    { key: 'number', label: 'Badge number', required: true, synonyms: ['No', 'Number'] },
    { key: 'name', label: 'Name', required: true, synonyms: ['Holder'] },
    { key: 'colour', label: 'Colour', hint: 'Blue, for example', required: false, synonyms: [] },
  ],
  async check(db, _actor, rows) {
    const held = await heldBadges(db)
    const seen = new Map<string, number>()
    return rows.map(({ line, values }) => {
      const { number = '', name = '', colour = '' } = values
      const summary = `Badge ${number} for ${name}`
      const earlier = seen.get(number)
      seen.set(number, line)
      const refused = (message: string, field: string) => ({
        line,
        outcome: 'refused' as const,
        message,
        field,
        summary,
      })
      if (!/^\d+$/.test(number)) return refused('Badge number must be a number', 'number')
      if (earlier !== undefined) return refused(`The same badge is in row ${earlier}`, 'number')
      const before = held.get(number)
      const outcome = before === undefined ? 'new' : before === `${name}|${colour}` ? 'unchanged' : 'changed'
      return { line, outcome, summary }
    })
  },
  async apply(db, actor, rows) {
    const checked = await badges.check(db, actor, rows)
    const count = (outcome: string) => checked.filter((row) => row.outcome === outcome).length
    const counts = { created: count('new'), changed: count('changed'), unchanged: count('unchanged') }
    await sql`insert into badges select number, name, colour
      from jsonb_to_recordset(${JSON.stringify(rows.map((row: ImportRow) => row.values))}::jsonb)
        as r(number text, name text, colour text)
      on conflict (number) do update set name = excluded.name, colour = excluded.colour`.execute(db)
    if (rows.some((row) => row.values.name === 'Breaks the apply')) throw new Error('as planned')
    return counts
  },
  async *export(db) {
    for (const [number, rest] of await heldBadges(db)) {
      const [name = '', colour = ''] = rest.split('|')
      yield { number, name, colour }
    }
  },
}

async function heldBadges(db: Db): Promise<Map<string, string>> {
  const { rows } = await sql<{ number: string; name: string; colour: string }>`
    select number, name, colour from badges order by number`.execute(db)
  return new Map(rows.map(({ number, name, colour }) => [number, `${name}|${colour}`]))
}

export interface Answer {
  readonly status: number
  readonly location: string
  readonly text: string
}

export interface BadgeImports {
  readonly database: Database
  readonly address: string
  get(path: string, as?: string): Promise<Answer>
  post(path: string, form: Record<string, string> | FormData, as?: string): Promise<Answer>
  /** Uploads a file and chooses its first three columns. Returns the address of the import. */
  preview(content: string): Promise<string>
  /** Badges by number, as "name|colour". */
  held(): Promise<Map<string, string>>
  close(): Promise<void>
}

/** The form that a browser sends with a file of badges. */
export function badgeForm(
  content: string | Uint8Array<ArrayBuffer>,
  more: Record<string, string> = {},
  name = 'badges.csv',
): FormData {
  const form = new FormData()
  const fields = { key: randomUUID(), kind: 'badges', ...more }
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set('file', new Blob([content]), name)
  return form
}

/** Two programmes, "first" and "second", each with a programme team and an evaluator: "evaluator of first". */
export async function openBadgeImports(): Promise<BadgeImports> {
  const database = await openTestDatabase()
  const people = await seed(database)
  const frame = { serviceName: 'Alongside', navigation: [], path: '/', brand: 'neutral' as const }
  const plain = (message: string) => ({ title: message, body: message })
  const app = await buildServer({
    database,
    clock: systemClock,
    logger: openLog('silent'),
    secret: 'a secret of thirty-two characters',
    https: false,
    assetFolders: [],
    renderPage: (_request, page) => layout(page as Page, frame), // every page here is made by a view
    refusalPage: (_request, _reason, message) => plain(message),
    problemPage: () => plain('Sorry, there is a problem with the service'),
  })
  // Signing in is not what these tests are about: a header says who asks.
  app.decorateRequest('signedIn', null)
  app.addHook('onRequest', async (request) => {
    const actor = people.get(String(request.headers['x-as'] ?? usual))
    if (actor === undefined) return
    const { accountId, name, email } = actor
    const places = { placeName: null, hasOtherPlaces: false, news: 0 }
    request.signedIn = { tokenHash: '', accountId, name, email, actor, ...places }
  })
  importRoutes(app, [badges])
  const address = await app.listen({ port: 0, host: '127.0.0.1' })

  async function ask(path: string, as: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${address}${path}`, {
      ...init,
      headers: { 'x-as': as },
      redirect: 'manual',
    })
    const location = response.headers.get('location') ?? ''
    return { status: response.status, location, text: await response.text() }
  }
  const post: BadgeImports['post'] = (path, form, as = usual) =>
    ask(path, as, { method: 'POST', body: form instanceof FormData ? form : new URLSearchParams(form) })

  return {
    database,
    address,
    get: (path, as = usual) => ask(path, as, {}),
    post,
    async preview(content) {
      const { location } = await post('/imports', badgeForm(content))
      const path = location.replace('/columns', '')
      assert.match(path, /^\/imports\/\d+$/)
      const chosen = await post(`${path}/columns`, { number: '0', name: '1', colour: '2' })
      assert.equal(chosen.location, `${path}/preview`)
      return path
    },
    held: () => database.asOwner(heldBadges),
    async close() {
      await app.close()
      await database.close()
    },
  }
}

const usual = 'programme-team of first'

function seed(database: Database): Promise<Map<string, Actor>> {
  return database.asOwner(async (db) => {
    await sql`create table badges (number text primary key, name text, colour text)`.execute(db)
    await sql`grant select, insert, update on badges to alongside_app`.execute(db)
    const people = new Map<string, Actor>()
    for (const key of ['first', 'second']) {
      const programme = await sql<{ id: number }>`
        insert into programmes (key, name) values (${key}, ${key}) returning id`.execute(db)
      for (const role of ['programme-team', 'evaluator'] satisfies Role[]) {
        const email = `${role}@${key}.example`
        const name = `Robin of ${key}`
        const account = await sql<{ id: number }>`
          insert into accounts (email, name) values (${email}, ${name}) returning id`.execute(db)
        people.set(`${role} of ${key}`, {
          accountId: account.rows[0]?.id ?? 0,
          programmeId: programme.rows[0]?.id ?? 0,
          name,
          email,
          role,
          hubId: null,
          schoolUrn: null,
          trustUid: null,
        })
      }
    }
    return people
  })
}
