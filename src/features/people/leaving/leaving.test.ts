import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Inviting, linkIn, openInviting, SYSTEM } from '../../../../test/builders/inviting.ts'
import type { Browser, PeopleApp, World } from '../../../../test/builders/people.ts'
import type { Database } from '../../../platform/database/index.ts'

describe('invitations', () => {
  let inviting: Inviting
  let database: Database
  let people: PeopleApp
  let world: World
  let team: Browser
  let north: Browser
  let south: Browser
  let head: Browser

  before(async () => {
    inviting = await openInviting()
    ;({ database, people, world, team, north, south, head } = inviting)
  })
  after(() => inviting.close())

  test('a person who has left is replaced, and their history stays', async () => {
    const leaver = world.assignment('head@castle.example')
    const cara = await people.signedInAs('head@castle.example')
    assert.equal((await south.get(`/people/${leaver}/leaving`)).status, 200)
    assert.equal((await north.get(`/people/${leaver}/leaving`)).status, 404)
    const wrong = await south.post(`/people/${leaver}/leaving`, {
      key: randomUUID(),
      reason: 'other',
      name: 'Neil',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /Enter the reason/)
    assert.match(wrong.text, /Enter the email address of whoever takes over/)

    const leaving = { key: randomUUID(), reason: 'left', name: 'Neil Next', email: 'neil@castle.example' }
    const answer = await south.post(`/people/${leaver}/leaving`, leaving)
    assert.equal(answer.location, '/people?done=replaced')
    assert.equal((await south.post(`/people/${leaver}/leaving`, leaving)).status, 303)
    assert.equal((await inviting.idOf('neil@castle.example')).length, 1)
    assert.deepEqual(await cara.actor(), {})

    const link = linkIn((await people.emailTo('neil@castle.example')).body)
    const neil = people.browser()
    await neil.post(link, { name: 'Neil Next' })
    assert.equal((await neil.actor()).schoolUrn, 990013)
    const { rows } = await database.inScope(SYSTEM, (db) =>
      sql<{ ended_reason: string; successor: string }>`
        select g.ended_reason, a.name as successor from assignments g
        join assignments s on s.id = g.replaced_by join accounts a on a.id = s.account_id
        where g.id = ${leaver}`.execute(db),
    )
    assert.deepEqual(rows, [{ ended_reason: 'left the organisation', successor: 'Neil Next' }])
    const list = (await south.get('/people?state=all')).text
    assert.match(list, /Cara Head/)
    assert.match(list, /Left on 12 Mar 2026: left the organisation/)
    const sentences = (await inviting.histories()).map(({ sentence }) => sentence)
    assert.ok(sentences.includes('Noted that Cara Head is no longer named leader: left the organisation'))
  })

  test('nobody ends their own time', async () => {
    const own = world.assignment('head@ashby.example')
    assert.equal((await head.get(`/people/${own}/leaving`)).status, 403)
    assert.equal(
      (await head.post(`/people/${own}/leaving`, { key: randomUUID(), reason: 'left' })).status,
      403,
    )
  })

  test('each sees the people they work with, and nobody else', async () => {
    const names = async (browser: Browser) => {
      const { text } = await browser.get('/people?state=all')
      return [
        'Tess Teamer',
        'Nora Lead',
        'Sid Lead',
        'Asha Head',
        'Neil Next',
        'Hal Trust',
        'Toni Twoplaces',
      ].filter((name) => text.includes(`${name}<br>`))
    }
    assert.deepEqual(await names(north), ['Nora Lead', 'Asha Head', 'Toni Twoplaces'])
    assert.deepEqual(await names(south), ['Sid Lead', 'Neil Next'])
    assert.deepEqual(await names(head), ['Nora Lead', 'Asha Head', 'Toni Twoplaces'])
    assert.equal((await names(team)).length, 7)
  })

  test('the list can be narrowed, and an odd address shows what it can', async () => {
    assert.match((await team.get('/people?q=asha')).text, /1 person/)
    assert.match((await team.get('/people?q=100%25_')).text, /Nobody fits the filter/)
    assert.match((await team.get('/people?school=990011&role=named-leader')).text, /Asha Head/)
    assert.match((await team.get(`/people?hub=${world.south}`)).text, /Sid Lead/)
    for (const odd of [
      '/people?role=x&state=y&hub=z&school=-1',
      '/people?q=%00%E2%80%AE',
      '/people?q=a&q=b',
    ]) {
      assert.equal((await team.get(odd)).status, 200, odd)
    }
    assert.equal((await team.get('/people?page=0')).status, 404)
  })
})
