import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { shapeOf } from '../../src/features/surveys/definition.ts'
import { readSurveyVersion } from '../../src/features/surveys/questionnaires/store.ts'
import { type ResultsWorld, resultsWorld } from '../builders/survey-results.ts'
import { judge } from './attack.ts'
import { solve } from './equations.ts'
import {
  leaderOf,
  type PlantedSchool,
  plantServed,
  share,
  stopSharing,
  targetsOfFile,
  Unknowns,
  viewsOfFile,
  viewsOfSums,
  viewsOfWatching,
} from './served.ts'
import type { View } from './views.ts'

const SCHOOLS = 11

describe('what the service hands out to all roles together', () => {
  let w: ResultsWorld
  const schools: PlantedSchool[] = []
  const unknowns = new Unknowns()
  const views: View[] = []
  const files = new Map<PlantedSchool, ReturnType<typeof viewsOfFile>>()

  before(async () => {
    w = await resultsWorld()
    for (let school = 0; school < SCHOOLS; school += 1) schools.push(await plantServed(w, school))
  })
  after(() => w.close())

  it('says the same to the school, its lead school and the programme team, in each page and file', async () => {
    for (const school of schools) {
      const leader = leaderOf(w, school)
      const url = (to: string) => `/surveys/${school.wave}/${to}`
      const file = await w.web.get(leader, url('results.csv'))
      assert.equal(file.status, 200)
      await share(w, school)
      for (const actor of [leader, w.lead, w.team]) {
        assert.equal((await w.web.get(actor, url('results.csv'))).body, file.body)
        for (const page of ['results', 'results/pupils', 'results/staff', 'summary']) {
          const { status, body } = await w.web.get(actor, url(page))
          assert.equal(status, 200)
          for (const [, base = ''] of body.matchAll(/(?:%|minutes)(?:<[^>]+>|\s)*of (\d+)/g)) {
            assert.ok(Number(base) >= 10, `${page}: a figure of ${base}`)
          }
        }
      }
      const read = viewsOfFile(unknowns, school, file.body)
      for (const [page, who] of [
        ['results/pupils', 'Pupils'],
        ['results/staff', 'Staff'],
      ] as const) {
        const { body } = await w.web.get(leader, url(page))
        const pictures = body.match(/class="app-strip app-answers"/g)?.length ?? 0
        assert.equal(pictures, [...read.shown].filter((key) => key.startsWith(who)).length, 'as in the file')
      }
      files.set(school, read)
      views.push(...read.views, ...viewsOfWatching(unknowns, school, read.options))
      await stopSharing(w, school)
    }
    assert.ok(views.length > 5000)
  })

  it('gives no hidden cell away', () => {
    const targets = [...files].flatMap(([school, read]) => targetsOfFile(unknowns, school, read))
    assert.ok(targets.length > 200, 'there is something to find')
    const ranges = solve(views)
    const found = targets.map((target) => judge(target, ranges).broken).filter(Boolean)
    assert.deepEqual(found, [])
  })

  it('tells evaluators of no single school, whoever joins or leaves from one download to the next', async () => {
    const ofSchools = new Unknowns()
    const downloads: View[] = []
    const ifOneByOne: View[] = []
    const sharing = new Set<PlantedSchool>()
    const look = async () => {
      const { body } = await w.web.get(w.evaluator, '/evaluation/surveys.csv')
      assert.equal((await w.web.get(w.team, '/evaluation/surveys.csv')).body, body)
      const inIt = await joined()
      downloads.push(
        ...viewsOfSums(ofSchools, body, (audience, question) => inIt.get(`${audience} ${question}`) ?? []),
      )
      ifOneByOne.push({
        about: 'one question, had each school joined by itself',
        terms: new Map([...sharing].map(({ urn }) => [urn, 1])),
        value: [...sharing].reduce((sum, { urn }) => sum + urn, 0),
      })
    }
    const steps = [...schools.slice(0, 7), schools[2], ...schools.slice(7), schools[2], schools[0]]
    for (const school of steps) {
      if (!school) continue
      const was = sharing.delete(school)
      if (!was) sharing.add(school)
      await (was ? stopSharing(w, school) : share(w, school))
      await look()
    }
    assert.ok(downloads.length > 1000)
    const known = [...solve(downloads)].filter(([, { low, high }]) => low === high && low > 0)
    assert.deepEqual(known, [])
    const had = [...solve(ifOneByOne)].filter(([, { low, high }]) => low === high)
    assert.ok(had.length > 0, 'and it could')
  })

  /** Which schools are in the sum of which question, as the database has it. */
  async function joined(): Promise<Map<string, string[]>> {
    const rows = await w.rows<{
      waveId: number
      audience: string
      versionId: number
      slots: (number | null)[]
    }>(
      sql`select wave_id as "waveId", audience, version_id as "versionId", slots from survey_summed order by wave_id`,
    )
    const inIt = new Map<string, string[]>()
    for (const { waveId, audience, versionId, slots } of rows) {
      const { definition } = await w.database.asOwner((db) => readSurveyVersion(db, versionId))
      let from = 0
      for (const [at, options] of shapeOf(definition).entries()) {
        const key = `${audience} ${definition.questions[at]?.key}`
        if (slots[from] !== null) inIt.set(key, [...(inIt.get(key) ?? []), String(waveId)])
        from += options
      }
    }
    return inIt
  }
})
