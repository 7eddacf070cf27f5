import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { addSmallPlan, formIn, openPlanWorld, type PlanWorld } from '../../../test/builders/action-plan.ts'
import { faultsIn } from '../../../test/builders/feature-app.ts'
import { inOrderOfDay, isLate, sumOf } from './domain.ts'

describe('what each has promised the other', () => {
  let world: PlanWorld
  let ids: Awaited<ReturnType<typeof addSmallPlan>>
  before(async () => {
    world = await openPlanWorld()
    ids = await addSmallPlan(world, world.leader, world.enhanced)
  })
  after(() => world.close())

  const page = (partnership = world.enhanced) => `/partnerships/${partnership}/promises`
  const conversation = () => `/partnerships/${world.enhanced}/conversation`
  const write = async (actor: PlanWorld['leader'], fields: Record<string, string>) => {
    const form = await world.web.get(actor, conversation())
    const action = `${conversation()}/messages`
    const sent = await world.web.post(actor, action, { ...formIn(form.body, action), ...fields })
    assert.equal(sent.status, 303, sent.body)
  }
  const count = (body: string, words: RegExp) => [...body.matchAll(new RegExp(words, 'g'))].length

  it('is an action of the plan, from the day on which it was taken on until it is done', async () => {
    const { web, leader, lead } = world
    const shown = await web.get(leader, page())
    assert.match(shown.body, /Your school <span class="app-count">\d+</)
    assert.match(
      shown.body,
      new RegExp(
        `href="/actions/${ids.action}">Ring home by ten</a>[^<]*<[^>]*>Action of the plan, since 12 March 2026, due by 20 March 2026`,
      ),
    )
    assert.deepEqual(await faultsIn(shown.body), [])
    assert.match((await web.get(lead, page())).body, /Ring home by ten/)
    // Proposed by the lead, it is nobody's promise before the school has taken it up.
    await web.post(lead, `/objectives/${ids.objective}/actions`, {
      key: randomUUID(),
      text: 'Visit the office',
      owner: `lead ${lead.accountId}`,
      deadline: 'none',
    })
    const [proposal] = await world.rows(sql`select id from actions where text = 'Visit the office'`)
    assert.doesNotMatch((await web.get(lead, page())).body, /Visit the office/)
    world.moveClock('2026-03-17')
    await web.post(leader, `/actions/${proposal?.id}/answers`, { key: randomUUID(), answer: 'take-up' })
    const taken = await web.get(lead, page())
    assert.match(
      taken.body,
      /Your hub <span[\s\S]*Visit the office<\/a>[^<]*<[^>]*>Action of the plan, since 17 March 2026</,
    )
    const update = { key: randomUUID(), was: 'to-do', state: 'done', note: '' }
    assert.equal((await web.post(lead, `/actions/${proposal?.id}/updates`, update)).status, 303)
    assert.doesNotMatch((await web.get(lead, page())).body, /Visit the office/)
  })

  it('is a question until it is answered', async () => {
    const { web, leader, lead } = world
    await write(leader, { text: 'May we come on Friday?', asks: 'yes' })
    const asked = await web.get(lead, page())
    assert.equal(count(asked.body, /May we come on Friday/), 1)
    assert.match(
      asked.body,
      /Your hub[\s\S]*May we come on Friday[\s\S]*Question, since 17 March 2026, due by 24 March 2026/,
    )
    await write(lead, { text: 'You may.' })
    assert.doesNotMatch((await web.get(lead, page())).body, /May we come on Friday/)
  })

  it('is a document that somebody asked for, or that the programme expects', async () => {
    const { web, leader } = world
    await world.rows(sql`
      insert into document_requests (key, partnership_id, asking_side, asked_side, title, purpose, due_on, asked_by_name, asked_at)
      values (gen_random_uuid(), ${world.enhanced}, 'lead', 'partner', 'Your timetable', 'visit', '2026-03-20', 'Nora Lead',
        '2026-03-13')`)
    const shown = await web.get(leader, page())
    assert.match(
      shown.body,
      /Your timetable<\/a>[^<]*<[^>]*>Document, since 13 March 2026, due by 20 March 2026/,
    )
    assert.equal(count(shown.body, /Share your self-assessment|self-assessment with your lead/i) <= 1, true)
    assert.ok(count(shown.body, />Document, since/) > 1, 'expected documents are promises too')
  })

  it('is an answer to dates that were put forward', async () => {
    const { web, lead, leader } = world
    world.moveClock('2026-03-18')
    const proposed = await web.post(lead, `/partnerships/${world.enhanced}/support-days`, {
      key: randomUUID(),
      type: 'visit',
      length: 'whole',
      'date1-day': 25,
      'date1-month': 3,
      'date1-year': 2026,
    })
    assert.equal(proposed.status, 303, proposed.body)
    const shown = await web.get(leader, page())
    assert.match(shown.body, /href="\/support-days\/\d+">Answer the dates that were offered<\/a>/)
    assert.match(shown.body, /Support day, since 18 March 2026/)
  })

  it('stands on the page of the partnership, each reader’s own first', async () => {
    const { web, leader, lead, team } = world
    await write(leader, { text: 'And on Thursday?', asks: 'yes' })
    for (const [actor, first, second] of [
      [leader, 'Your school', 'North hub'],
      [lead, 'Your hub', 'Ashby School'],
      [team, 'Ashby School', 'North hub'],
    ] as const) {
      const room = await web.get(actor, `/partnerships/${world.enhanced}`)
      assert.match(room.body, /What each has promised <span class="app-count">\d+ open</)
      const panel = room.body.slice(room.body.indexOf('id="promises"'))
      assert.ok(panel.indexOf(`>${first} <span`) < panel.indexOf(`>${second} <span`), actor.role)
      assert.deepEqual(await faultsIn(room.body), [])
    }
  })

  it('is the next step of whoever it is asked of, before what the programme expects', async () => {
    const { web, leader, lead, team, enhanced } = world
    const stepOn = async (actor: PlanWorld['leader'], path: string) =>
      /<section class="app-next-step"[\s\S]*?<\/section>/.exec((await web.get(actor, path)).body)?.[0] ?? ''
    const hubs = await stepOn(lead, `/partnerships/${enhanced}`)
    assert.match(hubs, /Next for your hub[\s\S]*Answer a question[\s\S]*And on Thursday\?/)
    assert.match(hubs, /Question, since 18 March 2026, due by 25 March 2026[\s\S]*>\s*Answer\s*</)
    // What is due first, and not the action of the plan, which has a page of its own.
    const schools = await stepOn(leader, `/partnerships/${enhanced}`)
    assert.match(schools, /Your next step[\s\S]*Your timetable[\s\S]*due by 20 March 2026/)
    assert.match(await stepOn(team, `/partnerships/${enhanced}`), /Next for the programme team/)
  })

  it('is listed for a hub, and in sums for the programme team', async () => {
    const { web, lead, team, otherLead, leader } = world
    const hub = await web.get(lead, `/hubs/${world.hub}/promises`)
    assert.match(hub.body, /By the hub \(1\)[\s\S]*And on Thursday\?/)
    assert.match(hub.body, /By partner schools \(3\)[\s\S]*Your timetable/)
    assert.deepEqual(await faultsIn(hub.body), [])
    for (const actor of [otherLead, leader])
      assert.equal((await web.get(actor, `/hubs/${world.hub}/promises`)).status, 404)
    const all = await web.get(team, '/programme/promises')
    assert.match(all.body, /4 promises are open/)
    assert.match(all.body, /North hub<\/a>[\s\S]*1 open, the oldest since 18 Mar 2026[\s\S]*3 open/)
    assert.deepEqual(await faultsIn(all.body), [])
    const file = await web.get(team, '/programme/promises.csv')
    assert.match(file.body, /North hub,Ashby School,Hub,Question,2026-03-18,2026-03-25/)
    for (const actor of [lead, leader])
      assert.equal((await web.get(actor, '/programme/promises')).status, 404)
  })

  it('is known to the programme team without the words of the schools', async () => {
    const { web, team } = world
    for (const url of [
      page(),
      `/hubs/${world.hub}/promises`,
      `/partnerships/${world.enhanced}`,
      '/programme/promises.csv',
    ]) {
      const { status, body } = await web.get(team, url)
      assert.equal(status, 200)
      assert.doesNotMatch(body, /Ring home by ten|And on Thursday/, url)
    }
    const shown = await web.get(team, page())
    assert.match(shown.body, /A question of the other school/)
    assert.match(shown.body, /An action of the plan/)
    assert.deepEqual(await faultsIn(shown.body), [])
  })

  it('is nothing to anybody else, by page or by the database', async () => {
    const { web, trustLeader, evaluator, otherLead, regionalLeader, database } = world
    await world.rows(sql`
      insert into trust_agreements (partnership_id, trust_uid, programme_id, hub_id, school_urn, agreed_by_name)
      select id, 990001, programme_id, hub_id, school_urn, 'Asha Head' from partnerships where id = ${world.enhanced}`)
    for (const actor of [trustLeader, evaluator, otherLead, regionalLeader]) {
      assert.equal((await web.get(actor, page())).status, 404, actor.role)
      const scope = {
        'alongside.role': actor.role,
        'alongside.account': String(actor.accountId),
        'alongside.programme': String(actor.programmeId),
        'alongside.hub': String(actor.hubId ?? ''),
        'alongside.school': String(actor.schoolUrn ?? ''),
        'alongside.trust': String(actor.trustUid ?? ''),
        'alongside.today': '2026-03-18',
      }
      await database.inScope(scope, async (db) => {
        for (const among of [sql`null::int[]`, sql`array[${world.enhanced}]::int[]`]) {
          const actions = await sql`select * from alongside.promised_actions(${among})`.execute(db)
          assert.deepEqual(actions.rows, [], actor.role)
        }
        const questions = await sql`select * from question_promises`.execute(db)
        assert.deepEqual(questions.rows, [], actor.role)
        const unseen = await sql`select * from alongside.unseen_messages()`.execute(db)
        assert.deepEqual(unseen.rows, [], actor.role)
      })
    }
    const room = await web.get(trustLeader, `/partnerships/${world.enhanced}`)
    assert.equal(room.status, 200)
    assert.doesNotMatch(room.body, /What each has promised/)
  })

  it('ends with the partnership', async () => {
    const { web, lead, team } = world
    await world.rows(sql`update partnerships set status = 'completed' where id = ${world.enhanced}`)
    assert.match((await web.get(team, '/programme/promises')).body, /Nothing is open/)
    assert.match(
      (await web.get(lead, `/hubs/${world.hub}/promises`)).body,
      /has promised nothing that is open/,
    )
    assert.doesNotMatch(
      (await web.get(lead, `/partnerships/${world.enhanced}`)).body,
      /What each has promised/,
    )
  })

  it('comes in the order of days, and is late when its day has passed', () => {
    const today = Temporal.PlainDate.from('2026-03-18')
    const one = (since: string, dueOn: string | null) => ({ since, dueOn })
    const promises = [
      one('2026-03-01', null),
      one('2026-03-05', '2026-03-18'),
      one('2026-02-01', null),
      one('2026-03-09', '2026-03-17'),
    ]
    assert.deepEqual(
      inOrderOfDay(promises).map(({ since }) => since),
      ['2026-03-09', '2026-03-05', '2026-02-01', '2026-03-01'],
    )
    assert.deepEqual(
      promises.map((each) => isLate(each, today)),
      [false, false, false, true],
    )
    assert.deepEqual(sumOf(promises, today), { open: 4, late: 1, since: '2026-02-01' })
    assert.deepEqual(sumOf([], today), { open: 0, late: 0, since: undefined })
  })
})
