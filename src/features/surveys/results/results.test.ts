import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import {
  type AnsweredGroup,
  addAnsweredWave,
  type ResultsWorld,
  resultsWorld,
} from '../../../../test/builders/survey-results.ts'

/** So many who answer everything with one option. */
const all = (people: number, option: number) =>
  Array.from({ length: people }, () => Array.from({ length: 25 }, () => option))

const GROUPS: readonly AnsweredGroup[] = [
  { audience: 'pupils', label: 'Year 7', answers: [...all(20, 1), ...all(20, 3)] },
  { audience: 'pupils', label: 'Year 8', answers: [...all(2, 1), ...all(1, 2)] },
  { audience: 'pupils', label: 'Year 9', answers: [...all(8, 1), ...all(12, 2), ...all(2, 255)] },
  { audience: 'staff', label: 'Leaders', answers: all(3, 1) },
  { audience: 'staff', label: 'Teachers', answers: [...all(15, 1), ...all(6, 2), ...all(1, 0)] },
]

describe('the results of a survey', () => {
  let w: ResultsWorld
  let wave: number

  before(async () => {
    w = await resultsWorld()
    wave = await addAnsweredWave(w.database, { partnershipId: w.ashby, groups: GROUPS })
  })
  after(() => w.close())

  const url = (to = '') => `/surveys/${wave}/${to || 'results'}`

  it('are made once, by the school, when the survey is closed', async () => {
    const waiting = await w.web.get(w.leader, url())
    assert.match(waiting.body, /The survey is closed. Its results can be made now/)
    assert.deepEqual(await faultsIn(waiting.body), [])
    assert.equal((await w.web.get(w.lead, url())).status, 200)
    assert.equal((await w.web.post(w.lead, url(), {})).status, 403)
    const pressed = await Promise.all([w.web.post(w.leader, url(), {}), w.web.post(w.leader, url(), {})])
    assert.deepEqual(
      pressed.map(({ status }) => status),
      [303, 303],
    )
    const rows = await w.rows<{ rows: number; floor: number }>(
      sql`select (select count(*)::int from survey_published where wave_id = ${wave}) as rows, floor
        from survey_waves where id = ${wave}`,
    )
    assert.deepEqual(rows, [{ rows: 7, floor: 10 }])
    const open = await addAnsweredWave(w.database, {
      partnershipId: w.ashby,
      kind: 'follow-up',
      groups: [],
      closed: false,
    }).catch(() => 0)
    assert.equal(open, 0, 'a wave asks somebody')
  })

  it('say pupils and staff side by side, and hide a small group with the next', async () => {
    const overview = await w.web.get(w.leader, url())
    assert.equal(overview.status, 200)
    assert.match(overview.body, /65 pupils and 25 members of staff answered/)
    assert.match(overview.body, /The widest gap/)
    assert.deepEqual(await faultsIn(overview.body), [])
    const pupils = await w.web.get(w.leader, url('results/pupils'))
    assert.deepEqual(await faultsIn(pupils.body), [])
    // Year 8 has three answers and Year 9 hides it; Year 7 stays.
    const row = /Year 9<[\s\S]*?<\/tr>/.exec(pupils.body)?.[0] ?? ''
    assert.match(row, /Not shown/)
    assert.match(pupils.body, /Year 7<svg/)
    assert.doesNotMatch(pupils.body, /Year 8<svg/)
    const staff = await w.web.get(w.leader, url('results/staff'))
    assert.doesNotMatch(staff.body, /(?:Leaders|Teachers)<svg/)
    assert.match(staff.body, /Everybody<svg/)
    assert.equal((await w.web.get(w.leader, url('results/parents'))).status, 404)
  })

  it('are the same in every file, and a hidden figure has a reason and no number', async () => {
    const csv = await w.web.get(w.leader, url('results.csv'))
    const lines = csv.body.split('\r\n').filter((line) => line.includes('Year 8'))
    assert.ok(lines.length > 50)
    for (const line of lines) assert.match(line, /,c,c,c,c,.*Not shown, so that nobody can be found/)
    const summary = await w.web.get(w.leader, url('summary'))
    assert.deepEqual(await faultsIn(summary.body), [])
    assert.equal((await w.web.get(w.leader, url('summary.docx'))).status, 200)
    assert.equal(
      (await w.web.get(w.leader, url())).body.replace(/[\da-f-]{36}/g, ''),
      (await w.web.get(w.leader, url())).body.replace(/[\da-f-]{36}/g, ''),
    )
  })

  it('are read by lead school and programme team once the school shares them, and not after it stops', async () => {
    for (const actor of [w.lead, w.team]) {
      assert.match((await w.web.get(actor, url())).body, /has not shared them with you/)
      for (const to of ['results/pupils', 'summary', 'results.csv', 'summary.docx'])
        assert.equal((await w.web.get(actor, url(to))).status, 404, to)
    }
    assert.equal((await w.web.post(w.lead, url('shares'), { key: randomUUID() })).status, 403)
    const key = randomUUID()
    await w.web.post(w.leader, url('shares'), { key })
    await w.web.post(w.leader, url('shares'), { key })
    for (const actor of [w.lead, w.team]) {
      const page = await w.web.get(actor, url('results/pupils'))
      assert.equal(page.status, 200)
      assert.doesNotMatch(page.body, /Year 8<svg/)
    }
    for (const actor of [w.otherLead, w.stranger, w.evaluator, w.trust])
      assert.equal((await w.web.get(actor, url())).status, 404)
    const evidence = await w.rows<{ expectation_key: string; state: string }>(
      sql`select expectation_key, state from seen_evidence where partnership_id = ${w.ashby} order by 1`,
    )
    assert.deepEqual(evidence, [
      { expectation_key: 'pupil-survey', state: 'done' },
      { expectation_key: 'share-survey-results', state: 'done' },
      { expectation_key: 'staff-survey', state: 'done' },
    ])
    await w.web.post(w.leader, url('shares/withdrawal'), {})
    assert.equal((await w.web.get(w.lead, url('results/pupils'))).status, 404)
    assert.equal(
      (await w.rows(sql`select from seen_evidence where expectation_key = 'share-survey-results'`)).length,
      0,
    )
  })

  it('cannot be opened again or made anew, not even by a slip in the code', async () => {
    await assert.rejects(
      w.database.asOwner((db) =>
        sql`update survey_waves set closed_at = null, results_at = null where id = ${wave}`.execute(db),
      ),
      /does not open again/,
    )
    await assert.rejects(
      w.database.asOwner((db) =>
        sql`update survey_published set answered = answered + 1 where wave_id = ${wave}`.execute(db),
      ),
      /made once/,
    )
  })

  it('stand beside the other wave, with a margin and without judgement', async () => {
    const followUp = await addAnsweredWave(w.database, {
      partnershipId: w.ashby,
      kind: 'follow-up',
      groups: [{ audience: 'pupils', label: 'Year 7', answers: [...all(40, 1), ...all(10, 4)] }],
    })
    assert.equal((await w.web.get(w.leader, url('results/change'))).status, 404)
    await w.web.post(w.leader, `/surveys/${followUp}/results`, {})
    for (const id of [wave, followUp]) {
      const page = await w.web.get(w.leader, `/surveys/${id}/results/change`)
      assert.equal(page.status, 200)
      assert.match(page.body, /points higher, give or take \d+ points/)
      assert.deepEqual(await faultsIn(page.body), [])
    }
  })

  it('tell pupils what came of it, in the school’s own words', async () => {
    const page = await w.web.get(w.leader, url('you-said'))
    assert.deepEqual(await faultsIn(page.body), [])
    const half = await w.web.post(w.leader, url('you-said'), { seen: 0, 'said-1': 'Corridors are crowded' })
    assert.equal(half.status, 422)
    assert.match(half.body, /Corridors are crowded/)
    const form = { seen: 0, 'said-1': 'Corridors are crowded', 'did-1': 'One-way stairs from Monday' }
    assert.equal((await w.web.post(w.leader, url('you-said'), form)).status, 303)
    assert.equal((await w.web.post(w.leader, url('you-said'), form)).status, 303, 'pressed twice')
    const stale = { seen: 0, 'said-1': 'Something else', 'did-1': 'Something' }
    assert.equal((await w.web.post(w.leader, url('you-said'), stale)).status, 409)
    const poster = await w.web.get(w.leader, url('you-said/poster'))
    assert.match(poster.body, /One-way stairs from Monday/)
    assert.deepEqual(await faultsIn(poster.body), [])
    assert.equal((await w.web.get(w.lead, url('you-said'))).status, 404)
  })
})

