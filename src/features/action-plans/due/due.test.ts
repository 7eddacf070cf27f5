import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addSmallPlan, openPlanWorld, type PlanWorld } from '../../../../test/builders/action-plan.ts'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { clockAt } from '../../../platform/clock.ts'
import { loadCalendar } from '../../programmes/index.ts'
import { isDigestWeek, sortDue } from './domain.ts'
import { sendDigests } from './jobs.ts'

describe('what is due', () => {
  let world: PlanWorld
  let ids: Awaited<ReturnType<typeof addSmallPlan>>
  before(async () => {
    world = await openPlanWorld()
    ids = await addSmallPlan(world, world.leader, world.enhanced)
  })
  after(() => world.close())

  const digest = (date: string) =>
    sendDigests({ database: world.database, clock: clockAt(date), publicUrl: 'https://alongside.example' })
  const emails = () =>
    world.rows(sql`select to_account, template, personalisation from messages order by queued_at`)

  it('comes in order: late, in the next 14 days, later', () => {
    const due = (id: number, dueOn: string | null) => ({
      id,
      dueOn,
      text: '',
      state: 'to-do' as const,
      dueLabel: '',
      schoolName: '',
      objective: '',
    })
    const sorted = sortDue(
      [due(1, null), due(2, '2026-03-27'), due(3, '2026-03-12'), due(4, '2026-03-11'), due(5, '2026-03-26')],
      Temporal.PlainDate.from('2026-03-12'),
    )
    assert.deepEqual(
      sorted.late.map(({ id }) => id),
      [4],
    )
    assert.deepEqual(
      sorted.soon.map(({ id }) => id),
      [3, 5],
    )
    assert.deepEqual(
      sorted.later.map(({ id }) => id),
      [2, 1],
    )
  })

  it('is shown to its owner, and to nobody who merely sees the plan', async () => {
    const { web, leader, colleague, lead, team } = world
    const page = await web.get(leader, '/due')
    assert.match(page.body, /In the next 14 days <span class="app-count">1 action</)
    assert.match(page.body, /Ring home by ten/)
    assert.match(page.body, /Ashby School/)
    assert.deepEqual(await faultsIn(page.body), [])
    for (const actor of [colleague, lead])
      assert.doesNotMatch((await web.get(actor, '/due')).body, /Ring home/)
    assert.equal((await web.get(team, '/due')).status, 404)
  })

  it('is said in two presses from the list: state, one line, done', async () => {
    const { web, leader } = world
    const page = await web.get(leader, `/actions/${ids.action}`)
    const key = /name="key" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const saved = await web.post(leader, `/actions/${ids.action}/updates`, {
      key,
      was: 'to-do',
      state: 'in-progress',
      note: 'Begun in Year 7',
    })
    assert.equal(saved.location, `/actions/${ids.action}?saved`)
    const after = await web.get(leader, saved.location)
    assert.match(after.body, /Saved/)
    assert.deepEqual(await faultsIn(after.body), [])
  })

  it('is emailed to nobody who has not asked for it', async () => {
    await digest('2026-03-16')
    assert.deepEqual(await emails(), [])
  })

  it('is emailed once a week in term time, as counts and links', async () => {
    const { web, leader } = world
    assert.equal((await web.post(leader, '/due/preferences', { weekly: 'yes' })).status, 303)
    assert.match((await web.get(leader, '/due')).body, /You get an email on Mondays/)
    await digest('2026-03-16')
    await digest('2026-03-16')
    await digest('2026-03-18')
    const [sent, ...more] = await emails()
    assert.deepEqual(more, [])
    assert.equal(sent?.to_account, leader.accountId)
    assert.equal(sent?.template, 'weekly-digest')
    const words = JSON.stringify(sent?.personalisation)
    assert.match(words, /1 action is/)
    assert.match(words, /Nothing is late/)
    assert.doesNotMatch(words, /Ring|Ashby|absence/)
    await digest('2026-03-23')
    assert.match(JSON.stringify((await emails())[1]?.personalisation), /1 action is late/)
  })

  it('is emailed neither in a holiday nor in a half term', async () => {
    const calendar = await loadCalendar()
    const weeks = {
      '2026-02-09': true,
      '2026-02-16': false,
      '2026-02-23': true,
      '2026-04-06': false,
      '2026-05-04': true,
      '2026-05-25': false,
      '2026-08-10': false,
    } as const
    for (const [monday, expected] of Object.entries(weeks)) {
      assert.equal(isDigestWeek(Temporal.PlainDate.from(monday), calendar), expected, monday)
    }
    const before = (await emails()).length
    await digest('2026-04-06')
    assert.equal((await emails()).length, before)
  })

  it('is not emailed to somebody who has left, nor for a plan that has ended', async () => {
    const { database, leader, web } = world
    const before = (await emails()).length
    await database.asOwner((db) =>
      sql`update partnerships set status = 'paused' where id = ${world.enhanced}`.execute(db),
    )
    await digest('2026-04-20')
    assert.doesNotMatch((await web.get(leader, '/due')).body, /Ring home/)
    await database.asOwner(async (db) => {
      await sql`update partnerships set status = 'active' where id = ${world.enhanced}`.execute(db)
      await sql`update assignments set ended_at = now(), ended_reason = 'Left' where account_id = ${leader.accountId}`.execute(
        db,
      )
    })
    await digest('2026-04-27')
    assert.equal((await emails()).length, before)
  })

  it('names what waits for somebody who has left, to both schools of the plan and nobody else', async () => {
    const { web, lead, colleague, regionalLeader, otherLead } = world
    for (const actor of [lead, colleague]) {
      const page = await web.get(actor, '/due')
      assert.match(page.body, /Their owner has left <span class="app-count">1 action</)
      assert.match(page.body, /Ring home by ten[\s\S]*was Asha Head’s/)
      assert.deepEqual(await faultsIn(page.body), [])
    }
    for (const actor of [regionalLeader, otherLead])
      assert.doesNotMatch((await web.get(actor, '/due')).body, /Their owner has left|Ring home/)
  })

  it('stops when it is no longer wanted', async () => {
    const { web, leader } = world
    assert.equal((await web.post(leader, '/due/preferences', { other: randomUUID() })).status, 303)
    assert.match((await web.get(leader, '/due/preferences?saved')).body, /Saved/)
    assert.doesNotMatch((await web.get(leader, '/due')).body, /You get an email/)
  })
})
