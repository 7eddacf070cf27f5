import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addSmallPlan, formIn, openPlanWorld, type PlanWorld } from '../../../test/builders/action-plan.ts'
import { faultsIn } from '../../../test/builders/feature-app.ts'

describe('changing a plan', () => {
  let world: PlanWorld
  let ids: Awaited<ReturnType<typeof addSmallPlan>>
  before(async () => {
    world = await openPlanWorld()
    ids = await addSmallPlan(world, world.leader, world.enhanced)
  })
  after(() => world.close())

  const planUrl = () => `/partnerships/${world.enhanced}/plan`
  const details = () => `/actions/${ids.action}/details`
  const openForm = async (actor: PlanWorld['leader'], url: string) =>
    formIn((await world.web.get(actor, url)).body, url)
  const versions = async () =>
    Number((await world.rows(sql`select count(*)::int as n from plan_versions`))[0]?.n)
  const actionText = async () =>
    (await world.rows(sql`select text from actions where id = ${ids.action}`))[0]?.text

  it('shows the second of two browsers both wordings, and lets them choose', async () => {
    const { web, leader, colleague } = world
    const [mine, theirs] = [await openForm(leader, details()), await openForm(colleague, details())]
    assert.equal((await web.post(leader, details(), { ...mine, text: 'Ring home by nine' })).status, 303)
    const late = await web.post(colleague, details(), { ...theirs, text: 'Ring home at noon' })
    assert.equal(late.status, 409)
    assert.match(late.body, /Somebody else changed this action/)
    assert.match(late.body, /Ring home by nine/)
    assert.match(late.body, /Ring home at noon/)
    assert.deepEqual(await faultsIn(late.body), [])
    assert.equal(await actionText(), 'Ring home by nine')
    assert.equal((await web.post(colleague, details(), formIn(late.body, details()))).status, 303)
    assert.equal(await actionText(), 'Ring home at noon')
  })

  it('changes once when a button is pressed twice, and makes no version where nothing changed', async () => {
    const { web, leader } = world
    const form = { ...(await openForm(leader, details())), text: 'Ring home by half past nine' }
    const before = await versions()
    for (const _press of [1, 2]) assert.equal((await web.post(leader, details(), form)).status, 303)
    assert.equal(await versions(), before + 1)
    assert.equal((await web.post(leader, details(), await openForm(leader, details()))).status, 303)
    assert.equal(await versions(), before + 1)
  })

  it('adds once when two presses arrive together', async () => {
    const { web, leader, rows } = world
    const url = `/objectives/${ids.objective}/actions`
    const form = {
      key: randomUUID(),
      seen: 0,
      text: 'Pressed twice',
      ownerRole: '',
      ownerName: '',
      owner: '',
      deadline: 'none',
    }
    const answers = await Promise.all([web.post(leader, url, form), web.post(leader, url, form)])
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    )
    assert.equal((await rows(sql`select from actions where text = 'Pressed twice'`)).length, 1)
  })

  it('keeps everyone’s change when many arrive at once', async () => {
    const { web, leader, colleague, rows } = world
    const form = (text: string) => ({
      key: randomUUID(),
      seen: 0,
      text,
      ownerRole: '',
      ownerName: '',
      owner: '',
      deadline: 'none',
    })
    const texts = ['One', 'Two', 'Three', 'Four', 'Five', 'Six']
    await Promise.all(
      texts.map((text, at) =>
        web.post(
          at % 2 ? leader : colleague,
          `/objectives/${ids.objective}/actions`,
          form(`At once: ${text}`),
        ),
      ),
    )
    assert.equal((await rows(sql`select from actions where text like 'At once:%'`)).length, texts.length)
    const numbers = (await rows(sql`select number from plan_versions order by number`)).map(
      ({ number }) => number,
    )
    assert.deepEqual(
      numbers,
      numbers.map((_each, at) => at + 1),
    )
  })

  it('takes a line out once however often it is pressed, and keeps what a colleague was typing about it', async () => {
    const { web, leader, colleague } = world
    const url = `/objectives/${ids.objective}/actions`
    await web.post(leader, url, { key: randomUUID(), text: 'Short-lived', deadline: 'none' })
    const id = (await world.rows(sql`select id from actions where text = 'Short-lived'`))[0]?.id
    const open = await openForm(colleague, `/actions/${id}/details`)
    const removal = { key: randomUUID(), plan: ids.plan }
    for (const _press of [1, 2]) {
      assert.equal((await web.post(leader, `/actions/${id}/removal`, removal)).location, planUrl())
    }
    const details = `/actions/${id}/details`
    const late = await web.post(colleague, details, { ...open, text: 'Typed at length' })
    assert.equal(late.status, 409)
    assert.match(late.body, /Asha Head took this action out of the plan on 12 March 2026/)
    assert.match(late.body, /Typed at length/)
    assert.deepEqual(await faultsIn(late.body), [])
    const again = formIn(late.body, details)
    assert.equal(again.under, String(ids.objective))
    for (const _press of [1, 2])
      assert.equal(
        (await web.post(colleague, details, again)).location,
        `${planUrl()}#objective-${ids.objective}`,
      )
    assert.equal((await world.rows(sql`select from actions where text = 'Typed at length'`)).length, 1)
    assert.equal((await web.post(colleague, details, { ...open, plan: 0 })).status, 404)
    assert.equal((await web.get(colleague, details)).status, 404)
  })

  it('keeps what was typed under an objective that a colleague took out or closed', async () => {
    const { web, leader, colleague } = world
    await web.post(leader, `/priorities/${ids.priority}/objectives`, { key: randomUUID(), text: 'Passing' })
    const id = Number((await world.rows(sql`select id from objectives where text = 'Passing'`))[0]?.id)
    const url = `/objectives/${id}/actions`
    const open = formIn((await web.get(colleague, `${url}/new`)).body, url)
    const typed = { ...open, text: 'Written meanwhile', deadline: 'none' }
    await web.post(leader, `/objectives/${id}/closure`, { key: randomUUID(), reason: 'Not now' })
    const closed = await web.post(colleague, url, typed)
    assert.equal(closed.status, 409)
    assert.match(closed.body, /Asha Head closed this objective on 12 March 2026: Not now/)
    await web.post(leader, `/objectives/${id}/removal`, { key: randomUUID(), plan: ids.plan })
    const gone = await web.post(colleague, url, typed)
    assert.equal(gone.status, 409)
    assert.match(gone.body, /took this objective out of the plan/)
    assert.match(gone.body, /Written meanwhile/)
    assert.deepEqual(await faultsIn(gone.body), [])
    const nowhere = await web.post(colleague, url, { ...formIn(gone.body, url), under: '' })
    assert.equal(nowhere.status, 422)
    assert.match(nowhere.body, /Select where it should stand/)
    assert.match(nowhere.body, /Written meanwhile/)
    const again = { ...formIn(nowhere.body, url), under: ids.objective }
    assert.equal((await web.post(colleague, url, again)).status, 303)
    const [added] = await world.rows(sql`select objective_id from actions where text = 'Written meanwhile'`)
    assert.equal(added?.objective_id, ids.objective)
  })

  it('keeps an update and a reason typed about what a colleague took out', async () => {
    const { web, leader, colleague } = world
    await web.post(leader, `/priorities/${ids.priority}/objectives`, {
      key: randomUUID(),
      text: 'Passing too',
    })
    const [objective] = await world.rows(sql`select id from objectives where text = 'Passing too'`)
    const under = `/objectives/${objective?.id}`
    await web.post(leader, `${under}/actions`, { key: randomUUID(), text: 'Brief', deadline: 'none' })
    const [action] = await world.rows(sql`select id from actions where text = 'Brief'`)
    const updates = `/actions/${action?.id}/updates`
    const update = formIn((await web.get(colleague, `/actions/${action?.id}`)).body, updates)
    await web.post(leader, `${under}/removal`, { key: randomUUID(), plan: ids.plan })
    const late = await web.post(colleague, updates, { ...update, state: 'done', note: 'All three rooms' })
    assert.equal(late.status, 409)
    for (const words of [/took this action out/, /All three rooms/, /Done/, /Add as a new action/])
      assert.match(late.body, words)
    assert.deepEqual(await faultsIn(late.body), [])
    const closure = { key: randomUUID(), plan: ids.plan, reason: 'Overtaken by events' }
    const closed = await web.post(colleague, `${under}/closure`, closure)
    assert.equal(closed.status, 409)
    assert.match(closed.body, /Overtaken by events/)
    assert.deepEqual(await faultsIn(closed.body), [])
  })

  it('does not ask about the names of colleagues', async () => {
    const { web, leader, colleague } = world
    const url = `/objectives/${ids.objective}/actions`
    const send = (text: string) => web.post(leader, url, { key: randomUUID(), text, deadline: 'none' })
    assert.equal((await send('Priya and Nora walk the corridors at lunch')).status, 303)
    assert.equal((await send('We met Jayden at the gate')).status, 422)
    assert.equal((await send('Priya was excluded last week')).status, 422)
    assert.equal(colleague.name, 'Priya Patel')
  })

  it('says at each field what is wrong, and keeps what was typed', async () => {
    const { web, leader } = world
    const url = `/objectives/${ids.objective}/actions`
    const form = {
      key: randomUUID(),
      text: '',
      ownerRole: 'Head of Year',
      deadline: 'date',
      'dueOn-day': 31,
      'dueOn-month': 2,
      'dueOn-year': 2026,
    }
    const wrong = await web.post(leader, url, form)
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /Enter the action/)
    assert.match(wrong.body, /Enter a real date/)
    assert.match(wrong.body, /Head of Year/)
    assert.deepEqual(await faultsIn(wrong.body), [])
  })

  it('takes a half term as a deadline, by its last school day', async () => {
    const { web, leader, rows } = world
    const form = await openForm(leader, details())
    await web.post(leader, details(), { ...form, deadline: 'half-term', halfTerm: '2026-05-22' })
    const [action] = await rows(sql`select due_on, due_label from actions where id = ${ids.action}`)
    assert.deepEqual(action, { due_on: '2026-05-22', due_label: 'First half of summer term 2026' })
    assert.match((await web.get(leader, planUrl())).body, /First half of summer term 2026 \(by 22 May 2026\)/)
  })

  it('asks once about words that may name a pupil, and lets the head decide', async () => {
    const { web, leader, rows } = world
    const url = `/actions/${ids.action}/updates`
    const form = {
      key: randomUUID(),
      was: 'to-do',
      state: 'in-progress',
      note: 'Spoke to the mother of Jayden S in Year 9',
    }
    const asked = await web.post(leader, url, form)
    assert.equal(asked.status, 422)
    assert.match(asked.body, /Jayden S in Year 9” may be a pupil’s initials and year group/)
    assert.match(asked.body, /I have checked: this names no pupil/)
    assert.deepEqual(await faultsIn(asked.body), [])
    assert.equal((await rows(sql`select from action_updates`)).length, 0)
    assert.equal((await web.post(leader, url, { ...form, 'no-pupil': 'yes' })).status, 303)
    assert.equal((await rows(sql`select from action_updates`)).length, 1)
  })

  it('shows the owner what another said in between, and keeps both words', async () => {
    const { web, leader, colleague, rows } = world
    const url = `/actions/${ids.action}/updates`
    const said = (state: string, note: string) => ({ key: randomUUID(), was: 'in-progress', state, note })
    assert.equal((await web.post(leader, url, said('done', 'All tutors do it'))).status, 303)
    const late = await web.post(colleague, url, said('stopped', 'We do not need it'))
    assert.equal(late.status, 409)
    assert.match(late.body, /marked this action as done/)
    assert.match(late.body, /We do not need it/)
    assert.deepEqual(await faultsIn(late.body), [])
    assert.equal((await web.post(colleague, url, formIn(late.body, url))).status, 303)
    const states = await rows(
      sql`select state from action_updates where action_id = ${ids.action} order by id`,
    )
    assert.deepEqual(
      states.map(({ state }) => state),
      ['in-progress', 'done', 'stopped'],
    )
  })

  it('closes with a reason what has recorded progress, and never removes it', async () => {
    const { web, leader, rows } = world
    const removal = await web.post(leader, `/objectives/${ids.objective}/removal`, {
      key: randomUUID(),
      plan: ids.plan,
    })
    assert.equal(removal.status, 409)
    const url = `/objectives/${ids.objective}/closure`
    const silent = await web.post(leader, url, { key: randomUUID(), reason: ' ' })
    assert.equal(silent.status, 422)
    assert.match(silent.body, /Say in a few words why it is closed/)
    assert.equal((await web.post(leader, url, { key: randomUUID(), reason: 'Met early' })).status, 303)
    assert.match((await web.get(leader, planUrl())).body, /Met early/)
    const reopening = `/objectives/${ids.objective}/reopening`
    assert.equal((await web.post(leader, reopening, { key: randomUUID() })).status, 303)
    const [objective] = await rows(sql`select closed_on from objectives where id = ${ids.objective}`)
    assert.equal(objective?.closed_on, null)
  })

  it('keeps the name of an owner who leaves, and lets the action be given to another', async () => {
    const { web, leader, colleague, database } = world
    const form = await openForm(leader, details())
    await web.post(leader, details(), { ...form, owner: `partner ${colleague.accountId}` })
    await database.asOwner((db) =>
      sql`update assignments set ended_at = now(), ended_reason = 'Left' where account_id = ${colleague.accountId}`.execute(
        db,
      ),
    )
    const page = await web.get(leader, `/actions/${ids.action}`)
    assert.match(page.body, /Priya Patel has left/)
    assert.match((await web.get(leader, planUrl())).body, /Owner has left/)
    const again = await openForm(leader, details())
    assert.equal(again.ownerName, 'Priya Patel')
    await web.post(leader, details(), { ...again, owner: `partner ${leader.accountId}` })
    assert.doesNotMatch((await web.get(leader, planUrl())).body, /Owner has left/)
    const [before] = await world.rows(sql`select snapshot::text as text from plan_versions
      where snapshot::text like '%Priya Patel%' limit 1`)
    assert.ok(before)
  })

  it('is read-only once the partnership has ended, to the form and to the database', async () => {
    const { web, leader, lead, database } = world
    await database.asOwner((db) =>
      sql`update partnerships set status = 'withdrawn' where id = ${world.enhanced}`.execute(db),
    )
    const page = await web.get(leader, planUrl())
    assert.equal(page.status, 200)
    assert.match(page.body, /can be read and not changed/)
    assert.doesNotMatch(page.body, /Add a priority|Sign version/)
    const before = await versions()
    const key = randomUUID()
    for (const [actor, url, form] of [
      [leader, `/plans/${ids.plan}/priorities`, { key, title: 'Too late', why: '' }],
      [leader, details(), { key, seen: 1, text: 'Too late', deadline: 'none' }],
      [leader, `/actions/${ids.action}/updates`, { key, was: 'to-do', state: 'done', note: '' }],
      [leader, `/objectives/${ids.objective}/closure`, { key, reason: 'Too late' }],
      [leader, `/plans/${ids.plan}/signatures`, { version: before }],
      [lead, `/plans/${ids.plan}/comments`, { key, about: 'plan', text: 'Too late' }],
      [lead, `/objectives/${ids.objective}/actions`, { key, text: 'Too late', deadline: 'none' }],
    ] as const) {
      assert.equal((await web.post(actor, url, form)).status, 409, url)
    }
    assert.equal(await versions(), before)
    const scope = {
      'alongside.role': 'named-leader',
      'alongside.account': String(leader.accountId),
      'alongside.programme': String(leader.programmeId),
      'alongside.school': String(leader.schoolUrn),
    }
    const changed = await database.inScope(scope, (db) =>
      sql`update priorities set title = 'Too late'`.execute(db),
    )
    assert.equal(changed.numAffectedRows, 0n)
  })
})
