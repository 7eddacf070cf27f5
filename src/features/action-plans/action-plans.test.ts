import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addSmallPlan, formIn, openPlanWorld, type PlanWorld } from '../../../test/builders/action-plan.ts'
import { faultsIn } from '../../../test/builders/feature-app.ts'

describe('an action plan', () => {
  let world: PlanWorld
  before(async () => {
    world = await openPlanWorld()
  })
  after(() => world.close())

  const planUrl = () => `/partnerships/${world.enhanced}/plan`

  it('is drafted from the self-assessment on one page, and pressed twice it is drafted once', async () => {
    const { web, leader, rows } = world
    const start = await web.get(leader, planUrl())
    assert.match(start.body, /Start from your self-assessment/)
    assert.deepEqual(await faultsIn(start.body), [])
    const url = `${planUrl()}/draft`
    const page = await web.get(leader, url)
    assert.equal(page.status, 200, page.body)
    assert.deepEqual(await faultsIn(page.body), [])
    const form = formIn(page.body, url)
    const kept = Object.keys(form).filter((name) => name.startsWith('keep-'))
    assert.ok(kept.length >= 3 && kept.length <= 5, String(kept.length))
    const [first = '', second = ''] = kept.map((name) => name.slice('keep-'.length))
    form[`title-${first}`] = 'In our own words'
    delete form[`keep-${second}`]
    for (const _press of [1, 2]) assert.equal((await web.post(leader, url, form)).status, 303)
    const titles = await rows(sql`select title, statement_key, source from priorities order by position`)
    assert.equal(titles.length, kept.length - 1)
    assert.equal(titles[0]?.title, 'In our own words')
    assert.equal(titles[0]?.statement_key, first)
    assert.match(String(titles[0]?.source), /^Self-assessment 1, statement/)
    assert.ok(titles.every(({ statement_key }) => statement_key !== second))
    const plan = await web.get(leader, planUrl())
    assert.match(plan.body, /In our own words/)
    assert.match(plan.body, /Sign the plan/)
    assert.deepEqual(await faultsIn(plan.body), [])
  })
})

describe('a small plan', () => {
  let world: PlanWorld
  let ids: Awaited<ReturnType<typeof addSmallPlan>>
  before(async () => {
    world = await openPlanWorld()
    ids = await addSmallPlan(world, world.leader, world.enhanced)
  })
  after(() => world.close())

  it('shows its pages to the school and to the lead, each well made', async () => {
    const { web, leader, lead } = world
    const urls = [
      `/partnerships/${world.enhanced}/plan`,
      `/priorities/${ids.priority}`,
      `/objectives/${ids.objective}`,
      `/measures/${ids.measure}`,
      `/actions/${ids.action}`,
      `/actions/${ids.action}/details`,
      `/objectives/${ids.objective}/actions/new`,
      `/plans/${ids.plan}/reviews`,
      `/plans/${ids.plan}/reviews/new`,
      `/plans/${ids.plan}/versions`,
      `/plans/${ids.plan}/versions/2`,
      `/plans/${ids.plan}/differences?from=1&to=5`,
      `/plans/${ids.plan}/comments`,
      '/due',
      '/due/preferences',
    ]
    for (const url of urls) {
      const page = await web.get(leader, url)
      assert.equal(page.status, 200, `${url}: ${page.body}`)
      assert.deepEqual(await faultsIn(page.body), [], url)
    }
    assert.equal((await web.get(lead, `/partnerships/${world.enhanced}/plan`)).status, 200)
  })
})
