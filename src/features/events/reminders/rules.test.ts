import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { type Calendar, isSchoolDay, loadCalendar } from '../../programmes/index.ts'
import { addWorkingTime, ENGLAND, isQuiet, isWorkingHour, quietTimeAt } from '../quiet-times.ts'
import { mayRemind, type Reminded, reminderDue, remindersOf } from './rules.ts'

let calendar: Calendar
before(async () => {
  calendar = await loadCalendar()
})

const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(ENGLAND).toInstant()
const wall = (instant: Temporal.Instant) =>
  instant.toZonedDateTimeISO(ENGLAND).toPlainDateTime().toString({ smallestUnit: 'minute' })

function event(startsAt: string, { minutes = 120, joinable = true } = {}): Reminded {
  const starts = at(startsAt)
  return { startsAt: starts, endsAt: starts.add({ minutes }), timeZone: ENGLAND, joinable }
}
const sent = (of: Reminded) => remindersOf(of, calendar).map(({ rule, sendAt }) => `${rule} ${wall(sendAt)}`)

describe('quiet times', () => {
  it('last from Friday noon until Monday', () => {
    assert.equal(isQuiet(at('2026-05-15T11:59'), calendar), false)
    assert.equal(isQuiet(at('2026-05-15T12:00'), calendar), true)
    assert.equal(isQuiet(at('2026-05-17T23:59'), calendar), true)
    assert.equal(isQuiet(at('2026-05-18T00:00'), calendar), false)
  })

  it('join a bank holiday to its weekend, and a holiday to the Friday before it', () => {
    const stretch = (text: string) => {
      const found = quietTimeAt(at(text), calendar)
      return found && [wall(found.from), wall(found.until)]
    }
    assert.deepEqual(stretch('2026-05-04T10:00'), ['2026-05-01T12:00', '2026-05-05T00:00'])
    assert.deepEqual(stretch('2026-02-18T10:00'), ['2026-02-13T12:00', '2026-02-23T00:00'])
    assert.deepEqual(stretch('2026-08-01T10:00'), ['2026-07-23T00:00', '2026-09-01T00:00'])
    // Term ends on a Thursday, and Good Friday follows it.
    assert.deepEqual(stretch('2027-04-01T10:00'), ['2027-03-26T00:00', '2027-04-12T00:00'])
    assert.equal(stretch('2026-05-13T10:00'), undefined)
  })

  it('hold the hours of clocks on the wall through the changes of March and October', () => {
    // Clocks go forward on Sunday 29 March 2026 and back on Sunday 25 October 2026: both lie in quiet times.
    assert.equal(quietTimeAt(at('2026-03-29T03:00'), calendar)?.from.toString(), '2026-03-27T12:00:00Z')
    const back = quietTimeAt(at('2026-10-25T12:00'), calendar)
    assert.deepEqual(
      [back?.from.toString(), back?.until.toString()],
      ['2026-10-23T11:00:00Z', '2026-11-02T00:00:00Z'],
    )
  })
})

