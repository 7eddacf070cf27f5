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
  const [priorities, objectives, measures, actions, recorded] = await Promise.all([
    sql<Omit<Priority, 'objectives'>>`
      select id, revision, title, why, source, theme_key as "themeKey", statement_key as "statementKey", ${CLOSED}
      from priorities where plan_id = ${plan.id} order by position, id`.execute(db),
    sql<Omit<Objective, 'measures' | 'actions' | 'hasProgress'> & Under<'priorityId'>>`
      select id, priority_id as "priorityId", revision, text, resources, milestones, ${CLOSED}
      from objectives where plan_id = ${plan.id} order by position, id`.execute(db),
    sql<Measure & Under<'objectiveId'>>`
      select id, objective_id as "objectiveId", revision, text, kind, baseline, target, unit, source,
        target_on as "targetOn"
      from measures where plan_id = ${plan.id} order by position, id`.execute(db),
    sql<Omit<Action, 'hasUpdates'> & Under<'objectiveId'>>`
      select id, objective_id as "objectiveId", revision, text, owner_side as "ownerSide", owner_role as "ownerRole",
        owner_account_id as "ownerAccountId", owner_name as "ownerName", due_on as "dueOn", due_label as "dueLabel",
        state, state_note as "stateNote", done_on as "doneOn", proposed_by as "proposedBy"
      from actions where plan_id = ${plan.id} order by position, id`.execute(db),
    readRecorded(db, plan.id),
  ])
  return {
    ...plan,
    priorities: assemble(priorities.rows, objectives.rows, measures.rows, actions.rows, recorded),
  }
}

interface Recorded {
  readonly objectives: ReadonlySet<number>
  readonly actions: ReadonlySet<number>
}

/** Of which objectives and actions somebody has said how they go. Asked once for the plan: a question in each row is slow to plan. */
async function readRecorded(db: Db, planId: number): Promise<Recorded> {
  const [rated, updated] = await Promise.all([
    sql<{
      id: number
    }>`select distinct objective_id as id from review_ratings where plan_id = ${planId}`.execute(db),
    sql<{
      id: number
    }>`select distinct action_id as id from action_updates where plan_id = ${planId}`.execute(db),
  ])
  const ids = (rows: readonly { id: number }[]) => new Set(rows.map(({ id }) => id))
  return { objectives: ids(rated.rows), actions: ids(updated.rows) }
}

function assemble(
  priorities: readonly Omit<Priority, 'objectives'>[],
  objectives: readonly (Omit<Objective, 'measures' | 'actions' | 'hasProgress'> & Under<'priorityId'>)[],
  measures: readonly (Measure & Under<'objectiveId'>)[],
  actions: readonly (Omit<Action, 'hasUpdates'> & Under<'objectiveId'>)[],
  recorded: Recorded,
): Priority[] {
  const measuresOf = Map.groupBy(measures, ({ objectiveId }) => objectiveId)
  const actionsOf = Map.groupBy(actions, ({ objectiveId }) => objectiveId)
  const objectivesOf = Map.groupBy(objectives, ({ priorityId }) => priorityId)
  const objectiveOf = ({ priorityId: _above, ...objective }: (typeof objectives)[number]): Objective => {
    const own = (actionsOf.get(objective.id) ?? []).map(({ objectiveId: _over, ...action }) => ({
      ...action,
      hasUpdates: recorded.actions.has(action.id),
    }))
    return {
      ...objective,
      hasProgress: recorded.objectives.has(objective.id) || own.some(({ hasUpdates }) => hasUpdates),
      measures: (measuresOf.get(objective.id) ?? []).map(({ objectiveId: _over, ...measure }) => measure),
      actions: own,
    }
  }
  return priorities.map((priority) => ({
    ...priority,
    objectives: (objectivesOf.get(priority.id) ?? []).map(objectiveOf),
  }))
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

/** The plan that a line belongs to. */
export async function findPlanIdOf(db: Db, noun: Noun, lineId: number): Promise<number | undefined> {
  const { rows } = await sql<{ planId: number }>`
    select plan_id as "planId" from ${tableOf(noun)} where id = ${lineId}`.execute(db)
  return rows[0]?.planId
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
