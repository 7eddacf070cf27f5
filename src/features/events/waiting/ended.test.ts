import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import {
  addBooking,
  addEvent,
  type EventWorld,
  openEventWorld,
} from '../../../../test/builders/event-world.ts'
import { loadCalendar } from '../../programmes/index.ts'
import { waitingJobs } from './jobs.ts'

/** In the time of these tests; what is written as the owner otherwise goes by the clock on the wall. */
const NOW = sql`select set_config('alongside.now', '2026-05-12T11:00:00Z', true)`

describe('the places of a partnership that has ended', () => {
  let world: EventWorld
  let past: number
  let hubs: number
  let national: number

  before(async () => {
    world = await openEventWorld()
    const { database, hub, ashby, birch, leader, birchLeader } = world
    past = await addEvent(database, world.world, { hubId: hub, startsAt: '2026-05-06T10:00' })
    hubs = await addEvent(database, world.world, { hubId: hub, startsAt: '2026-06-24T10:00', capacity: 2 })
    national = await addEvent(database, world.world, {
      hubId: null,
      kind: 'cpd',
      startsAt: '2026-06-25T10:00',
    })
    const guests = [{ name: 'Amira Khan' }, { name: 'Ben Oduya' }]
    for (const eventId of [past, hubs, national])
      await addBooking(database, { eventId, partnershipId: ashby, by: leader, guests })
    await world.rows(sql`update event_guests set needs = 'A chair with arms'`)
    await addWait(hubs, birch, birchLeader.accountId)
  })
  after(() => world.close())

  const addWait = (eventId: number, partnershipId: number, accountId: number) =>
    world.rows(sql`insert into event_waits (form_key, event_id, partnership_id, places, account_id, by_name)
      values (gen_random_uuid(), ${eventId}, ${partnershipId}, 1, ${accountId}, 'A leader')`)
  const bookings = () =>
    world.rows<{ event: number; partnership: number; back: boolean }>(sql`
      select event_id as event, partnership_id as partnership, given_back_at is not null as back
      from event_bookings order by event_id, id`)
  const said = (partnership: number) =>
    world.rows<{ sentence: string }>(
      sql`select sentence from history where partnership_id = ${partnership} order by id`,
    )
  async function inTime(...work: ReturnType<typeof sql>[]): Promise<void> {
    await world.database.asOwner(async (db) => {
      await NOW.execute(db)
      for (const each of work) await each.execute(db)
    })
  }

  it('go along with the school where they can still be its own, when it moves to another hub', async () => {
    const { ashby, otherHub } = world
    await inTime(
      sql`update partnerships set status = 'moved' where id = ${ashby}`,
      sql`insert into partnerships (reference, programme_id, programme_version_id, pathway_key, cohort_id, hub_id,
          school_urn, status, status_since, previous_id)
        select reference || '/2', programme_id, programme_version_id, pathway_key, cohort_id, ${otherHub}, school_urn,
          'active', '2026-05-12', id from partnerships where id = ${ashby}`,
    )
    const [next] = await world.rows<{ id: number }>(
      sql`select id from partnerships where previous_id = ${ashby}`,
    )
    assert.deepEqual(
      await bookings(),
      [
        { event: past, partnership: ashby, back: false },
        { event: hubs, partnership: ashby, back: true },
        { event: national, partnership: next?.id, back: false },
      ].toSorted((one, other) => one.event - other.event),
    )
    assert.deepEqual(await said(ashby), [
      { sentence: 'Gave back 2 places because the partnership has ended: Open day' },
    ])
    assert.deepEqual(await said(next?.id ?? 0), [
      { sentence: 'Kept 2 places booked before the change: Open day' },
    ])
    const guests = await world.rows(sql`
      select g.event_id as event, g.left_at is not null as gone, g.needs <> '' as needs from event_guests g
      group by 1, 2, 3 order by 1`)
    assert.deepEqual(
      guests,
      [
        { event: past, gone: false, needs: true },
        { event: hubs, gone: true, needs: false },
        { event: national, gone: false, needs: true },
      ].toSorted((one, other) => one.event - other.event),
    )
    assert.deepEqual(await world.rows(sql`select * from alongside.events_miscounted()`), [])
  })

  it('are offered to the schools that wait', async () => {
    const queued = await world.rows(sql`select from pgboss.job where data ->> 'kind' = 'events.offer-places'
      and data ->> 'eventId' = ${String(hubs)}`)
    assert.ok(queued.length > 0)
    const { handlers } = waitingJobs({ ...world, calendar: await loadCalendar() })
    await handlers['events.offer-places']?.({ kind: 'events.offer-places', eventId: hubs })
    const offers = await world.rows(sql`select w.partnership_id as partnership, o.places from event_offers o
      join event_waits w on w.id = o.wait_id where o.event_id = ${hubs} and o.answered_at is null`)
    assert.deepEqual(offers, [{ partnership: world.birch, places: 1 }])
  })

  for (const status of ['withdrawn', 'completed'] as const) {
    it(`leave no wait and no offer behind: ${status}`, async () => {
      const { birch, birchLeader } = world
      await world.rows(sql`update partnerships set status = 'active' where id = ${birch}`)
      const other = await addEvent(world.database, world.world, {
        hubId: world.hub,
        startsAt: '2026-07-01T10:00',
        capacity: 0,
      })
      await addWait(other, birch, birchLeader.accountId)
      await inTime(sql`update partnerships set status = ${status} where id = ${birch}`)
      assert.deepEqual(await world.rows(sql`select id from event_waits where left_at is null`), [])
      assert.deepEqual(await world.rows(sql`select id from event_offers where answered_at is null`), [])
      const [last] = (await said(birch)).slice(-1)
      assert.equal(last?.sentence, 'Left the waiting list because the partnership has ended: Open day')
      assert.deepEqual(await world.rows(sql`select * from alongside.events_miscounted()`), [])
      assert.deepEqual(await world.rows(sql`select * from alongside.broken_history()`), [])
    })
  }

  it('stay where they are while it is only paused', async () => {
    const { cedar, cedarLeader, otherHub } = world
    const eventId = await addEvent(world.database, world.world, {
      hubId: otherHub,
      startsAt: '2026-06-30T10:00',
    })
    await addBooking(world.database, {
      eventId,
      partnershipId: cedar,
      by: cedarLeader,
      guests: [{ name: 'C' }],
    })
    await inTime(sql`update partnerships set status = 'paused' where id = ${cedar}`)
    const open = await world.rows(
      sql`select from event_bookings where event_id = ${eventId} and given_back_at is null`,
    )
    assert.equal(open.length, 1)
  })
})
