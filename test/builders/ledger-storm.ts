/** Both schools of many partnerships press at once whatever there is to press about support days; afterwards everything must add up. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../src/features/people/index.ts'
import { scopeOf } from '../../src/features/people/index.ts'
import type { Calendar } from '../../src/features/programmes/index.ts'
import {
  type Outcome,
  proposeDay,
  readDayInView,
  readSupport,
  takeStep,
} from '../../src/features/support/days/actions.ts'
import {
  type DayNow,
  moved,
  NOTHING_YET,
  type Offer,
  type Step,
} from '../../src/features/support/days/domain.ts'
import { findLedger } from '../../src/features/support/ledger/actions.ts'
import { carriedInto, isSound, type Ledger } from '../../src/features/support/ledger/domain.ts'
import { clockAt } from '../../src/platform/clock.ts'
import type { Database, Db } from '../../src/platform/database/index.ts'
import { Refusal } from '../../src/platform/refusal.ts'

/** One partnership with a person of each school. */
export interface Pair {
  readonly partnership: number
  readonly lead: Actor
  readonly leader: Actor
  /** Some days of every support term, to be proposed. */
  readonly days: readonly string[]
  /** The service's today is one of these. */
  readonly todays: readonly string[]
}

export interface StormFigures {
  readonly operations: number
  /** Written down, each by one entry. */
  readonly taken: number
  /** Answered with a reason, and nothing written. */
  readonly refused: number
  /** Forms that were sent twice at the same moment. */
  readonly twice: number
}

interface Told {
  readonly key: string
  readonly isTaken: boolean
}

type Roll = (below: number) => number
const oneOf = <T>(roll: Roll, some: readonly T[]): T => some[roll(some.length)] as T

/** Of these days one is mostly pressed about at a time, so that people meet. */
const LIVELY = 12

export async function ledgerStorm(of: {
  readonly database: Database
  readonly pairs: readonly Pair[]
  readonly calendar: Calendar
  readonly operations: number
  /** Presses under way at the same moment. */
  readonly atOnce: number
  readonly roll: Roll
  readonly say?: (done: number) => void
}): Promise<StormFigures> {
  const { database, pairs, calendar, roll } = of
  const known = new Map<number, number[]>(pairs.map(({ partnership }) => [partnership, []]))
  const told: Told[] = []
  let [begun, twice] = [0, 0]

  const press = async (
    pair: Pair,
    actor: Actor,
    key: string,
    action: (db: Db, today: Temporal.PlainDate) => Promise<Outcome>,
  ) => {
    const clock = clockAt(oneOf(roll, pair.todays))
    try {
      return await database.inScope(scopeOf(actor, clock), (db) => action(db, clock.today()))
    } catch (error) {
      // What is gone on, or not theirs to press, is refused in words; anything else is a fault.
      if (error instanceof Refusal) return { why: 'gone-on' as const }
      throw new Error(`${key} in partnership ${pair.partnership} broke`, { cause: error })
    }
  }

  const act = async () => {
    const pair = oneOf(roll, pairs)
    const actor = roll(2) === 0 ? pair.lead : pair.leader
    const days = known.get(pair.partnership) ?? []
    const key = randomUUID()
    const id = roll(5) === 0 ? undefined : days[days.length - 1 - roll(LIVELY)]
    let form: { seen: number; step: Step } | undefined
    const offer = anOffer(roll, pair, 'dates')
    const action = async (db: Db, today: Temporal.PlainDate): Promise<Outcome> => {
      if (id === undefined) {
        const support = await readSupport(db, actor, pair.partnership, today)
        return proposeDay(db, support, { key, type: 'visit', note: '', offer })
      }
      const view = await readDayInView(db, actor, id, today)
      // A form that is sent twice says the same twice.
      form ??= { seen: view.day.entries, step: aStep(roll, pair, view.day) }
      return takeStep(
        db,
        view,
        { key, note: '', ...form },
        { now: Temporal.Instant.from(`${today}T12:00:00Z`), calendar },
      )
    }
    const presses = roll(20) === 0 ? 2 : 1
    if (presses === 2) twice += 1
    const outcomes = await Promise.all(Array.from({ length: presses }, () => press(pair, actor, key, action)))
    const ids = outcomes.flatMap((outcome) => ('id' in outcome ? [outcome.id] : []))
    assert.ok(new Set(ids).size <= 1, 'a form that is sent twice is about one day')
    if (id === undefined && ids[0] !== undefined) days.push(ids[0])
    told.push({ key, isTaken: ids.length > 0 })
  }

  await Promise.all(
    Array.from({ length: of.atOnce }, async () => {
      while (begun < of.operations) {
        begun += 1
        await act()
        if (told.length % 5_000 === 0) of.say?.(told.length)
      }
    }),
  )
  await database.asOwner((db) => mustBeWritten(db, told))
  const taken = told.filter(({ isTaken }) => isTaken).length
  return { operations: told.length, taken, refused: told.length - taken, twice }
}

