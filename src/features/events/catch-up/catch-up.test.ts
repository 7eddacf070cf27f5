import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { EventWorld } from '../../../../test/builders/event-world.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { openPastEvents } from '../../../../test/builders/past-events.ts'

describe('after an event', () => {
  let world: EventWorld
  let openDay: number
  let session: number
  before(async () => {
    ;({ world, openDay, session } = await openPastEvents())
  })
  after(() => world.close())

  describe('a session that was missed', () => {
    const url = () => `/events/${session}/catch-up`
    const entry = (more: object = {}) => ({
      key: randomUUID(),
      'watched-day': 19,
      'watched-month': 3,
      'watched-year': 2026,
      willDo: 'Look at our attendance figures every Monday',
      hours: '2',
      ...more,
    })

    it('cannot be caught up before the recording is there', async () => {
      const { status, body } = await world.web.get(world.birchLeader, url())
      assert.equal(status, 200)
      assert.match(body, /The recording is not here yet/)
      assert.equal((await world.web.post(world.birchLeader, url(), entry())).status, 409)
      await world.rows(
        sql`update events set recording_link = 'https://recordings.example/2' where id = ${session}`,
      )
    })

    it('says what is wrong, at the field, and keeps what was typed', async () => {
      for (const [wrong, message] of [
        [{ willDo: '' }, /Enter what your school will do/],
        [{ 'watched-day': 1, 'watched-month': 2 }, /on or after the day of the session/],
        [{ 'watched-year': 2027 }, /today or in the past/],
        [{ hours: 'two' }, /Hours must be a number/],
        [{ willDo: 'Mentor JS Y9' }, /JS Y9.*I have checked: this names no pupil/s],
      ] as const) {
        const answer = await world.web.post(world.birchLeader, url(), entry(wrong))
        assert.equal(answer.status, 422)
        assert.match(answer.body, message)
        assert.deepEqual(await faultsIn(answer.body), [])
      }
    })

    it('is caught up once, counts, and is shown as watched later', async () => {
      const form = entry()
      for (const _press of [1, 2])
        assert.equal((await world.web.post(world.birchLeader, url(), form)).status, 303)
      assert.equal((await world.web.post(world.birchLeader, url(), entry())).status, 409)
      const evidence = await world.rows(sql`
        select happened_on, leadership_minutes from seen_evidence
        where partnership_id = ${world.birch} and expectation_key = 'cpd' and occurrence = 2`)
      assert.deepEqual(evidence, [{ happened_on: '2026-03-19', leadership_minutes: 120 }])
      const shown = await world.web.get(world.birchLeader, url())
      assert.match(shown.body, /shown as watched later/)
      assert.deepEqual(await faultsIn(shown.body), [])
    })

    it('is read by the hub and the programme team, and by no other hub', async () => {
      for (const reader of [world.team, world.lead]) {
        const { body } = await world.web.get(reader, url())
        assert.match(body, /1 school watched later/)
        assert.match(body, /Look at our attendance figures every Monday/)
        assert.deepEqual(await faultsIn(body), [])
      }
      assert.match((await world.web.get(world.otherLead, url())).body, /No school has watched it later yet/)
      for (const stranger of [world.trustLeader, world.evaluator])
        assert.equal((await world.web.get(stranger, url())).status, 404)
      assert.equal((await world.web.post(world.lead, url(), entry())).status, 403)
    })

    it('has nothing to catch up for a school that took part', async () => {
      assert.match(
        (await world.web.get(world.leader, url())).body,
        /Your school took part in the session itself/,
      )
      assert.equal((await world.web.post(world.leader, url(), entry())).status, 409)
      assert.equal((await world.web.get(world.leader, `/events/${openDay}/catch-up`)).status, 404)
    })

    it('can be taken back', async () => {
      for (const _press of [1, 2])
        assert.equal((await world.web.post(world.birchLeader, `${url()}/taken-back`, {})).status, 303)
      assert.deepEqual(
        await world.rows(
          sql`select from seen_evidence where partnership_id = ${world.birch} and expectation_key = 'cpd'`,
        ),
        [],
      )
      assert.equal((await world.web.post(world.lead, `${url()}/taken-back`, {})).status, 403)
    })
  })
})
