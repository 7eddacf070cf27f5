import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addSmallPlan, openPlanWorld, type PlanWorld } from '../../../../test/builders/action-plan.ts'

describe('what a plan shows of expectations met', () => {
  let world: PlanWorld
  let ids: Awaited<ReturnType<typeof addSmallPlan>>
  before(async () => {
    world = await openPlanWorld()
    ids = await addSmallPlan(world, world.leader, world.enhanced)
  })
  after(() => world.close())

  const evidence = () =>
    world.rows(sql`select expectation_kind as kind, occurrence, state, happened_on as on from action_plan_evidence
      where partnership_id = ${world.enhanced} order by expectation_kind, occurrence`)
  const update = (state: string, was: string) =>
    world.web.post(world.leader, `/actions/${ids.action}/updates`, {
      key: randomUUID(),
      was,
      state,
      note: '',
    })

  it('is that it has been started, until everyone has signed', async () => {
    assert.deepEqual(await evidence(), [
      { kind: 'action-plan', occurrence: 1, state: 'started', on: '2026-03-12' },
    ])
  })

  it('is, for a support term, that what was due in it has been done', async () => {
    await update('done', 'to-do')
    const done = { kind: 'agreed-actions', occurrence: 2, state: 'done', on: '2026-03-12' }
    assert.deepEqual((await evidence())[1], done)
    await world.web.post(world.leader, `/objectives/${ids.objective}/actions`, {
      key: randomUUID(),
      text: 'Also due this term',
      deadline: 'date',
      'dueOn-day': 25,
      'dueOn-month': 3,
      'dueOn-year': 2026,
    })
    assert.deepEqual((await evidence())[1], { ...done, state: 'started' })
  })

  it('goes again when the owner says that it is not done after all', async () => {
    await update('in-progress', 'done')
    assert.equal((await evidence()).length, 1)
  })
})
