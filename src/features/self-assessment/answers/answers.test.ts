import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { type AssessmentWorld, assessmentWorld } from '../../../../test/builders/self-assessment.ts'

describe('answering a self-assessment', () => {
  let w: AssessmentWorld
  let id: number
  const vision = () => `/self-assessments/${id}/themes/vision`
  const answer = (key: string) =>
    w
      .rows<{ level: string | null; note: string; revision: number; by: string }>(
        sql`select level, evidence_note as note, revision, changed_by_name as by from self_assessment_answers
          where self_assessment_id = ${id} and statement_key = ${key}`,
      )
      .then(([row]) => row)

  before(async () => {
    w = await assessmentWorld()
  })
  after(() => w.close())

  it('offers the school a start, with who will see it', async () => {
    const { status, body } = await w.web.get(w.ashby, `/partnerships/${w.enhanced}/self-assessment`)
    assert.equal(status, 200)
    assert.match(body, /Start the self-assessment/)
    assert.match(body, /sees nothing until you submit/)
    assert.deepEqual(await faultsIn(body), [])
    const regional = await w.web.get(w.birch, `/partnerships/${w.regional}/self-assessment`)
    assert.match(regional.body, /unless you choose to share it/)
  })

  it('is started once, by a form pressed twice and by two leaders at once', async () => {
    const form = { key: randomUUID() }
    const url = `/partnerships/${w.enhanced}/self-assessment`
    await Promise.all([
      w.web.post(w.ashby, url, form),
      w.web.post(w.ashby, url, form),
      w.web.post(w.ashbyToo, url, { key: randomUUID() }),
    ])
    const found = await w.rows<{ id: number }>(
      sql`select id from self_assessments where partnership_id = ${w.enhanced}`,
    )
    assert.equal(found.length, 1)
    id = found[0]?.id ?? 0
    const history = await w.rows(
      sql`select id from history where kind = 'self-assessment.started' and partnership_id = ${w.enhanced}`,
    )
    assert.equal(history.length, 1)
  })

  it('shows a theme with every level’s own descriptor', async () => {
    const { status, body } = await w.web.get(w.ashby, vision())
    assert.equal(status, 200)
    assert.match(body, /Leaders are rarely seen\./)
    assert.match(body, /Families say it back too\./)
    assert.match(body, /CPD 1/)
    assert.deepEqual(await faultsIn(body), [])
  })

  it('saves what was typed and goes on to the next theme', async () => {
    const form = w.themeForm({
      'one-page': { level: 'emerging', note: 'Learning walks in November', priority: true },
      'seen-daily': {},
      'named-owner': {},
    })
    const { status, location } = await w.web.post(w.ashby, vision(), form)
    assert.equal(status, 303)
    assert.equal(location, `/self-assessments/${id}/themes/data`)
    assert.deepEqual(await answer('one-page'), {
      level: 'emerging',
      note: 'Learning walks in November',
      revision: 1,
      by: 'Amira Khan',
    })
    assert.equal(await answer('seen-daily'), undefined)
  })

  it('lets two browsers work on the same theme: other statements come together silently', async () => {
    const kept = { level: 'emerging', note: 'Learning walks in November', priority: true, seen: 1 }
    const mine = w.themeForm({ 'one-page': kept, 'seen-daily': { level: 'secure' }, 'named-owner': {} })
    const theirs = w.themeForm({ 'one-page': kept, 'seen-daily': {}, 'named-owner': { level: 'embedded' } })
    assert.equal((await w.web.post(w.ashby, vision(), mine)).status, 303)
    assert.equal((await w.web.post(w.ashbyToo, vision(), theirs)).status, 303)
    assert.equal((await answer('seen-daily'))?.level, 'secure')
    assert.equal((await answer('named-owner'))?.by, 'Ben Osei')
    assert.equal((await answer('one-page'))?.revision, 1)
  })

  it('shows both versions when the same statement was changed, and keeps everybody’s words', async () => {
    const first = w.themeForm({ 'one-page': { level: 'secure', note: 'Walks on three days', seen: 1 } })
    const second = w.themeForm({
      'one-page': { level: 'not-yet', note: 'Walks and a survey', seen: 1 },
      'seen-daily': { level: 'embedded', seen: 1 },
    })
    assert.equal((await w.web.post(w.ashby, vision(), first)).status, 303)
    const clash = await w.web.post(w.ashbyToo, vision(), second)
    assert.equal(clash.status, 409)
    assert.match(clash.body, /What changed while you had the page open/)
    assert.match(clash.body, /Saved by Amira Khan/)
    assert.match(clash.body, /Walks on three days/)
    assert.match(clash.body, /<textarea[^>]*>Walks and a survey/)
    assert.match(clash.body, /name="seen-one-page" value="2"/)
    assert.deepEqual(await faultsIn(clash.body), [])
    assert.equal((await answer('one-page'))?.note, 'Walks on three days')
    assert.equal((await answer('seen-daily'))?.level, 'embedded', 'what did not clash was saved')
    const changes = await w.web.get(w.ashby, `/self-assessments/${id}/changes?statement=one-page`)
    assert.match(changes.body, /Walks and a survey/)
    assert.match(changes.body, /Set aside/)
    assert.deepEqual(await faultsIn(changes.body), [])
  })

  it('lets the later one bring both together', async () => {
    const form = w.themeForm({
      'one-page': { level: 'emerging', note: 'Walks on three days and a survey', seen: 2 },
    })
    assert.equal((await w.web.post(w.ashbyToo, vision(), form)).status, 303)
    assert.equal((await answer('one-page'))?.revision, 3)
    const kept = await w.rows<{ note: string }>(
      sql`select evidence_note as note from self_assessment_answer_changes
        where self_assessment_id = ${id} and statement_key = 'one-page' order by id`,
    )
    assert.deepEqual(
      kept.map(({ note }) => note),
      [
        'Learning walks in November',
        'Walks on three days',
        'Walks and a survey',
        'Walks on three days and a survey',
      ],
    )
  })

  it('of two saved at the very same moment, keeps one and sets the other aside', async () => {
    const url = `/self-assessments/${id}/themes/data`
    const answers = await Promise.all([
      w.web.post(w.ashby, url, w.themeForm({ 'weekly-look': { level: 'secure', note: 'first' } })),
      w.web.post(w.ashbyToo, url, w.themeForm({ 'weekly-look': { level: 'not-yet', note: 'second' } })),
    ])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 409])
    const kept = await w.rows<{ note: string }>(
      sql`select evidence_note as note from self_assessment_answer_changes
        where self_assessment_id = ${id} and statement_key = 'weekly-look' order by note`,
    )
    assert.deepEqual(
      kept.map(({ note }) => note),
      ['first', 'second'],
    )
  })

  it('writes nothing when a form is sent twice', async () => {
    const url = `/self-assessments/${id}/themes/data`
    const form = w.themeForm({ 'shared-rules': { level: 'secure', note: 'Sent twice' } })
    await Promise.all([w.web.post(w.ashby, url, form), w.web.post(w.ashby, url, form)])
    assert.equal((await answer('shared-rules'))?.revision, 1)
  })

  it('saves one statement for the script on the page, and says what became of it', async () => {
    const url = `/self-assessments/${id}/statements/shared-rules/answer`
    const saved = await w.web.post(
      w.ashby,
      url,
      w.themeForm({ 'shared-rules': { level: 'embedded', seen: 1 } }),
    )
    assert.deepEqual(JSON.parse(saved.body), { state: 'saved', revision: 2, message: 'Saved.' })
    const late = await w.web.post(
      w.ashbyToo,
      url,
      w.themeForm({ 'shared-rules': { level: 'not-yet', seen: 1 } }),
    )
    assert.equal(late.status, 409)
    assert.match(late.body, /Amira Khan saved this statement/)
  })

  it('warns of what may point to a pupil, and lets the person through', async () => {
    const note = 'Jayden S in Year 9 says so'
    const typed = { level: 'emerging', note, seen: 3 }
    const first = await w.web.post(w.ashby, vision(), w.themeForm({ 'one-page': typed }))
    assert.equal(first.status, 422)
    assert.match(first.body, /may point to a pupil/)
    assert.match(first.body, /I have checked: this names no pupil/)
    assert.match(first.body, /<textarea[^>]*>Jayden S in Year 9 says so/)
    assert.deepEqual(await faultsIn(first.body), [])
    assert.notEqual((await answer('one-page'))?.note, note)
    const form = w.themeForm({ 'one-page': { ...typed, checked: true } })
    assert.equal((await w.web.post(w.ashby, vision(), form)).status, 303)
    assert.equal((await answer('one-page'))?.note, note)
    const again = w.themeForm({ 'one-page': { ...typed, level: 'secure', seen: 4 } })
    assert.equal(
      (await w.web.post(w.ashby, vision(), again)).status,
      303,
      'the same note is asked about once',
    )
  })

  it('refuses a note that is too long and a level that is not there, and keeps what was typed', async () => {
    const form = w.themeForm({
      'seen-daily': { level: 'excellent', seen: 2 },
      'named-owner': { level: 'secure', note: 'x'.repeat(4001), seen: 1 },
    })
    const { status, body } = await w.web.post(w.ashby, vision(), form)
    assert.equal(status, 422)
    assert.match(body, /Choose a level for 1\.2/)
    assert.match(body, /must be 4000 characters or fewer/)
    assert.match(body, /x{4001}/)
  })

  it('keeps hostile text as text', async () => {
    const note = '<script>alert(1)</script> & "quotes"'
    await w.web.post(
      w.ashby,
      vision(),
      w.themeForm({ 'named-owner': { level: 'embedded', note, seen: 1, checked: true } }),
    )
    for (const url of [vision(), `/self-assessments/${id}/check`, `/self-assessments/${id}/changes`]) {
      const { body } = await w.web.get(w.ashby, url)
      assert.doesNotMatch(body, /<script>alert/)
      assert.match(body, /&lt;script&gt;alert/)
    }
  })

  it('keeps the name of a leader who has left', async () => {
    await w.database.asOwner((db) =>
      sql`update assignments set ended_at = '2026-03-11', ended_reason = 'left' where account_id = ${w.ashbyToo.accountId}`.execute(
        db,
      ),
    )
    const { body } = await w.web.get(w.ashby, `/self-assessments/${id}/changes`)
    assert.match(body, /Ben Osei/)
  })

  it('answers nobody else', async () => {
    for (const actor of [w.team, w.lead, w.otherLead, w.birch, w.cedar, w.trust, w.evaluator]) {
      for (const url of [
        vision(),
        `/self-assessments/${id}`,
        `/self-assessments/${id}/check`,
        `/self-assessments/${id}/changes`,
      ]) {
        assert.equal((await w.web.get(actor, url)).status, 404, `${actor.role} reads ${url}`)
      }
      const form = w.themeForm({ 'one-page': { level: 'embedded', note: 'Not mine', seen: 5 } })
      assert.equal((await w.web.post(actor, vision(), form)).status, 404)
      assert.equal(
        (await w.web.post(actor, `/self-assessments/${id}/statements/one-page/answer`, form)).status,
        404,
      )
      assert.equal((await w.web.post(actor, `/self-assessments/${id}/submission`, { seen: 0 })).status, 404)
    }
    assert.notEqual((await answer('one-page'))?.note, 'Not mine')
  })

  it('is read and not written once the partnership has ended', async () => {
    const page = await w.web.get(w.ashby, vision())
    for (const status of ['withdrawn', 'completed', 'moved']) {
      await w.database.asOwner((db) =>
        sql`update partnerships set status = ${status} where id = ${w.enhanced}`.execute(db),
      )
      const read = await w.web.get(w.ashby, vision())
      assert.equal(read.status, 200)
      assert.doesNotMatch(read.body, /<textarea/)
      assert.deepEqual(await faultsIn(read.body), [])
      assert.match(
        (await w.web.get(w.ashby, `/partnerships/${w.enhanced}/self-assessment`)).body,
        /not running any more/,
      )
      const seen = Number(/name="seen-one-page" value="(\d+)"/.exec(page.body)?.[1])
      const late = await w.web.post(
        w.ashby,
        vision(),
        w.themeForm({ 'one-page': { level: 'embedded', seen } }),
      )
      assert.equal(late.status, 409)
      assert.match(late.body, /Nothing was saved/)
      assert.equal((await w.web.post(w.ashby, `/self-assessments/${id}/submission`, { seen: 0 })).status, 409)
    }
  })
})
