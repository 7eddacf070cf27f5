import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import {
  bookDay,
  dateIn,
  openSupportWorld,
  type SupportWorld,
  send,
} from '../../../../test/builders/support.ts'
import { loadCalendar } from '../../programmes/index.ts'
import { tellOf } from './domain.ts'
import { sendDayNotices } from './jobs.ts'

describe('what changes the calendars of both schools', () => {
  let of: SupportWorld
  before(async () => {
    of = await openSupportWorld('2025-10-01')
  })
  after(() => of.close())

  const run = async (at: string) => {
    const now = Temporal.Instant.from(at)
    const clock = { now: () => now, today: () => now.toZonedDateTimeISO('Europe/London').toPlainDate() }
    const calendar = await loadCalendar()
    await sendDayNotices({ database: of.database, clock, publicUrl: 'https://alongside.example', calendar })
  }
  const told = async () => {
    const rows = await of.rows(sql`
      delete from messages where template like 'support-day-%'
      returning to_email, template, personalisation ->> 'calendar-link' as link`)
    return rows.map(({ to_email: to, template, link }) => [to, template, link]).toSorted()
  }
  const both = (template: string, day: number) =>
    [of.lead, of.leader]
      .map(({ email }) => [email, template, `https://alongside.example/support-days/${day}/visit.ics`])
      .toSorted()
  const ics = async (day: number) => (await of.web.get(of.leader, `/support-days/${day}/visit.ics`)).body

  test('is told to the people of both, once, in school hours, with the same entry each time', async () => {
    const day = await bookDay(of, '2025-10-14')
    await run('2025-10-01T21:00:00Z')
    assert.deepEqual(await told(), [], 'not in the evening')
    await run('2025-10-02T09:00:00Z')
    assert.deepEqual(await told(), both('support-day-agreed', day))
    await run('2025-10-02T09:05:00Z')
    assert.deepEqual(await told(), [], 'once')
    const first = await ics(day)
    assert.match(first, /SEQUENCE:2/)

    of.moveClock('2025-10-23')
    const dates = { seen: 2, length: 'whole', ...dateIn('date1', '2025-11-11') }
    const bare = await of.web.post(of.lead, `/support-days/${day}/dates`, { key: randomUUID(), ...dates })
    assert.equal(bare.status, 422)
    assert.match(bare.body, /Say in a few words why it should move/)
    await send(of, of.lead, `/support-days/${day}/dates`, { ...dates, note: 'A colleague is ill' })
    await run('2025-10-24T09:00:00Z')
    assert.deepEqual(await told(), [], 'an offer changes no calendar')
    of.moveClock('2025-10-24')
    await send(of, of.leader, `/support-days/${day}/answers`, { seen: 3, on: '2025-11-11' })
    await run('2025-10-28T10:00:00Z')
    assert.deepEqual(await told(), [], 'not in the half-term holiday')
    await run('2025-11-03T08:00:00Z')
    assert.deepEqual(await told(), both('support-day-moved', day))
    const second = await ics(day)
    assert.match(second, /SEQUENCE:4/)
    const uid = /UID:.*/.exec(first)?.[0]
    assert.ok(uid && second.includes(uid), 'the same entry')

    of.moveClock('2025-11-04')
    await send(of, of.leader, `/support-days/${day}/cancellation`, { seen: 4, note: 'Snow' })
    await run('2025-11-05T09:00:00Z')
    assert.deepEqual(await told(), both('support-day-cancelled', day))
    const third = await ics(day)
    assert.match(third, /STATUS:CANCELLED/)
    assert.ok(third.includes(uid))
    const page = await of.web.get(of.lead, `/support-days/${day}`)
    assert.match(page.body, /Calendar file that takes it out again/)
  })

  test('is not told where it was undone before anybody knew, nor to somebody who has left', async () => {
    of.moveClock('2025-11-06')
    const day = await bookDay(of, '2025-11-20')
    await send(of, of.lead, `/support-days/${day}/cancellation`, { seen: 2, note: 'Too soon' })
    await run('2025-11-07T09:00:00Z')
    assert.deepEqual(await told(), [])
    const other = await bookDay(of, '2025-11-21')
    await of.rows(
      sql`update assignments set ended_at = now(), ended_reason = 'left' where account_id = ${of.leader.accountId}`,
    )
    await run('2025-11-10T09:00:00Z')
    assert.deepEqual(
      (await told()).map(([to]) => to),
      [of.lead.email],
    )
    await of.rows(
      sql`update assignments set ended_at = null, ended_reason = null where account_id = ${of.leader.accountId}`,
    )
    assert.deepEqual(await of.rows(sql`select from support_day_notices where item_id = ${other}`), [])
  })

  test('a move that does not suit is refused with a reason, or other dates are offered instead', async () => {
    const day = await bookDay(of, '2025-11-24')
    await send(of, of.lead, `/support-days/${day}/dates`, {
      seen: 2,
      length: 'whole',
      note: 'A clash',
      ...dateIn('date1', '2025-11-25'),
    })
    const url = `/support-days/${day}/keepings`
    const bare = await of.web.post(of.leader, url, { key: randomUUID(), seen: 3, why: '' })
    assert.equal(bare.status, 422)
    assert.match(bare.body, /Say in a few words why/)
    assert.match(bare.body, /offer other dates instead/)
    const form = { key: randomUUID(), seen: 3, why: 'All staff are on a course' }
    assert.equal((await of.web.post(of.leader, url, form)).status, 303)
    assert.equal((await of.web.post(of.leader, url, form)).status, 303, 'pressed twice')
    assert.match((await of.web.get(of.lead, `/support-days/${day}`)).body, /All staff are on a course/)
    const stale = await of.web.post(of.leader, url, { key: randomUUID(), seen: 4, why: '' })
    assert.equal(stale.status, 409)
  })
})

test('what a notice tells follows what has become of the day', () => {
  assert.deepEqual(
    [
      tellOf('agreed', 'booked'),
      tellOf('agreed', 'cancelled'),
      tellOf('moved', 'cancelled'),
      tellOf('cancelled', 'cancelled'),
      tellOf('moved', 'delivered'),
    ],
    ['agreed', undefined, 'cancelled', 'cancelled', undefined],
  )
})
