import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addSmallPlan, formIn, openPlanWorld, type PlanWorld } from '../../../../test/builders/action-plan.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'

describe('a progress review', () => {
  let world: PlanWorld
  let ids: Awaited<ReturnType<typeof addSmallPlan>>
  let second: number
  before(async () => {
    world = await openPlanWorld()
    ids = await addSmallPlan(world, world.leader, world.enhanced)
    await world.web.post(world.leader, `/priorities/${ids.priority}/objectives`, {
      key: randomUUID(),
      text: 'Tutors greet at the door',
    })
    second = Number((await world.rows(sql`select max(id) as id from objectives`))[0]?.id)
  })
  after(() => world.close())

  const url = () => `/plans/${ids.plan}/reviews`
  const form = (more: Record<string, string | number> = {}) => ({
    key: randomUUID(),
    'heldOn-day': 10,
    'heldOn-month': 3,
    'heldOn-year': 2026,
    nextSteps: 'The attendance lead rings on Mondays',
    [`rating-${ids.objective}`]: 'at-risk',
    [`comment-at-risk-${ids.objective}`]: 'Half of the tutors do it',
    [`direction-${ids.objective}`]: 'better',
    [`obstacles-${ids.objective}`]: 'consistency',
    [`change-of-course-${ids.objective}`]: 'Film one tutor who does',
    [`rating-${second}`]: 'none',
    ...more,
  })

  it('records what was rated, and nothing of what was not looked at', async () => {
    const { web, leader, rows } = world
    const sent = form({ 'nextReview-day': 1, 'nextReview-month': 5, 'nextReview-year': 2026 })
    for (const _press of [1, 2]) assert.equal((await web.post(leader, url(), sent)).status, 303)
    const ratings = await rows(sql`select objective_id, rating, direction, obstacles from review_ratings`)
    assert.deepEqual(ratings, [
      { objective_id: ids.objective, rating: 'at-risk', direction: 'better', obstacles: ['consistency'] },
    ])
    const page = await web.get(leader, url())
    assert.match(page.body, /Half of the tutors do it/)
    assert.match(page.body, /Not every adult does it yet/)
    assert.deepEqual(await faultsIn(page.body), [])
    const plan = await web.get(leader, `/partnerships/${world.enhanced}/plan`)
    assert.match(plan.body, /At risk/)
    assert.match(plan.body, /The next on 1 May 2026/)
    assert.deepEqual(await faultsIn(plan.body), [])
  })

  it('asks for a comment where an objective is at risk or off track, for next steps, and for a date that has come', async () => {
    const { web, leader, rows } = world
    const wrong = await web.post(
      leader,
      url(),
      form({
        [`comment-at-risk-${ids.objective}`]: ' ',
        nextSteps: '',
        'heldOn-day': 13,
        [`rating-${second}`]: 'off-track',
      }),
    )
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /Say why it is at risk/)
    assert.match(wrong.body, /Say why it is off track/)
    assert.match(wrong.body, /Say what the next steps are/)
    assert.match(wrong.body, /must be today or in the past/)
    assert.match(wrong.body, /Film one tutor who does/)
    assert.deepEqual(await faultsIn(wrong.body), [])
    assert.equal((await rows(sql`select from progress_reviews`)).length, 1)
  })

  it('is never changed: the database refuses even the school', async () => {
    const { database, leader } = world
    const scope = {
      'alongside.role': 'named-leader',
      'alongside.account': String(leader.accountId),
      'alongside.programme': String(leader.programmeId),
      'alongside.school': String(leader.schoolUrn),
    }
    for (const change of [
      sql`update review_ratings set rating = 'on-track'`,
      sql`delete from review_ratings`,
      sql`update progress_reviews set next_steps = 'Other'`,
      sql`delete from progress_reviews`,
      sql`update plan_versions set changes = '{}'`,
      sql`delete from plan_signatures`,
      sql`update action_updates set note = ''`,
    ]) {
      await assert.rejects(
        database.inScope(scope, (db) => change.execute(db)),
        /permission denied/,
      )
    }
  })

  it('keeps what it rated: the objective is closed, not removed, and reads as it did on the day', async () => {
    const { web, leader, rows } = world
    assert.equal(
      (await web.post(leader, `/objectives/${ids.objective}/removal`, { key: randomUUID(), plan: ids.plan }))
        .status,
      409,
    )
    assert.equal(
      (await web.post(leader, `/objectives/${second}/removal`, { key: randomUUID(), plan: ids.plan })).status,
      303,
    )
    await web.post(leader, `/objectives/${ids.objective}`, {
      key: randomUUID(),
      seen: 1,
      text: 'Worded anew',
    })
    const [rating] = await rows(sql`select objective_text from review_ratings`)
    assert.equal(rating?.objective_text, 'Every family hears from us on day one')
  })

  it('is recorded by the school and read by its lead', async () => {
    const { web, lead } = world
    assert.equal((await web.get(lead, url())).status, 200)
    assert.equal((await web.post(lead, url(), form())).status, 403)
  })

  it('shows again what was written about an objective that a colleague took out meanwhile', async () => {
    const { web, leader, colleague, rows } = world
    await web.post(leader, `/priorities/${ids.priority}/objectives`, { key: randomUUID(), text: 'Passing' })
    const [passing] = await rows(sql`select max(id) as id from objectives`)
    const sent = form({
      [`rating-${passing?.id}`]: 'off-track',
      [`comment-off-track-${passing?.id}`]: 'Nobody has begun',
    })
    const removal = { key: randomUUID(), plan: ids.plan }
    await web.post(leader, `/objectives/${passing?.id}/removal`, removal)
    const asked = await web.post(colleague, url(), sent)
    assert.equal(asked.status, 422)
    assert.match(asked.body, /An objective that you wrote about is no longer open/)
    assert.match(asked.body, /Nobody has begun/)
    assert.deepEqual(await faultsIn(asked.body), [])
    const before = (await rows(sql`select from progress_reviews`)).length
    assert.equal((await web.post(colleague, url(), formIn(asked.body, url()))).status, 303)
    assert.equal((await rows(sql`select from progress_reviews`)).length, before + 1)
  })
})
