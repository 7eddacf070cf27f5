import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import {
  addEvent,
  addPresence,
  type EventWorld,
  openEventWorld,
  SECRET,
} from '../../../../test/builders/event-world.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import type { Actor } from '../../people/index.ts'
import { loadCalendar } from '../../programmes/index.ts'
import { offerPath } from '../links.ts'
import { listRoutes } from '../list/routes.ts'
import { offerRoutes } from '../offers/routes.ts'
import { pageRoutes } from '../page/routes.ts'
import { waitingJobs } from '../waiting/jobs.ts'
import { waitingRoutes } from '../waiting/routes.ts'
import { bookingRoutes } from './routes.ts'

const SENIOR = { 'name-1': 'Amira Khan', 'email-1': 'amira@ashby.example', 'senior-1': 'yes' }

describe('a school’s places at an event', () => {
  let world: EventWorld
  let openDay: number

  before(async () => {
    world = await openEventWorld((app) => {
      listRoutes(app)
      pageRoutes(app, { secret: SECRET })
      bookingRoutes(app)
      waitingRoutes(app, { secret: SECRET })
      offerRoutes(app, { secret: SECRET })
    })
    openDay = await coming({ capacity: 2 })
  })
  after(() => world.close())

  const coming = (of: { capacity?: number; startsAt?: string; audience?: 'leads'; kind?: 'networking' }) =>
    addEvent(world.database, world.world, {
      hubId: of.audience ? null : world.hub,
      startsAt: '2026-06-24T10:00',
      ...of,
    })
  const book = (actor: Actor, event: number, form: Record<string, string | number>) =>
    world.web.post(actor, `/events/${event}/booking`, { key: randomUUID(), seen: 0, places: 1, ...form })
  const one = async <R>(query: ReturnType<typeof sql>) => (await world.rows<R>(query))[0]
  const bookingOf = (event: number, partnership: number) =>
    one<{ id: number; places: number; revision: number; guests: string[] }>(sql`
      select b.id, b.places, b.revision, array(select g.name from event_guests g where g.booking_id = b.id
        and g.left_at is null order by g.id) as guests
      from event_bookings b where b.event_id = ${event} and b.partnership_id = ${partnership} and b.given_back_at is null`)
  async function work(kind: string, job: Record<string, string | number> = {}) {
    const { handlers } = waitingJobs({ ...world, calendar: await loadCalendar() })
    await handlers[kind]?.({ kind, ...job })
  }

  it('asks plainly for a senior leader, and keeps what was typed', async () => {
    const empty = await book(world.leader, openDay, {})
    assert.equal(empty.status, 422)
    assert.match(empty.body, /Enter the name of at least one person/)
    const junior = await book(world.leader, openDay, { 'name-1': 'Ben Oduya', 'email-1': 'not an address' })
    assert.equal(junior.status, 422)
    assert.match(junior.body, /At least one person must be a senior leader/)
    assert.match(junior.body, /must be like name@example.org/)
    assert.match(junior.body, /value="Ben Oduya"/)
    assert.deepEqual(await faultsIn(junior.body), [])
    assert.equal(await bookingOf(openDay, world.ashby), undefined)
  })

  it('is booked once, however often the form is sent', async () => {
    const key = randomUUID()
    const sent = await book(world.leader, openDay, { key, ...SENIOR })
    assert.equal(sent.location, `/events/${openDay}?booked`)
    assert.equal((await book(world.leader, openDay, { key, ...SENIOR })).status, 303)
    const booking = await bookingOf(openDay, world.ashby)
    assert.deepEqual([booking?.places, booking?.guests], [1, ['Amira Khan']])
    const { body } = await world.web.get(world.leader, `/events/${openDay}?booked`)
    assert.match(body, /Ashby School has 1 place/)
    assert.deepEqual(await faultsIn(body), [])
  })

  it('swaps a name up to the day, and says so in the history', async () => {
    const before = await bookingOf(openDay, world.ashby)
    const guest = await one<{ id: number }>(
      sql`select id from event_guests where booking_id = ${before?.id ?? 0}`,
    )
    const form = {
      seen: before?.revision ?? 0,
      'guest-1': guest?.id ?? 0,
      'name-1': 'Chidi Obi',
      'senior-1': 'yes',
    }
    assert.equal((await book(world.leader, openDay, form)).status, 303)
    assert.deepEqual((await bookingOf(openDay, world.ashby))?.guests, ['Chidi Obi'])
    const [said] = await world.rows<{ sentence: string }>(
      sql`select sentence from history order by id desc limit 1`,
    )
    assert.equal(said?.sentence, 'Changed who comes (Chidi Obi comes; Amira Khan does not): Open day')
    // A page that was opened before overwrites nothing.
    const stale = await book(world.leader, openDay, { ...form, 'name-1': 'Dana Roe' })
    assert.equal(stale.status, 409)
    assert.deepEqual((await bookingOf(openDay, world.ashby))?.guests, ['Chidi Obi'])
  })

  it('is not at an event of another hub', async () => {
    for (const url of ['', '/booking', '/waiting']) {
      assert.equal((await world.web.get(world.cedarLeader, `/events/${openDay}${url}`)).status, 404)
    }
    assert.equal((await book(world.cedarLeader, openDay, SENIOR)).status, 404)
    for (const actor of [world.trustLeader, world.evaluator])
      assert.equal((await world.web.get(actor, `/events/${openDay}`)).status, 404)
  })

  it('is waited for when the event is full, offered by its turn, and taken by a link without signing in', async () => {
    const full = await book(world.birchLeader, openDay, { ...SENIOR, places: 2 })
    assert.equal(full.status, 422)
    assert.match(full.body, /There are not so many places free: 1 place is left/)
    const seen = (await bookingOf(openDay, world.ashby))?.revision ?? 0
    const guest = await one<{ id: number }>(sql`select id from event_guests where name = 'Chidi Obi'`)
    const more = { seen, places: 2, 'guest-1': guest?.id ?? 0, 'name-1': 'Chidi Obi', 'senior-1': 'yes' }
    assert.equal((await book(world.leader, openDay, more)).status, 303)
    const key = randomUUID()
    for (const _twice of [1, 2])
      await world.web.post(world.birchLeader, `/events/${openDay}/waiting`, { key, places: 2 })
    const line = await world.web.get(world.birchLeader, `/events/${openDay}/waiting`)
    assert.match(line.body, /Your school is next/)
    assert.match(
      line.body,
      /The school has not been to such an event this support term, and was at none of the 3 expected so far/,
    )
    assert.deepEqual(await faultsIn(line.body), [])

    // The school gives everything back: the job that offers it is queued with it.
    await world.web.post(world.leader, `/events/${openDay}/booking/return`, { key: randomUUID() })
    const queued = await world.rows(sql`select from pgboss.job where data ->> 'kind' = 'events.offer-places'
      and data ->> 'eventId' = ${String(openDay)}`)
    assert.ok(queued.length > 0)
    // Until it has run nobody passes those who wait.
    const passing = await book(world.leader, openDay, SENIOR)
    assert.match(passing.body, /Other schools wait for places/)
    await work('events.offer-places', { eventId: openDay })
    await work('events.offer-places', { eventId: openDay })
    const offers = await world.rows<{ id: number; places: number; until: string }>(sql`
      select id, places, expires_at as until from event_offers where event_id = ${openDay}`)
    assert.equal(offers.length, 1)
    // Noon on Tuesday and nine working hours: noon on Wednesday.
    assert.equal(offers[0]?.until, '2026-05-13T11:00:00.000Z')

    const address = offerPath(SECRET, offers[0]?.id ?? 0)
    const asked = await world.web.get(undefined, address)
    assert.match(asked.body, /Does your school take the places/)
    assert.deepEqual(await faultsIn(asked.body), [])
    assert.equal((await world.web.get(undefined, `${address.slice(0, -1)}x`)).status, 404)
    assert.equal((await world.web.post(undefined, address, {})).status, 422)
    const unsaid = await world.web.post(undefined, address, { answer: 'taken' })
    assert.equal(unsaid.status, 422)
    assert.match(unsaid.body, /Confirm that at least one senior leader of the school will come/)
    assert.deepEqual(await faultsIn(unsaid.body), [])
    for (const answer of ['taken', 'declined'])
      await world.web.post(undefined, address, { answer, senior: 'yes' })
    assert.deepEqual((await bookingOf(openDay, world.birch))?.places, 2)
    assert.match((await world.web.get(undefined, address)).body, /The places are yours/)
  })

  it('on offer goes to the next when nobody answers in time', async () => {
    const event = await coming({ capacity: 0 })
    for (const actor of [world.leader, world.birchLeader])
      await world.web.post(actor, `/events/${event}/waiting`, { key: randomUUID(), places: 1 })
    await world.rows(sql`update events set capacity = 1 where id = ${event}`)
    // Ashby has been to an open day this term, so Birch comes first though it asked later.
    const earlier = await coming({ startsAt: '2026-05-06T10:00' })
    await addPresence(world.database, { eventId: earlier, partnershipId: world.ashby, name: 'Asha Head' })
    await work('events.offer-places', { eventId: event })
    const holder = () =>
      one<{ partnership: number }>(sql`select w.partnership_id as partnership from event_offers o
        join event_waits w on w.id = o.wait_id where o.event_id = ${event} and o.answered_at is null`)
    assert.equal((await holder())?.partnership, world.birch)
    world.moveClock('2026-05-13T11:59')
    await work('events.tidy-offers')
    assert.equal((await holder())?.partnership, world.birch)
    world.moveClock('2026-05-13T12:00')
    await work('events.tidy-offers')
    assert.equal((await holder())?.partnership, world.ashby)
    assert.deepEqual(await world.rows(sql`select * from alongside.events_miscounted()`), [])
    world.moveClock('2026-05-12')
  })

  it('of hubs are booked by leads, at meetings of leads', async () => {
    const meeting = await coming({ audience: 'leads', kind: 'networking' })
    assert.equal((await world.web.get(world.leader, `/events/${meeting}`)).status, 404)
    const sent = await book(world.otherLead, meeting, { 'name-1': 'Sid Lead' })
    assert.equal(sent.location, `/events/${meeting}?booked`)
    const { body } = await world.web.get(world.otherLead, `/events/${meeting}`)
    assert.match(body, /South hub has 1 place/)
    assert.doesNotMatch((await world.web.get(world.lead, `/events/${meeting}`)).body, /Sid Lead/)
  })

  it('can be read and not changed once the partnership has ended', async () => {
    await world.rows(sql`update partnerships set status = 'completed' where id = ${world.cedar}`)
    const event = await addEvent(world.database, world.world, {
      hubId: world.otherHub,
      startsAt: '2026-06-24T10:00',
    })
    assert.match(
      (await world.web.get(world.cedarLeader, `/events/${event}/booking`)).body,
      /can be read and not changed/,
    )
    assert.equal((await book(world.cedarLeader, event, SENIOR)).status, 409)
    assert.equal(await bookingOf(event, world.cedar), undefined)
  })

  it('stand in the calendar of the school, the list first', async () => {
    const list = await world.web.get(world.birchLeader, '/events')
    assert.match(
      list.body,
      /Booked by your school[\s\S]*2 places booked[\s\S]*Open to your school[\s\S]*What is expected/,
    )
    assert.deepEqual(await faultsIn(list.body), [])
    const month = await world.web.get(world.birchLeader, '/events/month/2026-06')
    assert.match(month.body, /Open day[\s\S]*booked/)
    assert.deepEqual(await faultsIn(month.body), [])
    for (const no of ['2026-13', '1999-01', 'x'])
      assert.equal((await world.web.get(world.leader, `/events/month/${no}`)).status, 404)
  })

  it('ask what people need, and forget it after the event', async () => {
    const event = await coming({ startsAt: '2026-05-14T10:00' })
    await book(world.leader, event, { ...SENIOR, 'needs-1': 'No nuts' })
    await work('events.forget-needs')
    assert.equal(
      (await one<{ needs: string }>(sql`select needs from event_guests where event_id = ${event}`))?.needs,
      'No nuts',
    )
    world.moveClock('2026-05-15')
    await work('events.forget-needs')
    assert.equal(
      (await one<{ needs: string }>(sql`select needs from event_guests where event_id = ${event}`))?.needs,
      '',
    )
    world.moveClock('2026-05-12')
  })
})
