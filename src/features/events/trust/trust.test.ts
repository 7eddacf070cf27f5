import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import {
  addBooking,
  addEvent,
  addPresence,
  type EventWorld,
  openEventWorld,
} from '../../../../test/builders/event-world.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { trustEventRoutes } from './routes.ts'

describe('the events of a trust’s schools', () => {
  let world: EventWorld

  before(async () => {
    world = await openEventWorld(trustEventRoutes)
    const { database, hub, ashby, birch, leader, birchLeader } = world
    const coming = await addEvent(database, world.world, { hubId: hub, startsAt: '2026-06-24T10:00' })
    const held = await addEvent(database, world.world, {
      hubId: hub,
      startsAt: '2026-03-10T10:00',
      title: 'Spring open day',
    })
    await addBooking(database, {
      eventId: coming,
      partnershipId: ashby,
      by: leader,
      guests: [{ name: 'Ann Ash' }, { name: 'Abe Ash' }],
    })
    await addPresence(database, { eventId: held, partnershipId: ashby, name: 'Ann Ash' })
    await addBooking(database, {
      eventId: coming,
      partnershipId: birch,
      by: birchLeader,
      guests: [{ name: 'Bo Birch' }],
    })
  })
  after(() => world.close())

  const page = () => world.web.get(world.trustLeader, '/trust/events')

  it('are shown once a school has agreed, and no longer when it takes that back', async () => {
    assert.doesNotMatch((await page()).body, /Ashby School|Birch School/)
    await world.rows(sql`
      insert into trust_agreements (partnership_id, programme_id, hub_id, school_urn, trust_uid, agreed_by, agreed_by_name)
      values (${world.ashby}, ${world.world.programmeId}, ${world.hub}, 990011, 990001, ${world.leader.accountId}, 'Asha Head')`)
    const { body } = await page()
    assert.match(body, /Ashby School[\s\S]*2 places booked[\s\S]*Spring open day[\s\S]*1 person took part/)
    assert.deepEqual(await faultsIn(body), [])
    // Neither another school, nor who the people are.
    assert.doesNotMatch(body, /Birch School|Ann Ash|Bo Birch/)
    await world.rows(sql`update trust_agreements set withdrawn_at = now(), withdrawn_by_name = 'Asha Head'`)
    assert.doesNotMatch((await page()).body, /Ashby School/)
  })

  it('are for leaders of trusts alone', async () => {
    for (const actor of [world.leader, world.lead, world.team, world.evaluator])
      assert.equal((await world.web.get(actor, '/trust/events')).status, 404)
    const others = await world.database.inScope(
      { 'alongside.role': 'hub-lead', 'alongside.hub': String(world.hub) },
      (db) => sql`select * from alongside.trust_events()`.execute(db),
    )
    assert.deepEqual(others.rows, [])
  })
})
