import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addSmallPlan, formIn, openPlanWorld, type PlanWorld } from '../../../test/builders/action-plan.ts'
import { faultsIn } from '../../../test/builders/feature-app.ts'
import type { Actor } from '../people/index.ts'

const TABLES = [
  'action_plans',
  'priorities',
  'objectives',
  'measures',
  'actions',
  'action_updates',
  'plan_versions',
  'plan_signatures',
  'plan_comments',
  'progress_reviews',
  'review_ratings',
]

describe('who sees a plan', () => {
  let world: PlanWorld
  let joint: Awaited<ReturnType<typeof addSmallPlan>>
  let own: Awaited<ReturnType<typeof addSmallPlan>>
  before(async () => {
    world = await openPlanWorld()
    joint = await addSmallPlan(world, world.leader, world.enhanced)
    own = await addSmallPlan(world, world.regionalLeader, world.regional)
    for (const [actor, ids] of [
      [world.leader, joint],
      [world.regionalLeader, own],
    ] as const) {
      const post = async (url: string, form: Record<string, string | number>) =>
        assert.equal((await world.web.post(actor, url, { key: randomUUID(), ...form })).status, 303, url)
      await post(`/actions/${ids.action}/updates`, { was: 'to-do', state: 'in-progress', note: 'Begun' })
      await post(`/plans/${ids.plan}/reviews`, {
        'heldOn-day': 10,
        'heldOn-month': 3,
        'heldOn-year': 2026,
        nextSteps: 'Go on',
        [`rating-${ids.objective}`]: 'on-track',
      })
      await post(`/plans/${ids.plan}/comments`, { about: 'plan', text: 'A word' })
      await post(`/plans/${ids.plan}/signatures`, { version: 6 })
    }
  })
  after(() => world.close())

  /** How many rows of each table an actor sees, whatever the pages do. */
  const seenBy = async (actor: Actor, planId: number) => {
    const text = (id: number | null) => (id === null ? '' : String(id))
    const scope = {
      'alongside.role': actor.role,
      'alongside.account': String(actor.accountId),
      'alongside.programme': String(actor.programmeId),
      'alongside.hub': text(actor.hubId),
      'alongside.school': text(actor.schoolUrn),
      'alongside.trust': text(actor.trustUid),
    }
    return world.database.inScope(scope, async (db) => {
      const seen: string[] = []
      for (const table of TABLES) {
        const column = table === 'action_plans' ? sql`id` : sql`plan_id`
        const { rows } =
          await sql`select from ${sql.table(table)} where ${column} = ${planId} limit 1`.execute(db)
        if (rows.length > 0) seen.push(table)
      }
      return seen
    })
  }

  it('is, for the database too, the school and where both write it the lead, and nobody else', async () => {
    const { leader, regionalLeader, lead, otherLead, team, trustLeader, evaluator } = world
    for (const actor of [leader, lead]) assert.deepEqual(await seenBy(actor, joint.plan), TABLES, actor.name)
    assert.deepEqual(await seenBy(regionalLeader, own.plan), TABLES)
    for (const actor of [regionalLeader, otherLead, team, trustLeader, evaluator]) {
      assert.deepEqual(await seenBy(actor, joint.plan), [], actor.name)
    }
    for (const actor of [leader, lead, otherLead, team, trustLeader, evaluator]) {
      assert.deepEqual(await seenBy(actor, own.plan), [], actor.name)
    }
  })

  const pagesOf = ({ plan, priority, objective, measure, action }: typeof joint) => [
    `/plans/${plan}/reviews`,
    `/plans/${plan}/versions`,
    `/plans/${plan}/versions/1`,
    `/plans/${plan}/differences?from=1&to=2`,
    `/plans/${plan}/comments`,
    `/plans/${plan}/plan.docx`,
    `/plans/${plan}/plan.csv`,
    `/actions/${action}`,
    `/priorities/${priority}`,
    `/objectives/${objective}`,
    `/measures/${measure}`,
    `/actions/${action}/details`,
    `/plans/${plan}/reviews/new`,
    `/plans/${plan}/priorities/new`,
    `/objectives/${objective}/actions/new`,
  ]

  it('does not exist for anyone else, by page and by form', async () => {
    const { web, regionalLeader, otherLead, team, trustLeader, evaluator } = world
    for (const actor of [regionalLeader, otherLead, team, trustLeader, evaluator]) {
      for (const url of pagesOf(joint))
        assert.equal((await web.get(actor, url)).status, 404, `${actor.name} ${url}`)
      for (const url of [
        `/plans/${joint.plan}/priorities`,
        `/objectives/${joint.objective}`,
        `/objectives/${joint.objective}/closure`,
        `/measures/${joint.measure}/removal`,
        `/actions/${joint.action}/updates`,
        `/actions/${joint.action}/answers`,
        `/plans/${joint.plan}/reviews`,
        `/plans/${joint.plan}/comments`,
        `/plans/${joint.plan}/signatures`,
        `/plans/${joint.plan}/shares`,
      ]) {
        const form = {
          key: randomUUID(),
          plan: joint.plan,
          version: 1,
          was: 'to-do',
          state: 'done',
          reason: 'x',
        }
        assert.equal((await web.post(actor, url, form)).status, 404, `${actor.name} ${url}`)
      }
    }
  })

  it('is, for the lead of a joint plan, to read and to take part in, not to change', async () => {
    const { web, lead } = world
    const allowed = [0, 1, 2, 3, 4, 5, 6, 7, 14].map((at) => pagesOf(joint)[at] ?? '')
    for (const url of pagesOf(joint)) {
      assert.equal((await web.get(lead, url)).status, allowed.includes(url) ? 200 : 403, url)
    }
    const key = randomUUID()
    assert.equal(
      (await web.post(lead, `/plans/${joint.plan}/priorities`, { key, title: 'x', why: '' })).status,
      403,
    )
    assert.equal(
      (await web.post(lead, `/objectives/${joint.objective}/removal`, { key, plan: joint.plan })).status,
      403,
    )
    assert.equal((await web.post(lead, `/plans/${joint.plan}/shares`, {})).status, 403)
    const page = await web.get(lead, `/partnerships/${world.enhanced}/plan`)
    assert.match(page.body, /Propose an action/)
    assert.doesNotMatch(page.body, /Add a priority/)
    assert.deepEqual(await faultsIn(page.body), [])
  })

  it('lets the lead propose an action, which the school takes up or does not', async () => {
    const { web, leader, lead, rows } = world
    const url = `/objectives/${joint.objective}/actions`
    const form = {
      ...formIn((await web.get(lead, `${url}/new`)).body, url),
      text: 'Visit our tutor time',
      owner: `lead ${lead.accountId}`,
      deadline: 'none',
    }
    assert.equal((await web.post(lead, url, form)).status, 303)
    const [action] = await rows(
      sql`select id, state, proposed_by from actions where text = 'Visit our tutor time'`,
    )
    assert.deepEqual([action?.state, action?.proposed_by], ['proposed', 'lead'])
    assert.match(
      (await web.get(leader, `/partnerships/${world.enhanced}/plan`)).body,
      /Answer 1 proposal from North hub/,
    )
    const page = await web.get(leader, `/actions/${action?.id}`)
    assert.match(page.body, /North hub proposes this action/)
    assert.deepEqual(await faultsIn(page.body), [])
    const answers = `/actions/${action?.id}/answers`
    const silent = await web.post(leader, answers, { key: randomUUID(), answer: 'not', reason: '' })
    assert.equal(silent.status, 422)
    assert.equal((await web.post(lead, answers, { key: randomUUID(), answer: 'take-up' })).status, 403)
    assert.equal((await web.post(leader, answers, { key: randomUUID(), answer: 'take-up' })).status, 303)
    // It is the lead's own from now on: the lead says how it goes.
    const update = { key: randomUUID(), was: 'to-do', state: 'done', note: 'They came on Tuesday' }
    assert.equal((await web.post(lead, `/actions/${action?.id}/updates`, update)).status, 303)
    assert.match((await web.get(lead, `/actions/${action?.id}`)).body, /They came on Tuesday/)
    assert.equal(
      (await web.post(lead, `/actions/${joint.action}/updates`, { ...update, key: randomUUID() })).status,
      403,
    )
  })

  it('is the school’s to show on the regional pathway, and to take back', async () => {
    const { web, lead, regionalLeader, team } = world
    const planUrl = `/partnerships/${world.regional}/plan`
    const before = await web.get(lead, planUrl)
    assert.match(before.body, /You can read it once Birch School shares it/)
    assert.doesNotMatch(before.body, /Day one of absence/)
    assert.match(before.body, /12 March 2026/)
    assert.deepEqual(await faultsIn(before.body), [])

    assert.equal((await web.post(regionalLeader, `/plans/${own.plan}/shares`, {})).status, 303)
    const shared = await web.get(lead, planUrl)
    assert.match(shared.body, /Day one of absence/)
    assert.doesNotMatch(shared.body, /Propose an action|Sign version/)
    assert.equal(
      (await web.post(lead, `/plans/${own.plan}/comments`, { key: randomUUID(), about: 'plan', text: 'x' }))
        .status,
      403,
    )
    assert.doesNotMatch((await web.get(team, planUrl)).body, /Day one of absence/)

    assert.equal((await web.post(regionalLeader, `/plans/${own.plan}/shares/withdrawal`, {})).status, 303)
    assert.doesNotMatch((await web.get(lead, planUrl)).body, /Day one of absence/)
    assert.equal((await web.get(lead, `/actions/${own.action}`)).status, 404)
  })

  it('is counts for the programme team, and nothing for a trust or an evaluator', async () => {
    const { web, team, trustLeader, evaluator } = world
    const planUrl = `/partnerships/${world.regional}/plan`
    const page = await web.get(team, planUrl)
    assert.match(page.body, /1, of which 1 with a measurable target/)
    assert.match(page.body, /Agreed/)
    assert.doesNotMatch(page.body, /Ring home|Day one/)
    assert.deepEqual(await faultsIn(page.body), [])
    for (const actor of [trustLeader, evaluator]) assert.equal((await web.get(actor, planUrl)).status, 404)
  })

  it('is agreed on the regional pathway by the school alone', async () => {
    const facts = await world.rows(
      sql`select agreed_version, reviewed_on from plan_facts where plan_id = ${own.plan}`,
    )
    assert.deepEqual(facts, [{ agreed_version: 6, reviewed_on: '2026-03-10' }])
    const later = await world.rows(sql`select agreed_version from plan_facts where plan_id = ${joint.plan}`)
    assert.deepEqual(later, [{ agreed_version: null }])
  })

  it('offers as owners the people of both schools only where both write the plan', async () => {
    const { web, leader, regionalLeader, lead, rows } = world
    const page = async (actor: Actor, ids: typeof joint) =>
      (await web.get(actor, `/actions/${ids.action}/details`)).body
    assert.match(await page(leader, joint), /Nora Lead, lead school/)
    assert.doesNotMatch(await page(regionalLeader, own), /Nora Lead/)
    const form = formIn(await page(regionalLeader, own), `/actions/${own.action}/details`)
    await web.post(regionalLeader, `/actions/${own.action}/details`, {
      ...form,
      owner: `lead ${lead.accountId}`,
    })
    const [action] = await rows(sql`select owner_account_id from actions where id = ${own.action}`)
    assert.equal(action?.owner_account_id, null)
  })

  it('answers malformed and unknown addresses with not found', async () => {
    const { web, leader } = world
    for (const url of [
      '/plans/0/versions',
      '/plans/abc/reviews',
      '/plans/999999/plan.csv',
      `/plans/${joint.plan}/versions/999`,
      `/plans/${joint.plan}/differences?from=x&to=1`,
      '/actions/99999999999',
      '/objectives/999999',
      '/partnerships/999999/plan',
    ]) {
      assert.equal((await web.get(leader, url)).status, 404, url)
    }
  })
})
