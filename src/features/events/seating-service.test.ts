import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Rush } from '../../../test/builders/event-rush.ts'
import { addEvent, addPresence, type EventWorld, openEventWorld } from '../../../test/builders/event-world.ts'
import {
  addActor,
  addHub,
  addPartnership,
  addSchool,
  buildWorld,
} from '../../../test/builders/programme-world.ts'
import { anAct, SCHOOLS } from '../../../test/builders/seat-acts.ts'
import { SeatModel } from '../../../test/builders/seat-model.ts'
import { doerOf, factsOfSchool, type SeatService } from '../../../test/builders/seat-service.ts'
import { createPostgresDatabase } from '../../../test/database.ts'
import { type Database, openDatabase } from '../../platform/database/index.ts'
import { loadCalendar } from '../programmes/index.ts'
import { offerPlaces } from './waiting/actions.ts'

/** Acts in all; what is wrong is made small by the library, which does more. */
const RUNS = 10
const ACTS = 200

describe('who gets a place, by the service on a database', () => {
  let world: EventWorld
  let service: Omit<SeatService, 'eventId'>

  before(async () => {
    world = await openEventWorld()
    const { database, clock, hub, lead } = world
    const { programmeId } = world.world
    const [thisTerm, earlier] = [
      await addEvent(database, world.world, { hubId: hub, startsAt: '2026-05-06T10:00' }),
      await addEvent(database, world.world, { hubId: hub, startsAt: '2025-10-08T10:00' }),
    ]
    const schools: SeatService['schools'][number][] = []
    for (let number = 0; number < SCHOOLS; number += 1) {
      const urn = 990_101 + number
      await addSchool(database, { urn, name: `School ${number}` })
      const partnershipId = await addPartnership(database, world.world, { hubId: hub, urn })
      const leader = await addActor(database, 'named-leader', {
        programmeId,
        schoolUrn: urn,
        name: `Head ${number}`,
      })
      const { been, attended } = factsOfSchool(number, 3)
      if (been) await addPresence(database, { eventId: thisTerm, partnershipId, name: 'A' })
      if (attended > Number(been)) await addPresence(database, { eventId: earlier, partnershipId, name: 'A' })
      schools.push({ partnershipId, leader })
    }
    service = { database, clock, calendar: await loadCalendar(), lead, schools }
  })
  after(() => world.close())

  it('is as a drawing of every seat has it, over thousands of acts', async () => {
    const facts = Array.from({ length: SCHOOLS }, (_none, number) => factsOfSchool(number, 3))
    const { database, hub } = world
    let acts = 0
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 12 }),
        fc.option(fc.integer({ min: 0, max: SCHOOLS }), { nil: null }),
        fc.array(anAct, { minLength: ACTS, maxLength: ACTS, size: 'max' }),
        async (capacity, schoolCapacity, list) => {
          const eventId = await addEvent(database, world.world, {
            hubId: hub,
            startsAt: '2026-06-24T10:00',
            capacity,
          })
          await world.rows(sql`update events set school_capacity = ${schoolCapacity}, places_per_school = 4
            where id = ${eventId}`)
          const doer = doerOf({ ...service, eventId })
          const model = new SeatModel(capacity, schoolCapacity, facts)
          for (const act of list) {
            acts += 1
            const expected = model.do(act)
            assert.equal(await doer.do(act), expected, JSON.stringify(act))
          }
          assert.deepEqual(await doer.picture(), model.picture())
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    )
    assert.ok(acts >= RUNS * ACTS, `only ${acts} acts`)
    assert.deepEqual(await world.rows(sql`select * from alongside.events_miscounted()`), [])
  })

  it('has queued the offering of every place that came free', async () => {
    const waiting = await world.rows<{ id: number }>(sql`
      select distinct (j.data ->> 'eventId')::int as id from pgboss.job j where j.data ->> 'kind' = 'events.offer-places'`)
    assert.ok(waiting.length > 0)
  })
})

const PRESSING_SCHOOLS = 24
/** Together 64 connections, each with somebody pressing. */
const PROCESSES = 8
const CONNECTIONS = 8
const KILLS = 10
const ACTS_BETWEEN_KILLS = 150

const SCRIPT = join(import.meta.dirname, '../../../test/builders/event-rush.ts')

// The embedded database has one connection.
const onServer = process.env.TEST_DATABASE === 'postgres' ? describe : () => {}

