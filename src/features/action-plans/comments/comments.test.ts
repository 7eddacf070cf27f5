import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { addSmallPlan, formIn, openPlanWorld, type PlanWorld } from '../../../../test/builders/action-plan.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'

describe('comments beside the lines of a plan', () => {
  let world: PlanWorld
  let ids: Awaited<ReturnType<typeof addSmallPlan>>
  before(async () => {
    world = await openPlanWorld()
    ids = await addSmallPlan(world, world.leader, world.enhanced)
  })
  after(() => world.close())

  const planUrl = () => `/partnerships/${world.enhanced}/plan`
  const comments = () => `/plans/${ids.plan}/comments`
  const threadOf = (about: string) => `${comments()}?about=${about}`
  const comment = async (actor: PlanWorld['leader'], about: string, text: string) => {
    const page = await world.web.get(actor, threadOf(about))
    return world.web.post(actor, comments(), { ...formIn(page.body, comments()), text })
  }

  it('are added at a priority, an objective and an action, by either school, and lead back to the line', async () => {
    const { leader, lead } = world
    const added = await comment(lead, `objective-${ids.objective}`, 'Could it begin with one year group?')
    assert.equal(added.location, threadOf(`objective-${ids.objective}`))
    await comment(leader, `objective-${ids.objective}`, 'Yes, with Year 7')
    await comment(lead, `action-${ids.action}`, 'Who does it when that person is away?')
    await comment(leader, `priority-${ids.priority}`, 'Governors chose this one')
  })

  it('are counted and read at their line on the plan, by both schools', async () => {
    const { web, leader, lead } = world
    for (const actor of [leader, lead]) {
      const page = await web.get(actor, planUrl())
      assert.deepEqual(await faultsIn(page.body), [])
      assert.match(page.body, /2 comments<span class="govuk-visually-hidden"> on objective 1.1</)
      assert.match(
        page.body,
        /1 comment<span class="govuk-visually-hidden"> on the action “Ring home by ten”</,
      )
      assert.match(page.body, /1 comment<span class="govuk-visually-hidden"> on priority 1</)
      assert.match(page.body, /Yes, with Year 7/)
      assert.match(page.body, /\(4 open\)/)
    }
  })

  it('stand in one thread a line, the oldest first, and all together on one page', async () => {
    const { web, lead } = world
    const thread = await web.get(lead, threadOf(`objective-${ids.objective}`))
    assert.match(thread.body, /<h1 class="govuk-heading-l">Comments on 1.1 Every family hears/)
    assert.ok(thread.body.indexOf('one year group') < thread.body.indexOf('with Year 7'))
    assert.doesNotMatch(thread.body, /Governors chose/)
    assert.deepEqual(await faultsIn(thread.body), [])
    const all = await web.get(lead, comments())
    for (const words of [/Governors chose/, /with Year 7/, /that person is away/])
      assert.match(all.body, words)
    assert.deepEqual(await faultsIn(all.body), [])
  })

  it('say so at the line when they are settled', async () => {
    const { web, leader } = world
    const thread = await web.get(leader, threadOf(`action-${ids.action}`))
    const settlement = /action="([^"]+settlement)"/.exec(thread.body)?.[1] ?? ''
    assert.equal((await web.post(leader, settlement, {})).status, 303)
    assert.match((await web.get(leader, planUrl())).body, /Ring home by ten”<\/span>, settled/)
  })

  it('are kept with what was typed when something is wrong', async () => {
    const { web, leader } = world
    const page = await web.get(leader, threadOf(`action-${ids.action}`))
    const form = formIn(page.body, comments())
    const asked = await web.post(leader, comments(), { ...form, text: 'We met Jayden about this' })
    assert.equal(asked.status, 422)
    assert.match(asked.body, /Comments on 1.1 Action: Ring home by ten/)
    assert.match(asked.body, /We met Jayden about this/)
    assert.deepEqual(await faultsIn(asked.body), [])
  })

  it('stay readable when their line is taken out, those typed in that moment too', async () => {
    const { web, leader, lead } = world
    const about = `action-${ids.action}`
    const form = formIn((await web.get(lead, threadOf(about))).body, comments())
    const removal = { key: randomUUID(), plan: ids.plan }
    assert.equal((await web.post(leader, `/actions/${ids.action}/removal`, removal)).status, 303)
    const late = await web.post(lead, comments(), { ...form, text: 'Typed while it went' })
    assert.equal(late.location, threadOf(about))
    for (const url of [threadOf(about), comments()]) {
      const page = await web.get(leader, url)
      assert.equal(page.status, 200)
      assert.match(page.body, /no longer in the plan/)
      assert.match(page.body, /that person is away/)
      assert.match(page.body, /Typed while it went/)
      assert.match(page.body, /Ring home by ten/)
      assert.deepEqual(await faultsIn(page.body), [])
    }
  })

  it('are of this plan alone, and of lines that it has or had', async () => {
    const { web, leader, regionalLeader, otherLead } = world
    for (const odd of ['action-999', 'measure-1', 'nothing', 'action-0'])
      assert.equal((await web.get(leader, threadOf(odd))).status, 404, odd)
    for (const foreign of [regionalLeader, otherLead])
      assert.equal((await web.get(foreign, threadOf(`objective-${ids.objective}`))).status, 404)
  })
})
