import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import fc from 'fast-check'
import { type Calendar, isSchoolDay, loadCalendar } from '../programmes/index.ts'
import { type Conversation, canBeTakenBack, firstSeen, inBrief, inOrderOfNeed, replyBy } from './domain.ts'
import { isQuiet, sendTime } from './notices/quiet.ts'

const at = (text: string) => Temporal.Instant.from(text)

describe('the rules of a conversation', () => {
  let calendar: Calendar
  before(async () => {
    calendar = await loadCalendar()
  })
  /** Any minute of two years. */
  const instants = fc
    .integer({ min: 0, max: 2 * 365 * 24 * 60 })
    .map((minutes) => at('2025-09-01T00:00:00Z').add({ minutes }))

  it('an answer is due on a school day, whenever it was asked for', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 30 }), (instant, days) => {
        const day = instant.toZonedDateTimeISO('Europe/London').toPlainDate()
        const by = replyBy(day, days, calendar)
        assert.ok(isSchoolDay(by, calendar), by.toString())
        assert.ok(Temporal.PlainDate.compare(by, day) > 0)
      }),
      { numRuns: 2000 },
    )
  })

  it('an email waits ten minutes at least, and goes out in no quiet hour', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const sent = sendTime(instant, calendar)
        assert.ok(!isQuiet(sent, calendar), sent.toString())
        assert.ok(Temporal.Instant.compare(sent, instant.add({ minutes: 10 })) >= 0)
      }),
      { numRuns: 2000 },
    )
  })

  it('the hours of an email, by example', () => {
    for (const [written, sent] of [
      ['2026-01-15T12:00:00Z', '2026-01-15T12:10:00Z'],
      ['2026-01-15T05:00:00Z', '2026-01-15T07:30:00Z'],
      // A Friday evening, a half term, the summer; England is an hour ahead from the end of March.
      ['2026-01-16T17:55:00Z', '2026-01-19T07:30:00Z'],
      ['2026-02-13T18:30:00Z', '2026-02-23T07:30:00Z'],
      ['2026-07-24T09:00:00Z', '2026-09-01T06:30:00Z'],
    ] as const)
      assert.equal(sendTime(at(written), calendar).toString(), sent, written)
  })

  it('a message can be taken back for ten minutes, once, by whoever wrote it', () => {
    const message = { accountId: 7, writtenAt: '2026-01-15T12:00:00Z', takenBackAt: null }
    assert.ok(canBeTakenBack(message, 7, at('2026-01-15T12:09:59Z')))
    assert.ok(!canBeTakenBack(message, 7, at('2026-01-15T12:10:00Z')))
    assert.ok(!canBeTakenBack(message, 8, at('2026-01-15T12:01:00Z')))
    assert.ok(
      !canBeTakenBack({ ...message, takenBackAt: '2026-01-15T12:01:00Z' }, 7, at('2026-01-15T12:02:00Z')),
    )
  })

  it('a message was first seen by the first of the other side who had read as far', () => {
    const seen = (upTo: number, side: 'partner' | 'lead', byName: string, seenAt: string) => ({
      upTo,
      side,
      byName,
      seenAt,
    })
    const sightings = [
      seen(5, 'partner', 'Later', '2026-01-16T09:00:00Z'),
      seen(4, 'partner', 'First', '2026-01-15T09:00:00Z'),
      seen(3, 'partner', 'Too little', '2026-01-14T09:00:00Z'),
      seen(9, 'lead', 'Own side', '2026-01-13T09:00:00Z'),
    ]
    assert.equal(firstSeen({ id: 4, side: 'lead' }, sightings)?.byName, 'First')
    assert.equal(firstSeen({ id: 6, side: 'lead' }, sightings), undefined)
  })

  it('what waits longest for an answer comes first, then what is new, then the last word', () => {
    const one = (schoolName: string, more: Partial<Conversation>): Conversation => ({
      partnershipId: 1,
      schoolName,
      hubName: '',
      ended: false,
      toAnswer: 0,
      toAnswerSince: null,
      toAnswerBy: null,
      waitingFor: 0,
      waitingSince: null,
      unseen: 0,
      lastAt: null,
      lastByName: null,
      ...more,
    })
    const sorted = inOrderOfNeed([
      one('Never', {}),
      one('Old', { lastAt: '2026-01-01T09:00:00Z' }),
      one('Recent', { lastAt: '2026-03-01T09:00:00Z' }),
      one('New', { unseen: 2, lastAt: '2026-02-01T09:00:00Z' }),
      one('Due later', { toAnswer: 1, toAnswerBy: '2026-03-20' }),
      one('Due first', { toAnswer: 1, toAnswerBy: '2026-03-10', unseen: 1 }),
    ])
    assert.deepEqual(
      sorted.map(({ schoolName }) => schoolName),
      ['Due first', 'Due later', 'New', 'Recent', 'Old', 'Never'],
    )
  })

  it('a long message is cut for a list, on one line', () => {
    assert.equal(inBrief('Two\n\nlines'), 'Two lines')
    assert.equal(inBrief('word '.repeat(40), 20).length <= 20, true)
  })
})
