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
import { type Actor, scopeOf } from '../../people/index.ts'
import { listPage, ownStandings } from './store.ts'

describe('where a school stands with the events of its calendar', () => {
  let world: EventWorld
  before(async () => {
    world = await openEventWorld()
  })
  after(() => world.close())

  const add = (
    title: string,
    more: { audience?: 'leads'; kind?: 'networking'; hubId?: number | null } = {},
  ) =>
    addEvent(world.database, world.world, {
      hubId: world.hub,
      startsAt: '2026-06-24T10:00',
      title,
      ...more,
    })
  const NOTHING = { waits: false, offered: false, invited: false, tookPart: false, watchedLater: false }
  /** What an actor’s calendar says, by the titles of its events. */
  async function calendarOf(actor: Actor) {
    return world.database.inScope(scopeOf(actor, world.clock), async (db) => {
      const filter = { kind: undefined, hubId: undefined, past: false }
      const { events } = await listPage(db, actor, filter, world.clock.now(), { limit: 50, offset: 0 })
      const own = await ownStandings(db, actor, events)
      return new Map(
        events.flatMap(({ id, title }) => {
          const standing = own.get(id)
          return standing ? [[title, { ...standing, eventId: undefined }] as const] : []
        }),
      )
    })
  }

  it('is all that the school has to do with each, and nothing of any other school', async () => {
    const { database, ashby, birch, cedar, leader } = world
    const [booked, waited, offered, invited, there, watched, none] = [
      await add('Booked'),
      await add('Waited for'),
      await add('Offered'),
      await add('Invited'),
      await add('Took part'),
      await add('Watched later'),
      await add('Nothing'),
    ]
    const elsewhere = await add('Elsewhere', { hubId: world.otherHub })
    await addBooking(database, {
      eventId: booked,
      partnershipId: ashby,
      by: world.leader,
      guests: [{ name: 'A' }, { name: 'B' }],
    })
    for (const eventId of [booked, none])
      await addBooking(database, {
        eventId,
        partnershipId: birch,
        by: world.birchLeader,
        guests: [{ name: 'C' }],
      })
    await addBooking(database, {
      eventId: elsewhere,
      partnershipId: cedar,
      by: world.cedarLeader,
      guests: [{ name: 'D' }],
    })
    for (const [eventId, school] of [
      [waited, ashby],
      [offered, ashby],
      [waited, birch],
    ])
      await world.rows(sql`insert into event_waits (form_key, event_id, partnership_id, places, by_name)
        values (gen_random_uuid(), ${eventId}, ${school}, 1, 'A')`)
    await world.rows(sql`insert into event_offers (wait_id, event_id, places, reason, expires_at)
      select id, event_id, 1, 'First to ask', '2026-06-01' from event_waits where event_id = ${offered}`)
    await world.rows(sql`insert into event_invitations (event_id, partnership_id, invited_by_name)
      values (${invited}, ${ashby}, 'Nora'), (${none}, ${birch}, 'Nora')`)
    await addPresence(database, { eventId: there, partnershipId: ashby, name: 'A', minutes: 60 })
    await addPresence(database, { eventId: none, partnershipId: birch, name: 'C', minutes: 60 })
    for (const [eventId, school] of [
      [watched, ashby],
      [none, birch],
    ])
      await world.rows(sql`insert into event_catch_ups (form_key, event_id, partnership_id, watched_on, will_do, by_name)
        values (gen_random_uuid(), ${eventId}, ${school}, '2026-05-01', 'Try it', 'A')`)

    const is = (what: Partial<typeof NOTHING>, places = 0) => ({
      eventId: undefined,
      ...NOTHING,
      places,
      ...what,
    })
    assert.deepEqual(
      await calendarOf(leader),
      new Map([
        ['Booked', is({}, 2)],
        ['Waited for', is({ waits: true })],
        ['Offered', is({ waits: true, offered: true })],
        ['Invited', is({ invited: true })],
        ['Took part', is({ tookPart: true })],
        ['Watched later', is({ watchedLater: true })],
      ]),
    )
    // A place given back, an arrival taken off again and a wait that was left are over.
    await world.rows(
      sql`update event_bookings set given_back_at = now(), given_back_by_name = 'A' where event_id = ${booked}`,
    )
    await world.rows(
      sql`update event_presences set undone_at = now(), undone_by_name = 'A' where event_id = ${there}`,
    )
    await world.rows(sql`update event_waits set left_at = now() where event_id = ${waited}`)
    assert.deepEqual([...(await calendarOf(leader)).keys()], ['Offered', 'Invited', 'Watched later'])
  })

  it('is of a hub its own places, at meetings of leads, and of nobody else anything', async () => {
    const { database, hub, otherHub, lead, otherLead } = world
    const meeting = await add('Meeting of leads', { audience: 'leads', kind: 'networking', hubId: null })
    await world.rows(sql`insert into event_bookings (form_key, event_id, hub_id, places, booked_by_name)
      values (gen_random_uuid(), ${meeting}, ${hub}, 1, 'Nora')`)
    await world.rows(sql`insert into event_invitations (event_id, hub_id, invited_by_name)
      values (${meeting}, ${otherHub}, 'Tess')`)
    const ofLead = await calendarOf(lead)
    assert.deepEqual([...ofLead.keys()], ['Meeting of leads'])
    assert.deepEqual(ofLead.get('Meeting of leads'), { eventId: undefined, ...NOTHING, places: 1 })
    assert.equal((await calendarOf(otherLead)).get('Meeting of leads')?.invited, true)
    for (const actor of [world.team, world.trustLeader, world.evaluator]) {
      assert.deepEqual([...(await calendarOf(actor))], [], actor.role)
      await database.inScope(scopeOf(actor, world.clock), async (db) => {
        const all = sql`select * from alongside.own_event_standings((select array_agg(n) from generate_series(1, 999) n))`
        assert.deepEqual((await all.execute(db)).rows, [], actor.role)
      })
    }
  })
})
