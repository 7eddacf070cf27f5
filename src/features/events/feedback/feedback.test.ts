import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { EventWorld } from '../../../../test/builders/event-world.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { openPastEvents } from '../../../../test/builders/past-events.ts'
import { addActor } from '../../../../test/builders/programme-world.ts'

describe('after an event', () => {
  let world: EventWorld
  let openDay: number
  let session: number
  before(async () => {
    ;({ world, openDay, session } = await openPastEvents())
  })
  after(() => world.close())

  describe('feedback', () => {
    const url = () => `/events/${openDay}/feedback`
    const said = { relevant: 'very', clear: 'fairly', time: 'yes', better: 'More time to talk' }

    it('asks for what is needed, and is kept once without a name', async () => {
      const page = await world.web.get(world.leader, url())
      assert.match(page.body, /It takes about 3 minutes/)
      assert.deepEqual(await faultsIn(page.body), [])
      const wrong = await world.web.post(world.leader, url(), { relevant: 'very', better: 'More tea' })
      assert.equal(wrong.status, 422)
      assert.match(wrong.body, /More tea/)
      assert.deepEqual(await faultsIn(wrong.body), [])
      for (const _press of [1, 2]) assert.equal((await world.web.post(world.leader, url(), said)).status, 303)
      assert.match((await world.web.get(world.leader, url())).body, /Thank you/)
      const rows = await world.rows(sql`select content_version, answers from event_feedback_answers`)
      assert.deepEqual(rows, [{ content_version: 'event 1', answers: said }])
      const history = await world.rows(sql`select from history where kind like 'event.feedback%'`)
      assert.deepEqual(history, [])
    })

    it('shows the host nothing but the number below five answers, then what was said', async () => {
      const few = await world.web.get(world.lead, url())
      assert.match(few.body, /1 person has answered/)
      assert.doesNotMatch(few.body, /More time to talk|Very relevant/)
      assert.deepEqual(await faultsIn(few.body), [])
      for (const at of [1, 2, 3, 4]) {
        const colleague = await addActor(world.database, 'named-leader', {
          programmeId: world.world.programmeId,
          schoolUrn: 990011,
          name: `Colleague ${at}`,
        })
        assert.equal((await world.web.post(colleague, url(), { ...said, better: `Point ${at}` })).status, 303)
      }
      const enough = await world.web.get(world.lead, url())
      assert.match(enough.body, /5 people have answered/)
      assert.match(enough.body, /More time to talk/)
      assert.match(enough.body, /Point 4/)
      assert.deepEqual(await faultsIn(enough.body), [])
      assert.match((await world.web.get(world.team, url())).body, /5 people have answered/)
    })

    it('cannot be joined to a person by anything that is kept', async () => {
      const answers = await world.rows<Record<string, unknown>>(
        sql`select *, xmin::text as xmin from event_feedback_answers`,
      )
      assert.deepEqual(Object.keys(answers[0] ?? {}).sort(), [
        'answers',
        'content_version',
        'event_id',
        'id',
        'xmin',
      ])
      const given = await world.rows<Record<string, unknown>>(
        sql`select *, xmin::text as xmin from event_feedback_given order by account_id`,
      )
      assert.deepEqual(Object.keys(given[0] ?? {}).sort(), ['account_id', 'event_id', 'guest_id', 'xmin'])
      // Five answers, all of them written anew with the last: the numbers of the transactions tell none from another.
      assert.equal(new Set(answers.map(({ xmin }) => xmin)).size, 1)
    })

    it('is for those who came, and for nobody who does not see the event', async () => {
      assert.match((await world.web.get(world.birchLeader, url())).body, /for the schools that came/)
      assert.equal((await world.web.post(world.birchLeader, url(), said)).status, 403)
      assert.equal((await world.web.post(world.lead, url(), said)).status, 403)
      assert.equal((await world.web.get(world.lead, `/events/${session}/feedback`)).status, 403)
      for (const stranger of [world.cedarLeader, world.otherLead, world.evaluator])
        assert.equal((await world.web.get(stranger, url())).status, 404)
    })
  })
})
