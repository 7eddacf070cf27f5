import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { addSmallPlan, openPlanWorld, type PlanWorld } from '../../../../test/builders/action-plan.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { findBrokenHistory } from '../../history/index.ts'
import { afterMove, type Move, movedBetween } from './domain.ts'

const move = (direction: Move['direction'], id: number, past: number): Move => ({
  noun: 'action',
  direction,
  id,
  past,
})

/** 'up action 2 1' as the button sends it. */
function pressed(what: string): Record<string, string> {
  const [direction = '', ...rest] = what.split(' ')
  return { [direction]: rest.join(' ') }
}

describe('the order of lines', () => {
  it('puts a line just past the one that was seen beside it', () => {
    assert.deepEqual(afterMove([1, 2, 3], move('up', 3, 2)), [1, 3, 2])
    assert.deepEqual(afterMove([1, 2, 3], move('down', 1, 2)), [2, 1, 3])
  })

  it('moves nothing further where the line stands there already, and nothing where one of the two is gone', () => {
    assert.deepEqual(afterMove([3, 1, 2], move('up', 3, 2)), [3, 1, 2])
    assert.equal(afterMove([1, 2], move('up', 3, 2)), undefined)
    assert.equal(afterMove([1, 3], move('up', 3, 2)), undefined)
  })

  it('never loses or doubles a line, whatever is pressed', () => {
    const press = fc.tuple(fc.constantFrom('up', 'down'), fc.nat(9), fc.nat(9))
    fc.assert(
      fc.property(fc.array(press, { maxLength: 60 }), (presses) => {
        const start = [0, 1, 2, 3, 4, 5, 6, 7]
        const end = presses.reduce<number[]>(
          (order, [direction, id, past]) => afterMove(order, move(direction, id, past)) ?? order,
          start,
        )
        assert.deepEqual(end.toSorted(), start)
      }),
    )
  })

  it('says of one move that one line moved, whatever came and went besides', () => {
    assert.deepEqual([...movedBetween([1, 2, 3, 4], [4, 1, 2, 3])], [4])
    assert.deepEqual([...movedBetween([1, 2, 3, 4], [2, 3, 9, 1])], [1])
    assert.deepEqual([...movedBetween([1, 2, 3], [1, 3])], [])
  })
})

