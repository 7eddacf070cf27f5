/** The people of a test, and the people's feature on a server of its own, asked as a browser would ask. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { assetFolders } from '../../src/design/assets.ts'
import { html } from '../../src/design/html.ts'
import { layout, type Page } from '../../src/design/layout.ts'
import {
  type Actor,
  type AssignmentRow,
  derivedPlaceholders,
  ensureAssignments,
  maybeActor,
  type PeopleOptions,
  peopleJobs,
  routes,
} from '../../src/features/people/index.ts'
import { type Clock, clockAt } from '../../src/platform/clock.ts'
import type { Database, Db } from '../../src/platform/database/index.ts'
import { type App, buildServer } from '../../src/platform/http/index.ts'
import { type Jobs, startJobs } from '../../src/platform/jobs/index.ts'
import { openLog } from '../../src/platform/log.ts'
import { listOutbox, mailJobs, type OutboxEmail, outboxMailer } from '../../src/platform/mail/index.ts'

export const SECRET = 'a secret of tests, long enough for a signature'
export const TODAY = '2026-03-12'
/** Far more than an email takes, because other tests may have the machine. */
const PATIENCE = 120_000

export const nobodyElse = { hubId: null, schoolUrn: null, trustUid: null } as const

/** One programme, two hubs, three partner schools (two of the first hub, one of the second), a trust, and their people. */
export async function seedPeople(database: Database): Promise<World> {
  return database.asOwner(async (db) => {
    const programmeId = await id(
      db,
      sql`insert into programmes (key, name) values ('test', 'Test programme') returning id`,
    )
    await sql`insert into trusts (uid, name, kind, status, register_as_at)
      values (990001, 'Harbour Trust', 'Multi-academy trust', 'open', '2026-01-01')`.execute(db)
    for (const [urn, name, trust] of [
      [990001, 'Northgate Academy', null],
      [990002, 'Southmoor School', null],
      [990011, 'Ashby Primary School', 990001],
      [990012, 'Birch Lane School', null],
      [990013, 'Castle View School', null],
    ] as const) {
      await sql`insert into schools (urn, name, status, in_england, trust_uid)
        values (${urn}, ${name}, 'open', true, ${trust})`.execute(db)
    }
    const hub = (reference: string, name: string, urn: number) =>
      id(
        db,
        sql`insert into hubs (programme_id, reference, name, lead_school_urn)
          values (${programmeId}, ${reference}, ${name}, ${urn}) returning id`,
      )
    const north = await hub('N', 'North hub', 990001)
    const south = await hub('S', 'South hub', 990002)
    const version = await id(
      db,
      sql`insert into programme_versions (programme_id, number, content_hash, definition)
        values (${programmeId}, 1, 'x', '{}') returning id`,
    )
    await sql`insert into pathways (programme_version_id, key, position, name, leadership_days_from, support_terms)
      values (${version}, 'regional', 1, 'Regional support', 5, 3)`.execute(db)
    const cohort = await id(
      db,
      sql`insert into cohorts (programme_id, key, name, starts_on)
        values (${programmeId}, 'a', 'Cohort A', '2026-01-05') returning id`,
    )
    const partnership = (hubId: number, urn: number) =>
      id(
        db,
        sql`insert into partnerships (reference, programme_id, programme_version_id, pathway_key, cohort_id, hub_id,
            school_urn, status, status_since)
          values (${`P${urn}`}, ${programmeId}, ${version}, 'regional', ${cohort}, ${hubId}, ${urn}, 'active',
            '2026-01-05') returning id`,
      )
    const ashby = await partnership(north, 990011)
    await partnership(north, 990012)
    await partnership(south, 990013)

    const base = { programmeId, ...nobodyElse }
    const rows: readonly AssignmentRow[] = [
      { ...base, email: 'team@dfe.example', name: 'Tess Teamer', role: 'programme-team' },
      { ...base, email: 'lead@north.example', name: 'Nora Lead', role: 'hub-lead', hubId: north },
      { ...base, email: 'lead@south.example', name: 'Sid Lead', role: 'hub-lead', hubId: south },
      { ...base, email: 'head@ashby.example', name: 'Asha Head', role: 'named-leader', schoolUrn: 990011 },
      { ...base, email: 'head@castle.example', name: 'Cara Head', role: 'named-leader', schoolUrn: 990013 },
      { ...base, email: 'ceo@harbour.example', name: 'Hal Trust', role: 'trust-leader', trustUid: 990001 },
      { ...base, email: 'eva@evaluators.example', name: 'Eva Luator', role: 'evaluator' },
      {
        ...base,
        email: 'two@places.example',
        name: 'Toni Twoplaces',
        role: 'named-leader',
        schoolUrn: 990012,
      },
      { ...base, email: 'two@places.example', name: 'Toni Twoplaces', role: 'hub-lead', hubId: north },
    ]
    const assignments = await ensureAssignments(db, rows)
    const assignment = (email: string) => assignments[rows.findIndex((row) => row.email === email)] ?? 0
    return { programmeId, north, south, ashby, assignment }
  })
}

