import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { addEvent, addPresence, type EventWorld, openEventWorld } from '../../../test/builders/event-world.ts'
import { addActor, addPartnership, addSchool } from '../../../test/builders/programme-world.ts'
import { anAct, SCHOOLS } from '../../../test/builders/seat-acts.ts'
import { SeatModel } from '../../../test/builders/seat-model.ts'
import { doerOf, factsOfSchool, type SeatService } from '../../../test/builders/seat-service.ts'
import { loadCalendar } from '../programmes/index.ts'

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
