/** What the schools of the demonstration world wrote: self-assessments, action plans, reviews. On the whole service. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { faultsIn } from '../../../../test/builders/feature-app.ts'
import { openWholeApp, type WholeApp } from '../../../../test/builders/whole-app.ts'
import { warningsIn } from '../../../platform/pupil-words/index.ts'
import { writeFacts } from '../../action-plans/facts/store.ts'
import type { Plan, Priority } from '../../action-plans/index.ts'
import { differences, subjectsOf } from '../../action-plans/index.ts'
import { isAgreed } from '../../action-plans/signatures/domain.ts'
import { readAgreement } from '../../action-plans/signatures/store.ts'
import { readPlan } from '../../action-plans/store.ts'
import { readWorldFiles } from './files.ts'

const TODAY = '2026-05-14'

/** Whether anybody has said how a line goes is looked up when it is read: a review makes no version. */
const asPlanned = (priorities: readonly Priority[]) =>
  priorities.map((priority) => ({
    ...priority,
    objectives: priority.objectives.map(({ hasProgress: _recorded, ...objective }) => objective),
  }))

describe('what schools wrote in the demonstration world', () => {
  let w: WholeApp
  const rowsOf = <T>(text: string) =>
    w.database.asOwner(async (db) => {
      await sql`select set_config('alongside.today', ${TODAY}, true)`.execute(db)
      return (await sql.raw<T>(text).execute(db)).rows
    })
  before(async () => {
    w = await openWholeApp()
  })
  after(() => w.close())

  test('every answer is to a statement of its version, at a level that it knows', async () => {
    assert.deepEqual(
      await rowsOf(`
        select a.self_assessment_id, a.statement_key, a.level from self_assessment_answers a
        join self_assessments s on s.id = a.self_assessment_id
        join questionnaire_versions v on v.id = s.questionnaire_version_id
        left join statements t on t.questionnaire_version_id = v.id and t.key = a.statement_key
        where t.key is null or not exists (
          select from jsonb_array_elements(v.definition -> 'levels') l where l ->> 'key' = a.level)`),
      [],
    )
  })

  test('what is submitted is whole, with two to five priorities and notes on about a third', async () => {
    const all = await rowsOf<{ asked: number; answered: number; marked: number; noted: number }>(`
      select count(*)::int as asked, count(a.level)::int as answered,
        (count(*) filter (where a.is_priority))::int as marked,
        (count(*) filter (where a.evidence_note <> ''))::int as noted
      from self_assessments s join statements t on t.questionnaire_version_id = s.questionnaire_version_id
      left join self_assessment_answers a on a.self_assessment_id = s.id and a.statement_key = t.key
      where s.submitted_at is not null group by s.id`)
    assert.ok(all.length > 50)
    assert.ok(all.every(({ asked, answered }) => asked === answered))
    assert.ok(all.every(({ marked }) => marked >= 2 && marked <= 5))
    const share =
      all.reduce((sum, { noted }) => sum + noted, 0) / all.reduce((sum, each) => sum + each.asked, 0)
    assert.ok(share > 0.25 && share < 0.45, String(share))
  })

  test('some are half answered, and some schools did theirs on paper', async () => {
    const open = await rowsOf<{ share: number }>(`
      select (select count(*) from self_assessment_answers a where a.self_assessment_id = s.id)::float
        / (select count(*) from statements t where t.questionnaire_version_id = s.questionnaire_version_id) as share
      from self_assessments s where s.submitted_at is null`)
    assert.ok(open.length >= 3)
    assert.ok(open.every(({ share }) => share > 0.2 && share < 0.8))
    const [hand] = await rowsOf<{ count: number }>(`
      select count(*)::int from expectation_evidence
      where expectation_key = 'self-assessment' and state = 'done' and source = 'confirmed by hand'`)
    assert.ok((hand?.count ?? 0) > 10)
  })

  test('nobody answers before the start, after the submission or without a role at the school', async () => {
    assert.deepEqual(
      await rowsOf(`
        select s.id from self_assessments s join partnerships p on p.id = s.partnership_id
        left join self_assessment_shares h on h.self_assessment_id = s.id
        where s.submitted_at <= s.started_at or h.shared_at < s.submitted_at or s.submitted_at > '${TODAY} 11:00Z'
          or exists (select from self_assessment_answers a where a.self_assessment_id = s.id and (
            a.changed_at <= s.started_at or a.changed_at >= s.submitted_at or a.changed_at > '${TODAY} 11:00Z'
            or not exists (select from assignments g where g.account_id = a.changed_by and g.school_urn = p.school_urn
              and g.role = 'named-leader' and g.started_at < a.changed_at)))`),
      [],
    )
  })

  test('what was written in the service is what says that it is done', async () => {
    assert.deepEqual(
      await rowsOf(`
        select e.partnership_id, e.expectation_key, e.source from expectation_evidence e
        join expectation_progress x on x.partnership_id = e.partnership_id and x.expectation_key = e.expectation_key
          and x.occurrence = e.occurrence
        where (e.expectation_key = 'self-assessment' and exists (
            select from self_assessment_cards c where c.partnership_id = e.partnership_id and c.submitted_at is not null)
            and (e.source <> 'self-assessment' or x.progress <> 'done'))
          or (e.expectation_key = 'action-plan' and exists (
            select from action_plan_facts f where f.partnership_id = e.partnership_id)
            and (e.source <> 'action-plans' or (x.progress = 'done') <> (e.state = 'done')))`),
      [],
    )
    assert.deepEqual(
      await rowsOf(`
        select source, count(*) > 20 as many from expectation_evidence
        where expectation_key = 'action-plan' and state = 'done' group by 1 order by 1`),
      [
        { source: 'action-plans', many: true },
        { source: 'confirmed by hand', many: true },
      ],
    )
  })

  test('the last version of each plan is the plan, and each version says what changed', async () => {
    await w.database.asOwner(async (db) => {
      const { rows: plans } = await sql
        .raw<{ id: number }>('select id from action_plans order by id')
        .execute(db)
      assert.ok(plans.length > 40)
      const { rows: versions } = await sql
        .raw<{ plan: number; number: number; priorities: Priority[]; changes: string[]; at: string }>(
          'select plan_id as plan, number, snapshot as priorities, changes, at from plan_versions order by 1, 2',
        )
        .execute(db)
      for (const { id } of plans) {
        const plan: Plan = await readPlan(db, id)
        const own = versions.filter((each) => each.plan === id)
        assert.equal(own.length, plan.revision)
        let before: readonly Priority[] = []
        for (const [at, { number, priorities, changes }] of own.entries()) {
          assert.equal(number, at + 1)
          assert.deepEqual(
            differences(before, priorities).map(({ words }) => words),
            changes,
          )
          before = priorities
        }
        assert.deepEqual(asPlanned(before), asPlanned(plan.priorities))
        const times = own.map(({ at }) => at)
        assert.deepEqual(times, [...new Set(times)].sort())
        assert.ok((times.at(-1) ?? '') < `${TODAY}T11:00`)
      }
    })
  })

  test('facts are those that the feature works out, and what was agreed still stands', async () => {
    await w.database.asOwner(async (db) => {
      const facts = async () =>
        (
          await sql
            .raw(`select to_jsonb(f) as facts, (select jsonb_agg(to_jsonb(t) order by support_term) from plan_term_facts t
              where t.plan_id = f.plan_id) as terms from plan_facts f order by plan_id`)
            .execute(db)
        ).rows
      const loaded = await facts()
      const { rows: plans } = await sql
        .raw<{ id: number; agreed: boolean }>(
          'select plan_id as id, agreed_on is not null as agreed from plan_facts order by 1',
        )
        .execute(db)
      for (const { id, agreed } of plans) {
        const plan = await readPlan(db, id)
        await writeFacts(db, plan)
        assert.equal(isAgreed(await readAgreement(db, plan)), agreed, `plan ${id}`)
      }
      assert.deepEqual(await facts(), loaded)
    })
  })

  test('plans are under way: done, late, due in a fortnight, reviewed and commented', async () => {
    const [now] = await rowsOf<Record<string, number>>(`
      select (select count(*)::int from actions where state = 'done') as done,
        (select count(*)::int from actions where state in ('to-do', 'in-progress') and due_on < '${TODAY}') as late,
        (select count(*)::int from actions where state in ('to-do', 'in-progress')
          and due_on between '${TODAY}' and date '${TODAY}' + 14) as soon,
        (select count(*)::int from progress_reviews) as reviews,
        (select count(distinct rating)::int from review_ratings) as ratings,
        (select count(*)::int from plan_comments where resolved_at is null) as waiting,
        (select count(*)::int from plan_comments where about like 'action %') as beside,
        (select count(*)::int from self_assessments where number = 2 and starts_from_id is not null) as again`)
    assert.ok(now)
    for (const [what, least] of Object.entries({
      done: 200,
      late: 10,
      soon: 20,
      reviews: 15,
      ratings: 3,
      waiting: 3,
      beside: 2,
      again: 1,
    }))
      assert.ok((now[what] ?? 0) >= least, `${what}: ${now[what]}`)
  })

  test('each comment is beside a line that its plan has, in the words of that line', async () => {
    await w.database.asOwner(async (db) => {
      const { rows } = await sql
        .raw<{ plan: number; about: string }>('select distinct plan_id as plan, about from plan_comments')
        .execute(db)
      for (const { plan, about } of rows) {
        const known = subjectsOf(await readPlan(db, plan)).map((subject) => subject.about)
        assert.ok(known.includes(about), `plan ${plan}: ${about}`)
      }
    })
  })

  test('a school that looked again sees what has moved since', async () => {
    const [again] = await rowsOf<{ id: number; moved: number }>(`
      select s.id, (count(*) filter (where a.level <> b.level))::int as moved
      from self_assessments s
      join self_assessment_answers a on a.self_assessment_id = s.id
      join self_assessment_answers b on b.self_assessment_id = s.starts_from_id and b.statement_key = a.statement_key
      join partnerships p on p.id = s.partnership_id
      where p.school_urn = 990101 group by s.id`)
    assert.ok(again && again.moved >= 2, JSON.stringify(again))
    const leader = await w.as(w.actors.leader)
    const { body } = await leader.get(`/self-assessments/${again.id}`)
    assert.match(body, /moved/i)
    assert.deepEqual(await faultsIn(body), [])
  })

  test('schools and hubs write to each other, and some of them wait for an answer', async () => {
    const [counts] = await rowsOf<Record<string, number>>(`
      select count(distinct m.partnership_id)::int as partnerships, count(*)::int as messages,
        count(*) filter (where q.message_id is not null and q.settled_at is null)::int as waiting,
        count(*) filter (where q.settled_how = 'answered')::int as answered,
        count(*) filter (where q.settled_at < m.written_at)::int as backwards
      from partnership_messages m left join partnership_questions q on q.message_id = m.id`)
    assert.ok(counts)
    const { partnerships = 0, messages = 0, waiting = 0, answered = 0, backwards } = counts
    assert.ok(partnerships > 50 && messages > 100 && waiting > 10 && answered > 30, JSON.stringify(counts))
    assert.equal(backwards, 0)
    // The two schools that visitors open first each wait for their hub, and one of them is waited on.
    const told = await rowsOf<{ urn: number; of: string }>(`
      select p.school_urn as urn, q.asked_of as of from partnership_questions q
      join partnerships p on p.id = q.partnership_id
      where q.settled_at is null and p.school_urn in (990101, 990122) order by urn, of`)
    assert.deepEqual(told, [
      { urn: 990101, of: 'lead' },
      { urn: 990101, of: 'partner' },
      { urn: 990122, of: 'lead' },
    ])
  })

  test('the school that visitors open first has a support day in each state, and a record to sign', async () => {
    const of = 'join partnerships p on p.id = i.partnership_id where p.school_urn = 990101'
    const states = await rowsOf<{ state: string }>(
      `select distinct i.state from support_items i ${of} order by 1`,
    )
    assert.deepEqual(
      states.map(({ state }) => state),
      ['booked', 'delivered', 'proposed'],
    )
    const [over] = await rowsOf<{ type: string }>(
      `select i.type from support_items i ${of} and i.state = 'booked' and i.held_on <= '2026-05-14'`,
    )
    assert.deepEqual(over, { type: 'remote' }, 'over, and nobody has said how it was')
    const signed = await rowsOf<{ sides: string }>(`
      select (select coalesce(string_agg(s.side, ' ' order by s.side), '') from visit_signatures s
        where s.item_id = r.item_id and s.revision = r.revision) as sides
      from visit_records r join support_items i on i.id = r.item_id ${of} order by i.held_on desc`)
    assert.deepEqual([...new Set(signed.map(({ sides }) => sides))], ['lead', 'lead partner'])
    // Its hub has one besides under which nobody's name is yet.
    const [drafted] = await rowsOf<{ count: number }>(`
      select count(*)::int from visit_records r join partnerships p on p.id = r.partnership_id
      join hubs h on h.id = p.hub_id and h.reference = 'H1'
      where not exists (select from visit_signatures s where s.item_id = r.item_id)`)
    assert.ok(drafted && drafted.count > 0)
  })

  test('nothing that anyone wrote asks whether it names a pupil', async () => {
    const { assessments, plans, conversations } = await readWorldFiles()
    const texts: string[] = []
    JSON.stringify([assessments, plans, conversations], (_key, value: unknown) => {
      if (typeof value === 'string') texts.push(value)
      return value
    })
    assert.deepEqual(
      texts.flatMap((text) => warningsIn(text).map((warning) => ({ text, warning }))),
      [],
    )
  })

  test('the people whom a visitor may be see all of it', async () => {
    const partnershipOf = async (urn: number) => {
      const [row] = await rowsOf<{ id: number; plan: number; assessment: number }>(`
        select p.id, l.id as plan, s.id as assessment from partnerships p join action_plans l on l.partnership_id = p.id
        join self_assessments s on s.partnership_id = p.id where p.school_urn = ${urn}`)
      assert.ok(row)
      return row
    }
    const enhanced = await partnershipOf(990101)
    const regional = await partnershipOf(990122)
    const [hub] = await rowsOf<{ id: number }>("select id from hubs where reference = 'H1'")
    const pages = ({ id, plan, assessment }: typeof enhanced) => [
      `/partnerships/${id}/self-assessment`,
      `/self-assessments/${assessment}`,
      `/partnerships/${id}/plan`,
      `/plans/${plan}/versions`,
      `/plans/${plan}/versions/1`,
      `/plans/${plan}/differences?from=1&to=2`,
      `/plans/${plan}/comments`,
      `/plans/${plan}/reviews`,
      `/partnerships/${id}/conversation`,
      '/due',
    ]
    const visits = [
      { as: w.actors.leader, at: pages(enhanced) },
      { as: w.actors.regionalLeader, at: pages(regional) },
      { as: w.actors.lead, at: [...pages(enhanced), `/hubs/${hub?.id}/strengths`] },
      { as: w.actors.team, at: ['/questionnaires', '/programme/strengths'] },
    ]
    for (const { as, at } of visits) {
      const browser = await w.as(as)
      for (const url of at) {
        const { status, body } = await browser.get(url)
        assert.equal(status, 200, url)
        assert.deepEqual(await faultsIn(body), [], url)
      }
    }
    const lead = await w.as(w.actors.lead)
    assert.match((await lead.get(`/hubs/${hub?.id}/strengths`)).body, /self-assessments of \d{2} schools/)
    assert.match((await lead.get('/due')).body, /late/i)
  })
})
