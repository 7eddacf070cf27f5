import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { openTestDatabase } from '../../../test/database.ts'
import { html } from '../../design/html.ts'
import { layout, type Page } from '../../design/layout.ts'
import { clockAt } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import { type App, buildServer } from '../../platform/http/index.ts'
import { openLog } from '../../platform/log.ts'
import { ensureAssignments, type Persona, routes as peopleRoutes, writePersonas } from '../people/index.ts'
import { findCurrentVersion, listCohorts, loadProgrammes, readProgramme, routes } from './index.ts'

const RISE = 'rise-attendance-and-behaviour-hubs'
const COHORTS = `/programmes/${RISE}/cohorts`
const secret = 'a secret of tests, long enough for a signature'

describe('pages of a programme', () => {
  let database: Database
  let app: App
  const browsers: Record<string, string> = {}

  before(async () => {
    database = await openTestDatabase()
    await database.asOwner(async (db) => {
      await loadProgrammes(db)
      const rise = await readProgramme(db, RISE)
      const other = await readProgramme(db, 'behaviour-hubs')
      const nowhere = { hubId: null, schoolUrn: null, trustUid: null }
      const people = {
        team: { role: 'programme-team', programmeId: rise.id },
        'other-team': { role: 'programme-team', programmeId: other.id },
        evaluator: { role: 'evaluator', programmeId: rise.id },
      } as const
      const rows = Object.entries(people).map(([key, who]) => ({
        ...nowhere,
        ...who,
        email: `${key}@example.org`,
        name: `Person of ${key}`,
      }))
      const ids = await ensureAssignments(db, rows)
      const personas = Object.keys(people).map((key, index): [string, Persona] => [
        key,
        { assignmentId: ids[index] ?? 0, name: key, description: key },
      ])
      await writePersonas(db, Object.fromEntries(personas))
    })
    app = await buildServer({
      database,
      clock: clockAt('2026-02-10'),
      logger: openLog('silent'),
      secret,
      https: false,
      assetFolders: [],
      renderPage: (request, page) =>
        // Every page here is made by this feature's views.
        layout(page as Page, {
          serviceName: 'Alongside',
          navigation: [],
          path: request.url,
          brand: 'neutral',
        }),
      refusalPage: (_request, reason, message) => ({ title: reason, body: html`<h1>${message}</h1>` }),
      problemPage: () => ({ title: 'Problem', body: html`<h1>Problem</h1>` }),
    })
    peopleRoutes(app, { demonstration: true, outbox: true, secret, publicUrl: 'http://localhost' })
    routes(app)
    await app.ready()
    for (const persona of ['team', 'other-team', 'evaluator']) {
      const answer = await app.inject({
        method: 'POST',
        url: `/sign-in/as/${persona}`,
        headers: { 'sec-fetch-site': 'same-origin' },
      })
      assert.equal(answer.statusCode, 303, answer.body)
      browsers[persona] = answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    }
  })
  after(async () => {
    await app.close()
    await database.close()
  })

  const get = (who: string, url: string) => app.inject({ url, headers: { cookie: browsers[who] ?? '' } })
  const post = (who: string, url: string, form: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url,
      headers: {
        cookie: browsers[who] ?? '',
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
      payload: new URLSearchParams(form).toString(),
    })
  const starts = (day: string, month: string, year: string) => ({
    'starts-day': day,
    'starts-month': month,
    'starts-year': year,
  })
  const cohorts = () => database.asOwner(async (db) => listCohorts(db, (await readProgramme(db, RISE)).id))

  test('anyone signed in reads the programme, with whose every number is', async () => {
    const { statusCode, body } = await get('evaluator', `/programmes/${RISE}`)
    assert.equal(statusCode, 200)
    for (const words of [
      'About 10 to 20 days',
      '10 days: 5 in support term 1, 3 in support term 2, 2 in support term 3',
      '1. Watch the introduction to the regional offer',
      'CPD 6: targeted support for pupil needs',
      '5 October 2026',
      'Guidance (ours: when, time)',
      'Contains public sector information licensed under the Open Government Licence v3.0',
    ]) {
      assert.ok(body.includes(words), words)
    }
    assert.ok(!body.includes(COHORTS), 'only the programme team is led to cohorts')
  })

  test('every programme of the repository has its page', async () => {
    const { body } = await get('team', '/programmes/behaviour-hubs')
    assert.ok(body.includes('22 days or more'))
  })

  test('a version of a programme keeps its own page', async () => {
    const version = await database.asOwner(async (db) =>
      findCurrentVersion(db, (await readProgramme(db, RISE)).id),
    )
    assert.equal((await get('team', `/programmes/${RISE}/versions/${version?.number}`)).statusCode, 200)
    assert.equal((await get('team', `/programmes/${RISE}/versions/999`)).statusCode, 404)
  })

  test('the page of a programme leads to its earlier versions, and each says which it is', async () => {
    const before = await get('evaluator', '/programmes/behaviour-hubs')
    assert.ok(!before.body.includes('/versions/'))
    await database.asOwner(async (db) => {
      await sql`insert into programme_versions (programme_id, number, content_hash, definition)
        select v.programme_id, v.number + 1, 'changed by a test', v.definition from programme_versions v
        where v.programme_id = ${(await readProgramme(db, 'behaviour-hubs')).id}`.execute(db)
    })
    const { body } = await get('evaluator', '/programmes/behaviour-hubs')
    assert.match(body, /This is version 2\./)
    assert.match(
      body,
      /read <a class="govuk-link" href="\/programmes\/behaviour-hubs\/versions\/1">version 1<\/a>/,
    )
    const earlier = await get('evaluator', '/programmes/behaviour-hubs/versions/1')
    assert.match(earlier.body, /<title>Behaviour Hubs: version 1 /)
    assert.ok(!earlier.body.includes('/versions/'))
  })

  test('whoever is signed out is led to sign in', async () => {
    assert.notEqual((await app.inject({ url: `/programmes/${RISE}` })).statusCode, 200)
    assert.notEqual((await app.inject({ url: COHORTS })).statusCode, 200)
  })

  test('a programme that is not there is not found, however it is spelled', async () => {
    for (const key of ['nothing', 'x%00y', '%ED%A0%80', 'UPPER', '1', "x'--", 'a'.repeat(150)]) {
      const { statusCode } = await get('team', `/programmes/${key}`)
      assert.ok(statusCode === 404 || statusCode === 400, `${key}: ${statusCode}`)
      assert.ok((await get('team', `/programmes/${key}/cohorts`)).statusCode >= 400)
    }
  })

  test('cohorts do not exist for anyone but the team of this programme', async () => {
    for (const who of ['evaluator', 'other-team']) {
      assert.equal((await get(who, COHORTS)).statusCode, 404)
      assert.equal((await get(who, `${COHORTS}/new`)).statusCode, 404)
      const form = { key: randomUUID(), name: 'Mine', ...starts('1', '9', '2026') }
      assert.equal((await post(who, COHORTS, form)).statusCode, 404)
    }
    assert.deepEqual(await cohorts(), [])
  })

  test('the programme team starts a cohort; sending the form twice makes one', async () => {
    const empty = await get('team', COHORTS)
    assert.ok(empty.body.includes('There are no cohorts yet.'))
    const page = await get('team', `${COHORTS}/new`)
    const key = /name="key" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const form = { key, name: '  Summer 2026 ', ...starts('13', '4', '2026') }
    const answers = [await post('team', COHORTS, form), await post('team', COHORTS, form)]
    for (const { statusCode, headers } of answers) {
      assert.equal(statusCode, 303)
      assert.equal(headers.location, COHORTS)
    }
    assert.deepEqual(
      (await cohorts()).map(({ name }) => name),
      ['Summer 2026'],
    )
    const list = await get('team', COHORTS)
    assert.ok(list.body.includes('13 April to 22 July 2026'))
    assert.ok(list.body.includes('4 January to 25 March 2027'))
  })

  const refused: [name: string, form: Record<string, string>, message: string][] = [
    ['no name', { name: '', ...starts('1', '9', '2026') }, 'Enter a name for the cohort'],
    [
      'a name of signs only',
      { name: '***', ...starts('1', '9', '2026') },
      'Name must include letters or numbers',
    ],
    [
      'a name that is taken',
      { name: 'SUMMER 2026', ...starts('1', '9', '2026') },
      'There is already a cohort called Summer 2026',
    ],
    ['a day that is none', { name: 'Autumn 2026', ...starts('31', '2', '2026') }, 'Enter a real date'],
    ['no year', { name: 'Autumn 2026', ...starts('1', '9', '') }, 'The date must include a year'],
    [
      'a year far off',
      { name: 'Autumn 2026', ...starts('1', '9', '2206') },
      'The start must be within 5 years of today',
    ],
  ]
  for (const [name, form, message] of refused) {
    test(`a cohort with ${name} is refused, with everything typed kept`, async () => {
      const key = randomUUID()
      const { statusCode, body } = await post('team', COHORTS, { key, ...form })
      assert.equal(statusCode, 422)
      assert.ok(body.includes(message), message)
      assert.ok(body.includes('There is a problem'))
      assert.ok(body.includes(key), 'the form is still the same form')
      for (const typed of Object.values(form))
        assert.ok(typed === '' || body.includes(`value="${typed}"`), typed)
    })
  }

  test('a cohort in a holiday says so by its first support term', async () => {
    const form = { key: randomUUID(), name: 'Autumn 2026', ...starts('3', '8', '2026') }
    assert.equal((await post('team', COHORTS, form)).statusCode, 303)
    const autumn = (await cohorts()).find(({ key }) => key === 'autumn-2026')
    assert.equal(autumn?.supportTerms[0]?.startsOn.toString(), '2026-09-01')
  })
})
