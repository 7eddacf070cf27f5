/** The rows of every plan for load-plans.sql, once accounts and partnerships have their ids. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { factsOf, type Plan, type Priority, termFactsOf } from '../../action-plans/index.ts'
import type { PlanStory, Said } from './plan-desk.ts'

interface Term {
  readonly id: number
  readonly number: number
  readonly startsOn: string
  readonly endsOn: string | null
}

interface Known {
  readonly accounts: ReadonlyMap<string, number>
  /** The support terms of a partnership, with its id. */
  readonly terms: ReadonlyMap<string, readonly Term[]>
}

export async function planRows(
  db: Db,
  plans: readonly PlanStory[],
): Promise<Record<string, readonly object[]>> {
  const known = await readKnown(db)
  const rows: Record<string, object[]> = {}
  for (const plan of plans) {
    for (const [kind, own] of Object.entries(rowsOf(plan, known))) {
      const all = rows[kind] ?? []
      rows[kind] = all
      all.push(...own)
    }
  }
  return rows
}

async function readKnown(db: Db): Promise<Known> {
  const accounts = await sql<{ email: string; id: number }>`select email, id from world_accounts`.execute(db)
  const terms = await sql<Term & { key: string }>`
    select programme || ' ' || reference as key, id, number, starts_on as "startsOn", ends_on as "endsOn"
    from world_terms order by id, number`.execute(db)
  return {
    accounts: new Map(accounts.rows.map(({ email, id }) => [email, id])),
    terms: Map.groupBy(terms.rows, ({ key }) => key),
  }
}

function rowsOf(story: PlanStory, { accounts, terms }: Known): Record<string, readonly object[]> {
  const own = terms.get(`${story.programme} ${story.partnership}`) ?? []
  const partnership = own[0]?.id
  const last = story.versions.at(-1)
  if (partnership === undefined || !last) throw new Error(`There is no partnership ${story.partnership}`)
  const { id } = story.plan
  const by = ({ email, ...rest }: Said) => ({ ...rest, plan: id, account: accounts.get(email) ?? null })
  const owned = (priorities: readonly Priority[]) => withAccounts(priorities, story.owners, accounts)
  const priorities = owned(last.priorities)
  const plan: Plan = { ...story.plan, partnershipId: partnership, priorities }
  const milestones = {
    startedOn: story.startedBy.at.slice(0, 10),
    agreed: agreedOn(story),
    reviewedOn: story.reviews.map(({ heldOn }) => heldOn),
  }
  const facts = { plan: id, partnership }
  return {
    plan: [{ ...story.plan, partnership, ...by(story.startedBy) }],
    ...linesOf(id, priorities, story.questionnaireVersion),
    'plan version': story.versions.map((each) => ({
      ...each,
      ...by(each),
      priorities: owned(each.priorities),
    })),
    'plan signature': story.signatures.map((each) => ({ ...each, ...by(each) })),
    'action update': story.updates.map((each) => ({ ...each, ...by(each) })),
    'plan comment': story.comments.map((each) => ({ ...each, ...by(each) })),
    'plan review': story.reviews.map((each) => ({ ...each, ...by(each) })),
    'plan share': story.share ? [{ partnership, ...by(story.share) }] : [],
    'plan facts': [{ ...facts, ...factsOf(plan, milestones) }],
    'plan term facts': termFactsOf(plan, own, milestones).map((each) => ({ ...facts, ...each })),
  }
}

/** Both sides under one version where both write the plan; the day of the last signature. */
function agreedOn({ plan, signatures }: PlanStory): { version: number; on: string } | undefined {
  const last = signatures.at(-1)
  if (!last || signatures.length < (plan.joint ? 2 : 1)) return undefined
  return { version: last.version, on: last.at.slice(0, 10) }
}

function withAccounts(
  priorities: readonly Priority[],
  owners: PlanStory['owners'],
  accounts: Known['accounts'],
): Priority[] {
  return priorities.map((priority) => ({
    ...priority,
    objectives: priority.objectives.map((objective) => ({
      ...objective,
      actions: objective.actions.map((action) => ({
        ...action,
        // In the first versions nobody is named yet.
        ownerAccountId: action.ownerName ? (accounts.get(owners.get(action.id) ?? '') ?? null) : null,
      })),
    })),
  }))
}

function linesOf(plan: number, all: readonly Priority[], questionnaireVersion: number) {
  const under = (parent: number) => (line: object, at: number) => ({
    ...line,
    plan,
    parent,
    position: at + 1,
  })
  const objectives = all.flatMap((priority) => priority.objectives.map(under(priority.id)))
  const each = all.flatMap((priority) => priority.objectives)
  return {
    priority: all.map(({ objectives: _below, ...line }, at) => ({
      ...line,
      plan,
      position: at + 1,
      questionnaireVersion,
    })),
    objective: objectives,
    measure: each.flatMap(({ id, measures }) => measures.map(under(id))),
    action: each.flatMap(({ id, actions }) => actions.map(under(id))),
  }
}
