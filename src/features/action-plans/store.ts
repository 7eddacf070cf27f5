/** The plan as a whole: read in five short queries, changed by whole versions. Lines are written in lines/store.ts. */
import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import { notFound } from '../../platform/refusal.ts'
import type { Actor } from '../people/index.ts'
import type { Action, Measure, Noun, Objective, Plan, Priority } from './domain.ts'

type PlanRow = Omit<Plan, 'priorities'>
type Under<Parent extends string> = Readonly<Record<Parent, number>>

const PLAN = sql`id, partnership_id as "partnershipId", joint, started_at as "startedAt",
  started_by_name as "startedByName", revision`
const CLOSED = sql`case when closed_on is not null then
  jsonb_build_object('on', closed_on, 'reason', closed_reason, 'byName', closed_by_name) end as closed`

/** Not found where there is none, or this actor may not read it: row-level security makes the two one. */
export async function readPlan(db: Db, id: number): Promise<Plan> {
  const plan = await findPlan(db, sql`id = ${id}`)
  if (!plan) throw notFound()
  return plan
}

export function findPlanOfPartnership(db: Db, partnershipId: number): Promise<Plan | undefined> {
  return findPlan(db, sql`partnership_id = ${partnershipId}`)
}

async function findPlan(db: Db, which: ReturnType<typeof sql>): Promise<Plan | undefined> {
  const plan = (await sql<PlanRow>`select ${PLAN} from action_plans where ${which}`.execute(db)).rows[0]
  if (!plan) return undefined
  const [priorities, objectives, measures, actions] = await Promise.all([
    sql<Omit<Priority, 'objectives'>>`
      select id, revision, title, why, source, theme_key as "themeKey", statement_key as "statementKey", ${CLOSED}
      from priorities where plan_id = ${plan.id} order by position, id`.execute(db),
    sql<Omit<Objective, 'measures' | 'actions'> & Under<'priorityId'>>`
      select id, priority_id as "priorityId", revision, text, resources, milestones, ${CLOSED},
        exists (select from review_ratings r where r.objective_id = o.id) or exists (
          select from action_updates u join actions a on a.id = u.action_id where a.objective_id = o.id) as "hasProgress"
      from objectives o where plan_id = ${plan.id} order by position, id`.execute(db),
    sql<Measure & Under<'objectiveId'>>`
      select id, objective_id as "objectiveId", revision, text, kind, baseline, target, unit, source,
        target_on as "targetOn"
      from measures where plan_id = ${plan.id} order by position, id`.execute(db),
    sql<Action & Under<'objectiveId'>>`
      select id, objective_id as "objectiveId", revision, text, owner_side as "ownerSide", owner_role as "ownerRole",
        owner_account_id as "ownerAccountId", owner_name as "ownerName", due_on as "dueOn", due_label as "dueLabel",
        state, state_note as "stateNote", done_on as "doneOn", proposed_by as "proposedBy",
        exists (select from action_updates u where u.action_id = a.id) as "hasUpdates"
      from actions a where plan_id = ${plan.id} order by position, id`.execute(db),
  ])
  const measuresOf = Map.groupBy(measures.rows, ({ objectiveId }) => objectiveId)
  const actionsOf = Map.groupBy(actions.rows, ({ objectiveId }) => objectiveId)
  const objectivesOf = Map.groupBy(objectives.rows, ({ priorityId }) => priorityId)
  return {
    ...plan,
    priorities: priorities.rows.map((priority) => ({
      ...priority,
      objectives: (objectivesOf.get(priority.id) ?? []).map(({ priorityId: _above, ...objective }) => ({
        ...objective,
        measures: (measuresOf.get(objective.id) ?? []).map(({ objectiveId: _over, ...measure }) => measure),
        actions: (actionsOf.get(objective.id) ?? []).map(({ objectiveId: _over, ...action }) => action),
      })),
    })),
  }
}

