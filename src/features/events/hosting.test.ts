import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addBooking, type EventWorld, openEventWorld, SECRET } from '../../../test/builders/event-world.ts'
import { faultsIn } from '../../../test/builders/feature-app.ts'
import type { Actor } from '../people/index.ts'
import { cancellationRoutes } from './cancellation/routes.ts'
import { dateRoutes } from './date/routes.ts'
import { detailsRoutes } from './details/routes.ts'
import { invitationRoutes } from './invitations/routes.ts'
import { listRoutes } from './list/routes.ts'
import { pageRoutes } from './page/routes.ts'
import { placesRoutes } from './places/routes.ts'

describe('whoever runs an event', () => {
  let world: EventWorld

  before(async () => {
    world = await openEventWorld((app) => {
      listRoutes(app)
      pageRoutes(app, { secret: SECRET })
      detailsRoutes(app)
      dateRoutes(app)
      cancellationRoutes(app)
      placesRoutes(app)
      invitationRoutes(app)
    })
  })
  after(() => world.close())

  const on = (day: string, starts = '9:30am', ends = '3pm') => {
    const [year, month, date] = day.split('-').map(String)
    return { 'day-day': date ?? '', 'day-month': month ?? '', 'day-year': year ?? '', starts, ends }
  }
  const plan = (actor: Actor, kind: string, form: Record<string, string>) =>
    world.web.post(actor, `/events/new/${kind}`, {
      key: randomUUID(),
      title: 'Calm starts',
      place: 'lead-school',
      placesPerSchool: '2',
      ...on('2026-06-24'),
      ...form,
    })
  const eventOf = async (id: number) =>
    (
      await world.rows<{ starts: string; ends: string; revision: number; held: number; taken: number }>(sql`
        select starts_at as starts, ends_at as ends, revision, held_places as held, places_taken as taken
        from events where id = ${id}`)
    )[0]
  const idIn = (location: string) => Number(/events\/(\d+)/.exec(location)?.[1])
  const noticesOf = (kind: string, id: number) =>
    world.rows(
      sql`select from pgboss.job where data ->> 'notice' = ${kind} and data ->> 'id' = ${String(id)}`,
    )

  it('plans it in one page, twice pressed once; nobody else can', async () => {
    const key = randomUUID()
    const first = await plan(world.lead, 'open-day', { key })
    assert.match(first.location, /^\/events\/\d+\?created$/)
    assert.equal((await plan(world.lead, 'open-day', { key })).location, first.location)
    const page = await world.web.get(world.lead, first.location)
    assert.match(page.body, /Nobody has booked yet/)
    assert.deepEqual(await faultsIn(page.body), [])
    for (const [actor, kind] of [
      [world.leader, 'open-day'],
      [world.lead, 'cpd'],
      [world.team, 'open-day'],
      [world.trustLeader, 'networking'],
    ] as const)
      assert.equal((await plan(actor, kind, {})).status, 404, `${actor.role} ${kind}`)
    for (const below of ['details', 'date', 'cancellation', 'places', 'invitations']) {
      const url = `/events/${idIn(first.location)}/${below}`
      const own = await world.web.get(world.lead, url)
      assert.deepEqual([own.status, await faultsIn(own.body)], [200, []], below)
      assert.equal((await world.web.get(world.leader, url)).status, 403, below)
      assert.equal((await world.web.get(world.otherLead, url)).status, 404, below)
    }
  })

  it('is told what is wrong with a form, and loses nothing that was typed', async () => {
    const wrong = await plan(world.lead, 'open-day', {
      title: '',
      capacity: 'many',
      ...on('2026-02-30', 'soon'),
    })
    assert.equal(wrong.status, 422)
    for (const words of [
      'Enter a title',
      'Enter a real date',
      'Enter when it begins',
      'Places must be a whole number',
    ])
      assert.match(wrong.body, new RegExp(words))
    assert.deepEqual(await faultsIn(wrong.body), [])
    assert.match((await plan(world.lead, 'open-day', on('2026-05-11'))).body, /must be in the future/)
  })

  it('says times as they are on the clock, whatever the clocks do', async () => {
    const cases = [
      // The clocks go forward in the night of 28 March 2027, and back in that of 31 October 2026.
      ['2027-03-29', '9:30am', '3pm', '2027-03-29T08:30:00.000Z', '2027-03-29T14:00:00.000Z'],
      ['2027-03-26', '9:30am', '3pm', '2027-03-26T09:30:00.000Z', '2027-03-26T15:00:00.000Z'],
      ['2026-10-24', '10pm', '6am', '2026-10-24T21:00:00.000Z', '2026-10-25T06:00:00.000Z'],
      ['2028-02-29', '09:30', '15.00', '2028-02-29T09:30:00.000Z', '2028-02-29T15:00:00.000Z'],
    ] as const
    for (const [day, starts, ends, from, until] of cases) {
      const { location } = await plan(world.lead, 'open-day', on(day, starts, ends))
      const event = await eventOf(idIn(location))
      assert.deepEqual([event?.starts, event?.ends], [from, until], day)
    }
    // From ten in the evening to six in the morning it stands on both days.
    const month = await world.web.get(world.lead, '/events/month/2026-10')
    assert.equal(month.body.match(/Calm starts/g)?.length, 2)
  })

  it('moves the date: places are kept and everyone is told, once', async () => {
    const { location } = await plan(world.lead, 'open-day', { capacity: '4' })
    const id = idIn(location)
    await addBooking(world.database, {
      eventId: id,
      partnershipId: world.ashby,
      by: world.leader,
      guests: [{ name: 'Asha Head' }],
    })
    const move = { key: randomUUID(), seen: 1, reason: 'The hall is not free', ...on('2026-07-01') }
    for (const _twice of [1, 2])
      assert.equal(
        (await world.web.post(world.lead, `/events/${id}/date`, move)).location,
        `/events/${id}?moved`,
      )
    const event = await eventOf(id)
    assert.deepEqual([event?.starts, event?.taken, event?.revision], ['2026-07-01T08:30:00.000Z', 1, 2])
    assert.equal((await noticesOf('moved', id)).length, 1)
    assert.match(
      (await world.web.get(world.leader, `/events/${id}`)).body,
      /The date has changed[\s\S]*The hall is not free/,
    )
    const stale = await world.web.post(world.lead, `/events/${id}/date`, {
      ...move,
      key: randomUUID(),
      ...on('2026-07-02'),
    })
    assert.equal(stale.status, 409)
  })

  it('holds places back, books a school in with them, and never takes a place away', async () => {
    const { location } = await plan(world.lead, 'open-day', { capacity: '3' })
    const id = idIn(location)
    const places = (form: Record<string, string | number>) =>
      world.web.post(world.lead, `/events/${id}/places`, {
        key: randomUUID(),
        placesPerSchool: 2,
        heldPlaces: 0,
        ...form,
      })
    assert.equal((await places({ seen: 1, capacity: 3, heldPlaces: 2 })).status, 303)
    const bookIn = { key: randomUUID(), party: `p${world.ashby}`, places: 3 }
    for (const _twice of [1, 2])
      assert.equal((await world.web.post(world.lead, `/events/${id}/places/bookings`, bookIn)).status, 303)
    assert.deepEqual([(await eventOf(id))?.taken, (await eventOf(id))?.held], [3, 0])
    const seen = (await eventOf(id))?.revision ?? 0
    const fewer = await places({ seen, capacity: 2 })
    assert.equal(fewer.status, 422)
    assert.match(fewer.body, /3 places are taken/)
    assert.deepEqual(await faultsIn(fewer.body), [])
    const foreign = { key: randomUUID(), party: `p${world.cedar}`, places: 1 }
    assert.equal((await world.web.post(world.lead, `/events/${id}/places/bookings`, foreign)).status, 422)
    assert.deepEqual(await world.rows(sql`select * from alongside.events_miscounted()`), [])
  })

  it('invites schools, each once; an invitation holds no place', async () => {
    const { location } = await plan(world.lead, 'open-day', { capacity: '3' })
    const id = idIn(location)
    const invite = (who: string) =>
      world.web.post(world.lead, `/events/${id}/invitations`, { key: randomUUID(), invite: who })
    assert.equal((await invite('')).status, 422)
    assert.equal((await invite(`p${world.cedar}`)).status, 422)
    for (const _twice of [1, 2]) assert.equal((await invite(`p${world.ashby}`)).status, 303)
    assert.equal((await noticesOf('invited', id)).length, 1)
    const { body } = await world.web.get(world.lead, `/events/${id}`)
    assert.match(body, /Invited<\/dt><dd[^>]*>1 school/)
    assert.equal((await eventOf(id))?.taken, 0)
  })

  it('cancels for good: offers end, everyone is told, nobody books any more', async () => {
    const { location } = await plan(world.lead, 'open-day', {})
    const id = idIn(location)
    assert.equal(
      (await world.web.post(world.lead, `/events/${id}/cancellation`, { key: randomUUID(), reason: '' }))
        .status,
      422,
    )
    for (const _twice of [1, 2])
      await world.web.post(world.lead, `/events/${id}/cancellation`, {
        key: randomUUID(),
        reason: 'The boiler has failed',
      })
    assert.equal((await noticesOf('cancelled', id)).length, 1)
    assert.match(
      (await world.web.get(world.leader, `/events/${id}`)).body,
      /This event was cancelled[\s\S]*The boiler has failed/,
    )
    await assert.rejects(
      addBooking(world.database, {
        eventId: id,
        partnershipId: world.ashby,
        by: world.leader,
        guests: [{ name: 'A' }],
      }),
      /cancelled/,
    )
  })

  it('is asked for another place when the host school closes', async () => {
    const { location } = await plan(world.lead, 'open-day', {})
    await world.rows(sql`update schools set status = 'closed' where urn = 990001`)
    const { body } = await world.web.get(world.lead, location)
    assert.match(body, /The register says that Lead School has closed/)
    assert.deepEqual(await faultsIn(body), [])
    await world.rows(sql`update schools set status = 'open' where urn = 990001`)
  })

  it('has a series without anyone typing it, and says its time and link once', async () => {
    const [session] = await world.rows<{ id: number; title: string }>(sql`
      select id, title from events where programme_id = ${world.world.programmeId} and number = 5`)
    assert.equal(session?.title, 'Relationships')
    const id = session?.id ?? 0
    assert.match(
      (await world.web.get(world.leader, `/events/${id}`)).body,
      /Thursday 24 September 2026, time to be confirmed/,
    )
    assert.equal((await world.web.get(world.lead, `/events/${id}/details`)).status, 403)
    const when = {
      key: randomUUID(),
      seen: 1,
      reason: 'The time is known',
      ...on('2026-09-24', '3:30pm', '5:30pm'),
    }
    assert.equal((await world.web.post(world.team, `/events/${id}/date`, when)).status, 303)
    assert.match((await world.web.get(world.leader, `/events/${id}`)).body, /3:30pm to 5:30pm/)
    const details = {
      key: randomUUID(),
      seen: 2,
      title: 'Relationships',
      place: 'online',
      joiningLink: 'https://meet.example/5',
    }
    assert.equal((await world.web.post(world.team, `/events/${id}/details`, details)).status, 303)
    assert.doesNotMatch((await world.web.get(world.leader, `/events/${id}`)).body, /meet\.example/)
    const evidence = await world.rows<{ source: string }>(sql`
      select source from expectation_evidence where partnership_id = ${world.cedar} and expectation_key = 'cpd-joining-details'
        and occurrence = 5 and state = 'done'`)
    assert.deepEqual(evidence, [{ source: 'events' }])
  })
})
