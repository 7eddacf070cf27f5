import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addSmallPlan, formIn, openPlanWorld, type PlanWorld } from '../../../../test/builders/action-plan.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { findBrokenHistory } from '../../history/index.ts'

describe('a plan from the self-assessment', () => {
  let world: PlanWorld
  before(async () => {
    world = await openPlanWorld()
  })
  after(() => world.close())

  const planUrl = () => `/partnerships/${world.enhanced}/plan`

  it('is drafted on one page, and pressed twice it is drafted once', async () => {
    const { web, leader, rows } = world
    const start = await web.get(leader, planUrl())
    assert.match(start.body, /Start from your self-assessment/)
    assert.deepEqual(await faultsIn(start.body), [])
    const url = `${planUrl()}/draft`
    const page = await web.get(leader, url)
    assert.deepEqual(await faultsIn(page.body), [])
    const form = formIn(page.body, url)
    const kept = Object.keys(form).filter((name) => name.startsWith('keep-'))
    assert.ok(kept.length >= 3 && kept.length <= 5)
    const [first = '', second = ''] = kept.map((name) => name.slice('keep-'.length))
    form[`title-${first}`] = 'In our own words'
    form[`action-${first}-1`] = ''
    delete form[`keep-${second}`]
    for (const _press of [1, 2]) assert.equal((await web.post(leader, url, form)).status, 303)

    const priorities = await rows(
      sql`select id, title, statement_key, source from priorities order by position`,
    )
    assert.equal(priorities.length, kept.length - 1)
    assert.equal(priorities[0]?.title, 'In our own words')
    assert.equal(priorities[0]?.statement_key, first)
    assert.match(String(priorities[0]?.source), /^Self-assessment 1, statement/)
    assert.ok(priorities.every(({ statement_key }) => statement_key !== second))
    const dropped = await rows(sql`select from actions where text = ''`)
    assert.equal(dropped.length, 0)
    const plan = await web.get(leader, planUrl())
    assert.match(plan.body, /In our own words/)
    assert.match(plan.body, /Sign the plan/)
    assert.deepEqual(await faultsIn(plan.body), [])
  })

  it('shows a colleague who drafted at the same time what is there already, with nothing of theirs lost', async () => {
    const { web, regionalLeader, regional, rows } = world
    const url = `/partnerships/${regional}/plan/draft`
    const [one, other] = await Promise.all([web.get(regionalLeader, url), web.get(regionalLeader, url)])
    assert.equal((await web.post(regionalLeader, url, formIn(one.body, url))).status, 303)
    const form = formIn(other.body, url)
    const title = Object.keys(form).find((name) => name.startsWith('title-')) ?? ''
    form[title] = 'Worded by the second'
    const late = await web.post(regionalLeader, url, form)
    assert.equal(late.status, 409)
    assert.match(late.body, /A colleague added to the plan/)
    assert.match(late.body, /Worded by the second/)
    assert.deepEqual(await faultsIn(late.body), [])
    assert.equal((await rows(sql`select from priorities where title = 'Worded by the second'`)).length, 0)
    assert.equal((await web.post(regionalLeader, url, formIn(late.body, url))).status, 303)
    assert.equal((await rows(sql`select from priorities where title = 'Worded by the second'`)).length, 1)
  })

  it('nudges above five priorities, and lets them stand', async () => {
    const { web, regionalLeader, regional } = world
    const plan = await web.get(regionalLeader, `/partnerships/${regional}/plan`)
    assert.match(plan.body, /Three to five are usually all/)
  })

  it('says at the field what is wrong with a draft, and keeps what was typed', async () => {
    const { web, leader } = world
    const url = `${planUrl()}/draft`
    const form = formIn((await web.get(leader, url)).body, url)
    for (const name of Object.keys(form)) if (name.startsWith('keep-')) delete form[name]
    const wrong = await web.post(leader, url, form)
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /Keep at least one priority/)
  })
})

