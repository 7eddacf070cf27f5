import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { addAnsweredWave, type ResultsWorld, resultsWorld } from '../../../../test/builders/survey-results.ts'
import { sumOverSchools } from '../disclosure/index.ts'
import { readAudiences } from '../results/results.ts'

describe('what schools share, together', () => {
  let w: ResultsWorld
  const waves: number[] = []

  const answered = (people: number) =>
    Array.from({ length: people }, (_, person) =>
      Array.from({ length: 25 }, (_, at) => 1 + ((person + at) % 2)),
    )

  async function addShared(urn: number, people: number): Promise<void> {
    const partnershipId = await w.addSchoolWithPartnership(urn)
    const wave = await addAnsweredWave(w.database, {
      partnershipId,
      groups: [
        { audience: 'pupils', label: 'Year 7', answers: answered(people) },
        { audience: 'pupils', label: 'Year 8', answers: answered(12) },
      ],
    })
    waves.push(wave)
    assert.equal((await w.web.post(w.leader, `/surveys/${wave}/results`, {})).status, 303)
    assert.equal((await w.web.post(w.leader, `/surveys/${wave}/shares`, { key: randomUUID() })).status, 303)
  }

  before(async () => {
    w = await resultsWorld()
  })
  after(() => w.close())

  it('is nothing below five schools', async () => {
    for (const urn of [990_101, 990_102, 990_103, 990_104]) await addAs(urn, 20)
    const page = await w.web.get(w.team, '/programme/surveys')
    assert.equal(page.status, 200)
    assert.match(page.body, /There is nothing to add up yet/)
    assert.match(page.body, /School 990101/)
    assert.deepEqual(await faultsIn(page.body), [])
    const csv = await w.web.get(w.evaluator, '/evaluation/surveys.csv')
    assert.equal(csv.body.trim().split('\r\n').length, 1, 'only the head')
  })

  it('is listed a page at a time; a page past the end is the last', async () => {
    const more = 50
    await w.rows(sql`
      insert into survey_waves (key, partnership_id, kind, pupils_version_id, opens_at, closes_at, languages, layout,
        created_by_name, closed_at, closed_by_name, results_at, floor)
      select gen_random_uuid(), partnership_id, kind, pupils_version_id, opens_at, closes_at, languages, layout,
        'Many', closed_at, closed_by_name, results_at, floor
      from survey_waves cross join generate_series(1, ${more}) where id = ${waves[0]}`)
    await w.rows(sql`
      insert into survey_published (wave_id, audience, position, label, answered, version_id, counts, unsaid, reasons)
      select m.id, p.audience, p.position, p.label, p.answered, p.version_id, p.counts, p.unsaid, p.reasons
      from survey_waves m cross join survey_published p where m.created_by_name = 'Many' and p.wave_id = ${waves[0]}`)
    await w.rows(sql`insert into survey_shares (key, wave_id, shared_by_name)
      select gen_random_uuid(), id, 'Many' from survey_waves where created_by_name = 'Many'`)
    const listed = async (url: string, actor = w.team) => {
      const { body } = await w.web.get(actor, url)
      assert.deepEqual(await faultsIn(body), [])
      return { rows: body.match(/<a class="govuk-link" href="\/surveys\/\d+\/results">/g)?.length, body }
    }
    const first = await listed('/programme/surveys')
    assert.equal(first.rows, 50)
    assert.match(first.body, /54, page 1 of 2/)
    assert.equal((await listed('/programme/surveys?page=2')).rows, 4)
    assert.equal((await listed('/programme/surveys?page=999')).rows, 4)
    assert.equal((await listed('/programme/surveys?page=x')).rows, 50)
    assert.equal((await listed(`/hubs/${w.hub}/surveys?page=2`, w.lead)).rows, 4)
    await w.rows(sql`delete from survey_waves where created_by_name = 'Many'`)
  })

  it('is the sum of what each publishes from five schools up, for those who may read it', async () => {
    await addAs(990_105, 30)
    const page = await w.web.get(w.team, '/programme/surveys')
    assert.match(page.body, /170 answers, 5 schools/)
    assert.deepEqual(await faultsIn(page.body), [])
    const hub = await w.web.get(w.lead, `/hubs/${w.hub}/surveys`)
    assert.match(hub.body, /170 answers, 5 schools/)
    assert.deepEqual(await faultsIn(hub.body), [])
    const evaluation = await w.web.get(w.evaluator, '/evaluation/surveys')
    assert.doesNotMatch(evaluation.body, /School 99/)
    assert.deepEqual(await faultsIn(evaluation.body), [])
    // What the database adds up is what the one rule of disclosure/ makes of the published figures.
    const published = await w.database.asOwner((db) => Promise.all(waves.map((id) => readAudiences(db, id))))
    const first = published.flatMap((each) => each[0]?.published.questions[0]?.total ?? [])
    const sum = sumOverSchools(first)
    assert.equal(sum.state, 'shown')
    const csv = await w.web.get(w.evaluator, '/evaluation/surveys.csv')
    const [, line] = csv.body.split('\r\n')
    assert.match(line ?? '', new RegExp(`,5,170,${sum.state === 'shown' ? sum.counts[0] : ''},50,0,shown,`))
    assert.doesNotMatch(csv.body, /990/)
    const dictionary = await w.web.get(w.evaluator, '/evaluation/surveys-dictionary.csv')
    const columns = (csv.body.replace('\uFEFF', '').split('\r\n')[0] ?? '').split(',')
    for (const column of columns) assert.ok(dictionary.body.includes(`\r\n${column},`), column)
  })

  it('is for nobody else', async () => {
    for (const [url, actors] of [
      ['/programme/surveys', [w.lead, w.leader, w.trust, w.evaluator]],
      [`/hubs/${w.hub}/surveys`, [w.team, w.otherLead, w.leader, w.trust, w.evaluator]],
      ['/evaluation/surveys', [w.lead, w.leader, w.trust]],
      ['/evaluation/surveys.csv', [w.lead, w.leader, w.trust]],
      ['/programme/surveys/rules', [w.lead, w.leader, w.trust, w.evaluator]],
    ] as const)
      for (const actor of actors)
        assert.equal((await w.web.get(actor, url)).status, 404, `${url} ${actor.role}`)
    const { rows } = await w.database.inScope(
      {
        'alongside.role': 'hub-lead',
        'alongside.hub': '1',
        'alongside.programme': String(w.world.programmeId),
      },
      (db) => sql`select from alongside.survey_sums(null)`.execute(db),
    )
    assert.equal(rows.length, 0, 'the database itself refuses a hub lead the whole')
  })

  // The leader of the test acts for one school after another.
  async function addAs(urn: number, people: number): Promise<void> {
    const before = w.leader
    Object.assign(before, { schoolUrn: urn })
    await addShared(urn, people)
    Object.assign(before, { schoolUrn: 990_011 })
  }
})
