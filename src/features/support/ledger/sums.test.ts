/** Whatever is pressed in both schools at once, in any order, the sums hold. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { openSupportWorld, type SupportWorld } from '../../../../test/builders/support.ts'
import type { Actor } from '../../people/index.ts'
import { loadCalendar } from '../../programmes/index.ts'
import { type Outcome, proposeDay, readDayInView, readSupport, takeStep } from '../days/actions.ts'
import { type DayNow, moved, NOTHING_YET, type Offer, type Step, take } from '../days/domain.ts'
import { carriedInto, daysLeft, isSound, type Ledger, totalsOf } from './domain.ts'

/** Numbers that look random and are the same in every run. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const DAYS = ['2025-10-06', '2025-11-24', '2026-01-12', '2026-03-02', '2026-04-20', '2026-06-29'] as const
const TODAYS = ['2025-10-06', '2025-12-31', '2026-03-02', '2026-07-31', '2026-09-30'] as const
const termOn = (day: string) =>
  day < '2026-01-01' ? 1 : day < '2026-04-01' ? 2 : day < '2026-09-01' ? 3 : undefined
const empty = (carryLimit: number): Ledger => ({
  carryLimit,
  terms: [10, 6, 4].map((entitled, at) => ({ supportTerm: at + 1, entitled, booked: 0, delivered: 0 })),
})

function anOffer(roll: (below: number) => number, kind: Offer['kind']): Omit<Offer, 'side'> {
  const first = DAYS[roll(DAYS.length)] ?? DAYS[0]
  const second = DAYS[roll(DAYS.length)] ?? DAYS[0]
  const blank = {
    startsAt: '',
    endsAt: '',
    place: '',
    leadPeople: '',
    partnerPeople: '',
    travelMinutes: null,
  }
  return {
    kind,
    dates: kind === 'dates' ? [first, second] : [first],
    halfDays: roll(kind === 'dates' ? 2 : 3) + (kind === 'dates' ? 1 : 0),
    ...blank,
  }
}

function aStep(roll: (below: number) => number, day: Pick<DayNow, 'offer' | 'state'>): Step {
  const pressed = roll(10)
  if (day.offer && pressed < 6)
    return { kind: 'accept', on: day.offer.dates[roll(day.offer.dates.length)] ?? '' }
  if (pressed < 8) {
    const kind =
      day.state === 'delivered'
        ? 'corrected'
        : day.state === 'booked' && roll(2) === 0
          ? 'delivered'
          : 'dates'
    return { kind: 'offer', offer: anOffer(roll, kind) }
  }
  return pressed === 8 ? { kind: 'keep' } : { kind: 'cancel' }
}

describe('the sums of support days', () => {
  test('hold through 100,000 steps of both schools in any order, with and without days carried over', () => {
    let taken = 0
    for (const [seed, carry] of [0, 2, 1000].entries()) {
      const roll = dice(seed + 7)
      let ledger = empty(carry)
      let days: DayNow[] = []
      for (let steps = 0; steps < 33_400; steps += 1) {
        if (steps % 2_000 === 0) [ledger, days] = [empty(carry), []]
        const at = roll(days.length < 30 ? days.length + 1 : days.length)
        const day = days[at] ?? NOTHING_YET
        const step: Step = days[at] ? aStep(roll, day) : { kind: 'offer', offer: anOffer(roll, 'dates') }
        const side = roll(2) === 0 ? 'lead' : 'partner'
        const before = ledger
        // Before, between and after the ends of terms: the clock of a test is not held to go one way.
        const today = TODAYS[roll(TODAYS.length)] ?? '2026-09-30'
        const stepped = take(day, step, { side, ledger, today, termOn })
        if (stepped.ok) {
          ledger = moved(ledger, day, stepped.now)
          days[at] = stepped.now
          if (step.kind === 'accept') assert.notEqual(day.offer?.side, side, 'nobody answers their own offer')
          else
            assert.deepEqual(
              totals(ledger, 'delivered'),
              totals(before, 'delivered'),
              'only an answer counts',
            )
        } else assert.equal(ledger, before)
        taken += 1
        assert.ok(isSound(ledger))
        for (const { supportTerm } of ledger.terms) assert.ok((daysLeft(ledger, supportTerm) ?? 0) >= 0)
        const { entitled, booked, delivered } = totalsOf(ledger)
        assert.ok(booked + delivered <= (entitled ?? 0))
        // The sums are what the days themselves say.
        if (steps % 50 === 0)
          assert.deepEqual(
            ledger,
            days.reduce((sum, each) => moved(sum, NOTHING_YET, each), empty(carry)),
          )
      }
    }
    assert.ok(taken >= 100_000)
  })

  test('carry what is left of a term into the next as far as the programme says, and no further', () => {
    const used = (carryLimit: number, booked: readonly number[]): Ledger => ({
      carryLimit,
      terms: empty(carryLimit).terms.map((term, at) => ({ ...term, booked: booked[at] ?? 0 })),
    })
    assert.deepEqual(carriedInto(used(0, [6, 0, 0])), [0, 0, 0])
    assert.deepEqual(carriedInto(used(2, [6, 0, 0])), [0, 2, 2])
    assert.deepEqual(carriedInto(used(1000, [6, 0, 0])), [0, 4, 10])
    assert.equal(daysLeft(used(2, [6, 8, 0]), 1), 2, 'what a later term counts on is not left any more')
    assert.equal(daysLeft(used(0, [6, 0, 0]), 2), 6)
    assert.equal(isSound(used(0, [6, 7, 0])), false)
  })

  describe('in the database', () => {
    let of: SupportWorld
    before(async () => {
      of = await openSupportWorld('2026-08-20')
    })
    after(() => of.close())

    test('hold when both schools press at once, and are what the entries say', async () => {
      const roll = dice(99)
      const calendar = await loadCalendar()
      const clock = { today: Temporal.PlainDate.from('2026-08-20') }
      const scope = (actor: Actor) => ({
        'alongside.role': actor.role,
        'alongside.account': String(actor.accountId),
        'alongside.programme': String(actor.programmeId),
        'alongside.hub': String(actor.hubId ?? ''),
        'alongside.school': String(actor.schoolUrn ?? ''),
        'alongside.today': clock.today.toString(),
        'alongside.now': '2026-08-20T12:00:00Z',
      })
      const press = async (): Promise<Outcome> => {
        const actor = roll(2) === 0 ? of.lead : of.leader
        const [which, coin] = [roll(12), roll(4)]
        return of.database.inScope(scope(actor), async (db) => {
          const key = randomUUID()
          const { rows } = await sql<{ id: number }>`select id from support_items order by id`.execute(db)
          const id = rows[which]?.id
          if (id === undefined || coin === 0) {
            const support = await readSupport(db, actor, of.enhanced, clock.today)
            return proposeDay(db, support, { key, type: 'visit', note: '', offer: anOffer(roll, 'dates') })
          }
          const view = await readDayInView(db, actor, id, clock.today)
          const form = { key, seen: view.day.entries, note: '', step: aStep(roll, view.day) }
          return takeStep(db, view, form, { now: Temporal.Instant.from('2026-08-20T12:00:00Z'), calendar })
        })
      }
      let taken = 0
      for (let round = 0; round < 40; round += 1) {
        const outcomes = await Promise.all(Array.from({ length: 6 }, press))
        taken += outcomes.filter((outcome) => 'id' in outcome).length
      }
      assert.ok(taken > 60, `only ${taken} steps were taken`)
      const counts = await of.rows(sql`
        select c.support_term as term, c.entitled, c.carried_in as carried, c.booked, c.delivered,
          (select coalesce(sum(i.half_days), 0)::int from support_items i where i.partnership_id = c.partnership_id
            and i.support_term = c.support_term and i.state = 'booked') as "itemsBooked",
          (select coalesce(sum(e.half_days), 0)::int from support_entries e where e.partnership_id = c.partnership_id
            and e.support_term = c.support_term and e.state = 'delivered'
            and e.number = (select max(n.number) from support_entries n where n.item_id = e.item_id)) as "entriesDelivered"
        from support_day_counts c order by 1`)
      for (const { entitled, carried, booked, delivered, itemsBooked, entriesDelivered } of counts) {
        assert.equal(booked, itemsBooked)
        assert.equal(delivered, entriesDelivered)
        assert.ok(Number(booked) + Number(delivered) <= Number(entitled) + Number(carried))
      }
    })

    test('are refused by the database itself when code forgets', async () => {
      const write = (entry: ReturnType<typeof sql>) => of.database.asOwner((db) => entry.execute(db))
      const [item] = await of.rows(
        sql`select id, entries from support_items where state = 'cancelled' limit 1`,
      )
      assert.ok(item)
      const entry = (number: number, halfDays: number, term: number) => sql`
        insert into support_entries (item_id, number, partnership_id, key, kind, side, state, half_days, support_term, held_on, by_name)
        values (${Number(item.id)}, ${number}, ${of.enhanced}, gen_random_uuid(), 'booked', 'lead', 'booked', ${halfDays}, ${term},
          '2025-10-06', 'Nobody')`
      await assert.rejects(write(entry(Number(item.entries) + 2, 2, 1)), /goes on from its last entry/)
      await assert.rejects(write(entry(Number(item.entries) + 1, 2, 9)), /no such support term/)
      await write(
        sql`update support_day_counts set booked = entitled + carried_in - delivered where support_term = 1`,
      )
      await assert.rejects(write(entry(Number(item.entries) + 1, 2, 1)), /support_day_counts_check/)
      await assert.rejects(write(sql`update support_day_counts set delivered = -1`), /violates check/)
    })
  })
})

const totals = ({ terms }: Ledger, of: 'booked' | 'delivered') => terms.map((term) => term[of])
