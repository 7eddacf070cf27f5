import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type FeatureApp, faultsIn } from '../../../test/builders/feature-app.ts'
import {
  confirmation,
  openPartnership,
  type PartnershipWorld,
} from '../../../test/builders/partnership-world.ts'
import { addPartnership, type World } from '../../../test/builders/programme-world.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Actor } from '../people/index.ts'

describe('partnerships', () => {
  let partnership: PartnershipWorld
  let database: Database
  let world: World
  let web: FeatureApp
  let hub: number
  let otherHub: number
  let enhanced: number
  let address: string
  let team: Actor
  let lead: Actor
  let otherLead: Actor
  let leader: Actor
  let otherLeader: Actor
  let rows: PartnershipWorld['rows']

  before(async () => {
    partnership = await openPartnership()
    ;({
      database,
      world,
      web,
      hub,
      otherHub,
      enhanced,
      address,
      team,
      lead,
      otherLead,
      leader,
      otherLeader,
      rows,
    } = partnership)
  })
  after(() => partnership.close())

  it('shows the school one next step, its tasks in order, its hub and its people', async () => {
    const { status, body } = await web.get(leader, address)
    assert.equal(status, 200)
    assert.match(body, /Your next step/)
    assert.match(body, /Watch the introduction/)
    assert.match(body, /10 to 20 days/)
    assert.match(body, /North hub/)
    assert.match(body, /Asha Head/)
    assert.deepEqual(await faultsIn(body), [])
  })

  it('is not found for every other school and hub, by page and by form', async () => {
    for (const actor of [otherLead, otherLeader]) {
      assert.equal((await web.get(actor, address)).status, 404)
      assert.equal((await web.get(actor, `${address}/history`)).status, 404)
      assert.equal(
        (await web.post(actor, `${address}/expectations/watch-introduction/1`, confirmation())).status,
        404,
      )
      assert.equal(
        (
          await web.post(actor, `${address}/status-changes`, {
            key: randomUUID(),
            seen: 'active',
            status: 'paused',
            reason: 'x',
          })
        ).status,
        404,
      )
    }
    assert.equal((await web.get(otherLead, `/hubs/${hub}`)).status, 404)
    assert.equal((await web.get(leader, `/hubs/${hub}`)).status, 404)
  })

  it('answers malformed and unknown addresses with not found', async () => {
    for (const url of [
      '/partnerships/0',
      '/partnerships/abc',
      '/partnerships/99999999999',
      '/partnerships/999999',
      `${address}/expectations/no-such-thing`,
      `${address}/expectations/..%2f`,
      `${address}/expectations/watch-introduction/99`,
    ]) {
      assert.equal((await web.get(team, url)).status, 404, url)
    }
  })

  it('confirms once however often the form is sent, with history, minutes and the next step moved on', async () => {
    const url = `${address}/expectations/watch-introduction/1`
    assert.equal((await web.get(leader, url)).status, 200)
    const form = confirmation()
    assert.equal((await web.post(leader, url, form)).status, 303)
    assert.equal((await web.post(leader, url, form)).status, 303)
    const kept = await rows(
      sql`select state, leadership_minutes from expectation_confirmations where partnership_id = ${enhanced}`,
    )
    assert.deepEqual(kept, [{ state: 'done', leadership_minutes: 90 }])
    const { body } = await web.get(leader, `${address}?saved=watch-introduction`)
    assert.match(body, /Saved: Watch the introduction/)
    assert.match(body, /1 hour 30 minutes/)
    assert.match(
      (await web.get(leader, `${address}/history`)).body,
      /Confirmed as done: Watch the introduction/,
    )
  })

  it('refuses to overwrite what someone else confirmed while the page was open', async () => {
    const url = `${address}/expectations/self-assessment/1`
    assert.equal((await web.post(leader, url, confirmation({ state: 'started' }))).status, 303)
    const stale = await web.post(lead, url, confirmation({ state: 'done' }))
    assert.equal(stale.status, 409)
    assert.match(stale.body, /Someone else updated this/)
    const [current] =
      await rows(sql`select id, state from expectation_confirmations where partnership_id = ${enhanced}
      and expectation_key = 'self-assessment' and replaced_at is null`)
    assert.equal(current?.state, 'started')
    assert.equal(
      (await web.post(lead, url, confirmation({ state: 'done', seen: Number(current?.id) }))).status,
      303,
    )
    const all = await rows(sql`select state from expectation_confirmations where partnership_id = ${enhanced}
      and expectation_key = 'self-assessment' order by id`)
    assert.deepEqual(
      all.map(({ state }) => state),
      ['started', 'done'],
    )
  })

  it('keeps what was typed and says what is wrong at its field', async () => {
    const url = `${address}/expectations/action-plan/1`
    const wrong = await web.post(
      leader,
      url,
      confirmation({ 'happened-day': 31, 'happened-month': 2, hours: 'two', note: 'My <b>note</b>' }),
    )
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /Enter a real date/)
    assert.match(wrong.body, /Hours must be a number/)
    assert.match(wrong.body, /My &lt;b&gt;note&lt;\/b&gt;/)
    assert.match(wrong.body, /<title>Error: /)
    const future = await web.post(leader, url, confirmation({ 'happened-year': 2027 }))
    assert.match(future.body, /today or in the past/)
    const unexplained = await web.post(leader, url, confirmation({ state: 'not-needed' }))
    assert.match(unexplained.body, /why it is not needed/)
    assert.deepEqual(
      await rows(sql`select 1 from expectation_confirmations where expectation_key = 'action-plan'`),
      [],
    )
  })

  it('lets the school confirm only its own part, and the hub its own', async () => {
    const [owedByLead] = await rows(sql`select expectation_key, occurrence from expectation_progress
      where partnership_id = ${enhanced} and acted_on_by = 'lead' and per = 'partnership' order by position limit 1`)
    const url = `${address}/expectations/${owedByLead?.expectation_key}/${owedByLead?.occurrence}`
    assert.match((await web.get(leader, url)).body, /nothing for you to do here/)
    assert.equal((await web.post(leader, url, confirmation())).status, 403)
    assert.equal((await web.post(lead, url, confirmation())).status, 303)
  })

  it('confirms for every partner school of the cohort what a hub does once', async () => {
    const second = await addPartnership(database, world, { hubId: hub, urn: 990012 })
    const elsewhere = await addPartnership(database, world, { hubId: otherHub, urn: 990013 })
    const [shared] = await rows(sql`select expectation_key, occurrence from expectation_progress
      where partnership_id = ${enhanced} and per = 'hub' order by position limit 1`)
    const { expectation_key: key, occurrence } = shared ?? {}
    assert.equal(
      (await web.post(lead, `${address}/expectations/${key}/${occurrence}`, confirmation())).status,
      303,
    )
    const progress = await rows(sql`select partnership_id, progress from expectation_progress
      where expectation_key = ${key} and occurrence = ${occurrence} and partnership_id in (${enhanced}, ${second}, ${elsewhere})
      order by partnership_id`)
    assert.deepEqual(
      progress.map(({ progress }) => progress === 'done'),
      [true, true, false],
    )
  })

  it('shows the hub every partner school, who acts next and what the hub owes', async () => {
    const { status, body } = await web.get(lead, `/hubs/${hub}`)
    assert.equal(status, 200)
    assert.match(body, /Ashby School/)
    assert.match(body, /Partner school<\/strong>/)
    assert.doesNotMatch(body, /Cedar School/)
    assert.deepEqual(await faultsIn(body), [])
    const owed = await web.get(lead, `/hubs/${hub}/owed`)
    assert.equal(owed.status, 200)
    assert.deepEqual(await faultsIn(owed.body), [])
    const none = await web.get(lead, `/hubs/${hub}?text=nothing+like+it`)
    assert.match(none.body, /No partner school fits this filter/)
    const csv = await web.get(lead, `/hubs/${hub}/partners.csv`)
    assert.match(csv.body, /Ashby School/)
  })
})
