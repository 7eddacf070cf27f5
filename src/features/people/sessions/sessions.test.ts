import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { openPeopleApp, type PeopleApp, seedPeople } from '../../../../test/builders/people.ts'
import { openTestDatabase } from '../../../../test/database.ts'
import type { Database } from '../../../platform/database/index.ts'

const SYSTEM = { 'alongside.role': 'system' }

describe('signing in by code', () => {
  let database: Database
  let people: PeopleApp

  before(async () => {
    database = await openTestDatabase()
    await seedPeople(database)
    people = await openPeopleApp(database)
  })
  after(async () => {
    await people.close()
    await database.close()
  })

  test('a new session replaces the one that the browser had', async () => {
    const browser = await people.signedInAs('team@dfe.example')
    const before = browser.cookies.alongside
    await browser.post('/sign-in', { email: 'team@dfe.example' })
    const code = /\b\d{3} \d{3}\b/.exec((await people.emailTo('team@dfe.example')).body)?.[0] ?? ''
    await browser.post('/sign-in/code', { code })
    assert.notEqual(browser.cookies.alongside, before)
    const old = people.browser()
    old.cookies.alongside = before ?? ''
    assert.deepEqual(await old.actor(), {})
    assert.equal((await browser.actor()).name, 'Tess Teamer')
  })

  test('a session planted before signing in is worth nothing after it', async () => {
    const planted = 'A'.repeat(43)
    const browser = people.browser()
    browser.cookies.alongside = planted
    await browser.post('/sign-in', { email: 'head@castle.example' })
    const code = /\b\d{3} \d{3}\b/.exec((await people.emailTo('head@castle.example')).body)?.[0] ?? ''
    await browser.post('/sign-in/code', { code })
    assert.notEqual(browser.cookies.alongside, planted)
  })

  test('signing out ends this session; signing out everywhere ends them all', async () => {
    await database.inScope(SYSTEM, (db) => sql`delete from sign_in_codes`.execute(db))
    const [one, two, three] = [
      await people.signedInAs('head@castle.example'),
      await people.signedInAs('head@castle.example'),
      await people.signedInAs('head@castle.example'),
    ]
    const cookie = one.cookies.alongside ?? ''
    assert.equal((await one.post('/sign-out')).location, '/sign-out')
    assert.match((await one.get('/sign-out')).text, /You are signed out/)
    one.cookies.alongside = cookie
    assert.deepEqual(await one.actor(), {})
    assert.equal((await two.actor()).name, 'Cara Head')
    await two.post('/sign-out/everywhere')
    assert.deepEqual(await three.actor(), {})
  })

  test('a form of another site signs nobody out', async () => {
    const browser = await people.signedInAs('head@castle.example')
    assert.equal((await browser.post('/sign-out', {}, { 'sec-fetch-site': 'cross-site' })).status, 400)
    assert.equal(
      (await browser.post('/sign-out', {}, { 'sec-fetch-site': 'same-site', origin: 'https://evil.example' }))
        .status,
      400,
    )
    assert.equal((await browser.actor()).name, 'Cara Head')
  })

  test('a session ends unused after eight hours, and in any case after a day', async () => {
    for (const change of [
      sql`last_seen_at = now() - interval '8 hours 1 minute'`,
      sql`expires_at = now() - interval '1 second'`,
    ]) {
      await database.inScope(SYSTEM, (db) => sql`delete from sign_in_codes`.execute(db))
      const browser = await people.signedInAs('lead@south.example')
      await database.inScope(SYSTEM, (db) => sql`update sessions set ${change}`.execute(db))
      assert.deepEqual(await browser.actor(), {})
    }
  })

  test('the time of last use is written at most once in five minutes', async () => {
    await database.inScope(SYSTEM, (db) => sql`delete from sign_in_codes`.execute(db))
    const browser = await people.signedInAs('lead@south.example')
    const seen = async () => {
      const { rows } = await database.inScope(SYSTEM, (db) =>
        sql<{ at: string }>`select max(last_seen_at) as at from sessions`.execute(db),
      )
      return rows[0]?.at
    }
    const first = await seen()
    await browser.actor()
    assert.equal(await seen(), first)
    await database.inScope(SYSTEM, (db) =>
      sql`update sessions set last_seen_at = now() - interval '6 minutes'`.execute(db),
    )
    const stale = await seen()
    await browser.actor()
    assert.notEqual(await seen(), stale)
  })
})
