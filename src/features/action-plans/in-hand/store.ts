/** What a plan works on now, in brief, for a page that shows it among other things: one short statement, not the whole plan. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

export interface ObjectiveInHand {
  readonly text: string
  /** Its actions that both know of: neither only proposed nor stopped. */
  readonly actions: number
  readonly done: number
}

/** In the order of the plan; nothing where there is no plan that this actor may read. */
export async function findObjectivesInHand(
  db: Db,
  partnershipId: number,
): Promise<ObjectiveInHand[] | undefined> {
  const plans = await sql<{ id: number }>`
    select id from action_plans where partnership_id = ${partnershipId}`.execute(db)
  const planId = plans.rows[0]?.id
  if (planId === undefined) return undefined
  // Apart, and each by the plan: of all four tables joined, the server expects far more rows than a plan has.
  const [objectives, counts] = await Promise.all([
    sql<{ id: number; text: string }>`
      select o.id, o.text from objectives o join priorities p on p.id = o.priority_id and p.plan_id = o.plan_id
      where o.plan_id = ${planId} and p.plan_id = ${planId} and o.closed_on is null and p.closed_on is null
      order by p.position, p.id, o.position, o.id`.execute(db),
    sql<Omit<ObjectiveInHand, 'text'> & { readonly objectiveId: number }>`
      select objective_id as "objectiveId", count(*)::int as actions,
        (count(*) filter (where state = 'done'))::int as done
      from actions where plan_id = ${planId} and state not in ('proposed', 'stopped') group by objective_id`.execute(
      db,
    ),
  ])
  const countOf = new Map(counts.rows.map(({ objectiveId, ...count }) => [objectiveId, count]))
  return objectives.rows.map(({ id, text }) => ({ text, ...(countOf.get(id) ?? { actions: 0, done: 0 }) }))
}
