import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type FeatureApp, faultsIn, featureApp } from '../../../test/builders/feature-app.ts'
import { WORLD } from '../../../test/builders/whole-app.ts'
import { openTestDatabase } from '../../../test/database.ts'
import { clockAt, movableClock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import { loadCalendar } from '../programmes/index.ts'
import { destinationsFrom } from './dates.ts'
import { routes } from './index.ts'

const date = (day: number | string, month: number | string, year: number | string) => ({
  'date-day': day,
  'date-month': month,
  'date-year': year,
})

describe('the pages of the demonstration', () => {
  let database: Database
  let service: FeatureApp
  const open = async (clock = movableClock()) => {
    const one = await featureApp({ database, clock, mount: routes })
    await one.app.ready()
    return one
  }

  before(async () => {
    database = await openTestDatabase(WORLD)
    service = await open()
  })
  after(async () => {
    await service.app.close()
    await database.close()
  })

  const today = () => service.app.clock.today().toString()

  test('the world begins on its own day, whatever day it is outside', async () => {
    assert.equal(today(), '2026-05-14')
    const { status, body } = await service.get(undefined, '/demonstration')
    assert.equal(status, 200)
    assert.match(body, /14 May 2026/)
    assert.match(body, /4 hubs with 127 partnerships/)
    assert.deepEqual(await faultsIn(body), [])
  })

  test('anyone moves the date, and it stays there', async () => {
    const moved = await service.post(undefined, '/demonstration/clock', date(22, 5, 2026))
    assert.equal(moved.status, 303)
    assert.equal(today(), '2026-05-22')
    assert.match((await service.get(undefined, moved.location)).body, /Today is now 22 May 2026/)
    const restarted = await open()
    assert.equal(restarted.app.clock.today().toString(), '2026-05-22')
    await restarted.app.close()
  })

  // The embedded database has one process.
  if (process.env.TEST_DATABASE === 'postgres') {
    test('another process follows within a second', async () => {
      const other = await open()
      await service.post(undefined, '/demonstration/clock', date(1, 6, 2026))
      await new Promise((done) => setTimeout(done, 1_050))
      await other.get(undefined, '/demonstration')
      assert.equal(other.app.clock.today().toString(), '2026-06-01')
      await other.app.close()
    })
  }

  test('the time of day is the true one', () => {
    const trueTime = () => Temporal.Now.plainTimeISO('Europe/London')
    const isInOrder = (...times: Temporal.PlainTime[]) =>
      times.every((time, at) => Temporal.PlainTime.compare(times[at - 1] ?? time, time) <= 0)
    let [before, now, after] = [trueTime(), service.app.clock.now(), trueTime()]
    while (!isInOrder(before, after)) [before, now, after] = [trueTime(), service.app.clock.now(), trueTime()] // midnight
    const told = now.toZonedDateTimeISO('Europe/London')
    assert.equal(told.toPlainDate().toString(), today())
    assert.ok(isInOrder(before, told.toPlainTime(), after), `${before} ${told} ${after}`)
  })

  for (const [typed, message] of [
    [date('', '', ''), 'Enter a date'],
    [date(31, 2, 2026), 'Enter a real date'],
    [date(1, '', 2026), 'The date must include a month'],
    [date('x', 1, 2026), 'Enter the date in numbers'],
    [date(1, 1, 2031), 'The date must be between 14 May 2025 and 14 May 2028'],
  ] as const) {
    test(`a date that cannot be is refused, and what was typed kept: ${message}`, async () => {
      const before = today()
      const { status, body } = await service.post(undefined, '/demonstration/clock', typed)
      assert.equal(status, 422)
      assert.ok(body.includes(message), body)
      assert.match(body, /govuk-error-summary/)
      if (typed['date-year']) assert.ok(body.includes(`value="${typed['date-year']}"`))
      assert.deepEqual(await faultsIn(body), [])
      assert.equal(today(), before)
    })
  }

  test('beginning again asks first, and brings the date back', async () => {
    await service.post(undefined, '/demonstration/clock', date(1, 7, 2026))
    const asks = await service.get(undefined, '/demonstration/reset')
    assert.match(asks.body, /Everyone is signed out/)
    assert.deepEqual(await faultsIn(asks.body), [])
    const { status, location } = await service.post(undefined, '/demonstration/reset', {})
    assert.equal(status, 303)
    assert.match((await service.get(undefined, location)).body, /as it was at the beginning/)
    assert.equal(today(), '2026-05-14')
  })

  test('a clock that cannot be moved says so', async () => {
    const fixed = await featureApp({ database, clock: clockAt('2026-05-20'), mount: routes })
    assert.equal((await fixed.get(undefined, '/demonstration/clock')).status, 200)
    assert.equal((await fixed.post(undefined, '/demonstration/clock', date(1, 6, 2026))).status, 409)
    await fixed.app.close()
  })
})

describe('where one may go from a day', () => {
  const own = Temporal.PlainDate.from('2026-05-14')
  const from = async (day: string) =>
    destinationsFrom(Temporal.PlainDate.from(day), own, await loadCalendar()).map(
      ({ text, date }) => `${date} ${text}`,
    )

  test('from the demonstration’s own date', async () => {
    assert.deepEqual(await from('2026-05-14'), [
      '2026-05-15 One day on',
      '2026-05-21 One week on',
      '2026-09-01 Start of autumn term 2026',
      '2025-09-01 Start of the school year',
    ])
  })

  test('from a holiday, the next term is the one that follows', async () => {
    assert.deepEqual(await from('2026-04-02'), [
      '2026-05-14 Back to the demonstration’s own date',
      '2026-04-03 One day on',
      '2026-04-09 One week on',
      '2026-04-13 Start of summer term 2026',
      '2025-09-01 Start of the school year',
    ])
  })
})
