/** What both will do: from the record of a visit, signed by both, into the plan; and who is waited on until then. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { addSmallPlan, openPlanWorld, type PlanWorld } from '../../../../../test/builders/action-plan.ts'
import { faultsIn } from '../../../../../test/builders/feature-app.ts'
import { bookDay, dateIn, send } from '../../../../../test/builders/support.ts'

describe('what both schools agree on a visit', () => {
  let of: PlanWorld
  let objective: number
  let url: string
  const days: number[] = []
  before(async () => {
    of = await openPlanWorld()
    objective = (await addSmallPlan(of, of.leader, of.enhanced)).objective
    for (const date of ['16', '17', '18', '19', '20'])
      days.push(await bookDay(of, `2026-03-${date}`, { length: 'half' }))
    of.moveClock('2026-03-20')
  })
  after(() => of.close())

  const nextDay = () => {
    url = `/support-days/${days.shift()}/visit-record`
  }
  const agree = (action: string, more: Readonly<Record<string, string | number>> = {}) =>
    send(of, of.lead, `${url}/actions`, { action, doer: 'lead', ...more })
  const sign = async (actor: PlanWorld['leader']) => {
    const page = await of.web.get(actor, url)
    const revision = /name="revision" value="(\d+)"/.exec(page.body)?.[1] ?? ''
    return of.web.post(actor, `${url}/signatures`, { revision })
  }
  const promises = async (actor: PlanWorld['leader']) =>
    (await of.web.get(actor, `/partnerships/${of.enhanced}/promises`)).body
  const actions = () =>
    of.rows(
      sql`select text, owner_side, owner_account_id, owner_name, due_on::text, state, objective_id, proposed_by
        from actions where agreed_visit = ${Number(url.split('/')[2])} order by id`,
    )

  test('waits for both signatures, each of them a promise with its day, until it is given', async () => {
    nextDay()
    await send(of, of.lead, url, { seen: 0, saw: 'Calm lessons' })
    await agree('Send the rota', {
      owner: 'nora lead',
      objective: String(objective),
      ...dateIn('due', '2026-04-24'),
    })
    await agree('Walk the corridors at lunch', { doer: 'partner', owner: 'Deputy head' })
    const form = await of.web.get(of.lead, `${url}/edit`)
    assert.match(form.body, /Every family hears from us on day one/)
    assert.deepEqual(await faultsIn(form.body), [])
    const asked = /Record of a visit, since 20 March 2026, due by 23 March 2026/g
    assert.equal([...(await promises(of.lead)).matchAll(asked)].length, 2, 'one for each school')
    assert.deepEqual(await actions(), [])

    assert.equal((await sign(of.leader)).status, 303)
    const body = await promises(of.lead)
    assert.equal([...body.matchAll(asked)].length, 1)
    const status = (now: string) =>
      of.rows(sql`update partnerships set status = ${now} where id = ${of.enhanced}`)
    await status('completed')
    assert.doesNotMatch(await promises(of.lead), asked, 'nothing is signed after the end')
    await status('active')
    assert.match(body, /Your hub <span[\s\S]*Read the record of a visit and sign it/)
    const team = await promises(of.team)
    assert.match(team, /Sign the record of a visit/)
    assert.doesNotMatch(team, /visit-record|Send the rota/)
    assert.match((await of.web.get(of.lead, `/hubs/${of.hub}/promises`)).body, /sign it/)
    for (const actor of [of.trustLeader, of.evaluator, of.otherLead, of.regionalLeader]) {
      const scope = {
        'alongside.role': actor.role,
        'alongside.account': String(actor.accountId),
        'alongside.programme': String(actor.programmeId),
        'alongside.hub': String(actor.hubId ?? ''),
        'alongside.school': String(actor.schoolUrn ?? ''),
        'alongside.trust': String(actor.trustUid ?? ''),
      }
      const { rows } = await of.database.inScope(scope, (db) =>
        sql`select * from alongside.promised_signatures(null)`.execute(db),
      )
      assert.deepEqual(rows, [], actor.role)
    }
  })

  test('goes into the plan when the second school signs, whichever it is, once', async () => {
    for (let pressed = 0; pressed < 2; pressed++) await sign(of.lead)
    const [rota, corridors, ...others] = await actions()
    assert.deepEqual(others, [])
    assert.deepEqual(rota, {
      text: 'Send the rota',
      owner_side: 'lead',
      owner_account_id: of.lead.accountId,
      owner_name: 'Nora Lead',
      due_on: '2026-04-24',
      state: 'to-do',
      objective_id: objective,
      proposed_by: 'lead',
    })
    assert.equal(corridors?.owner_name, 'Deputy head')
    assert.equal(corridors?.owner_side, 'partner')
    const [made] = await of.rows(
      sql`select o.text, p.title from objectives o join priorities p on p.id = o.priority_id
        where o.id = ${Number(corridors?.objective_id)}`,
    )
    assert.deepEqual(made, {
      text: 'What was agreed on the visit on 16 March 2026',
      title: 'What we agree on visits',
    })
    const body = await promises(of.lead)
    assert.doesNotMatch(body, /sign it/)
    assert.equal([...body.matchAll(/Send the rota/g)].length, 1, 'a promise stands once')
    const page = await of.web.get(of.leader, url)
    assert.match(page.body, /Send the rota[\s\S]*In the action plan[\s\S]*to do/)
    assert.deepEqual(await faultsIn(page.body), [])
    const history = await of.rows(sql`select sentence from history where kind = 'plan.agreed-on-visit'`)
    assert.deepEqual(history, [
      { sentence: 'Took up in the action plan what was agreed on the visit on 16 March 2026' },
    ])
  })

  test('goes under an objective of its own where the one that was chosen has been closed meanwhile', async () => {
    nextDay()
    await agree('Ring home together', { objective: String(objective) })
    await sign(of.lead)
    await of.rows(
      sql`update objectives set closed_on = '2026-03-19', closed_reason = 'Done', closed_by_name = 'A'
        where id = ${objective}`,
    )
    await sign(of.leader)
    const [action] = await actions()
    assert.notEqual(action?.objective_id, objective)
    const priorities = await of.rows(sql`select id from priorities where agreed_visit is not null`)
    assert.equal(priorities.length, 1, 'one priority for all visits')
  })

  test('goes in once where both sign at the same moment', async () => {
    nextDay()
    await agree('Write to families')
    await Promise.all([sign(of.lead), sign(of.leader)])
    const signed = await of.rows(
      sql`select sentence from history where sentence like '%both schools have signed%'`,
    )
    assert.equal(signed.length, 3)
    assert.equal((await actions()).length, 1)
  })

  test('waits, where the plan is the school’s own and its lead signs last, for the school to take it up', async () => {
    nextDay()
    await of.rows(sql`update action_plans set joint = false`)
    await agree('Greet at the gate')
    await sign(of.leader)
    const asked = await of.web.get(of.leader, url)
    assert.match(asked.body, /it waits until somebody at your school takes it up here/)
    await sign(of.lead)
    assert.deepEqual(await actions(), [])
    assert.match(
      (await of.web.get(of.lead, url)).body,
      /The action plan is the school’s own[^<]*when somebody at Ashby School takes it up/,
    )
    // The lead cannot do it by itself.
    await of.web.post(of.lead, `${url}/plan-actions`, {})
    assert.deepEqual(await actions(), [])
    // The room of both schools leads to it, for the school alone.
    const room = async (actor: PlanWorld['leader']) =>
      (await of.web.get(actor, `/partnerships/${of.enhanced}/support`)).body
    const own = await room(of.colleague)
    assert.match(
      own,
      /To be taken up into your action plan[\s\S]*what was agreed on the visit on 19 March 2026/,
    )
    assert.ok(own.includes(`href="${url}"`))
    assert.deepEqual(await faultsIn(own), [])
    assert.doesNotMatch(await room(of.lead), /To be taken up/)
    const page = await of.web.get(of.colleague, url)
    assert.match(page.body, /North hub signed last, and a lead school does not write in a plan/)
    assert.deepEqual(await faultsIn(page.body), [])
    for (let pressed = 0; pressed < 2; pressed++)
      assert.equal((await of.web.post(of.colleague, `${url}/plan-actions`, {})).status, 303)
    assert.equal((await actions()).length, 1)
    const after = (await of.web.get(of.leader, url)).body
    assert.match(after, /Greet at the gate[\s\S]*In the action plan/)
    assert.doesNotMatch(after, /Take it up into the action plan/)
    // Taken out of the plan again, it is not offered once more.
    await of.rows(sql`delete from actions where agreed_visit = ${Number(url.split('/')[2])}`)
    assert.doesNotMatch((await of.web.get(of.leader, url)).body, /Take it up into the action plan/)
    assert.doesNotMatch(await room(of.leader), /To be taken up/)
    await of.rows(sql`update action_plans set joint = true`)
  })

  test('begins a plan that has not been begun, and is nothing that a lead can add by itself', async () => {
    nextDay()
    await of.rows(sql`delete from plan_facts`)
    for (const table of [
      'plan_term_facts',
      'plan_versions',
      'measures',
      'actions',
      'objectives',
      'priorities',
    ])
      await of.rows(sql`delete from ${sql.table(table)}`)
    await of.rows(sql`delete from action_plans`)
    await agree('Begin with the gate')
    await sign(of.leader)
    const scope = {
      'alongside.role': 'hub-lead',
      'alongside.account': String(of.lead.accountId),
      'alongside.programme': String(of.lead.programmeId),
      'alongside.hub': String(of.hub),
    }
    await assert.rejects(
      of.database.inScope(scope, (db) =>
        sql`insert into action_plans (partnership_id, joint, started_by_name) values (${of.regional}, true, 'x')`.execute(
          db,
        ),
      ),
      /row-level security/,
    )
    await sign(of.lead)
    assert.equal((await actions()).length, 1)
    const [plan] = await of.rows(sql`select joint, revision from action_plans`)
    assert.deepEqual(plan, { joint: true, revision: 1 })
    // An unsigned visit opens nothing to the lead.
    const [{ id = 0 } = {}] = await of.rows(sql`select id from action_plans`)
    await assert.rejects(
      of.database.inScope(scope, (db) =>
        sql`insert into priorities (plan_id, position, title, agreed_visit) values (${id}, 9, 'x', 999)`.execute(
          db,
        ),
      ),
      /row-level security/,
    )
  })
})
