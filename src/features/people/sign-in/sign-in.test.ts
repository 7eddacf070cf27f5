import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import {
  openPeopleApp,
  type PeopleApp,
  SECRET,
  seedPeople,
  type World,
} from '../../../../test/builders/people.ts'
import { openTestDatabase } from '../../../../test/database.ts'
import type { Database } from '../../../platform/database/index.ts'
import { codeOf, hashOfEmail } from '../secret.ts'
import { requestCode, tryCode } from './actions.ts'

const SYSTEM = { 'alongside.role': 'system' }

describe('signing in by code', () => {
  let database: Database
  let people: PeopleApp
  let world: World

  before(async () => {
    database = await openTestDatabase()
    world = await seedPeople(database)
    people = await openPeopleApp(database)
  })
  after(async () => {
    await people.close()
    await database.close()
  })

  test('a person asks for a code, types it in two groups and is who they are', async () => {
    const browser = people.browser()
    assert.equal((await browser.get('/sign-in')).status, 200)
    const asked = await browser.post('/sign-in', { email: '  HEAD@ashby.example ', next: '/partnerships/1' })
    assert.deepEqual([asked.status, asked.location], [303, '/sign-in/code'])
    assert.match((await browser.get('/sign-in/code')).text, /autocomplete="one-time-code"/)
    const email = await people.emailTo('head@ashby.example')
    const code = /\b\d{3} \d{3}\b/.exec(email.body)?.[0] ?? ''
    const answer = await browser.post('/sign-in/code', { code: ` ${code}. ` })
    assert.deepEqual([answer.status, answer.location], [303, '/partnerships/1'])
    const actor = await browser.actor()
    assert.equal(actor.name, 'Asha Head')
    assert.equal(actor.role, 'named-leader')
    assert.equal(actor.schoolUrn, 990011)
  })

  test('an address that nobody holds gets the same answer, and no email', async () => {
    const [known, unknown] = [people.browser(), people.browser()]
    const answers = [
      await known.post('/sign-in', { email: 'lead@south.example' }),
      await unknown.post('/sign-in', { email: 'nobody@elsewhere.example' }),
    ]
    assert.deepEqual(
      answers.map(({ status, location, cookies }) => ({
        status,
        location,
        cookies: cookies.map(({ name }) => name),
      })),
      Array(2).fill({ status: 303, location: '/sign-in/code', cookies: ['alongside-code'] }),
    )
    const pages = [await known.get('/sign-in/code'), await unknown.get('/sign-in/code')]
    const blank = (text: string) => text.replaceAll(/lead@south\.example|nobody@elsewhere\.example/g, '…')
    assert.equal(blank(pages[0]?.text ?? ''), blank(pages[1]?.text ?? ''))
    await people.emailTo('lead@south.example')
    const { rows } = await database.inScope(SYSTEM, (db) =>
      sql`select from outbox where to_email = 'nobody@elsewhere.example'`.execute(db),
    )
    assert.equal(rows.length, 0)
    const tried = await unknown.post('/sign-in/code', { code: '123456' })
    assert.equal(tried.status, 422)
    assert.match(tried.text, /You have 4 tries left/)
  })

  test('a code can be tried five times, and the right one no longer works after that', async () => {
    const browser = people.browser()
    await browser.post('/sign-in', { email: 'eva@evaluators.example' })
    const code = /\b\d{3} \d{3}\b/.exec((await people.emailTo('eva@evaluators.example')).body)?.[0] ?? ''
    const wrong = code === '000 000' ? '000001' : '000000'
    for (const left of ['4 tries', '3 tries', '2 tries', '1 try']) {
      const answer = await browser.post('/sign-in/code', { code: wrong })
      assert.equal(answer.status, 422)
      assert.match(answer.text, new RegExp(`You have ${left} left`))
    }
    assert.match((await browser.post('/sign-in/code', { code: wrong })).text, /This code no longer works/)
    assert.match((await browser.post('/sign-in/code', { code })).text, /This code no longer works/)
    assert.deepEqual(await browser.actor(), {})
  })

  test('a code that is not six digits costs no try', async () => {
    const browser = people.browser()
    await browser.post('/sign-in', { email: 'nobody@twice.example' })
    for (const code of ['', '12345', 'abcdef', '1234567']) {
      assert.equal((await browser.post('/sign-in/code', { code })).status, 422)
    }
    assert.match((await browser.post('/sign-in/code', { code: '123456' })).text, /You have 4 tries left/)
  })

  test('a code works once, for ten minutes, in the browser that asked', async () => {
    const email = 'lead@north.example'
    const ask = () => database.inScope(SYSTEM, (db) => requestCode(db, SECRET, { email, next: '/' }))
    const tried = (attempt: string) =>
      database.inScope(SYSTEM, (db) => tryCode(db, SECRET, attempt, codeOf(SECRET, attempt)))
    const first = (await ask()) ?? ''
    assert.equal((await tried(first)).kind, 'right')
    assert.equal((await tried(first)).kind, 'over')
    const second = (await ask()) ?? ''
    await database.inScope(SYSTEM, (db) =>
      sql`update sign_in_codes set expires_at = now() - interval '1 second' where id = ${second}::uuid`.execute(
        db,
      ),
    )
    assert.equal((await tried(second)).kind, 'over')
    const elsewhere = people.browser()
    assert.match(
      (await elsewhere.post('/sign-in/code', { code: codeOf(SECRET, second) })).text,
      /no longer works/,
    )
  })

  test('five codes in a quarter of an hour are enough for one address, known or not', async () => {
    for (const email of ['ceo@harbour.example', 'stranger@harbour.example']) {
      const browser = people.browser()
      for (let time = 0; time < 5; time += 1)
        assert.equal((await browser.post('/sign-in', { email })).status, 303)
      assert.equal((await browser.post('/sign-in', { email: email.toUpperCase() })).status, 429)
    }
    assert.equal((await people.browser().post('/sign-in', { email: 'else@harbour.example' })).status, 303)
  })

  test('neither codes nor addresses of strangers are in the database', async () => {
    const browser = people.browser()
    await browser.post('/sign-in', { email: 'private@stranger.example' })
    const { rows } = await database.inScope(SYSTEM, (db) =>
      sql<{ text: string }>`
      select row_to_json(c)::text as text from sign_in_codes c
      where email_hash = ${hashOfEmail(SECRET, 'private@stranger.example')}`.execute(db),
    )
    assert.equal(rows.length, 1)
    assert.doesNotMatch(rows[0]?.text ?? '', /private|stranger|code/)
  })

  for (const [typed, message] of [
    ['', 'Enter your email address'],
    ['head at ashby', 'Enter an email address in the correct format'],
    [`${'a'.repeat(250)}@ashby.example`, 'Email address must be 254 characters or fewer'],
    ['head\u0000@ashby', 'Enter an email address in the correct format'],
  ] as const) {
    test(`“${JSON.stringify(typed.slice(0, 20))}” is refused at its field and kept`, async () => {
      const answer = await people.browser().post('/sign-in', { email: typed })
      assert.equal(answer.status, 422)
      assert.ok(answer.text.includes(message))
      assert.ok(answer.text.includes('href="#email"'))
    })
  }

  test('someone with several places chooses one, and can change it', async () => {
    const browser = people.browser()
    await browser.post('/sign-in', { email: 'two@places.example', next: '/hubs/1' })
    const code = /\b\d{3} \d{3}\b/.exec((await people.emailTo('two@places.example')).body)?.[0] ?? ''
    const answer = await browser.post('/sign-in/code', { code })
    assert.equal(answer.location, '/sign-in/place?next=%2Fhubs%2F1')
    assert.deepEqual(await browser.actor(), {})
    const page = (await browser.get('/sign-in/place?next=%2Fhubs%2F1')).text
    assert.match(page, /Birch Lane School/)
    assert.match(page, /North hub/)
    assert.equal((await browser.post('/sign-in/place', { next: '/hubs/1' })).status, 422)
    const foreign = world.assignment('team@dfe.example')
    assert.equal((await browser.post('/sign-in/place', { assignment: String(foreign) })).status, 422)
    const own = world.assignment('two@places.example')
    const chosen = await browser.post('/sign-in/place', { assignment: String(own), next: '/hubs/1' })
    assert.equal(chosen.location, '/hubs/1')
    assert.equal((await browser.actor()).schoolUrn, 990012)
    await browser.post('/sign-in/place', { assignment: String(own + 1) })
    assert.equal((await browser.actor()).hubId, world.north)
  })

  test('someone whose only role has ended is told so', async () => {
    await database.inScope(SYSTEM, (db) =>
      sql`
      update assignments set ended_at = now(), ended_reason = 'Left'
      where id = ${world.assignment('eva@evaluators.example')}`.execute(db),
    )
    await database.inScope(SYSTEM, (db) => sql`delete from sign_in_codes`.execute(db))
    const browser = await people.signedInAs('eva@evaluators.example')
    assert.deepEqual(await browser.actor(), {})
    const page = await browser.get('/sign-in/place')
    assert.equal(page.status, 403)
    assert.match(page.text, /You are not on a programme/)
  })
})