describe('moving lines of a plan', () => {
  let world: PlanWorld
  let ids: Awaited<ReturnType<typeof addSmallPlan>>
  let actions: number[]
  before(async () => {
    world = await openPlanWorld()
    ids = await addSmallPlan(world, world.leader, world.enhanced)
    const { web, leader } = world
    for (const text of ['Second', 'Third', 'Fourth']) {
      const form = { key: randomUUID(), text, deadline: 'none' }
      await web.post(leader, `/objectives/${ids.objective}/actions`, form)
    }
    await web.post(leader, `/plans/${ids.plan}/priorities`, { key: randomUUID(), title: 'Greeting', why: '' })
    actions = await order()
  })
  after(() => world.close())

  const orderUrl = () => `/plans/${ids.plan}/order`
  const order = async () =>
    (await world.rows(sql`select id from actions order by position, id`)).map(({ id }) => Number(id))
  const press = (actor: PlanWorld['leader'], what: string) =>
    world.web.post(actor, `/plans/${ids.plan}/moves`, pressed(what))
  const versions = async () =>
    Number((await world.rows(sql`select count(*)::int as n from plan_versions`))[0]?.n)

  it('has a page with a button for each way a line can go', async () => {
    const page = await world.web.get(world.leader, orderUrl())
    assert.equal(page.status, 200)
    assert.deepEqual(await faultsIn(page.body), [])
    const [first, second] = actions
    assert.match(page.body, new RegExp(`value="action ${first} ${second}" name="down"`))
    assert.doesNotMatch(page.body, new RegExp(`value="action ${first} [0-9]+" name="up"`))
    assert.match(page.body, /move the priority “Greeting” up/)
  })

  it('moves a line, shows it where it now stands, and keeps the order in a version and in the history', async () => {
    const { web, leader, rows, database } = world
    const [first = 0, second = 0] = actions
    const before = await versions()
    const moved = await press(leader, `up action ${second} ${first}`)
    assert.equal(moved.location, `${orderUrl()}?moved=action-${second}#action-${second}`)
    const page = await web.get(leader, `${orderUrl()}?moved=action-${second}`)
    assert.match(page.body, /Second <strong class="govuk-tag app-tag">Moved/)
    assert.deepEqual(await faultsIn(page.body), [])
    assert.deepEqual((await order()).slice(0, 2), [second, first])
    assert.equal(await versions(), before + 1)
    const [version] = await rows(sql`select changes from plan_versions order by number desc limit 1`)
    assert.deepEqual(version?.changes, ['Moved the action “Ring home by ten” to below “Second”'])
    const earlier = await web.get(leader, `/plans/${ids.plan}/versions/${before}`)
    assert.ok(earlier.body.indexOf('Ring home by ten') < earlier.body.indexOf('Second'))
    const [line] = await rows(sql`select sentence from history order by id desc limit 1`)
    assert.equal(line?.sentence, 'Changed the order of the action plan')
    assert.deepEqual(await database.asOwner(findBrokenHistory), [])
  })

  it('moves once when a button is pressed twice', async () => {
    const [first = 0, second = 0, third = 0, fourth = 0] = await order()
    const before = await versions()
    for (const _press of [1, 2]) await press(world.leader, `up action ${third} ${second}`)
    assert.deepEqual(await order(), [first, third, second, fourth])
    assert.equal(await versions(), before + 1)
  })

  it('loses no line when many are moved at once', async () => {
    const { leader, colleague } = world
    const now = await order()
    const presses = now.flatMap((id, at) =>
      now.slice(at + 1).map((other) => (at % 2 ? `up action ${other} ${id}` : `down action ${id} ${other}`)),
    )
    const answers = await Promise.all(presses.map((what, at) => press(at % 2 ? leader : colleague, what)))
    assert.ok(answers.every(({ status }) => status === 303))
    assert.deepEqual((await order()).toSorted(), now.toSorted())
    const positions = await world.rows(sql`select position from actions order by position`)
    assert.deepEqual(
      positions.map(({ position }) => position),
      [1, 2, 3, 4],
    )
  })

  it('says so when the line beside it is gone, and moves nothing', async () => {
    const { web, leader, colleague } = world
    const now = await order()
    const [first = 0, second = 0] = now
    await web.post(leader, `/actions/${first}/removal`, { key: randomUUID(), plan: ids.plan })
    const late = await press(colleague, `up action ${second} ${first}`)
    assert.equal(late.location, `${orderUrl()}?changed`)
    assert.match((await web.get(colleague, late.location)).body, /nothing was moved/)
    assert.deepEqual(await order(), now.slice(1))
  })

  it('leaves the agreement as it was', async () => {
    const { web, leader, lead, rows } = world
    const version = (await rows(sql`select revision from action_plans where id = ${ids.plan}`))[0]?.revision
    for (const actor of [leader, lead])
      await web.post(actor, `/plans/${ids.plan}/signatures`, { version: Number(version) })
    const [first, second] = (await rows(sql`select id from priorities order by position`)).map(({ id }) => id)
    assert.equal((await press(leader, `down priority ${first} ${second}`)).status, 303)
    const page = await web.get(leader, `/partnerships/${world.enhanced}/plan`)
    assert.match(page.body, new RegExp(`Agreed by both schools: version ${version}`))
    assert.ok(page.body.indexOf('1. Greeting') < page.body.indexOf('2. Day one of absence'))
  })

  it('is for the school alone, and takes nothing that is no move', async () => {
    const { web, leader, lead, regionalLeader, otherLead } = world
    const [first, second] = await order()
    const what = `up action ${second} ${first}`
    assert.equal((await web.get(lead, orderUrl())).status, 403)
    assert.equal((await press(lead, what)).status, 403)
    for (const foreign of [regionalLeader, otherLead]) assert.equal((await press(foreign, what)).status, 404)
    for (const odd of ['', 'up', 'sideways action 1 2', 'up action 0 1', 'up action 99999999999 1'])
      assert.equal((await press(leader, odd)).status, 400, odd)
  })
})