/** @returns nothing when the partnership has a plan already: somebody else was faster, or the form was sent twice */
export async function insertPlan(
  db: Db,
  actor: Actor,
  plan: { readonly partnershipId: number; readonly joint: boolean },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into action_plans (partnership_id, joint, started_by, started_by_name)
    values (${plan.partnershipId}, ${plan.joint}, ${actor.accountId}, ${actor.name})
    on conflict do nothing returning id`.execute(db)
  return rows[0]?.id
}

const TABLES = {
  priority: 'priorities',
  objective: 'objectives',
  measure: 'measures',
  action: 'actions',
} as const

export const tableOf = (noun: Noun) => sql.table(TABLES[noun])

/** The plan that a line belongs to, or not found. */
export async function readPlanIdOf(db: Db, noun: Noun, lineId: number): Promise<number> {
  const { rows } = await sql<{ planId: number }>`
    select plan_id as "planId" from ${tableOf(noun)} where id = ${lineId}`.execute(db)
  if (!rows[0]) throw notFound()
  return rows[0].planId
}

/** Holds the plan until the transaction ends, so that changes of one plan take turns. */
export async function lockPlan(db: Db, planId: number): Promise<void> {
  await sql`select from action_plans where id = ${planId} for update`.execute(db)
}

export async function isVersionKey(db: Db, planId: number, key: string): Promise<boolean> {
  const { rows } = await sql`select from plan_versions where plan_id = ${planId} and key = ${key}`.execute(db)
  return rows.length > 0
}

/** Keeps the plan as it is now under the next number. */
export async function insertVersion(
  db: Db,
  actor: Actor,
  plan: Plan,
  version: { readonly key: string; readonly changes: readonly string[] },
): Promise<void> {
  const number = plan.revision + 1
  await sql`
    insert into plan_versions (plan_id, number, key, snapshot, changes, account_id, by_name)
    values (${plan.id}, ${number}, ${version.key}, ${JSON.stringify(plan.priorities)}::text::jsonb,
      array(select jsonb_array_elements_text(${JSON.stringify(version.changes)}::text::jsonb)),
      ${actor.accountId}, ${actor.name})`.execute(db)
  await sql`update action_plans set revision = ${number} where id = ${plan.id}`.execute(db)
}

/** Counts the plan anew for those who may know of it without reading it. In the transaction of every change. */
export async function writeFacts(db: Db, planId: number): Promise<void> {
  await sql`
    insert into plan_facts (plan_id, partnership_id, started_on, agreed_on, agreed_version, priorities, objectives,
      measurable_objectives, actions, actions_done, reviewed_on)
    select p.id, p.partnership_id, (p.started_at at time zone 'Europe/London')::date, agreed.on, agreed.version,
      (select count(*) from priorities l where l.plan_id = p.id and l.closed_on is null),
      (select count(*) from objectives l where l.plan_id = p.id and l.closed_on is null),
      (select count(*) from objectives l where l.plan_id = p.id and l.closed_on is null and exists (
        select from measures m where m.objective_id = l.id and m.target <> '')),
      (select count(*) from actions l where l.plan_id = p.id and l.state <> 'proposed'),
      (select count(*) from actions l where l.plan_id = p.id and l.state = 'done'),
      (select max(r.held_on) from progress_reviews r where r.plan_id = p.id)
    from action_plans p
    left join lateral (
      -- The first version that everyone signed whose signature it needs: the day on which the plan was first agreed.
      select s.version_number as version, (max(s.at) at time zone 'Europe/London')::date as on
      from plan_signatures s where s.plan_id = p.id
      group by s.version_number
      having bool_or(s.side = 'partner') and (not p.joint or bool_or(s.side = 'lead'))
      order by s.version_number limit 1) agreed on true
    where p.id = ${planId}
    on conflict (plan_id) do update set agreed_on = excluded.agreed_on, agreed_version = excluded.agreed_version,
      priorities = excluded.priorities, objectives = excluded.objectives,
      measurable_objectives = excluded.measurable_objectives, actions = excluded.actions,
      actions_done = excluded.actions_done, reviewed_on = excluded.reviewed_on`.execute(db)
  await sql`
    insert into plan_term_facts (plan_id, partnership_id, support_term, actions_due, actions_open, actions_done,
      last_done_on, reviewed_on)
    select p.id, p.partnership_id, t.number,
      count(a.id) filter (where a.due_on between t.starts_on and t.until and a.state in ('to-do', 'in-progress', 'done')),
      count(a.id) filter (where a.due_on between t.starts_on and t.until and a.state in ('to-do', 'in-progress')),
      count(a.id) filter (where a.done_on between t.starts_on and t.until),
      max(a.done_on) filter (where a.done_on between t.starts_on and t.until),
      (select max(r.held_on) from progress_reviews r where r.plan_id = p.id and r.held_on between t.starts_on and t.until)
    from action_plans p
    join partnership_support_terms t on t.partnership_id = p.partnership_id
    left join actions a on a.plan_id = p.id
    where p.id = ${planId}
    group by p.id, p.partnership_id, t.number, t.starts_on, t.until
    on conflict (plan_id, support_term) do update set actions_due = excluded.actions_due,
      actions_open = excluded.actions_open, actions_done = excluded.actions_done,
      last_done_on = excluded.last_done_on, reviewed_on = excluded.reviewed_on`.execute(db)
}

/** What may be known of a plan without reading it. */
export interface PlanFacts {
  readonly startedOn: string
  readonly agreedOn: string | null
  readonly priorities: number
  readonly objectives: number
  readonly measurableObjectives: number
  readonly actions: number
  readonly actionsDone: number
  readonly reviewedOn: string | null
}

export async function findFacts(db: Db, partnershipId: number): Promise<PlanFacts | undefined> {
  const { rows } = await sql<PlanFacts>`
    select started_on as "startedOn", agreed_on as "agreedOn", priorities, objectives,
      measurable_objectives as "measurableObjectives", actions, actions_done as "actionsDone", reviewed_on as "reviewedOn"
    from plan_facts where partnership_id = ${partnershipId}`.execute(db)
  return rows[0]
}