describe('answers that look as if one person gave many', () => {
  let w: ResultsWorld
  let wave: number
  let burst: number

  before(async () => {
    w = await resultsWorld()
    wave = await addAnsweredWave(w.database, {
      partnershipId: w.ashby,
      groups: [{ audience: 'pupils', label: 'Year 7', answers: all(20, 1) }],
    })
    const [row] = await w.rows<{ id: number }>(
      sql`with b as (
          insert into survey_bursts (wave_id, group_id, found_at, count, why)
          select wave_id, id, '2026-02-03T10:00:00Z', 30, 'all-the-same' from survey_groups where wave_id = ${wave}
          returning id, wave_id, group_id),
        a as (insert into survey_answers (wave_id, group_id, burst, answers)
          select wave_id, group_id, id, decode(repeat('02', 25), 'hex') from b cross join generate_series(1, 30))
        select id from b`,
    )
    burst = row?.id ?? 0
  })
  after(() => w.close())

  it('wait for the school, which gives a reason, and then count or do not', async () => {
    const url = `/surveys/${wave}/bursts/${burst}`
    assert.match((await w.web.get(w.leader, `/surveys/${wave}/results`)).body, /Some answers look odd/)
    assert.equal((await w.web.post(w.leader, `/surveys/${wave}/results`, {})).status, 409)
    const page = await w.web.get(w.leader, url)
    assert.deepEqual(await faultsIn(page.body), [])
    for (const actor of [w.lead, w.team, w.stranger]) assert.equal((await w.web.get(actor, url)).status, 404)
    assert.equal((await w.web.post(w.leader, `${url}/decision`, { decision: 'set-aside' })).status, 422)
    const form = { seen: 1, decision: 'set-aside', reason: 'A colleague tried it out' }
    assert.equal((await w.web.post(w.leader, `${url}/decision`, form)).status, 303)
    assert.equal((await w.web.post(w.leader, `${url}/decision`, form)).status, 303, 'pressed twice')
    const stale = { seen: 1, decision: 'kept', reason: 'Two classes' }
    assert.equal((await w.web.post(w.leader, `${url}/decision`, stale)).status, 409)
    await w.web.post(w.leader, `/surveys/${wave}/results`, {})
    assert.match((await w.web.get(w.leader, `/surveys/${wave}/results`)).body, /20 pupils answered/)
    const late = { seen: 2, decision: 'kept', reason: 'After all' }
    assert.equal((await w.web.post(w.leader, `${url}/decision`, late)).status, 409, 'results are made once')
  })
})
