import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { addActor } from '../../../../test/builders/programme-world.ts'
import { type AddedWave, openSurveyWorld, type SurveyWorld } from '../../../../test/builders/survey-world.ts'
import { validateHtml } from '../../../../test/html.ts'
import type { Actor } from '../../people/index.ts'
import { loadCalendar } from '../../programmes/index.ts'
import { routes } from '../index.ts'
import { deleteKeptLongEnough } from '../keeping/jobs.ts'
import { tellOfHarm } from './jobs.ts'

const CALM = 'Lunchtimes are loud, and the bells are hard to hear.'
const NAMED = 'I wish Mr Hill were seen more often in the corridors.'
const HARM = 'There is talk of a knife behind the bins.'

describe('what staff add to their survey', () => {
  let world: SurveyWorld
  let wave: AddedWave
  let code = ''
  let [amira, sadia, stranger, lead, team, trust, evaluator]: Actor[] = []
  before(async () => {
    const calendar = await loadCalendar()
    world = await openSurveyWorld({
      wait: 5,
      mount: (app, options) => routes(app, { ...options, publicUrl: 'https://alongside.example', calendar }),
    })
    const { database, programmeId, hub } = world
    amira = await addActor(database, 'named-leader', { programmeId, schoolUrn: 990011, name: 'Amira Khan' })
    sadia = await addActor(database, 'named-leader', { programmeId, schoolUrn: 990011, name: 'Sadia Lead' })
    stranger = await addActor(database, 'named-leader', { programmeId, schoolUrn: 990001, name: 'Dev Rao' })
    lead = await addActor(database, 'hub-lead', { programmeId, hubId: hub })
    team = await addActor(database, 'programme-team', { programmeId })
    trust = await addActor(database, 'trust-leader', { programmeId, trustUid: 990001 })
    evaluator = await addActor(database, 'evaluator', { programmeId })
    wave = await world.addWave({ survey: 'staff', safeguardingEmail: sadia.email.toUpperCase() })
    code = wave.codes[0]?.code ?? ''
  })
  after(() => world.close())

  const get = (url: string) => world.web.app.inject({ method: 'GET', url })
  let people = 0
  /** No two answers alike one after another: else they are a pattern that the school decides about first. */
  const form = (remark: string, more: Record<string, string> = {}) => ({
    key: randomUUID(),
    l: 'en',
    q1: String(1 + (people++ % 4)),
    q2: '2',
    remark,
    ...more,
  })
  const stored = async () =>
    (
      await world.rows(sql`select (select count(*)::int from survey_arrivals) as answers,
        (select count(*)::int from survey_remarks) as remarks`)
    )[0]
  /** Every row of every table, as text. */
  async function everything(): Promise<string> {
    const tables = await world.rows(sql`
      select oid::regclass::text as name from pg_class
      where relkind = 'r' and relnamespace in ('public'::regnamespace, to_regnamespace('pgboss'))`)
    let all = ''
    for (const { name } of tables) {
      const rows = await world.rows(sql`select t::text as row from ${sql.raw(String(name))} t`)
      all += rows.map(({ row }) => String(row)).join('\n')
    }
    return all
  }
  const inHex = (text: string) => Buffer.from(text).toString('hex')
  const outsiders = () => [stranger, lead, team, trust, evaluator]

  it('is set up only with a safeguarding lead, asked for at its fields', async () => {
    const setUp = {
      key: randomUUID(),
      kind: 'follow-up',
      staff: 'staff-teachers',
      remarks: 'yes',
      leadEmail: 'sadia at school',
      opens: 'now',
      'end-day': '21',
      'end-month': '11',
      'end-year': '2025',
      endTime: '4pm',
      layout: 'all-on-one-page',
    }
    const url = `/partnerships/${world.partnership}/surveys`
    const wrong = await world.web.post(amira, url, setUp)
    assert.equal(wrong.status, 422)
    for (const field of ['leadName', 'leadRole', 'leadEmail']) {
      assert.match(wrong.body, new RegExp(`href="#${field}"`), field)
    }
    assert.match(wrong.body, /value="sadia at school"/)
    assert.deepEqual(await faultsIn(wrong.body), [])
    const pupilsOnly = {
      ...setUp,
      staff: '',
      pupils: 'year-7',
      leadName: 'S',
      leadRole: 'DSL',
      leadEmail: 's@x.org',
    }
    assert.match((await world.web.post(amira, url, pupilsOnly)).body, /Select which staff answer/)
    const right = {
      ...setUp,
      leadName: 'Sadia Lead',
      leadRole: 'Deputy head',
      leadEmail: 'nobody@school.example',
    }
    const made = await world.web.post(amira, url, right)
    assert.equal(made.status, 303, made.body)
    const page = await world.web.get(amira, made.location)
    assert.match(page.body, /No named leader of your school has this address/)
    assert.deepEqual(await faultsIn(page.body), [])
    const history = await world.rows(sql`select sentence from history where kind = 'survey.set-up'`)
    assert.match(String(history[0]?.sentence), /\. Staff may add something in their own words$/)
    await world.rows(sql`delete from survey_waves where kind = 'follow-up'`)
  })

  it('is asked of staff where their school has said so, and of pupils never', async () => {
    const asked = await get(`/survey/${code}/questions`)
    assert.match(asked.body, /<textarea id="remark" [^>]*name="remark"/)
    assert.match(asked.body, /Do not name anyone/)
    assert.deepEqual(await validateHtml(asked.body), [])
    const quiet = await world.addWave({ survey: 'staff' })
    const pupils = await world.addWave()
    // As no page of the service makes it.
    await world.rows(sql`insert into survey_safeguarding_leads (wave_id, name, role, email)
      values (${pupils.id}, 'S', 'DSL', 's@x.org')`)
    for (const other of [quiet, pupils]) {
      const its = other.codes[0]?.code ?? ''
      assert.doesNotMatch((await get(`/survey/${its}/questions`)).body, /<textarea/)
      assert.equal((await world.answer(its, form(CALM))).status, 422)
    }
    assert.deepEqual(await stored(), { answers: 0, remarks: 0 })
    // Not even the service itself can add one to a pupils’ answer.
    const outcome = await world.database.inScope({ 'alongside.role': 'system' }, async (db) => {
      const { rows } = await sql<{ outcome: string }>`
        select alongside.receive_remark(gen_random_uuid(), ${pupils.codes[0]?.id}::int, false,
          decode(repeat('00', 40), 'hex'), '2025-11-10T10:00:00Z') as outcome`.execute(db)
      return rows[0]?.outcome
    })
    assert.equal(outcome, 'closed')
  })

  it('is in once with its answer, however often it is sent, and without an answer too', async () => {
    const once = form(CALM)
    const pressed = await Promise.all([1, 2, 3].map(() => world.answer(code, once)))
    for (const { status, location } of pressed) {
      assert.equal(status, 303)
      assert.match(location, /\/thanks\?/)
    }
    await world.answer(code, once)
    assert.deepEqual(await stored(), { answers: 1, remarks: 1 })
    assert.equal((await world.answer(code, { key: randomUUID(), remark: 'Only this.' })).status, 303)
    assert.deepEqual(await stored(), { answers: 2, remarks: 2 })
  })

  it('comes back to be looked at where it may name someone, with everything that was answered, and nothing is kept', async () => {
    const typed = form(`${NAMED}\r\n<b>really</b>.`, { easy: '1' })
    const asked = await world.answer(code, typed)
    assert.equal(asked.status, 422)
    assert.match(asked.body, /may name someone: Mr Hill\./)
    assert.match(asked.body, /in the corridors\.\n&lt;b&gt;really&lt;\/b&gt;\.<\/textarea>/)
    for (const [name, value] of Object.entries(typed)) {
      if (name !== 'remark') assert.ok(asked.body.includes(`name="${name}" value="${value}"`), name)
    }
    assert.deepEqual(await validateHtml(asked.body), [])
    const byScript = await world.answer(code, typed, { accept: 'application/json' })
    assert.equal(byScript.status, 422)
    assert.deepEqual(JSON.parse(byScript.body), {
      outcome: 'asked',
      words: 'These words may name someone: Mr Hill.',
    })
    assert.deepEqual(await stored(), { answers: 2, remarks: 2 })
    const stood = { ...typed, 'names-no-one': '1' }
    assert.equal((await world.answer(code, stood)).status, 303)
    assert.equal((await world.answer(code, stood)).status, 303)
    assert.deepEqual(await stored(), { answers: 3, remarks: 3 })
    const taken = form('They are seen more often.')
    assert.equal((await world.answer(code, taken)).status, 303)
    assert.equal((await world.answer(code, form('y'.repeat(1_200), { 'names-no-one': '1' }))).status, 422)
    assert.equal((await world.answer(code, form('żółw '.repeat(200).trim()))).status, 303, 'the longest')
    assert.deepEqual(await stored(), { answers: 5, remarks: 5 })
  })

  it('is thanked for with whom to tell, where it may tell of harm', async () => {
    const sent = await world.answer(code, form(HARM))
    assert.equal(sent.status, 303)
    assert.doesNotMatch(sent.location, /harm|care/)
    const thanks = await get(sent.location)
    assert.match(thanks.body, /Thank you/)
    assert.match(thanks.body, /Tell your school’s safeguarding lead yourself, today/)
    assert.deepEqual(await validateHtml(thanks.body), [])
    const again = await world.answer(code, form('A weapon was seen'), { accept: 'application/json' })
    assert.deepEqual(JSON.parse(again.body), { outcome: 'stored', care: true })
  })

  it('is told of to the safeguarding lead once for all that is new, in an email without its words', async () => {
    const options = { database: world.database, clock: world.clock, publicUrl: 'https://alongside.example' }
    assert.equal(await tellOfHarm(options), 1)
    assert.equal(await tellOfHarm(options), 0)
    const emails = await world.rows(
      sql`select to_email, template, personalisation from messages where template = 'survey-safeguarding'`,
    )
    assert.deepEqual(emails, [
      {
        to_email: sadia?.email.toUpperCase(),
        template: 'survey-safeguarding',
        personalisation: {
          name: 'Sadia Lead',
          'page-link': `https://alongside.example/surveys/${wave.id}/remarks/harm`,
        },
      },
    ])
  })

  it('is read at once by the safeguarding lead where it may tell of harm, and by nobody else', async () => {
    const url = `/surveys/${wave.id}/remarks/harm`
    const page = await world.web.get(sadia, url)
    assert.equal(page.status, 200)
    assert.match(page.body, /talk of a knife behind the bins/)
    assert.doesNotMatch(page.body, /Lunchtimes/)
    assert.deepEqual(await faultsIn(page.body), [])
    for (const other of [amira, ...outsiders()]) assert.equal((await world.web.get(other, url)).status, 404)
    const history = await world.rows(
      sql`select sentence, by_name from history where kind = 'survey.safeguarding-page'`,
    )
    assert.deepEqual(history, [
      {
        sentence: 'Looked at the safeguarding lead’s page of the baseline survey of staff',
        by_name: 'Sadia Lead',
      },
    ])
  })

  it('has another safeguarding lead when somebody leaves: both are told, and it stands in the history', async () => {
    const url = `/surveys/${wave.id}/safeguarding-lead`
    for (const other of outsiders()) assert.equal((await world.web.get(other, url)).status, 404)
    const page = await world.web.get(amira, url)
    assert.match(page.body, /Now it is Sadia Lead/)
    assert.deepEqual(await faultsIn(page.body), [])
    const lead = { seen: '1', leadName: 'Amira Khan', leadRole: 'Deputy head', leadEmail: amira?.email ?? '' }
    const wrong = await world.web.post(amira, url, { ...lead, leadEmail: 'amira at school' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /value="amira at school"/)
    assert.deepEqual(await faultsIn(wrong.body), [])
    for (const other of outsiders()) assert.equal((await world.web.post(other, url, lead)).status, 404)
    const pressed = await Promise.all([1, 2].map(() => world.web.post(amira, url, lead)))
    for (const { status, location } of pressed) {
      assert.equal(status, 303)
      assert.equal(location, `/surveys/${wave.id}?said=lead`)
    }
    const emails = await world.rows(sql`
      select to_email, template from messages where template like 'survey-lead-%' order by template`)
    assert.deepEqual(emails, [
      { to_email: amira?.email, template: 'survey-lead-named' },
      { to_email: sadia?.email.toUpperCase(), template: 'survey-lead-replaced' },
    ])
    const history = await world.rows(sql`
      select sentence, by_name from history where kind = 'survey.safeguarding-lead'`)
    assert.deepEqual(history, [
      {
        sentence:
          'Named Amira Khan (Deputy head) as the safeguarding lead of the baseline survey of staff, in place of Sadia Lead',
        by_name: 'Amira Khan',
      },
    ])
    // What was there before is new for whoever is new, and is theirs alone.
    const options = { database: world.database, clock: world.clock, publicUrl: 'https://alongside.example' }
    assert.equal(await tellOfHarm(options), 1)
    assert.equal(await tellOfHarm(options), 0)
    const harm = `/surveys/${wave.id}/remarks/harm`
    assert.match((await world.web.get(amira, harm)).body, /talk of a knife/)
    assert.equal((await world.web.get(sadia, harm)).status, 404)
    // Who had the page open since before is not followed.
    const back = { seen: '1', leadName: 'Sadia Lead', leadRole: 'Deputy head', leadEmail: sadia?.email ?? '' }
    assert.equal((await world.web.post(amira, url, back)).status, 409)
    assert.equal((await world.web.post(amira, url, { ...back, seen: '2' })).status, 303)
    assert.equal((await world.web.get(sadia, harm)).status, 200)
  })

  it('lies sealed, and nothing in the database puts it together with an answer', async () => {
    const marked = form('Zebras are striped, said no one.', { 'names-no-one': '1' })
    assert.equal((await world.answer(code, marked)).status, 303)
    await world.web.app.answersCounted()
    const all = await everything()
    for (const text of [CALM, NAMED, HARM, 'Zebras', 'knife behind']) {
      assert.ok(!all.includes(text) && !all.includes(inHex(text)), text)
    }
    assert.equal(all.split(marked.key).length, 2, 'the key of the form is its answer’s alone')
    const rows = await world.rows(sql`
      select r.xmin::text as by, a.xmin::text as other from survey_remarks r join survey_arrivals a on a.xmin = r.xmin`)
    assert.deepEqual(rows, [], 'no transaction wrote both')
    const columns = await world.rows(sql`
      select column_name as name from information_schema.columns where table_name = 'survey_remarks' order by 1`)
    assert.deepEqual(
      columns.map(({ name }) => name),
      ['harm', 'key', 'sealed', 'wave_id'],
    )
  })

  it('is not read before there are results', async () => {
    const page = await world.web.get(amira, `/surveys/${wave.id}/remarks`)
    assert.equal(page.status, 200)
    assert.match(page.body, /once the survey is closed/)
    assert.doesNotMatch(page.body, /Lunchtimes/)
    assert.deepEqual(await faultsIn(page.body), [])
  })

  const close = async (id: number) => {
    await world.rows(
      sql`update survey_waves set closed_at = closes_at, closed_by_name = 'Amira Khan' where id = ${id}`,
    )
    assert.equal((await world.web.post(amira, `/surveys/${id}/results`, {})).status, 303)
  }

  it('is read by the school’s named leaders once there are results of enough staff, but for what may tell of harm', async () => {
    for (let more = 0; more < 6; more += 1) assert.equal((await world.answer(code, form(''))).status, 303)
    const before = await world.rows(sql`select key, sealed from survey_remarks`)
    await world.web.app.answersCounted()
    await close(wave.id)
    const page = await world.web.get(amira, `/surveys/${wave.id}/remarks`)
    assert.match(page.body, /Lunchtimes are loud/)
    assert.match(page.body, /Mr Hill/)
    assert.doesNotMatch(page.body, /knife|weapon/)
    assert.deepEqual(await faultsIn(page.body), [])
    const after = JSON.stringify(await world.rows(sql`select key, sealed from survey_remarks`))
    assert.equal(before.length, 8)
    for (const { key, sealed } of before) {
      assert.ok(!after.includes(String(key)), 'no key stays')
      assert.ok(!after.includes(JSON.stringify(sealed)), 'all are sealed anew')
    }
    assert.match((await world.web.get(sadia, `/surveys/${wave.id}/remarks/harm`)).body, /knife/)
  })

  it('is never seen by anybody outside the school, also where the results are shared', async () => {
    assert.equal(
      (await world.web.post(amira, `/surveys/${wave.id}/shares`, { key: randomUUID() })).status,
      303,
    )
    const pages = [
      'remarks',
      'remarks/harm',
      'results',
      'results/staff',
      'results.csv',
      'summary',
      'summary.docx',
    ]
    const all = [
      ...pages.map((to) => `/surveys/${wave.id}/${to}`),
      `/surveys/${wave.id}`,
      `/partnerships/${world.partnership}/surveys`,
      `/hubs/${world.hub}/surveys`,
      '/programme/surveys',
      '/evaluation/surveys',
      '/evaluation/surveys.csv',
    ]
    for (const actor of outsiders()) {
      for (const url of all) {
        const { status, body } = await world.web.get(actor, url)
        if (url.includes('remarks')) assert.equal(status, 404, `${actor?.role} ${url}`)
        assert.doesNotMatch(body, /Lunchtimes|Mr Hill|knife|own words/, `${actor?.role} ${url}`)
      }
    }
    // Behind the pages, the database gives them out to nobody else either.
    for (const actor of [...outsiders(), amira]) {
      if (!actor) continue
      const scope = {
        'alongside.role': actor.role,
        'alongside.account': String(actor.accountId),
        'alongside.programme': String(actor.programmeId),
        'alongside.hub': String(actor.hubId ?? ''),
        'alongside.school': String(actor.schoolUrn ?? ''),
        'alongside.trust': String(actor.trustUid ?? ''),
      }
      for (const ofHarm of [true, false]) {
        const { rows } = await world.database.inScope(scope, (db) =>
          sql`select alongside.read_remarks(${wave.id}, ${ofHarm})`.execute(db),
        )
        assert.equal(rows.length > 0, actor === amira && !ofHarm, `${actor.role} ${ofHarm}`)
      }
      await assert.rejects(
        world.database.inScope(scope, (db) => sql`select from survey_remarks`.execute(db)),
        /permission denied/,
      )
    }
  })

  it('is not shown where too few staff answered', async () => {
    const small = await world.addWave({ survey: 'staff', safeguardingEmail: sadia?.email ?? '' })
    const its = small.codes[0]?.code ?? ''
    for (let at = 0; at < 9; at += 1) assert.equal((await world.answer(its, form(CALM))).status, 303)
    await close(small.id)
    const page = await world.web.get(amira, `/surveys/${small.id}/remarks`)
    assert.match(page.body, /Too few staff answered/)
    assert.doesNotMatch(page.body, /Lunchtimes/)
    assert.deepEqual(await faultsIn(page.body), [])
  })

  it('is deleted on the day on which the answers are', async () => {
    world.moveClock('2026-06-01T03:30:00Z')
    assert.ok((await deleteKeptLongEnough({ database: world.database, clock: world.clock })) >= 2)
    assert.deepEqual(await world.rows(sql`select from survey_remarks`), [])
    assert.match((await world.web.get(amira, `/surveys/${wave.id}/remarks`)).body, /was deleted/)
    assert.match((await world.web.get(sadia, `/surveys/${wave.id}/remarks/harm`)).body, /nothing to read/)
  })
})