export interface World {
  readonly programmeId: number
  readonly north: number
  readonly south: number
  /** The partnership of Ashby Primary School with the north hub. */
  readonly ashby: number
  assignment(email: string): number
}

async function id(db: Db, insert: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await insert.execute(db)
  return (rows[0] as { id: number }).id
}

export interface PeopleApp {
  readonly app: App
  /** A browser: it keeps cookies and follows nothing by itself. */
  browser(): Browser
  /** A browser in which someone has signed in by code. */
  signedInAs(email: string): Promise<Browser>
  /** The newest email to an address, once it has been written; those already seen are passed over. */
  emailTo(address: string): Promise<OutboxEmail>
  close(): Promise<void>
}

/** The feature on a server, with background work and an outbox. `/whoami` answers with the actor. */
export async function openPeopleApp(
  database: Database,
  options: Partial<PeopleOptions> & { clock?: Clock; https?: boolean } = {},
): Promise<PeopleApp> {
  const { clock = clockAt(TODAY), https = false, ...rest } = options
  const log = openLog('warn')
  const people: PeopleOptions = {
    demonstration: true,
    outbox: true,
    secret: SECRET,
    publicUrl: 'http://localhost',
    ...rest,
  }
  const app = await buildServer({
    database,
    clock,
    logger: log,
    secret: SECRET,
    https,
    assetFolders,
    renderPage: (request, page) => {
      // Every page here is made by this feature's views.
      const person = request.signedIn && {
        name: request.signedIn.name,
        role: request.signedIn.actor?.role ?? '',
      }
      return layout(page as Page, {
        serviceName: 'Alongside',
        navigation: [],
        path: request.url,
        brand: 'neutral',
        ...(person ? { person } : {}),
      })
    },
    refusalPage: (_request, reason, message) => ({
      title: reason,
      body: html`<h1 class="govuk-heading-l">${message}</h1>`,
    }),
    problemPage: () => ({ title: 'Problem', body: html`<h1 class="govuk-heading-l">Problem</h1>` }),
  })
  routes(app, people)
  app.get('/whoami', async (request) => maybeActor(request) ?? {})

  const own = peopleJobs({ ...people, database })
  const mail = mailJobs({
    database,
    log,
    mailer: outboxMailer(database),
    always: { service: 'Alongside' },
    derived: derivedPlaceholders(people),
  })
  const jobs: Jobs = await startJobs(database, log, { ...own.handlers, ...mail.handlers }, [])
  await app.ready()

  const seen = new Set<number>()
  async function emailTo(address: string): Promise<OutboxEmail> {
    for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
      const emails = await database.inScope({ 'alongside.role': 'system' }, (db) => listOutbox(db, 50))
      const email = emails.find((each) => each.to === address && !seen.has(each.id))
      if (email) {
        for (const each of emails) if (each.to === address) seen.add(each.id)
        return email
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`No email to ${address} came`)
  }

  return {
    app,
    browser: () => new Browser(app),
    emailTo,
    async signedInAs(email) {
      const browser = new Browser(app)
      await browser.post('/sign-in', { email })
      const { body } = await emailTo(email)
      const answer = await browser.post('/sign-in/code', { code: /\b\d{3} \d{3}\b/.exec(body)?.[0] ?? '' })
      assert.equal(answer.status, 303, `${email} could not sign in`)
      return browser
    },
    async close() {
      await jobs.stop()
      await app.close()
    },
  }
}

export interface Answer {
  readonly status: number
  readonly text: string
  readonly location: string | undefined
  readonly cookies: readonly { name: string; value: string; [key: string]: unknown }[]
}

export class Browser {
  readonly cookies: Record<string, string> = {}
  readonly #app: App

  constructor(app: App) {
    this.#app = app
  }

  get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send('GET', url, undefined, headers)
  }

  post(
    url: string,
    form: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.#send('POST', url, new URLSearchParams(form).toString(), headers)
  }

  async actor(): Promise<Actor> {
    return JSON.parse((await this.get('/whoami')).text)
  }

  async #send(
    method: 'GET' | 'POST',
    url: string,
    payload: string | undefined,
    headers: Record<string, string>,
  ): Promise<Answer> {
    const response = await this.#app.inject({
      method,
      url,
      cookies: this.cookies,
      headers: {
        ...(payload === undefined
          ? {}
          : { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    })
    for (const { name, value, maxAge, expires } of response.cookies) {
      if (value === '' || maxAge === 0 || (expires && expires.getTime() < 1000)) delete this.cookies[name]
      else this.cookies[name] = value
    }
    return {
      status: response.statusCode,
      text: response.body,
      location: response.headers.location,
      cookies: response.cookies as Answer['cookies'],
    }
  }
}
