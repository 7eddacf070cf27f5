import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type EventWorld, SECRET } from '../../../../test/builders/event-world.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { openPastEvents } from '../../../../test/builders/past-events.ts'
import { certificateCode } from './code.ts'

describe('after an event', () => {
  let world: EventWorld
  let openDay: number
  let session: number
  before(async () => {
    ;({ world, openDay, session } = await openPastEvents())
  })
  after(() => world.close())

  describe('certificates', () => {
    const url = () => `/events/${openDay}/certificates`

    it('are there for those who took part, to the school and to the host', async () => {
      for (const reader of [world.leader, world.lead, world.team]) {
        const { body } = await world.web.get(reader, url())
        assert.match(body, /1 person took part/)
        assert.deepEqual(await faultsIn(body), [])
      }
      assert.match((await world.web.get(world.birchLeader, url())).body, /Nobody has been put down/)
      for (const stranger of [world.cedarLeader, world.otherLead, world.evaluator])
        assert.equal((await world.web.get(stranger, url())).status, 404)
    })

    it('are PDFs for whoever has the code, and can be checked by anyone', async () => {
      const [presence] = await world.rows<{ id: number }>(
        sql`select id from event_presences where event_id = ${session}`,
      )
      const code = certificateCode(SECRET, presence?.id ?? 0)
      const file = await world.web.app.inject({ method: 'GET', url: `/certificates/${code}` })
      assert.equal(file.statusCode, 200)
      assert.equal(file.headers['content-type'], 'application/pdf')
      assert.match(file.rawPayload.toString('latin1'), /^%PDF-1\.7/)
      const checked = await world.web.get(
        undefined,
        `/certificates/check?code=${code.toLowerCase().replaceAll('-', '+')}`,
      )
      assert.match(checked.body, /is genuine/)
      assert.match(checked.body, /Zoë Ash/)
      assert.match(checked.body, /Ashby School/)
      assert.match(checked.body, /2 hours, online|2 hours, in person/)
      assert.deepEqual(await faultsIn(checked.body), [])
      const wrong = await world.web.get(undefined, '/certificates/check?code=3F-AAAAA-BBBBB')
      assert.match(wrong.body, /There is no certificate with this code/)
      assert.deepEqual(await faultsIn(wrong.body), [])
      assert.deepEqual(await faultsIn((await world.web.get(undefined, '/certificates/check')).body), [])
      assert.equal((await world.web.get(undefined, '/certificates/3F-AAAAA-BBBBB')).status, 404)
    })

    it('are worth nothing once somebody was taken off again', async () => {
      const [presence] = await world.rows<{ id: number }>(sql`
        update event_presences set undone_at = now(), undone_by_name = 'Tess Team' where event_id = ${session} returning id`)
      const code = certificateCode(SECRET, presence?.id ?? 0)
      assert.equal((await world.web.get(undefined, `/certificates/${code}`)).status, 404)
      assert.match(
        (await world.web.get(undefined, `/certificates/check?code=${code}`)).body,
        /There is no certificate/,
      )
    })
  })
})