onServer('64 people at once on PostgreSQL', () => {
  let database: Database
  let drop: () => Promise<void>
  let rush: Rush

  before(async () => {
    const made = await createPostgresDatabase()
    drop = made.drop
    database = await openDatabase({ url: made.url, poolSize: 4 })
    const world = await buildWorld(database)
    const { programmeId } = world
    await addSchool(database, { urn: 990_001, name: 'Lead School' })
    const hubId = await addHub(database, {
      programmeId,
      reference: 'H1',
      name: 'North hub',
      leadUrn: 990_001,
    })
    const schools: Rush['schools'][number][] = []
    for (let number = 0; number < PRESSING_SCHOOLS; number += 1) {
      const urn = 990_101 + number
      await addSchool(database, { urn, name: `School ${number}` })
      const partnershipId = await addPartnership(database, world, { hubId, urn })
      const leader = await addActor(database, 'named-leader', {
        programmeId,
        schoolUrn: urn,
        name: `Head ${number}`,
      })
      schools.push({ partnershipId, leader })
    }
    const lead = await addActor(database, 'hub-lead', { programmeId, hubId, name: 'Nora Lead' })
    const events = [
      await addEvent(database, world, { hubId, startsAt: '2026-06-24T10:00', capacity: 10 }),
      await addEvent(database, world, { hubId, startsAt: '2026-06-25T10:00', capacity: 25 }),
    ]
    await database.asOwner((db) =>
      sql`update events set school_capacity = 7, places_per_school = 4
      where id = ${events[1]}`.execute(db),
    )
    rush = { url: made.url, connections: CONNECTIONS, events, lead, schools }
  })
  after(async () => {
    await database?.close()
    await drop?.()
  })

  it('give no place twice and lose no offer, though processes are killed in the middle', async () => {
    const counts: Record<string, number> = {}
    let acts = 0
    const start = (): ChildProcess => {
      const child = fork(SCRIPT)
      child.on('message', (said) => {
        for (const [word, count] of Object.entries(said as Record<string, number>)) {
          counts[word] = (counts[word] ?? 0) + count
          acts += count
        }
      })
      child.send(rush)
      return child
    }
    const untilActs = async (number: number) => {
      while (acts < number) await new Promise((done) => setTimeout(done, 20))
    }
    const children = Array.from({ length: PROCESSES }, start)
    for (let kill = 0; kill < KILLS; kill += 1) {
      await untilActs(acts + ACTS_BETWEEN_KILLS)
      const at = kill % PROCESSES
      children[at]?.kill('SIGKILL')
      children[at] = start()
    }
    await untilActs(acts + 2 * ACTS_BETWEEN_KILLS)
    await Promise.all(
      children.map((child) => {
        const ended = new Promise((done) => child.once('exit', done))
        child.send('stop')
        return ended
      }),
    )
    assert.deepEqual(
      Object.keys(counts).filter((word) => word.startsWith('fault')),
      [],
      JSON.stringify(counts),
    )
    assert.ok((counts.seated ?? 0) > 5 && (counts.taken ?? 0) > 5, JSON.stringify(counts))
    await everythingFits()
  })

  async function everythingFits(): Promise<void> {
    const rows = async (query: ReturnType<typeof sql>) =>
      (await database.asOwner((db) => query.execute(db))).rows as Record<string, unknown>[]
    assert.deepEqual(await rows(sql`select * from alongside.events_miscounted()`), [])
    assert.deepEqual(
      await rows(sql`select id from events where places_taken + places_offered + held_places > capacity
        or schools_taken + schools_offered > school_capacity`),
      [],
    )
    assert.deepEqual(
      await rows(sql`select b.event_id, b.partnership_id from event_bookings b
        join event_waits w on w.event_id = b.event_id and w.partnership_id = b.partnership_id
        where b.given_back_at is null and w.left_at is null and not w.more`),
      [],
      'somebody has places and waits for a first',
    )
    assert.deepEqual(
      await rows(sql`select w.id from event_waits w
        where w.left_at is null and w.more and not exists (select from event_bookings b where b.event_id = w.event_id
          and b.partnership_id = w.partnership_id and b.given_back_at is null)`),
      [],
      'somebody waits for more who has none',
    )
    // What was taken was booked, and once: more than a school had stands with what it has.
    assert.deepEqual(
      await rows(sql`select o.id from event_offers o join event_waits w on w.id = o.wait_id
        left join event_bookings b on b.offer_id = o.id
        where o.answer = 'taken' and b.id is null and not exists (select from event_offers later
          join event_waits v on v.id = later.wait_id and v.more
          where later.event_id = o.event_id and v.partnership_id = w.partnership_id and later.answer = 'taken'
            and later.id > o.id)`),
      [],
    )
    // Wherever somebody waits for a place that is free, the job that offers it is queued.
    const left = sql`select e.id from events e where e.waiting > 0
      and e.places_taken + e.places_offered + e.held_places < e.capacity
      and (e.school_capacity is null or e.schools_taken + e.schools_offered < e.school_capacity
        or exists (select from event_waits w where w.event_id = e.id and w.more and w.left_at is null
          and not exists (select from event_offers o where o.wait_id = w.id)))`
    assert.deepEqual(
      await rows(sql`select id from (${left}) l where not exists (select from pgboss.job j
        where j.data ->> 'kind' = 'events.offer-places' and (j.data ->> 'eventId')::int = l.id and j.state = 'created')`),
      [],
    )
    const calendar = await loadCalendar()
    for (const eventId of rush.events) {
      await database.inScope(
        {
          'alongside.role': 'system',
          'alongside.today': '2026-05-12',
          'alongside.now': '2026-05-12T11:00:00Z',
        },
        (db) => offerPlaces(db, eventId, Temporal.Instant.from('2026-05-12T11:00:00Z'), calendar),
      )
    }
    assert.deepEqual(await rows(left), [])
    assert.deepEqual(await rows(sql`select * from alongside.events_miscounted()`), [])
  }
})
