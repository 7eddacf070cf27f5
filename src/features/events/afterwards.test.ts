import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { formIn } from '../../../test/builders/action-plan.ts'
import type { EventWorld } from '../../../test/builders/event-world.ts'
import { faultsIn } from '../../../test/builders/feature-app.ts'
import { openPastEvents } from '../../../test/builders/past-events.ts'

describe('after an event', () => {
  let world: EventWorld
  let openDay: number
  let session: number
  before(async () => {
    ;({ world, openDay, session } = await openPastEvents())
  })
  after(() => world.close())

  describe('shared practice', () => {
    const url = () => `/events/${openDay}/practice`

    it('is one thing, written once, and later what became of it', async () => {
      const empty = await world.web.post(world.leader, url(), { key: randomUUID(), seen: 0, willTry: '' })
      assert.equal(empty.status, 422)
      assert.deepEqual(await faultsIn(empty.body), [])
      const form = { key: randomUUID(), seen: 0, willTry: 'Greet every pupil at the gate' }
      for (const _press of [1, 2]) assert.equal((await world.web.post(world.leader, url(), form)).status, 303)
      const page = await world.web.get(world.leader, url())
      assert.deepEqual(await faultsIn(page.body), [])
      const fields = formIn(page.body, url())
      assert.equal(fields.willTry, 'Greet every pupil at the gate')
      assert.equal(
        (await world.web.post(world.leader, url(), { ...fields, became: 'Three weeks on, fewer are late' }))
          .status,
        303,
      )
      const stale = await world.web.post(world.leader, url(), {
        ...fields,
        key: randomUUID(),
        became: 'Something else',
      })
      assert.equal(stale.status, 409)
      const rows = await world.rows(
        sql`select will_try, became, became_by_name, revision from shared_practices`,
      )
      assert.deepEqual(rows, [
        {
          will_try: 'Greet every pupil at the gate',
          became: 'Three weeks on, fewer are late',
          became_by_name: 'Asha Head',
          revision: 2,
        },
      ])
      const evidence = await world.rows(sql`
        select state from seen_evidence where partnership_id = ${world.ashby} and expectation_key = 'changes-between-sessions'`)
      assert.deepEqual(evidence, [{ state: 'done' }])
    })

    it('is read by the host, and is for those who came', async () => {
      const { body } = await world.web.get(world.lead, url())
      assert.match(body, /Greet every pupil at the gate/)
      assert.deepEqual(await faultsIn(body), [])
      assert.match(
        (await world.web.get(world.birchLeader, url())).body,
        /for the schools that came to the open day/,
      )
      assert.equal(
        (await world.web.post(world.birchLeader, url(), { key: randomUUID(), seen: 0, willTry: 'x' })).status,
        403,
      )
      for (const stranger of [world.cedarLeader, world.otherLead, world.evaluator])
        assert.equal((await world.web.get(stranger, url())).status, 404)
      assert.equal((await world.web.get(world.leader, `/events/${session}/practice`)).status, 404)
    })

    it('can be read and not written once the partnership has ended', async () => {
      await world.rows(sql`update partnerships set status = 'completed' where id = ${world.ashby}`)
      assert.match((await world.web.get(world.leader, url())).body, /Greet every pupil at the gate/)
      assert.equal(
        (await world.web.post(world.leader, url(), { key: randomUUID(), seen: 2, willTry: 'y' })).status,
        409,
      )
      await world.rows(sql`update partnerships set status = 'active' where id = ${world.ashby}`)
    })
  })

  it('nothing comes before it has begun, nor of one that was cancelled', async () => {
    world.moveClock('2026-01-10')
    for (const page of ['feedback', 'certificates', 'practice'])
      assert.equal((await world.web.get(world.leader, `/events/${openDay}/${page}`)).status, 409)
    assert.equal((await world.web.get(world.leader, `/events/${session}/catch-up`)).status, 409)
    world.moveClock('2026-03-20')
    await world.rows(
      sql`update events set cancelled_at = now(), cancelled_reason = 'Snow', cancelled_by_name = 'Nora' where id = ${openDay}`,
    )
    for (const page of ['feedback', 'certificates', 'practice'])
      assert.equal((await world.web.get(world.leader, `/events/${openDay}/${page}`)).status, 409)
  })
})
