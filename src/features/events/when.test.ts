import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { saidWhen } from './when.ts'

const when = (startsAt: string, endsAt: string, timeZone = 'Europe/London') =>
  saidWhen({ startsAt: Temporal.Instant.from(startsAt), endsAt: Temporal.Instant.from(endsAt), timeZone })

describe('when an event is', () => {
  it('is said as on GOV.UK, in summer and in winter time', () => {
    assert.equal(when('2026-05-21T09:00Z', '2026-05-21T11:00Z'), 'Thursday 21 May 2026, 10am to midday')
    assert.equal(when('2026-01-29T13:30Z', '2026-01-29T15:30Z'), 'Thursday 29 January 2026, 1:30pm to 3:30pm')
    assert.equal(when('2028-02-29T08:05Z', '2028-02-29T12:00Z'), 'Tuesday 29 February 2028, 8:05am to midday')
  })

  it('names both days across midnight', () => {
    assert.equal(
      when('2026-05-19T22:30Z', '2026-05-20T00:30Z'),
      'Tuesday 19 May 2026, 11:30pm to 1:30am on Wednesday 20 May 2026',
    )
    assert.equal(
      when('2026-12-31T20:00Z', '2027-01-01T00:00Z'),
      'Thursday 31 December 2026, 8pm to midnight on Friday 1 January 2027',
    )
  })

  it('says which of the two hours it is when the clocks go back, and skips the one that there is not in March', () => {
    assert.equal(
      when('2026-10-25T00:30Z', '2026-10-25T01:30Z'),
      'Sunday 25 October 2026, 1:30am (BST) to 1:30am (GMT)',
    )
    assert.equal(when('2026-03-29T00:30Z', '2026-03-29T01:30Z'), 'Sunday 29 March 2026, 12:30am to 2:30am')
  })

  it('names the place of another time zone', () => {
    assert.equal(
      when('2026-05-21T09:00Z', '2026-05-21T10:00Z', 'Europe/Isle_of_Man'),
      'Thursday 21 May 2026, 10am to 11am (time in Isle of Man)',
    )
  })
})
