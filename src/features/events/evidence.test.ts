import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addEvent, addPresence, type EventWorld, openEventWorld } from '../../../test/builders/event-world.ts'

describe('evidence of events', () => {
  let world: EventWorld
  before(async () => {
    world = await openEventWorld()
  })
  after(() => world.close())

  const progress = (partnership: number, key: string) =>
    world.database.asOwner(async (db) => {
      await sql`select set_config('alongside.today', '2026-05-12', true)`.execute(db)
      const { rows } = await sql<{
        occurrence: number
        progress: string
        minutes: number | null
        source: string | null
      }>`
        select occurrence, progress, leadership_minutes as minutes, source from expectation_progress
        where partnership_id = ${partnership} and expectation_key = ${key} order by occurrence`.execute(db)
      return rows
    })
  const inTerm = (rows: Awaited<ReturnType<typeof progress>>, occurrence: number) =>
    rows.find((row) => row.occurrence === occurrence)

  it('of an open day counts in the support term in which it was held, for the school and for its host', async () => {
    const event = await addEvent(world.database, world.world, {
      hubId: world.hub,
      startsAt: '2026-05-06T10:00',
    })
    assert.notEqual(inTerm(await progress(world.ashby, 'open-day'), 3)?.progress, 'done')
    await addPresence(world.database, {
      eventId: event,
      partnershipId: world.ashby,
      name: 'Asha Head',
      minutes: 300,
    })
    await addPresence(world.database, {
      eventId: event,
      partnershipId: world.ashby,
      name: 'Second Head',
      minutes: 200,
    })
    assert.deepEqual(inTerm(await progress(world.ashby, 'open-day'), 3), {
      ...{ occurrence: 3, progress: 'done', minutes: 500, source: 'events' },
    })
    // Birch was not there; its lead school has still held the open day that it owes.
    assert.notEqual(inTerm(await progress(world.birch, 'open-day'), 3)?.progress, 'done')
    assert.equal(inTerm(await progress(world.birch, 'host-open-day'), 3)?.progress, 'done')
    assert.notEqual(inTerm(await progress(world.cedar, 'host-open-day'), 3)?.progress, 'done')
  })

  it('is not counted twice beside a person’s word', async () => {
    await world.rows(sql`insert into expectation_confirmations (partnership_id, expectation_key, occurrence, state,
      happened_on, by_name, leadership_minutes) values (${world.ashby}, 'open-day', 3, 'done', '2026-05-06', 'Asha', 360)`)
    const rows = await progress(world.ashby, 'open-day')
    assert.deepEqual(
      rows.filter(({ occurrence }) => occurrence === 3).map(({ minutes }) => minutes),
      [500],
    )
    await world.rows(sql`update event_presences set undone_at = now(), undone_by_name = 'Nora Lead'`)
    assert.deepEqual(inTerm(await progress(world.ashby, 'open-day'), 3)?.minutes, 360)
    assert.notEqual(inTerm(await progress(world.birch, 'host-open-day'), 3)?.progress, 'done')
  })

  it('of a session is taking part, or watching it later', async () => {
    const [session] = await world.rows<{ id: number }>(sql`
      select id from events where programme_id = ${world.world.programmeId} and number = 1`)
    await world.rows(sql`insert into event_catch_ups (form_key, event_id, partnership_id, watched_on, minutes, will_do, by_name)
      values (gen_random_uuid(), ${session?.id ?? 0}, ${world.birch}, '2026-05-01', 120, 'Look at the figures', 'Bea')`)
    const [first] = await progress(world.birch, 'cpd')
    assert.deepEqual([first?.progress, first?.minutes, first?.source], ['done', 120, 'events'])
  })
})