describe('a plan of one priority', () => {
  let world: PlanWorld
  let ids: Awaited<ReturnType<typeof addSmallPlan>>
  before(async () => {
    world = await openPlanWorld()
    ids = await addSmallPlan(world, world.leader, world.enhanced)
  })
  after(() => world.close())

  const planUrl = () => `/partnerships/${world.enhanced}/plan`

  it('has well-made pages', async () => {
    const { web, leader } = world
    for (const url of [
      planUrl(),
      `/plans/${ids.plan}/priorities/new`,
      `/priorities/${ids.priority}`,
      `/objectives/${ids.objective}`,
      `/objectives/${ids.objective}/measures/new`,
      `/measures/${ids.measure}`,
      `/objectives/${ids.objective}/actions/new`,
      `/actions/${ids.action}`,
      `/actions/${ids.action}/details`,
      `/plans/${ids.plan}/reviews`,
      `/plans/${ids.plan}/reviews/new`,
      `/plans/${ids.plan}/versions`,
      `/plans/${ids.plan}/versions/2`,
      `/plans/${ids.plan}/differences?from=1&to=5`,
      `/plans/${ids.plan}/comments`,
      `${planUrl()}/import`,
      '/due',
      '/due/preferences',
    ]) {
      const page = await web.get(leader, url)
      assert.equal(page.status, 200, `${url}: ${page.body}`)
      assert.deepEqual(await faultsIn(page.body), [], url)
    }
  })

  it('is agreed when both have signed the same version, and shown to be evidence', async () => {
    const { web, leader, lead, rows } = world
    const sign = async (actor: typeof leader) => {
      const page = await web.get(actor, planUrl())
      return web.post(
        actor,
        `/plans/${ids.plan}/signatures`,
        formIn(page.body, `/plans/${ids.plan}/signatures`),
      )
    }
    assert.equal((await sign(leader)).status, 303)
    assert.match((await web.get(leader, planUrl())).body, /North hub signs the plan/)
    assert.equal((await sign(lead)).status, 303)
    assert.match((await web.get(leader, planUrl())).body, /Agreed by both schools: version 5/)
    const evidence = await rows(sql`select expectation_kind, state, happened_on from action_plan_evidence
      where partnership_id = ${world.enhanced}`)
    assert.deepEqual(evidence, [
      { expectation_kind: 'action-plan', state: 'done', happened_on: '2026-03-12' },
    ])
    assert.equal((await web.post(leader, `/plans/${ids.plan}/signatures`, { version: 5 })).status, 303)
    assert.equal((await rows(sql`select from plan_signatures`)).length, 2)
  })

  it('asks for new signatures when the plan changes, not when an action moves on', async () => {
    const { web, leader } = world
    const update = { key: randomUUID(), was: 'to-do', state: 'in-progress', note: '' }
    assert.equal((await web.post(leader, `/actions/${ids.action}/updates`, update)).status, 303)
    assert.match((await web.get(leader, planUrl())).body, /Agreed by both schools: version 5/)
    const form = formIn(
      (await web.get(leader, `/objectives/${ids.objective}`)).body,
      `/objectives/${ids.objective}`,
    )
    await web.post(leader, `/objectives/${ids.objective}`, { ...form, text: 'Every family hears by ten' })
    const page = await web.get(leader, planUrl())
    assert.match(page.body, /Version 5 was agreed. The plan has changed since/)
    const what = await web.get(leader, `/plans/${ids.plan}/differences?from=5&to=7`)
    assert.match(what.body, /Reworded the objective “Every family hears from us on day one”/)
    assert.match(what.body, /as in progress/)
  })

  it('refuses a signature under a version that is not what the plan says', async () => {
    const { web, leader, rows } = world
    const stale = await web.post(leader, `/plans/${ids.plan}/signatures`, { version: 6 })
    assert.equal(stale.status, 409)
    assert.equal((await rows(sql`select from plan_signatures where version_number = 6`)).length, 0)
  })

  it('can be read as it was on any day', async () => {
    const { web, leader, moveClock } = world
    moveClock('2026-04-20')
    const form = formIn(
      (await web.get(leader, `/priorities/${ids.priority}`)).body,
      `/priorities/${ids.priority}`,
    )
    await web.post(leader, `/priorities/${ids.priority}`, { ...form, title: 'After Easter' })
    const on = (day: number, month: number) =>
      web.get(leader, `/plans/${ids.plan}/versions?on-day=${day}&on-month=${month}&on-year=2026`)
    const then = await on(1, 4)
    assert.equal(then.location, `/plans/${ids.plan}/versions/7`)
    const page = await web.get(leader, then.location)
    assert.match(page.body, /Day one of absence/)
    assert.doesNotMatch(page.body, /After Easter/)
    assert.equal((await on(20, 4)).location, `/plans/${ids.plan}/versions/8`)
    assert.match((await on(1, 1)).body, /had not been started/)
    moveClock('2026-03-12')
  })

  it('goes out as a Word document and as rows', async () => {
    const { web, leader } = world
    const word = await web.app.inject({
      url: `/plans/${ids.plan}/plan.docx`,
      headers: { 'x-actor': `${leader.role} ${leader.accountId} ${leader.programmeId}` },
    })
    assert.equal(word.statusCode, 200)
    assert.equal(word.rawPayload.subarray(0, 2).toString(), 'PK')
    const rows = await web.get(leader, `/plans/${ids.plan}/plan.csv`)
    assert.match(rows.body, /Priority,Why this matters,Objective/)
    assert.match(rows.body, /Ring home by ten/)
    assert.match(rows.body, /Persistent absence/)
  })

  it('leaves a whole history that says who and when, and not what', async () => {
    const { database, rows } = world
    const sentences = (
      await rows(sql`select sentence from history where partnership_id = ${world.enhanced}`)
    ).map(({ sentence }) => String(sentence))
    assert.ok(sentences.includes('Signed version 5 of the action plan: both schools have agreed it'))
    assert.ok(sentences.every((sentence) => !sentence.includes('Ring home')))
    assert.deepEqual(await database.asOwner(findBrokenHistory), [])
  })
})
