/** Keeps and reads the facts of a plan. In the transaction of every change, so that they never lag behind. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Plan } from '../domain.ts'
import { inDay } from '../words.ts'
import { factsOf, type Milestones, type PlanFacts, type TermDays, termFactsOf } from './domain.ts'

export async function writeFacts(db: Db, plan: Plan): Promise<void> {
  const [milestones, terms] = await Promise.all([readMilestones(db, plan), listTerms(db, plan.partnershipId)])
  const facts = factsOf(plan, milestones)
  await sql`
    insert into plan_facts (plan_id, partnership_id, started_on, agreed_on, agreed_version, priorities, objectives,
      measurable_objectives, actions, actions_done, reviewed_on)
    values (${plan.id}, ${plan.partnershipId}, ${facts.startedOn}, ${facts.agreedOn}, ${facts.agreedVersion},
      ${facts.priorities}, ${facts.objectives}, ${facts.measurableObjectives}, ${facts.actions}, ${facts.actionsDone},
      ${facts.reviewedOn})
    on conflict (plan_id) do update set agreed_on = excluded.agreed_on, agreed_version = excluded.agreed_version,
      priorities = excluded.priorities, objectives = excluded.objectives,
      measurable_objectives = excluded.measurable_objectives, actions = excluded.actions,
      actions_done = excluded.actions_done, reviewed_on = excluded.reviewed_on`.execute(db)
  const termFacts = termFactsOf(plan, terms, milestones)
  await sql`
    insert into plan_term_facts (plan_id, partnership_id, support_term, actions_due, actions_open, actions_done,
      last_done_on, reviewed_on)
    select ${plan.id}, ${plan.partnershipId}, r."supportTerm", r."actionsDue", r."actionsOpen", r."actionsDone",
      r."lastDoneOn", r."reviewedOn"
    from jsonb_to_recordset(${JSON.stringify(termFacts)}::text::jsonb) as r("supportTerm" int, "actionsDue" int,
      "actionsOpen" int, "actionsDone" int, "lastDoneOn" date, "reviewedOn" date)
    on conflict (plan_id, support_term) do update set actions_due = excluded.actions_due,
      actions_open = excluded.actions_open, actions_done = excluded.actions_done,
      last_done_on = excluded.last_done_on, reviewed_on = excluded.reviewed_on`.execute(db)
}

async function readMilestones(db: Db, plan: Plan): Promise<Milestones> {
  const needed = plan.joint ? 2 : 1
  const [agreed, reviews] = await Promise.all([
    // Each side signs a version once, so as many signatures as sides make it agreed; the first such version counts.
    sql<{ version: number; on: string }>`
      select version_number as version, (max(at) at time zone 'Europe/London')::date as on
      from plan_signatures where plan_id = ${plan.id}
      group by version_number having count(*) = ${needed} order by version_number limit 1`.execute(db),
    sql<{ day: string }>`select held_on as day from progress_reviews where plan_id = ${plan.id}`.execute(db),
  ])
  return {
    startedOn: inDay(plan.startedAt).toString(),
    agreed: agreed.rows[0],
    reviewedOn: reviews.rows.map(({ day }) => day),
  }
}

async function listTerms(db: Db, partnershipId: number): Promise<TermDays[]> {
  const { rows } = await sql<TermDays>`
    select number, starts_on as "startsOn", lead(starts_on) over (order by number) as "endsOn"
    from partnership_support_terms where partnership_id = ${partnershipId} order by number`.execute(db)
  return rows
}

export async function findFacts(db: Db, partnershipId: number): Promise<PlanFacts | undefined> {
  const { rows } = await sql<PlanFacts>`
    select started_on as "startedOn", agreed_on as "agreedOn", agreed_version as "agreedVersion", priorities, objectives,
      measurable_objectives as "measurableObjectives", actions, actions_done as "actionsDone", reviewed_on as "reviewedOn"
    from plan_facts where partnership_id = ${partnershipId}`.execute(db)
  return rows[0]
}
