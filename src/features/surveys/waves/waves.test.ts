import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type FeatureApp, faultsIn, featureApp } from '../../../../test/builders/feature-app.ts'
import {
  addActor,
  addHub,
  addPartnership,
  addSchool,
  buildWorld,
} from '../../../../test/builders/programme-world.ts'
import { openTestDatabase } from '../../../../test/database.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Database } from '../../../platform/database/index.ts'
import { type Actor, SYSTEM } from '../../people/index.ts'
import { loadCalendar } from '../../programmes/index.ts'
import { loadSurveys } from '../index.ts'
import { forgetSurveyVersions } from '../questionnaires/store.ts'
import { closeForgotten } from './changes/actions.ts'
import { waveRoutes } from './routes.ts'

const FORM = {
  kind: 'baseline',
  pupils: 'year-7\nyear-8',
  staff: 'staff-teachers',
  'year-7-classes': '7A (28), 7B (27)',
  opens: 'later',
  'start-day': '16',
  'start-month': '3',
  'start-year': '2026',
  startTime: '8:30am',
  'end-day': '20',
  'end-month': '3',
  'end-year': '2026',
  endTime: '4pm',
  layout: 'all-on-one-page',
  easyRead: 'yes',
  languages: 'pl\nur',
}

describe('a survey of a school', () => {
  let database: Database
  let web: FeatureApp
  let now = Temporal.Instant.from('2026-03-12T09:00:00Z')
  let [ashby, birch, lead, otherLead, team, trust, evaluator]: Actor[] = []
  let enhanced = 0
  let regional = 0
  let surveys = ''
  let wave = ''
  const clock: Clock = {
    now: () => now,
    today: () => now.toZonedDateTimeISO('Europe/London').toPlainDate(),
  }
  const at = (instant: string) => {
    now = Temporal.Instant.from(instant)
  }
  const rows = async <T>(query: ReturnType<typeof sql>): Promise<T[]> =>
    (await database.asOwner((db) => query.execute(db))).rows as T[] // the test says what it selects
  const open = (form: Readonly<Record<string, string>> = {}, actor = ashby) =>
    web.post(actor, surveys, { ...FORM, key: randomUUID(), ...form })
  const sentences = async () =>
    (
      await rows<{ sentence: string }>(
        sql`select sentence from history where sentence ilike '%survey%' order by id`,
      )
    ).map(({ sentence }) => sentence)

  before(async () => {
    database = await openTestDatabase()
    const world = await buildWorld(database)
    const { programmeId } = world
    await database.asOwner((db) => loadSurveys(db))
    const calendar = await loadCalendar()
    web = await featureApp({
      database,
      clock,
      mount: (app) => waveRoutes(app, { publicUrl: 'https://alongside.example', calendar }),
    })
    for (const [urn, name] of [
      [990_001, 'Lead School'],
      [990_002, 'Other Lead School'],
      [990_011, 'Ashby School'],
      [990_012, 'Birch School'],
    ] as const)
      await addSchool(database, { urn, name })
    const hub = await addHub(database, { programmeId, reference: 'H1', name: 'North hub', leadUrn: 990_001 })
    const other = await addHub(database, {
      programmeId,
      reference: 'H2',
      name: 'South hub',
      leadUrn: 990_002,
    })
    enhanced = await addPartnership(database, world, { hubId: hub, urn: 990_011, pathway: 'enhanced' })
    regional = await addPartnership(database, world, { hubId: hub, urn: 990_012 })
    ashby = await addActor(database, 'named-leader', { programmeId, schoolUrn: 990_011, name: 'Amira Khan' })
    birch = await addActor(database, 'named-leader', { programmeId, schoolUrn: 990_012, name: 'Carys Pugh' })
    lead = await addActor(database, 'hub-lead', { programmeId, hubId: hub })
    otherLead = await addActor(database, 'hub-lead', { programmeId, hubId: other })
    team = await addActor(database, 'programme-team', { programmeId })
    trust = await addActor(database, 'trust-leader', { programmeId, trustUid: 990_001 })
    evaluator = await addActor(database, 'evaluator', { programmeId })
    surveys = `/partnerships/${enhanced}/surveys`
  })
  after(async () => {
    forgetSurveyVersions()
    await web.app.close()
    await database.close()
  })

  it('is not there on a pathway without surveys, for another school, and for those with no part in it', async () => {
    assert.equal((await web.get(birch, `/partnerships/${regional}/surveys`)).status, 404)
    for (const actor of [birch, otherLead, trust, evaluator]) {
      assert.equal((await web.get(actor, surveys)).status, 404)
      assert.equal((await web.get(actor, `${surveys}/new`)).status, 404)
      assert.equal((await open({}, actor)).status, 404)
    }
    for (const actor of [lead, team]) {
      assert.equal((await web.get(actor, surveys)).status, 200)
      assert.equal((await open({}, actor)).status, 403)
    }
  })

  it('says everything that is wrong with the form, and loses nothing that was typed', async () => {
    const answer = await open({ pupils: '', staff: '', kind: '', endTime: 'teatime', languages: 'pl\nxx' })
    assert.equal(answer.status, 422)
    for (const message of [
      'Select whether this is the baseline or the follow-up',
      'Select at least one group of pupils or of staff',
      'Enter the time it closes, for example 4pm',
      'Select languages from the list',
    ])
      assert.ok(answer.body.includes(message), message)
    assert.match(answer.body, /value="teatime"/)
    assert.match(answer.body, /7A \(28\), 7B \(27\)/)
    assert.deepEqual(await faultsIn(answer.body), [])
    assert.deepEqual(await rows(sql`select from survey_waves`), [])
  })

  it('is set up once, however often the form is sent, with a code for each class', async () => {
    const form = { ...FORM, key: randomUUID() }
    const [one, two] = await Promise.all([web.post(ashby, surveys, form), web.post(ashby, surveys, form)])
    assert.equal(one.status, 303)
    assert.equal(one.location, two.location)
    assert.equal((await web.post(ashby, surveys, form)).location, one.location)
    wave = one.location.replace('?ready', '')
    const codes = await rows<{
      label: string
      expected: number | null
      group: string
      roll: number | null
    }>(sql`
      select c.label, c.expected, g.label as "group", g.roll from survey_codes c join survey_groups g on g.id = c.group_id
      order by c.id`)
    assert.deepEqual(codes, [
      { label: '7A', expected: 28, group: 'Year 7', roll: 55 },
      { label: '7B', expected: 27, group: 'Year 7', roll: 55 },
      { label: 'Year 8', expected: null, group: 'Year 8', roll: null },
      { label: 'Teachers', expected: null, group: 'Teachers', roll: null },
    ])
    const [kept] = await rows<Record<string, unknown>>(sql`
      select w.languages, w.opens_at, p.key as pupils, s.key as staff from survey_waves w
      join survey_versions p on p.id = w.pupils_version_id join survey_versions s on s.id = w.staff_version_id`)
    assert.deepEqual(kept?.languages, ['en', 'pl', 'ur'])
    assert.deepEqual([kept?.pupils, kept?.staff], ['pupils-secondary', 'staff'])
    assert.deepEqual(await sentences(), [
      'Set up the baseline survey of pupils and staff, open from Monday 16 March 2026 at 8:30am to Friday 20 March 2026 at 4pm',
    ])
  })

  it('is the only one of its kind until it is closed', async () => {
    const again = await open()
    assert.equal(again.status, 422)
    assert.match(again.body, /href="#kind">Your baseline survey is already set up and not closed/)
    assert.match(again.body, /value="7A \(28\), 7B \(27\)"/, 'what was typed is still there')
    assert.deepEqual(await faultsIn(again.body), [])
    assert.equal((await rows(sql`select from survey_waves`)).length, 1)
  })

  it('has its pages for its school alone; others learn when it is and how many have answered', async () => {
    const pages = [
      '',
      '/posters',
      '/sheet',
      '/notice',
      '/notice.docx',
      '/reminder',
      '/codes',
      '/window',
      '/close',
    ]
    for (const page of pages) {
      for (const actor of [birch, lead, otherLead, team, trust, evaluator]) {
        assert.equal((await web.get(actor, `${wave}${page}`)).status, 404, `${actor?.role} ${page}`)
      }
      const own = await web.get(ashby, `${wave}${page}`)
      assert.equal(own.status, 200, page)
      if (!page.endsWith('.docx')) assert.deepEqual(await faultsIn(own.body), [], page)
    }
    const [{ code = '' } = {}] = await rows<{ code: string }>(sql`select code from survey_codes`)
    for (const actor of [lead, team]) {
      const { body } = await web.get(actor, surveys)
      assert.match(body, /Baseline survey of pupils and staff/)
      assert.ok(!body.includes(code.slice(0, 3)))
    }
  })

  it('has posters with the address, the code in big letters and a square that a camera reads', async () => {
    const { body } = await web.get(ashby, `${wave}/posters`)
    const codes = await rows<{ code: string }>(sql`select code from survey_codes`)
    for (const { code } of codes) assert.ok(body.includes(`${code.slice(0, 3)} ${code.slice(3)}`))
    assert.equal(body.match(/class="app-square-code"/g)?.length, codes.length)
    assert.match(body, /alongside\.example\/survey/)
  })

  it('has a notice to parents with its days and the way to opt out', async () => {
    const { body } = await web.get(ashby, `${wave}/notice`)
    assert.match(body, /pupils in Year 7 and Year 8/)
    assert.match(body, /from Monday 16 March 2026 at 8:30am to Friday 20 March 2026 at 4pm/)
    assert.match(body, /Tell us by Sunday 15 March 2026/)
    const before = now
    at('2026-03-16T09:00:00Z')
    assert.match(
      (await web.get(ashby, `${wave}/notice`)).body,
      /Tell us today, before your child’s class answers/,
    )
    now = before
  })

  it('is rehearsed without a trace', async () => {
    const start = await web.get(ashby, `${wave}/rehearsal`)
    assert.equal(start.location, `${wave}/rehearsal/pupils/`)
    for (const page of ['', 'questions?l=ur&easy=1', 'help', 'stopped', 'questions?q1=1&q2=255']) {
      const answer = await web.get(ashby, `${wave}/rehearsal/pupils/${page}`)
      assert.equal(answer.status, 200, page)
      assert.match(answer.body, /nothing that you answer is kept/)
      assert.equal((await web.get(lead, `${wave}/rehearsal/pupils/${page}`)).status, 404)
    }
    assert.equal((await web.get(ashby, `${wave}/rehearsal/parents/`)).status, 404)
    const sent = await web.post(ashby, `${wave}/rehearsal/pupils/answers`, {
      q1: '1',
      key: randomUUID(),
      l: 'ur',
    })
    assert.equal(sent.location, 'thanks?l=ur')
    assert.match((await web.get(ashby, `${wave}/rehearsal/pupils/thanks?l=ur`)).body, /lang="ur"/)
    assert.deepEqual(await rows(sql`select from survey_arrivals`), [])
    assert.deepEqual(await rows(sql`select from survey_codes where answered > 0`), [])
  })

  it('says how many have answered by group against the roll, and which classes have few', async () => {
    await rows(sql`update survey_codes set answered = 25 where label = '7A'`)
    await rows(sql`update survey_codes set answered = 4 where label = '7B'`)
    at('2026-03-16T09:00:00Z')
    assert.doesNotMatch((await web.get(ashby, wave)).body, /Few so far/)
    at('2026-03-19T09:00:00Z')
    const { body } = await web.get(ashby, wave)
    assert.match(body, /data-label="Answered">29<\/td><td [^>]*>55<\/td>/)
    assert.equal(body.match(/Few so far/g)?.length, 1)
    assert.match((await web.get(ashby, `${wave}/reminder`)).body, /Few have answered so far in: 7B\./)
    assert.match((await web.get(lead, surveys)).body, /29 answers/)
  })

  it('gets another code for a class, once, and loses one', async () => {
    const [group] = await rows<{ id: number }>(sql`select id from survey_groups where label = 'Year 8'`)
    const form = { group: group?.id ?? 0, label: '8C', expected: '30' }
    for (const _ of [1, 2]) assert.equal((await web.post(ashby, `${wave}/codes`, form)).status, 303)
    assert.equal((await web.post(ashby, `${wave}/codes`, { ...form, label: '', expected: 'x' })).status, 422)
    assert.equal((await web.post(ashby, `${wave}/codes`, { ...form, group: 999_999 })).status, 404)
    const added = await rows<{ id: number }>(sql`select id from survey_codes where label = '8C'`)
    assert.equal(added.length, 1)
    const stop = `${wave}/codes/${added[0]?.id}/stop`
    assert.equal((await web.post(birch, stop, {})).status, 404)
    for (const _ of [1, 2]) assert.equal((await web.post(ashby, stop, {})).status, 303)
    assert.doesNotMatch((await web.get(ashby, `${wave}/posters`)).body, />8C</)
    assert.equal((await sentences()).filter((each) => each.includes('8C')).length, 2)
  })

  const end = { 'end-day': '27', 'end-month': '3', 'end-year': '2026', endTime: 'midnight' }

  it('is extended with a reason; a page that has gone stale changes nothing', async () => {
    const form = { seen: 1, ...end, reason: 'Year 8 was on a trip' }
    assert.equal((await web.post(ashby, `${wave}/window`, { ...form, reason: '' })).status, 422)
    assert.equal((await web.post(ashby, `${wave}/window`, { ...form, 'end-day': '12' })).status, 422)
    assert.equal((await web.post(ashby, `${wave}/window`, form)).status, 303)
    assert.equal(
      (await web.post(ashby, `${wave}/window`, form)).status,
      303,
      'the same again changes nothing',
    )
    assert.equal((await web.post(ashby, `${wave}/window`, { ...form, 'end-day': '28' })).status, 409)
    assert.equal(
      (await sentences()).at(-1),
      'Changed when it is open: the baseline survey of pupils and staff, now Monday 16 March 2026 at 8:30am to Friday 27 March 2026 at midnight. Reason: Year 8 was on a trip',
    )
  })

  it('stops, is reopened with a reason, and closes for good', async () => {
    const close = (form: Readonly<Record<string, string>>) =>
      web.post(ashby, `${wave}/close`, { seen: '2', ...form })
    assert.equal((await close({ how: 'stop', reason: '' })).status, 422)
    assert.equal((await close({ how: '', reason: 'Enough' })).status, 422)
    assert.equal((await close({ how: 'stop', reason: 'Enough for now' })).location, `${wave}?said=stopped`)
    at('2026-03-19T09:01:00Z')
    assert.match((await web.get(ashby, wave)).body, /No longer taking answers/)
    assert.equal(
      (await web.post(ashby, `${wave}/window`, { seen: 3, ...end, reason: 'One more class' })).status,
      303,
    )
    assert.match((await sentences()).at(-1) ?? '', /^Reopened the baseline survey/)
    assert.equal(
      (await close({ how: 'close', reason: 'Everybody has answered' })).location,
      `${wave}/results`,
    )
    assert.equal((await close({ how: 'close', reason: 'Again' })).status, 303)
    assert.equal((await sentences()).filter((each) => each.startsWith('Closed')).length, 1)
    assert.equal((await web.post(ashby, `${wave}/window`, { seen: 4, ...end, reason: 'More' })).status, 409)
    const codes = await rows<{ id: number }>(sql`select id from survey_codes`)
    assert.equal((await web.post(ashby, `${wave}/codes/${codes[0]?.id}/stop`, {})).status, 409)
    for (const page of ['', '/window', '/close', '/codes']) {
      assert.deepEqual(await faultsIn((await web.get(ashby, `${wave}${page}`)).body), [])
    }
  })

  it('asks at the end what it asked at the beginning, also when there is a newer version', async () => {
    await rows(sql`
      insert into survey_versions (key, number, audience, stage, name, content_hash, definition, source)
      select key, 2, audience, stage, name, 'newer', definition, 'file' from survey_versions where key = 'staff'`)
    const form = (await web.get(ashby, `${surveys}/new`)).body
    assert.match(form, /name="year-7-classes"[^>]*value="7A \(28\), 7B \(27\)"/)
    assert.match(form, /name="year-7-roll"[^>]*value="55"/)
    assert.doesNotMatch(form, /value="year-9" checked/)
    assert.match(form, /value="year-8" checked/)
    const opened = await open({ kind: 'follow-up' })
    assert.equal(opened.status, 303)
    const asked = await rows<{ number: number }>(sql`
      select v.number from survey_waves w join survey_versions v on v.id = w.staff_version_id order by w.id`)
    assert.deepEqual(
      asked.map(({ number }) => number),
      [1, 1],
    )
    await rows(sql`update survey_waves set closed_at = closes_at where kind = 'follow-up'`)
  })

  it('is closed by itself three days after its time, if nobody does', async () => {
    const opened = await open({ kind: 'follow-up', opens: 'now', pupils: 'year-6', 'year-7-classes': '' })
    assert.equal(opened.status, 303)
    const closeAt = (instant: string) =>
      database.inScope(SYSTEM, (db) => closeForgotten(db, Temporal.Instant.from(instant)))
    assert.equal(await closeAt('2026-03-23T15:59:59Z'), 0)
    assert.equal(await closeAt('2026-03-23T16:00:01Z'), 1)
    assert.equal(await closeAt('2026-03-24T16:00:00Z'), 0)
    assert.match((await sentences()).at(-1) ?? '', /3 days after its time was over/)
  })

  it('is not set up once its partnership has ended', async () => {
    await rows(sql`update partnerships set status = 'completed' where id = ${enhanced}`)
    assert.equal((await open({ kind: 'baseline' })).status, 403)
    const { body, status } = await web.get(ashby, surveys)
    assert.equal(status, 200)
    assert.doesNotMatch(body, /Set up/)
    await rows(sql`update partnerships set status = 'active' where id = ${enhanced}`)
  })
})