/** What was acknowledged is there once; what was refused is not there. */
async function mustBeWritten(db: Db, told: readonly Told[]): Promise<void> {
  for (let at = 0; at < told.length; at += 10_000) {
    const some = told.slice(at, at + 10_000)
    const { rows } = await sql<{ key: string; entries: number }>`
      select key, count(*)::int as entries from support_entries
      where key = any (${some.map(({ key }) => key)}::uuid[]) group by key`.execute(db)
    const entriesOf = new Map(rows.map(({ key, entries }) => [key, entries]))
    for (const { key, isTaken } of some) assert.equal(entriesOf.get(key) ?? 0, isTaken ? 1 : 0, key)
  }
}

interface EntryRow extends DayNow {
  readonly itemId: number
  readonly number: number
  readonly kind: string
  readonly side: string
}

/** Everything that must hold of these partnerships, entry by entry, against the rules that know no database. */
export async function checkLedgers(
  database: Database,
  pairs: readonly Pair[],
): Promise<{ readonly days: number; readonly entries: number }> {
  let [days, entries] = [0, 0]
  for (const pair of pairs) {
    const found = await database.asOwner((db) => readAll(db, pair.partnership))
    const clock = clockAt(pair.todays[0] ?? '')
    const ledger = await database.inScope(scopeOf(pair.lead, clock), async (db) => {
      const { partnership, cohort } = await readSupport(db, pair.lead, pair.partnership, clock.today())
      return findLedger(db, partnership, cohort)
    })
    assert.ok(ledger)
    let sum: Ledger = { ...ledger, terms: ledger.terms.map((term) => ({ ...term, booked: 0, delivered: 0 })) }
    for (const [id, all] of Map.groupBy(found.entries, ({ itemId }) => itemId)) {
      const last = mustFollow(all)
      sum = moved(sum, NOTHING_YET, last)
      const item = found.items.get(id)
      assert.deepEqual(
        [item?.entries, item?.state, item?.halfDays, item?.supportTerm, item?.heldOn, item?.offer],
        [all.length, last.state, last.halfDays, last.supportTerm, last.heldOn, last.offer],
        `day ${id} is as its last entry left it`,
      )
      days += 1
    }
    assert.deepEqual(ledger, sum, `partnership ${pair.partnership}: the sums are what the days say`)
    assert.ok(isSound(sum), `partnership ${pair.partnership}: never over what was promised`)
    assert.deepEqual(found.carried, carriedInto(sum), `partnership ${pair.partnership}: what is carried over`)
    assert.equal(found.days, found.items.size, 'no day without an entry')
    entries += found.entries.length
  }
  return { days, entries }
}

/** The entries of one day: numbered without a gap, each answer by the side that did not ask; the day as the last leaves it. */
function mustFollow(entries: readonly EntryRow[]): DayNow {
  let before: DayNow = NOTHING_YET
  for (const [at, entry] of entries.entries()) {
    const where = `day ${entry.itemId}, entry ${entry.number}`
    assert.equal(entry.number, at + 1, where)
    const isAnswer = ['booked', 'delivered', 'corrected'].includes(entry.kind)
    if (isAnswer) {
      assert.ok(before.offer, `${where} answers something`)
      assert.notEqual(before.offer.side, entry.side, `${where}: nobody answers their own offer`)
    } else if (entry.kind !== 'cancelled') {
      assert.equal(entry.state, before.state, `${where}: only an answer counts`)
      assert.equal(entry.halfDays, before.halfDays, `${where}: only an answer counts`)
    }
    before = entry
  }
  return before
}

async function readAll(db: Db, partnership: number) {
  const now = sql`state, half_days as "halfDays", support_term as "supportTerm", held_on as "heldOn", offer`
  const entries = await sql<EntryRow>`
    select item_id as "itemId", number, kind, side, ${now} from support_entries
    where partnership_id = ${partnership} order by item_id, number`.execute(db)
  const items = await sql<DayNow & { readonly id: number; readonly entries: number }>`
    select id, entries, ${now} from support_items where partnership_id = ${partnership}`.execute(db)
  const counts = await sql<{ carried: number }>`
    select carried_in as carried from support_day_counts where partnership_id = ${partnership}
    order by support_term`.execute(db)
  return {
    entries: entries.rows,
    items: new Map(items.rows.map((item) => [item.id, item])),
    days: new Set(entries.rows.map(({ itemId }) => itemId)).size,
    carried: counts.rows.map(({ carried }) => carried),
  }
}

function anOffer(roll: Roll, { days }: Pair, kind: Offer['kind']): Omit<Offer, 'side'> {
  const dates = kind === 'dates' ? [oneOf(roll, days), oneOf(roll, days)] : [oneOf(roll, days)]
  const halfDays = kind === 'dates' ? roll(2) + 1 : roll(3)
  const nothing = { startsAt: '', endsAt: '', place: '', leadPeople: '', partnerPeople: '' }
  return { kind, dates, halfDays, travelMinutes: null, ...nothing }
}

function aStep(roll: Roll, pair: Pair, { offer, state }: Pick<DayNow, 'offer' | 'state'>): Step {
  const pressed = roll(10)
  if (offer && pressed < 6) return { kind: 'accept', on: oneOf(roll, offer.dates) }
  if (pressed < 8) {
    const kind =
      state === 'delivered' ? 'corrected' : state === 'booked' && roll(2) === 0 ? 'delivered' : 'dates'
    return { kind: 'offer', offer: anOffer(roll, pair, kind) }
  }
  return pressed === 8 ? { kind: 'keep' } : { kind: 'cancel' }
}
