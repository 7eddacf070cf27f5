import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import {
  addBooking,
  addEvent,
  type EventWorld,
  openEventWorld,
} from '../../../../test/builders/event-world.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { loadCalendar } from '../../programmes/index.ts'
import { sendDue, tell } from '../emails/actions.ts'
import { messageRoutes } from './routes.ts'

describe('messages of a host', () => {
  let world: EventWorld
  let event: number
  before(async () => {
    const calendar = await loadCalendar()
    world = await openEventWorld((app) => messageRoutes(app, calendar))
    event = await addEvent(world.database, world.world, { hubId: world.hub, startsAt: '2026-06-24T10:00' })
  })
  after(() => world.close())

  const url = () => `/events/${event}/messages`
  const messages = () =>
    world.rows<{ id: number; subject: string; sent: boolean }>(
      sql`select id, subject, sent_at is not null as sent from event_messages order by id`,
    )

  it('wait until there is somebody to write to', async () => {
    const page = await world.web.get(world.lead, url())
    assert.equal(page.status, 200)
    assert.match(page.body, /nobody to write to/)
    assert.deepEqual(await faultsIn(page.body), [])
    await addBooking(world.database, {
      eventId: event,
      partnershipId: world.ashby,
      by: world.leader,
      guests: [{ name: 'Gus Guest' }, { name: 'Ida Guest' }],
    })
  })

  it('keep what was typed when something is missing, and warn of words that may point at a pupil', async () => {
    const empty = await world.web.post(world.lead, url(), {
      key: randomUUID(),
      subject: '',
      body: 'Park <b>behind</b>',
    })
    assert.equal(empty.status, 422)
    assert.match(empty.body, /Enter what the message is about/)
    assert.match(empty.body, /Park &lt;b&gt;behind/)
    assert.deepEqual(await faultsIn(empty.body), [])
    const form = {
      key: randomUUID(),
      subject: 'Case',
      body: 'Bring the file of JS in Year 9, born 03/04/2012.',
    }
    const warned = await world.web.post(world.lead, url(), form)
    assert.equal(warned.status, 422)
    assert.match(warned.body, /I have checked: this names no pupil/)
    assert.deepEqual(await messages(), [])
  })

  it('are sent once, however often the button is pressed', async () => {
    const form = {
      key: randomUUID(),
      subject: 'Parking',
      body: 'Park behind the hall.\nThe gate opens at nine.',
    }
    for (let press = 0; press < 2; press += 1) {
      const sent = await world.web.post(world.lead, url(), form)
      assert.equal(sent.location, `${url()}?sent`)
    }
    const [message, ...more] = await messages()
    assert.deepEqual(more, [])
    await tell(
      { database: world.database, clock: world.clock, publicUrl: '', calendar: await loadCalendar() },
      'message',
      message?.id ?? 0,
    )
    assert.equal((await messages())[0]?.sent, true)
    const page = await world.web.get(world.lead, `${url()}?sent`)
    assert.match(page.body, /The message is on its way/)
    assert.match(page.body, /Park behind the hall\.\nThe gate/)
    assert.match(page.body, /Message: Parking/)
    assert.deepEqual(await faultsIn(page.body), [])
    const [line] = await world.rows(sql`select sentence from history where kind = 'event.message'`)
    assert.equal(line?.sentence, 'Wrote to everybody booked for “Open day”: Parking')
  })

  it('say in a quiet time when they go out, and go out then', async () => {
    world.moveClock('2026-05-15T13:00')
    const page = await world.web.get(world.lead, url())
    assert.match(page.body, /goes out on Monday 18 May/)
    assert.deepEqual(await faultsIn(page.body), [])
    await world.web.post(world.lead, url(), { key: randomUUID(), subject: 'Lunch', body: 'Lunch is at one.' })
    const options = {
      database: world.database,
      clock: world.clock,
      publicUrl: '',
      calendar: await loadCalendar(),
    }
    await sendDue(options)
    assert.deepEqual(
      (await messages()).map(({ sent }) => sent),
      [true, false],
    )
    assert.match((await world.web.get(world.lead, url())).body, /waits for the next school day/)
    world.moveClock('2026-05-18T08:00')
    await sendDue(options)
    assert.deepEqual(
      (await messages()).map(({ sent }) => sent),
      [true, true],
    )
  })

  it('show what became of every email, and whom one did not reach', async () => {
    await world.rows(sql`update messages set status = 'sent' where to_email = 'gus.guest@guests.example'`)
    await world.rows(sql`update messages set status = 'failed' where to_email = 'ida.guest@guests.example'`)
    const { body } = await world.web.get(world.lead, url())
    const row = body.slice(body.indexOf('Message: Lunch</th>'))
    const cells = [...row.slice(0, row.indexOf('</tr>')).matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(
      ([, cell]) => cell,
    )
    assert.deepEqual(cells.slice(0, 4), ['3', '1', '1', '1'])
    assert.match(body, /Not reached by email[\s\S]*Ida Guest/)
  })

  it('are the host’s alone: the programme team may, a school sees that it may not, others find nothing', async () => {
    assert.equal((await world.web.get(world.team, url())).status, 200)
    assert.equal((await world.web.get(world.leader, url())).status, 403)
    for (const actor of [world.otherLead, world.cedarLeader, world.trustLeader, world.evaluator]) {
      assert.equal((await world.web.get(actor, url())).status, 404)
      assert.equal(
        (await world.web.post(actor, url(), { key: randomUUID(), subject: 'x', body: 'y' })).status,
        404,
      )
    }
    assert.equal((await world.web.get(world.lead, '/events/999999/messages')).status, 404)
    assert.equal((await world.web.get(world.lead, '/events/x/messages')).status, 404)
  })

  it('are no longer written once the event is cancelled', async () => {
    await world.rows(
      sql`update events set cancelled_at = now(), cancelled_reason = 'Snow', cancelled_by_name = 'Nora Lead' where id = ${event}`,
    )
    const page = await world.web.get(world.lead, url())
    assert.doesNotMatch(page.body, /Send the message/)
    const sent = await world.web.post(world.lead, url(), {
      key: randomUUID(),
      subject: 'Late',
      body: 'Too late',
    })
    assert.equal(sent.status, 409)
  })
})
