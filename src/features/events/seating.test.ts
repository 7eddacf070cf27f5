import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { anAct, SCHOOLS, someFacts } from '../../../test/builders/seat-acts.ts'
import {
  type Act,
  MOST_PLACES,
  type Picture,
  type SchoolFacts,
  SeatModel,
} from '../../../test/builders/seat-model.ts'
import type { Room } from './domain.ts'
import { inOrder, offersFor, reasonOf, seatingFor, type Waiting } from './seating.ts'

/** The counters of one event, moved as the database moves them, and nothing but these rules to decide. */
class Counters {
  room: Room
  readonly has = new Map<number, number>()
  readonly waits = new Map<number, Waiting & { readonly school: number }>()
  readonly offers = new Map<number, number>()
  asked = 0
  readonly facts: readonly SchoolFacts[]

  constructor(capacity: number, schoolCapacity: number | null, facts: readonly SchoolFacts[]) {
    const none = {
      heldPlaces: 0,
      placesTaken: 0,
      placesOffered: 0,
      schoolsTaken: 0,
      schoolsOffered: 0,
      waiting: 0,
    }
    this.room = { capacity, schoolCapacity, ...none }
    this.facts = facts
  }

  move(by: Partial<Record<keyof Room, number>>): void {
    const to: Record<string, number | null> = { ...this.room }
    for (const [name, more] of Object.entries(by)) to[name] = (to[name] ?? 0) + more
    this.room = { ...this.room, ...to }
    const { capacity, schoolCapacity, heldPlaces, placesTaken, placesOffered, schoolsTaken, schoolsOffered } =
      this.room
    assert.ok(capacity === null || placesTaken + placesOffered + heldPlaces <= capacity, 'over capacity')
    assert.ok(schoolCapacity === null || schoolsTaken + schoolsOffered <= schoolCapacity, 'over schools')
  }

  private book(school: number, places: number): string {
    const before = this.has.get(school) ?? 0
    const seating = seatingFor(this.room, { more: places - before, newSchool: before === 0 })
    if (seating !== 'seated') return seating
    this.has.set(school, places)
    this.move({ placesTaken: places - before, schoolsTaken: before === 0 ? 1 : 0 })
    return 'seated'
  }

  private endOffer(school: number): number | undefined {
    const places = this.offers.get(school)
    if (places === undefined) return undefined
    this.offers.delete(school)
    this.move({ placesOffered: -places, schoolsOffered: this.has.has(school) ? 0 : -1 })
    return places
  }

  private fits(to: Partial<Room>): boolean {
    const room = { ...this.room, ...to }
    const used = room.placesTaken + room.placesOffered + room.heldPlaces
    return (
      (room.capacity === null || used <= room.capacity) &&
      (room.schoolCapacity === null || room.schoolsTaken + room.schoolsOffered <= room.schoolCapacity)
    )
  }

  do(act: Act): string {
    const busy = (school: number) => this.has.has(school) || this.waits.has(school) || this.offers.has(school)
    switch (act.act) {
      case 'book':
        return busy(act.school) ? 'passed over' : this.book(act.school, act.places)
      case 'change':
        return this.has.has(act.school) ? this.book(act.school, act.places) : 'passed over'
      case 'giveBack': {
        const places = this.has.get(act.school)
        if (places === undefined) return 'passed over'
        // It wants no more, either.
        if (this.waits.delete(act.school)) this.move({ waiting: -1 })
        else this.endOffer(act.school)
        this.has.delete(act.school)
        this.move({ placesTaken: -places, schoolsTaken: -1 })
        return 'given back'
      }
      case 'ask':
      case 'askMore': {
        const has = this.has.get(act.school)
        const more = act.act === 'askMore'
        if (more ? !has || this.waits.has(act.school) || this.offers.has(act.school) : busy(act.school))
          return 'passed over'
        if (seatingFor(this.room, { more: 1, newSchool: !more }) === 'seated') return 'there is room'
        const most = MOST_PLACES - (has ?? 0)
        if (most < 1) return 'has all it can'
        this.asked += 1
        const facts = this.facts[act.school]
        assert.ok(facts)
        const askedAt = Temporal.Instant.fromEpochMilliseconds(this.asked)
        this.waits.set(act.school, {
          waitId: this.asked,
          school: act.school,
          places: Math.min(act.places, most),
          more,
          askedAt,
          ...facts,
        })
        this.move({ waiting: 1 })
        return 'waits'
      }
      case 'leave':
        if (this.waits.delete(act.school)) this.move({ waiting: -1 })
        else if (this.endOffer(act.school) === undefined) return 'passed over'
        return 'left'
      case 'offer': {
        const queue = [...this.waits.values()]
        const offers = offersFor(this.room, queue)
        for (const { waitId, places } of offers) {
          const wait = queue.find((each) => each.waitId === waitId)
          assert.ok(wait && this.waits.delete(wait.school))
          this.offers.set(wait.school, places)
          this.move({ waiting: -1, placesOffered: places, schoolsOffered: wait.more ? 0 : 1 })
        }
        return `${offers.length} offered`
      }
      case 'take': {
        const before = this.has.get(act.school)
        const places = this.endOffer(act.school)
        if (places === undefined) return 'passed over'
        this.has.set(act.school, (before ?? 0) + places)
        this.move({ placesTaken: places, schoolsTaken: before === undefined ? 1 : 0 })
        return 'taken'
      }
      case 'decline':
      case 'expire':
        if (this.endOffer(act.school) === undefined) return 'passed over'
        return act.act === 'decline' ? 'declined' : 'expired'
      case 'bookIn': {
        if (busy(act.school)) return 'passed over'
        const held = Math.min(this.room.heldPlaces, act.places)
        const after = { ...this.room, heldPlaces: this.room.heldPlaces - held }
        const ask = { more: act.places, newSchool: true, byHost: true }
        if (seatingFor(after, ask) !== 'seated') return 'full'
        this.move({ heldPlaces: -held })
        this.move({ placesTaken: act.places, schoolsTaken: 1 })
        this.has.set(act.school, act.places)
        return 'booked in'
      }
      case 'hold':
        if (act.places > this.room.heldPlaces && !this.fits({ heldPlaces: act.places })) return 'does not fit'
        this.room = { ...this.room, heldPlaces: act.places }
        return 'held'
      case 'resize':
        if (!this.fits({ capacity: act.places })) return 'does not fit'
        this.room = { ...this.room, capacity: act.places }
        return 'resized'
      case 'resizeSchools':
        if (!this.fits({ schoolCapacity: act.places })) return 'does not fit'
        this.room = { ...this.room, schoolCapacity: act.places }
        return 'resized'
    }
  }

