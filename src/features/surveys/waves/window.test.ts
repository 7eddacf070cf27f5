import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { FormError } from '../../../platform/forms.ts'
import { fewIn, stateOf } from './domain.ts'
import { instantIn, momentInForm, sayMoment, timeFrom, windowFrom } from './window.ts'

const day = Temporal.PlainDate.from
const time = Temporal.PlainTime.from

describe('when a survey is open', () => {
  const now = Temporal.Instant.from('2026-03-12T09:00:00Z')
  const typed = {
    opens: 'later',
    'start-day': '16',
    'start-month': '3',
    'start-year': '2026',
    startTime: '8:30am',
    'end-day': '27',
    'end-month': '3',
    'end-year': '2026',
    endTime: 'midnight',
  }
  const faults = (answers: Readonly<Record<string, string>>): FormError[] => {
    const errors: FormError[] = []
    windowFrom({ ...typed, ...answers }, now, errors)
    return errors
  }

  it('reads times as people type them', () => {
    const read = (text: string) => timeFrom(text)?.toString().slice(0, 5)
    assert.deepEqual(
      ['8:30', '8.30am', '4pm', '12am', '12pm', 'Midnight', 'noon', '9', '25:00', '13pm', ''].map(read),
      [
        '08:30',
        '08:30',
        '16:00',
        '00:00',
        '12:00',
        '00:00',
        '12:00',
        undefined,
        undefined,
        undefined,
        undefined,
      ],
    )
  })

  it('closes at midnight at the end of the day that is typed, and says so the same way', () => {
    const errors: FormError[] = []
    const window = windowFrom(typed, now, errors)
    assert.deepEqual(errors, [])
    assert.equal(window?.opensAt.toString(), '2026-03-16T08:30:00Z')
    assert.equal(window?.closesAt.toString(), '2026-03-28T00:00:00Z')
    assert.equal(sayMoment('2026-03-28T00:00:00Z', 'closes'), 'Friday 27 March 2026 at midnight')
    assert.deepEqual(momentInForm('2026-03-28T00:00:00Z', 'closes'), { day: '2026-03-27', time: 'midnight' })
    assert.equal(sayMoment('2026-03-28T00:00:00Z', 'opens'), 'Saturday 28 March 2026 at midnight')
  })

  it('is open from its first moment, and not at its last', () => {
    const wave = { opensAt: '2026-03-16T08:30:00Z', closesAt: '2026-03-28T00:00:00Z', closedAt: null }
    const at = (instant: string) => stateOf(wave, Temporal.Instant.from(instant))
    assert.equal(at('2026-03-16T08:29:59.999Z'), 'not open yet')
    assert.equal(at('2026-03-16T08:30:00Z'), 'open')
    assert.equal(at('2026-03-27T23:59:59.999Z'), 'open')
    assert.equal(at('2026-03-28T00:00:00Z'), 'over')
    assert.equal(stateOf({ ...wave, closedAt: '2026-03-20T10:00:00Z' }, now), 'closed')
  })

  it('takes the hour that the clocks leave out as the hour after it', () => {
    // On 29 March 2026 the clocks go from 1am to 2am.
    assert.equal(instantIn(day('2026-03-29'), time('01:30'), 'opens').toString(), '2026-03-29T01:30:00Z')
    assert.equal(instantIn(day('2026-03-29'), time('01:30'), 'closes').toString(), '2026-03-29T01:30:00Z')
  })

  it('opens at the first and closes at the second of the hour that the clocks bring twice', () => {
    // On 25 October 2026 the clocks go from 2am back to 1am.
    assert.equal(instantIn(day('2026-10-25'), time('01:30'), 'opens').toString(), '2026-10-25T00:30:00Z')
    assert.equal(instantIn(day('2026-10-25'), time('01:30'), 'closes').toString(), '2026-10-25T01:30:00Z')
  })

  it('keeps its hour in England when the clocks change while it is open', () => {
    const window = windowFrom({ ...typed, 'end-day': '30', endTime: '4pm' }, now, [])
    assert.equal(window?.closesAt.toString(), '2026-03-30T15:00:00Z')
  })

  it('says what is wrong, at its field', () => {
    const said = (answers: Readonly<Record<string, string>>) =>
      faults(answers).map(({ field, message }) => `${field}: ${message}`)
    assert.deepEqual(said({ 'end-day': '16', endTime: '8:30am' }), [
      'end: The survey must close after it opens',
    ])
    assert.deepEqual(said({ opens: 'later', 'start-year': '2025', 'end-year': '2025' }), [
      'end: The survey must close in the future',
    ])
    assert.deepEqual(said({ 'end-month': '9' }), ['end: A survey can be open for 92 days at most'])
    assert.deepEqual(said({ 'start-day': '', 'start-month': '', 'start-year': '', startTime: 'soon' }), [
      'start: Enter the day it opens',
      'startTime: Enter the time it opens, for example 8:30am',
    ])
    assert.deepEqual(said({ 'start-year': '1926' }), ['start: Enter a year between 2020 and 2100'])
    assert.deepEqual(said({ 'end-day': '31', 'end-month': '4' }), ['end: Enter a real date'])
  })

  it('speaks of few answers only when half of its time is over', () => {
    const code = {
      id: 1,
      groupId: 1,
      code: 'KTR4HM',
      label: '7B',
      expected: 30,
      answered: 10,
      stoppedAt: null,
    }
    const wave = { opensAt: '2026-03-16T00:00:00Z', closesAt: '2026-03-20T00:00:00Z' }
    const at = (instant: string, of: Partial<typeof code> = {}) =>
      fewIn(wave, [{ ...code, ...of }], Temporal.Instant.from(instant)).length
    assert.equal(at('2026-03-17T23:59:59Z'), 0)
    assert.equal(at('2026-03-18T00:00:00Z'), 1)
    assert.equal(at('2026-03-18T00:00:00Z', { answered: 11 }), 0)
  })
})
