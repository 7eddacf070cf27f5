import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openPeopleApp, type PeopleApp, seedPeople, type World } from '../../../../test/builders/people.ts'
import { openTestDatabase } from '../../../../test/database.ts'
import type { Database } from '../../../platform/database/index.ts'
import { writePersonas } from './personas.ts'

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

  test('a persona of the demonstration world signs in with one button', async () => {
    await database.inScope(SYSTEM, (db) =>
      writePersonas(db, {
        'hub-lead': {
          assignmentId: world.assignment('lead@north.example'),
          name: 'Nora Lead, hub lead',
          description: 'Runs the north hub.',
        },
      }),
    )
    const browser = people.browser()
    assert.match((await browser.get('/sign-in')).text, /action="\/sign-in\/as\/hub-lead"/)
    const answer = await browser.post('/sign-in/as/hub-lead', { next: '//evil.example' })
    assert.deepEqual([answer.status, answer.location], [303, '/'])
    assert.equal((await browser.actor()).hubId, world.north)
    assert.equal((await browser.post('/sign-in/as/head-of-state')).status, 404)
    assert.equal((await browser.post('/sign-in/as/constructor')).status, 404)
  })

  test('outside the demonstration world there are no personas and no outbox', async () => {
    const real = await openPeopleApp(database, { demonstration: false, https: true })
    const browser = real.browser()
    assert.doesNotMatch((await browser.get('/sign-in')).text, /sign-in\/as/)
    assert.equal((await browser.post('/sign-in/as/hub-lead')).status, 404)
    assert.equal((await browser.get('/outbox')).status, 404)
    await real.close()
  })

  test('over HTTPS the session cookie is bound to the host and hidden from script', async () => {
    const secure = await openPeopleApp(database, { https: true })
    const answer = await secure.browser().post('/sign-in/as/hub-lead')
    const cookie = answer.cookies.find(({ name }) => name === '__Host-alongside')
    assert.equal(cookie?.httpOnly, true)
    assert.equal(cookie?.secure, true)
    assert.equal(cookie?.sameSite, 'Lax')
    assert.equal(cookie?.path, '/')
    assert.equal(cookie?.domain, undefined)
    await secure.close()
  })
})
