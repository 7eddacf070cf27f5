import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { formIn, openPlanWorld, type PlanWorld } from '../../../../test/builders/action-plan.ts'
import { multipart } from '../../../../test/builders/client.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import type { Actor } from '../../people/index.ts'
import { dayIn } from './dates.ts'
import { guessMapping, readRows } from './table.ts'

const HALF_TERMS = [{ label: 'First half of summer term 2026', endsOn: '2026-05-22' }]
const read = (header: string[], ...rows: string[][]) =>
  readRows(
    rows.map((cells, at) => ({ line: at + 2, cells })),
    guessMapping(header),
    {},
    HALF_TERMS,
  )

describe('the rows of an existing plan', () => {
  it('are understood under the headings that schools use', () => {
    assert.deepEqual(
      guessMapping([
        'Focus',
        'Intended outcome',
        'What will we do',
        'By whom',
        'By when',
        'Success criteria',
      ]),
      {
        priority: 0,
        objective: 1,
        action: 2,
        owner: 3,
        deadline: 4,
        measure: 5,
      },
    )
  })

  it('take an empty priority or objective from the row above, as in merged cells', () => {
    const { priorities, problems } = read(
      ['Priority', 'Objective', 'Action', 'When'],
      ['Day one', 'Families hear from us', 'Ring by ten', '27/3/2026'],
      ['', '', 'Visit on day three', 'First half of summer term 2026'],
      ['Greeting', '', 'Stand at the door', ''],
    )
    assert.deepEqual(problems, [])
    assert.deepEqual(
      priorities.map(({ title, objectives }) => [
        title,
        objectives.map(({ text, actions }) => [text, actions.map(({ text, dueOn }) => `${text} ${dueOn}`)]),
      ]),
      [
        ['Day one', [['Families hear from us', ['Ring by ten 2026-03-27', 'Visit on day three 2026-05-22']]]],
        ['Greeting', [['Greeting', ['Stand at the door null']]]],
      ],
    )
  })

  it('say what cannot be read, by row and column', () => {
    const { problems } = read(
      ['Priority', 'Action', 'Deadline'],
      ['', 'Lost', ''],
      ['Day one', 'Ring', 'soonish'],
    )
    assert.deepEqual(
      problems.map(({ line, field }) => [line, field]),
      [
        [2, 'priority'],
        [3, 'deadline'],
      ],
    )
  })

  it('hold dates as people write them', () => {
    for (const date of ['2026-03-27', '27/3/2026', '27.03.26', '27 March 2026', 'Friday 27th Mar 2026']) {
      assert.equal(dayIn(date), '2026-03-27', date)
    }
    for (const other of ['March', '31/2/2026', '3/27/2026', '1/1/1900', ''])
      assert.equal(dayIn(other), undefined, other)
  })
})

describe('bringing in a plan', () => {
  let world: PlanWorld
  before(async () => {
    world = await openPlanWorld()
  })
  after(() => world.close())

  const url = () => `/partnerships/${world.regional}/plan/import`
  async function upload(actor: Actor, text: string | Uint8Array, name = 'plan.csv') {
    const { body, type } = multipart({}, { name, text })
    const answer = await world.web.app.inject({
      method: 'POST',
      url: url(),
      payload: body,
      headers: { 'content-type': type, 'x-actor': `${actor.role} ${actor.accountId} ${actor.programmeId}` },
    })
    return { status: answer.statusCode, body: answer.body }
  }

  it('shows what was read, asks for what it could not read, and saves once', async () => {
    const { web, regionalLeader, rows } = world
    assert.equal((await web.get(regionalLeader, url())).status, 200)
    const preview = await upload(
      regionalLeader,
      'Area,Task,Who,When\nDay one,Ring by ten,Bea Head,27/3/2026\n,Visit,Someone,when we can\n',
    )
    assert.equal(preview.status, 200, preview.body)
    assert.match(preview.body, /1 priority will be added/)
    assert.match(preview.body, /“when we can” is not a date/)
    assert.deepEqual(await faultsIn(preview.body), [])
    assert.equal((await rows(sql`select from action_plans`)).length, 0)

    const form = { ...formIn(preview.body, `${url()}/rows`), add: 'yes' }
    const wrong = await web.post(regionalLeader, `${url()}/rows`, form)
    assert.equal(wrong.status, 422)
    assert.deepEqual(await faultsIn(wrong.body), [])
    const right = { ...formIn(wrong.body, `${url()}/rows`), 'fix-3-deadline': '1/5/2026', add: 'yes' }
    for (const _press of [1, 2])
      assert.equal((await web.post(regionalLeader, `${url()}/rows`, right)).status, 303)
    const actions = await rows(
      sql`select text, owner_name, owner_account_id, due_on from actions order by id`,
    )
    assert.deepEqual(actions, [
      {
        text: 'Ring by ten',
        owner_name: 'Bea Head',
        owner_account_id: regionalLeader.accountId,
        due_on: '2026-03-27',
      },
      { text: 'Visit', owner_name: 'Someone', owner_account_id: null, due_on: '2026-05-01' },
    ])
  })

  it('reads its own download again', async () => {
    const { web, regionalLeader, rows } = world
    const planId = (await rows(sql`select id from action_plans`))[0]?.id
    const file = (await web.get(regionalLeader, `/plans/${planId}/plan.csv`)).body
    const preview = await upload(regionalLeader, file)
    assert.match(preview.body, /1 priority will be added/)
    assert.doesNotMatch(preview.body, /To put right/)
  })

  it('lets columns be chosen where they were not guessed', async () => {
    const { web, regionalLeader } = world
    const preview = await upload(regionalLeader, 'Column A,Column B\nGreeting,Stand at the door\n')
    assert.match(preview.body, /No priority was found/)
    const form = {
      ...formIn(preview.body, `${url()}/rows`),
      'column-priority': '0',
      'column-action': '1',
      read: 'yes',
    }
    const again = await web.post(regionalLeader, `${url()}/rows`, form)
    assert.match(again.body, /Stand at the door/)
    assert.match(again.body, /1 priority will be added/)
    assert.deepEqual(await faultsIn(again.body), [])
  })

  it('asks once about words that may name a pupil', async () => {
    const { web, regionalLeader } = world
    const preview = await upload(regionalLeader, 'Priority,Action\nBehaviour,Mentor for JS Y9\n')
    const form = { ...formIn(preview.body, `${url()}/rows`), add: 'yes' }
    const asked = await web.post(regionalLeader, `${url()}/rows`, form)
    assert.equal(asked.status, 422)
    assert.match(asked.body, /JS Y9/)
    assert.deepEqual(await faultsIn(asked.body), [])
    assert.equal(
      (await web.post(regionalLeader, `${url()}/rows`, { ...form, 'no-pupil': 'yes' })).status,
      303,
    )
  })

  it('refuses what is not a table, too long, or tampered with, and anyone but the school', async () => {
    const { web, regionalLeader, lead } = world
    assert.equal((await upload(regionalLeader, '')).status, 422)
    const long = `Priority,Action\n${'Day one,Ring\n'.repeat(201)}`
    assert.match((await upload(regionalLeader, long)).body, /more than 200 rows/)
    const form = { key: crypto.randomUUID(), sheet: '{"header":1}', add: 'yes' }
    assert.notEqual((await web.post(regionalLeader, `${url()}/rows`, form)).status, 303)
    assert.equal((await web.get(lead, url())).status, 403)
  })
})
