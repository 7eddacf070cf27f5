import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import pino from 'pino'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import {
  addAnsweredWave,
  CLOCK,
  type ResultsWorld,
  resultsWorld,
} from '../../../../test/builders/survey-results.ts'
import { clockAt } from '../../../platform/clock.ts'
import { countClosed, deleteKeptLongEnough } from './jobs.ts'

describe('answers that were counted', () => {
  let w: ResultsWorld
  let wave: number
  const raw = async () =>
    (
      await w.rows<{ answers: number; keys: number }>(
        sql`select (select count(*)::int from survey_answers) as answers, (select count(*)::int from survey_tallies) as tallies`,
      )
    )[0]
  const options = () => ({
    database: w.database,
    clock: CLOCK,
    collect: async () => {},
    logger: pino({ level: 'silent' }),
  })

  before(async () => {
    w = await resultsWorld()
    wave = await addAnsweredWave(w.database, {
      partnershipId: w.ashby,
      groups: [{ audience: 'pupils', label: 'Year 7', answers: 30 }],
    })
  })
  after(() => w.close())

  it('get results by themselves once the survey is closed and nothing waits', async () => {
    assert.equal(await countClosed(options()), 1)
    assert.equal(await countClosed(options()), 0, 'once')
    assert.match((await w.web.get(w.leader, `/surveys/${wave}/results`)).body, /30 pupils answered/)
  })

  it('are deleted on the day that the rule says, and their results stay', async () => {
    const { database } = w
    assert.equal(await deleteKeptLongEnough({ database, clock: clockAt('2026-04-10') }), 0)
    assert.deepEqual(await raw(), { answers: 30, tallies: 1 })
    const due = await w.web.get(w.team, '/programme/surveys/rules')
    assert.match(due.body, /Ashby School[\s\S]*11 Apr 2026/)
    assert.deepEqual(await faultsIn(due.body), [])
    assert.equal(await deleteKeptLongEnough({ database, clock: clockAt('2026-04-11') }), 1)
    assert.equal(await deleteKeptLongEnough({ database, clock: clockAt('2026-04-12') }), 0, 'once')
    assert.deepEqual(
      await raw(),
      { answers: 0, tallies: 0 },
      'the counts too: of a group of one they are its answers',
    )
    assert.match((await w.web.get(w.leader, `/surveys/${wave}/results`)).body, /30 pupils answered/)
    const history = await w.rows<{ sentence: string }>(
      sql`select sentence from history where kind = 'survey.answers-deleted'`,
    )
    assert.deepEqual(history, [
      {
        sentence: 'Deleted the answers of a survey (30), which had been kept long enough. Its results stay',
      },
    ])
  })

  it('are kept by a rule that the programme team tries before it saves', async () => {
    const url = '/programme/surveys/rules'
    assert.equal((await w.web.post(w.team, url, { days: 'soon', floor: 10 })).status, 422)
    assert.equal((await w.web.post(w.team, url, { days: 30, floor: 4 })).status, 422, 'never below five')
    const tried = await w.web.post(w.team, url, { days: 14, floor: 10, try: 'yes' })
    assert.match(tried.body, /Nothing is saved yet/)
    assert.deepEqual(await faultsIn(tried.body), [])
    assert.equal((await w.web.post(w.team, url, { days: 14, floor: 12 })).status, 303)
    assert.match((await w.web.get(w.team, url)).body, /value="14"/)
    const floors = await w.rows<{ floor: number }>(sql`select floor from survey_waves where id = ${wave}`)
    assert.deepEqual(floors, [{ floor: 10 }], 'what is made keeps the floor that it was made with')
  })
})
