import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadCalendar } from '../../programmes/index.ts'
import { type Ledger, leftBehind, type TermCount } from './domain.ts'
import { shortOfWeeks } from './weeks.ts'

const term = (supportTerm: number, entitled: number | null, delivered: number): TermCount => ({
  supportTerm,
  entitled,
  booked: 0,
  delivered,
})
const date = Temporal.PlainDate.from
const cohort = {
  supportTerms: [
    { number: 1, name: 'Autumn', startsOn: date('2025-09-01'), endsOn: date('2025-12-19') },
    { number: 2, name: 'Spring', startsOn: date('2026-01-05'), endsOn: date('2026-03-27') },
  ],
}
const ledger = (carryLimit: number, ...terms: TermCount[]): Ledger => ({ terms, carryLimit })

test('what a support term that is over has left is left behind, but for what is carried over', () => {
  assert.equal(leftBehind(ledger(0, term(1, 10, 7), term(2, 6, 0)), 1), 0, 'it is not over')
  assert.equal(leftBehind(ledger(0, term(1, 10, 7), term(2, 6, 0)), 2), 3)
  assert.equal(leftBehind(ledger(2, term(1, 10, 7), term(2, 6, 0)), 2), 1)
  assert.equal(leftBehind(ledger(2, term(1, 10, 7), term(2, 6, 0)), Number.POSITIVE_INFINITY), 9)
  assert.equal(leftBehind(ledger(0, term(1, null, 7), term(2, null, 0)), 2), 0, 'there is no number')
})

test('the warning speaks of days that can neither be given in the weeks left nor carried over', async () => {
  const calendar = await loadCalendar()
  const today = date('2025-12-10')
  const say = (of: Ledger, on = today) => shortOfWeeks(of, cohort, on, calendar)
  const open = [term(1, 10, 4), term(2, 6, 0)]
  assert.equal(
    say(ledger(0, ...open)),
    '3 days of support term 1 are not arranged yet, and only 2 school weeks are left until 19 December 2025.',
  )
  assert.equal(say(ledger(6, ...open)), undefined, 'all of it may be carried over')
  assert.match(say(ledger(1, ...open)) ?? '', /^3 days/, 'half a day of it may')
  assert.equal(say(ledger(0, term(1, null, 4), term(2, null, 0))), undefined, 'there is no number')
  const last = ledger(6, term(1, 10, 10), term(2, 6, 1))
  assert.match(
    say(last, date('2026-03-23')) ?? '',
    /^2.5 days of support term 2/,
    'nothing follows the last term',
  )
  assert.equal(say(last, date('2026-04-20')), undefined, 'it is over')
})