describe('working time', () => {
  const after = (text: string, hours: number) =>
    wall(addWorkingTime(at(text), Temporal.Duration.from({ hours }), calendar))

  it('passes on school days from eight to five, and on Fridays until noon', () => {
    assert.equal(after('2026-05-13T09:00', 4), '2026-05-13T13:00')
    assert.equal(after('2026-05-13T15:00', 4), '2026-05-14T10:00')
    assert.equal(after('2026-05-15T10:00', 4), '2026-05-18T10:00')
    assert.equal(after('2026-05-16T10:00', 4), '2026-05-18T12:00')
  })

  it('stands still in holidays, on bank holidays and over the change of the clocks', () => {
    assert.equal(after('2026-05-01T11:00', 4), '2026-05-05T11:00')
    assert.equal(after('2026-07-22T16:00', 4), '2026-09-01T11:00')
    assert.equal(after('2026-10-23T11:30', 4), '2026-11-02T11:30')
  })

  it('never ends in the middle of a night', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 * 365 * 24 * 60 }),
        fc.integer({ min: 1, max: 60 * 60 }),
        (start, minutes) => {
          const from = at('2025-09-01T00:00').add({ minutes: start })
          const end = addWorkingTime(from, Temporal.Duration.from({ minutes }), calendar)
          return isWorkingHour(end, calendar) && Temporal.Instant.compare(end, from) > 0
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('reminders', () => {
  it('go out a week before, the day before and an hour before', () => {
    assert.deepEqual(sent(event('2026-05-21T10:00')), [
      'week-before 2026-05-14T09:00',
      'day-before 2026-05-20T09:00',
      'joining-link 2026-05-21T09:00',
    ])
    assert.equal(sent(event('2026-05-21T10:00', { joinable: false })).length, 2)
  })

  it('go out on the last school day before a quiet time', () => {
    assert.deepEqual(sent(event('2026-05-18T10:00')), [
      'week-before 2026-05-11T09:00',
      'day-before 2026-05-15T09:00',
      'joining-link 2026-05-18T09:00',
    ])
    // The day after a bank holiday.
    assert.deepEqual(sent(event('2026-05-05T10:00', { joinable: false })), [
      'week-before 2026-04-28T09:00',
      'day-before 2026-05-01T09:00',
    ])
    // The Monday after half-term: the day before is brought forward over it, and the week before with it.
    assert.deepEqual(sent(event('2026-06-01T10:00', { joinable: false })), ['day-before 2026-05-22T09:00'])
  })

  it('wait for the first school day where the last one is long ago', () => {
    assert.deepEqual(sent(event('2026-09-03T10:00')), [
      'week-before 2026-09-01T09:00',
      'day-before 2026-09-02T09:00',
      'joining-link 2026-09-03T09:00',
    ])
    // On the very first day there is no morning before it begins.
    assert.deepEqual(sent(event('2026-09-01T09:00', { joinable: false })), ['day-before 2026-07-22T09:00'])
  })

  it('keep their times for an event that itself lies in a quiet time', () => {
    // A Saturday, and the afternoon of a Friday.
    assert.deepEqual(sent(event('2026-05-16T10:00')), [
      'week-before 2026-05-08T09:00',
      'day-before 2026-05-15T09:00',
      'joining-link 2026-05-16T09:00',
    ])
    assert.equal(sent(event('2026-05-15T14:00')).at(-1), 'joining-link 2026-05-15T13:00')
    // The Wednesday of half-term: its Tuesday is as quiet as it is itself.
    assert.deepEqual(sent(event('2026-02-18T10:00')), [
      'week-before 2026-02-11T09:00',
      'day-before 2026-02-17T09:00',
      'joining-link 2026-02-18T09:00',
    ])
  })

  it('stand an hour of time before it, and at nine on the wall, when the clocks change between', () => {
    const inMarch = remindersOf(event('2026-03-30T09:00'), calendar)
    // The Easter holiday begins with the quiet of Friday 27 March, so the event lies in it.
    assert.deepEqual(
      inMarch.map(({ sendAt }) => sendAt.toString()),
      ['2026-03-23T09:00:00Z', '2026-03-29T08:00:00Z', '2026-03-30T07:00:00Z'],
    )
    const onTheSunday = remindersOf(event('2026-10-25T01:30'), calendar)
    assert.equal(onTheSunday.at(-1)?.sendAt.until(at('2026-10-25T01:30')).total('minutes'), 60)
  })

  it('follow the day on which an event across midnight begins, and the last day of a leap February', () => {
    const night = { ...event('2026-05-19T23:30'), endsAt: at('2026-05-20T01:30') }
    assert.deepEqual(sent(night), [
      'week-before 2026-05-12T09:00',
      'day-before 2026-05-18T09:00',
      'joining-link 2026-05-19T22:30',
    ])
    assert.equal(sent(event('2026-05-20T00:30')).at(-1), 'joining-link 2026-05-19T23:30')
    assert.deepEqual(sent(event('2028-03-01T10:00', { joinable: false })), [
      'week-before 2028-02-23T09:00',
      'day-before 2028-02-29T09:00',
    ])
    assert.equal(sent(event('2028-03-07T10:00'))[0], 'week-before 2028-02-29T09:00')
  })

  it('are sent once the time has come, the latest alone after an outage', () => {
    const cpd = event('2026-05-21T10:00')
    const due = (text: string) => reminderDue(cpd, at(text), calendar)?.rule
    assert.equal(due('2026-05-14T08:59'), undefined)
    assert.equal(due('2026-05-14T09:00'), 'week-before')
    assert.equal(due('2026-05-15T12:00'), undefined)
    assert.equal(due('2026-05-20T09:00'), 'day-before')
    assert.equal(due('2026-05-21T09:01'), 'joining-link')
    assert.equal(due('2026-05-21T12:00'), undefined)
  })

  it('never come in a quiet time that is not the event’s own, in order, each before the event', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 * 365 * 24 * 4 }), fc.boolean(), (quarters, joinable) => {
        const starts = at('2024-10-01T00:00').add({ minutes: quarters * 15 })
        const one: Reminded = {
          startsAt: starts,
          endsAt: starts.add({ hours: 2 }),
          timeZone: ENGLAND,
          joinable,
        }
        const reminders = remindersOf(one, calendar)
        assert.ok(reminders.length > 0)
        for (const [index, { sendAt, until }] of reminders.entries()) {
          assert.ok(mayRemind(sendAt, one, calendar), `${wall(starts)}: ${wall(sendAt)}`)
          assert.ok(Temporal.Instant.compare(sendAt, until) < 0)
          assert.ok(Temporal.Instant.compare(sendAt, starts) < 0)
          const next = reminders[index + 1]
          assert.ok(!next || Temporal.Instant.compare(sendAt, next.sendAt) < 0)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('come on school days for every event of a school day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 * 365 }), (days) => {
        const day = Temporal.PlainDate.from('2024-10-01').add({ days })
        fc.pre(isSchoolDay(day, calendar) && day.dayOfWeek < 5)
        const one = event(`${day}T10:00`)
        for (const { sendAt } of remindersOf(one, calendar))
          assert.ok(isSchoolDay(sendAt.toZonedDateTimeISO(ENGLAND).toPlainDate(), calendar))
      }),
      { numRuns: 500 },
    )
  })
})