  picture(): Picture {
    const who: Record<number, string> = {}
    const say = (school: number, words: string) => {
      who[school] = who[school] === undefined ? words : `${who[school]}, ${words}`
    }
    for (const [school, places] of this.has) say(school, `has ${places}`)
    for (const [school, places] of this.offers) say(school, `is offered ${places}`)
    for (const [school, { places }] of this.waits) say(school, `waits for ${places}`)
    const { placesTaken, placesOffered, heldPlaces, waiting, schoolsTaken, schoolsOffered } = this.room
    return {
      taken: placesTaken,
      offered: placesOffered,
      held: heldPlaces,
      waiting,
      schools: schoolsTaken + schoolsOffered,
      who,
    }
  }
}

describe('who gets a place', () => {
  it('is as a drawing of every seat has it, over a million acts in any order', () => {
    let acts = 0
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 14 }),
        fc.option(fc.integer({ min: 0, max: SCHOOLS }), { nil: null }),
        someFacts,
        fc.array(anAct, { minLength: 1000, maxLength: 1000, size: 'max' }),
        (capacity, schools, facts, list) => {
          const model = new SeatModel(capacity, schools, facts)
          const counters = new Counters(capacity, schools, facts)
          for (const act of list) {
            acts += 1
            assert.equal(counters.do(act), model.do(act))
            if (act.act === 'offer') {
              const { room } = counters
              const free = (newSchool: boolean) =>
                seatingFor(room, { more: 1, newSchool, byHost: true }) === 'seated'
              const asksMore = [...counters.waits.values()].some(({ more }) => more)
              assert.ok(!free(true) || room.waiting === 0, 'a free place was offered to nobody')
              assert.ok(
                !free(false) || !asksMore,
                'a free place was not offered to a school that asked for more',
              )
            }
          }
          assert.deepEqual(counters.picture(), model.picture())
        },
      ),
      { numRuns: 1000 },
    )
    assert.ok(acts >= 1_000_000, `only ${acts} acts`)
  })

  it('of those who wait: not yet been, then furthest behind, then first to ask', () => {
    const at = (hour: number) => Temporal.Instant.from(`2026-05-12T${String(hour).padStart(2, '0')}:00:00Z`)
    const wait = (waitId: number, of: Partial<Waiting>): Waiting => ({
      ...{ waitId, places: 1, more: false, askedAt: at(9), been: false, expected: 2, attended: 1 },
      ...of,
    })
    const order = inOrder([
      wait(1, { been: true, attended: 0, askedAt: at(1) }),
      wait(2, { attended: 1, askedAt: at(11) }),
      wait(3, { attended: 1, askedAt: at(10) }),
      wait(4, { attended: 0, askedAt: at(12) }),
    ])
    assert.deepEqual(
      order.map(({ waitId }) => waitId),
      [4, 3, 2, 1],
    )
  })

  it('can be explained in a sentence', () => {
    assert.equal(
      reasonOf({ been: false, expected: 2, attended: 1 }),
      'The school has not been to such an event this support term, and was at 1 of the 2 expected so far.',
    )
    assert.equal(
      reasonOf({ been: true, expected: 0, attended: 0 }),
      'The school has been to such an event this support term.',
    )
  })
})
