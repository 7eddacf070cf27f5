import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { addPartnership } from '../../../../test/builders/programme-world.ts'
import { type AssessmentWorld, assessmentWorld } from '../../../../test/builders/self-assessment.ts'
import { scopeOf } from '../../people/index.ts'
import { readLatestSubmitted } from '../index.ts'

describe('submitting and sharing a self-assessment', () => {
  let w: AssessmentWorld
  let baseline: number
  let regional: number

  before(async () => {
    w = await assessmentWorld()
    baseline = await w.start(w.ashby, w.enhanced)
    regional = await w.start(w.birch, w.regional)
  })
  after(() => w.close())

  const seenOn = (body: string) => /name="seen" value="(\d+)"/.exec(body)?.[1] ?? ''
  const check = () => w.web.get(w.ashby, `/self-assessments/${baseline}/check`)
  const share = (form: Record<string, string>, actor = w.birch) =>
    w.web.post(actor, `/self-assessments/${regional}/shares`, { key: randomUUID(), ...form })
  const latestFor = (actor: typeof w.ashby, partnershipId: number) =>
    w.database.inScope(scopeOf(actor, w.web.app.clock), (db) => readLatestSubmitted(db, partnershipId))

  it('says before submitting that the lead school will see it, where the pathway has it so', async () => {
    const { body } = await check()
    assert.match(body, /North hub sees the levels and the evidence notes/)
    assert.match(body, /5 statements have no level/)
    assert.deepEqual(await faultsIn(body), [])
    const own = await w.web.get(w.birch, `/self-assessments/${regional}/check`)
    assert.match(own.body, /does not see your answers when you submit/)
  })

  it('submits with gaps only after a plain yes', async () => {
    await w.web.post(
      w.ashby,
      `/self-assessments/${baseline}/themes/vision`,
      w.themeForm({
        'one-page': { level: 'embedded', note: 'Three learning walks' },
        'seen-daily': { level: 'not-yet', note: 'Nobody at the gate' },
        'named-owner': { level: 'secure', priority: true },
      }),
    )
    const seen = seenOn((await check()).body)
    const url = `/self-assessments/${baseline}/submission`
    const refused = await w.web.post(w.ashby, url, { seen })
    assert.equal(refused.status, 422)
    assert.match(refused.body, /Give every statement a level, or say that these are left out/)
    assert.deepEqual(await faultsIn(refused.body), [])
    assert.equal((await w.web.post(w.ashby, url, { seen, gaps: 1 })).status, 422, 'another number of gaps')
  })

  it('shows a stale page of answers again', async () => {
    const seen = seenOn((await check()).body)
    await w.web.post(
      w.ashbyToo,
      `/self-assessments/${baseline}/themes/data`,
      w.themeForm({ 'weekly-look': { level: 'emerging' } }),
    )
    const stale = await w.web.post(w.ashby, `/self-assessments/${baseline}/submission`, { seen, gaps: 2 })
    assert.equal(stale.status, 409)
    assert.match(stale.body, /changed while you had this page open/)
  })

  it('is submitted once, however often the button is pressed', async () => {
    const form = { seen: seenOn((await check()).body), gaps: 1 }
    const url = `/self-assessments/${baseline}/submission`
    const answers = await Promise.all([w.web.post(w.ashby, url, form), w.web.post(w.ashbyToo, url, form)])
    assert.deepEqual(
      answers.map(({ status, location }) => [status, location]),
      Array(2).fill([303, `/self-assessments/${baseline}?submitted=now`]),
    )
    const history = await w.rows<{ sentence: string }>(
      sql`select sentence from history where partnership_id = ${w.enhanced} order by id`,
    )
    assert.deepEqual(
      history.map(({ sentence }) => sentence),
      [
        'Started the self-assessment',
        'Submitted the self-assessment',
        'Shared the self-assessment with North hub, with the evidence notes',
      ],
    )
  })

  it('never changes afterwards, by a form or in the database', async () => {
    const form = w.themeForm({ 'one-page': { level: 'not-yet', seen: 1 } })
    const late = await w.web.post(w.ashby, `/self-assessments/${baseline}/themes/vision`, form)
    assert.equal(late.status, 409)
    assert.match(late.body, /has submitted this self-assessment/)
    const change = sql`update self_assessment_answers set level = 'not-yet' where self_assessment_id = ${baseline}`
    await assert.rejects(w.rows(change), /does not change/)
    await assert.rejects(w.rows(sql`delete from self_assessment_answer_changes`), /kept as it was/)
  })

  it('is evidence that the school has done it, and given it to its lead', async () => {
    assert.deepEqual(
      await w.rows(
        sql`select expectation_kind as kind, happened_on as day from self_assessment_evidence
          where partnership_id = ${w.enhanced} order by kind`,
      ),
      [
        { kind: 'self-assessment', day: '2026-03-12' },
        { kind: 'share-self-assessment', day: '2026-03-12' },
      ],
    )
  })

  it('shows the result as a picture with its table, in words, and without an overall number', async () => {
    const { status, body } = await w.web.get(w.ashby, `/self-assessments/${baseline}?submitted=now`)
    assert.equal(status, 200)
    assert.match(body, /Your self-assessment is submitted/)
    assert.match(body, /<svg class="app-levels"/)
    assert.match(body, /Statements at each level/)
    assert.match(body, /Strengths/)
    assert.match(body, /Areas to develop/)
    assert.match(body, /Three learning walks/)
    assert.doesNotMatch(body, /average|overall score of|%<\/td>/)
    assert.deepEqual(await faultsIn(body), [])
  })

  it('is read by the lead school with its notes, on the enhanced pathway, and by nobody else', async () => {
    const { status, body } = await w.web.get(w.lead, `/self-assessments/${baseline}`)
    assert.equal(status, 200)
    assert.match(body, /Three learning walks/)
    assert.doesNotMatch(body, /Stop sharing|Go on to the action plan/)
    assert.equal((await w.web.get(w.lead, `/self-assessments/${baseline}/themes/vision`)).status, 200)
    assert.equal((await w.web.get(w.lead, `/self-assessments/${baseline}/changes`)).status, 404)
    assert.equal((await latestFor(w.lead, w.enhanced))?.answers.length, 4)
    for (const actor of [w.team, w.otherLead, w.birch, w.trust, w.evaluator]) {
      for (const file of ['', '/profile.docx', '/profile.csv', '/themes/vision']) {
        assert.equal((await w.web.get(actor, `/self-assessments/${baseline}${file}`)).status, 404)
      }
      assert.equal(await latestFor(actor, w.enhanced).catch(() => undefined), undefined)
    }
    const standing = await w.web.get(w.team, `/partnerships/${w.enhanced}/self-assessment`)
    assert.match(standing.body, /Submitted/)
    assert.doesNotMatch(standing.body, /href="\/self-assessments/)
    assert.equal((await w.web.get(w.trust, `/partnerships/${w.enhanced}/self-assessment`)).status, 404)
  })

  it('gives the database’s own answer to those who ask it without a page', async () => {
    for (const actor of [w.team, w.lead, w.otherLead, w.birch, w.trust, w.evaluator]) {
      await w.database.inScope(scopeOf(actor, w.web.app.clock), async (db) => {
        const read = async (table: 'self_assessment_answers' | 'self_assessment_answer_changes') =>
          (await sql`select from ${sql.table(table)} where self_assessment_id = ${baseline}`.execute(db)).rows
            .length
        assert.equal(await read('self_assessment_answers'), 0, actor.role)
        assert.equal(await read('self_assessment_answer_changes'), 0, actor.role)
      })
    }
  })

  it('downloads as a Word document and as a table', async () => {
    const word = await w.web.get(w.ashby, `/self-assessments/${baseline}/profile.docx`)
    assert.equal(word.status, 200)
    assert.equal(word.body.slice(0, 2), 'PK')
    const { body } = await w.web.get(w.ashby, `/self-assessments/${baseline}/profile.csv`)
    const lines = body.trim().split('\r\n')
    assert.equal(lines.length, 6)
    assert.match(
      lines[1] ?? '',
      /Leadership and vision,1\.1,.*,Embedded,Families say it back too\.,Three learning walks/,
    )
  })

  it('stays the school’s own on the regional pathway, until it shares', async () => {
    await w.answerAll(w.birch, regional)
    await w.web.post(
      w.birch,
      `/self-assessments/${regional}/themes/vision`,
      w.themeForm({ 'one-page': { level: 'secure', note: 'A private note', seen: 1 } }),
    )
    const early = await share({ notes: 'with' })
    assert.equal(early.status, 409, 'nothing is shared before it is submitted')
    assert.equal((await w.submit(w.birch, regional)).status, 303)
    assert.equal((await w.web.get(w.lead, `/self-assessments/${regional}`)).status, 404)
    assert.match(
      (await w.web.get(w.lead, `/partnerships/${w.regional}/self-assessment`)).body,
      /has not shared this with your hub/,
    )
    assert.equal((await share({})).status, 422)
    assert.equal((await share({ notes: 'without' }, w.lead)).status, 404)
    assert.equal((await share({ notes: 'without' })).status, 303)
    const seen = await w.web.get(w.lead, `/self-assessments/${regional}`)
    assert.equal(seen.status, 200)
    assert.doesNotMatch(seen.body, /A private note/)
    assert.match(seen.body, /shares its levels, not its evidence notes/)
    const csv = await w.web.get(w.lead, `/self-assessments/${regional}/profile.csv`)
    assert.doesNotMatch(csv.body, /A private note/)
    const latest = await latestFor(w.lead, w.regional)
    assert.deepEqual(new Set(latest?.answers.map(({ evidenceNote }) => evidenceNote)), new Set(['']))
    assert.equal(
      (await share({ notes: 'without' }, w.lead)).status,
      403,
      'the lead reads it, and does not share it',
    )
  })

  it('shares with the notes, twice pressed once, and is taken back', async () => {
    const form = { key: randomUUID(), notes: 'with' }
    const url = `/self-assessments/${regional}/shares`
    await Promise.all([w.web.post(w.birch, url, form), w.web.post(w.birch, url, form)])
    const shares = await w.rows<{ notes: boolean }>(
      sql`select with_notes as notes from self_assessment_shares where self_assessment_id = ${regional} order by id`,
    )
    assert.deepEqual(
      shares.map(({ notes }) => notes),
      [false, true],
    )
    assert.match((await w.web.get(w.lead, `/self-assessments/${regional}`)).body, /A private note/)
    assert.equal((await w.web.post(w.lead, `${url}/withdrawal`, {})).status, 403)
    assert.equal((await w.web.post(w.birch, `${url}/withdrawal`, {})).status, 303)
    assert.equal((await w.web.post(w.birch, `${url}/withdrawal`, {})).status, 303)
    assert.equal((await w.web.get(w.lead, `/self-assessments/${regional}`)).status, 404)
    assert.equal(await latestFor(w.lead, w.regional), undefined)
    const history = await w.rows<{ kind: string }>(
      sql`select kind from history where partnership_id = ${w.regional} and kind like '%share%' order by id`,
    )
    assert.deepEqual(
      history.map(({ kind }) => kind.replace('self-assessment.', '')),
      ['shared', 'shared', 'share-withdrawn'],
    )
  })

  it('starts a later one from the earlier, and shows what moved', async () => {
    const later = await w.start(w.ashby, w.enhanced)
    assert.notEqual(later, baseline)
    const theme = await w.web.get(w.ashby, `/self-assessments/${later}/themes/vision`)
    assert.match(theme.body, /On 12 March 2026: <strong>Not yet<\/strong>/)
    await w.web.post(
      w.ashby,
      `/self-assessments/${later}/themes/vision`,
      w.themeForm({
        'one-page': { level: 'embedded', note: 'Three learning walks', seen: 1 },
        'seen-daily': { level: 'secure', note: 'A rota since January', seen: 1 },
        'named-owner': { level: 'emerging', seen: 1 },
      }),
    )
    await w.web.post(
      w.ashby,
      `/self-assessments/${later}/themes/data`,
      w.themeForm({ 'shared-rules': { level: 'secure' } }),
    )
    assert.equal((await w.submit(w.ashby, later)).status, 303)
    const { body } = await w.web.get(w.ashby, `/self-assessments/${later}`)
    assert.match(body, /What moved since 12 March 2026/)
    for (const word of ['Moved on', 'Moved back', 'Answered for the first time'])
      assert.match(body, new RegExp(word))
    assert.match(body, /2 statements stand as before/)
    assert.deepEqual(await faultsIn(body), [])
    const csv = await w.web.get(w.ashby, `/self-assessments/${later}/profile.csv`)
    assert.match(csv.body, /Before,Moved/)
    assert.equal((await latestFor(w.ashby, w.enhanced))?.id, later)
    const old = await w.web.get(w.ashby, `/self-assessments/${baseline}`)
    assert.match(old.body, /Nobody at the gate/, 'the earlier one stays as it was')
  })

  it('goes on from the earlier partnership when a school changes hub, which the new hub does not read', async () => {
    await w.database.asOwner((db) =>
      sql`update partnerships set status = 'moved' where id = ${w.regional}`.execute(db),
    )
    const next = await addPartnership(w.database, w.world, { hubId: w.otherHub, urn: 990_012 })
    const later = await w.start(w.birch, next)
    assert.match(
      (await w.web.get(w.birch, `/self-assessments/${later}/themes/vision`)).body,
      /A private note/,
    )
    assert.equal((await w.submit(w.birch, later)).status, 303)
    await w.web.post(w.birch, `/self-assessments/${later}/shares`, { key: randomUUID(), notes: 'with' })
    const seen = await w.web.get(w.otherLead, `/self-assessments/${later}`)
    assert.equal(seen.status, 200)
    assert.doesNotMatch(seen.body, /What moved/)
    assert.equal((await w.web.get(w.otherLead, `/self-assessments/${regional}`)).status, 404)
  })

  it('can be taken back when the partnership has ended, and not shared', async () => {
    await w.database.asOwner((db) =>
      sql`update partnerships set status = 'withdrawn' where id = ${w.enhanced}`.execute(db),
    )
    const url = `/self-assessments/${baseline}/shares`
    assert.equal((await w.web.post(w.ashby, `${url}/withdrawal`, {})).status, 303)
    assert.equal((await w.web.get(w.lead, `/self-assessments/${baseline}`)).status, 404)
    assert.equal((await w.web.post(w.ashby, url, { key: randomUUID(), notes: 'with' })).status, 409)
  })
})
