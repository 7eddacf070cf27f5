/** How a plan is read by a page, and the one way in which it changes. */
import type { Db } from '../../platform/database/index.ts'
import { conflict, forbidden } from '../../platform/refusal.ts'
import { recordHistory } from '../history/index.ts'
import { type Partnership, readPartnership } from '../partnerships/index.ts'
import { type Actor, type Assignment, peopleAt } from '../people/index.ts'
import type { Action, Plan, PlanSide } from './domain.ts'
import { writeFacts } from './facts/store.ts'
import { isReadOnly } from './policy.ts'
import { insertVersion, isVersionKey, lockPlan, readPlan } from './store.ts'
import { differences } from './versions/differences.ts'

/** A plan with what every page about it needs. */
export interface PlanInView {
  readonly actor: Actor
  readonly partnership: Partnership
  readonly plan: Plan
  readonly people: readonly Person[]
}

/** Somebody who may own an action: of the school, and of the lead where both schools write the plan. */
export interface Person {
  readonly side: PlanSide
  readonly accountId: number
  readonly name: string
  readonly title: string
}

export async function readPlanInView(db: Db, actor: Actor, planId: number): Promise<PlanInView> {
  const plan = await readPlan(db, planId)
  const partnership = await readPartnership(db, plan.partnershipId)
  return { actor, partnership, plan, people: await listPeople(db, partnership, plan.joint) }
}

export async function listPeople(db: Db, partnership: Partnership, joint: boolean): Promise<Person[]> {
  const [partner, lead] = await Promise.all([
    peopleAt(db, { schoolUrn: partnership.schoolUrn }),
    joint ? peopleAt(db, { hubId: partnership.hubId }) : [],
  ])
  const here = (side: PlanSide) => (person: Assignment) =>
    person.endedAt === null && person.programmeId === partnership.programmeId
      ? [{ side, accountId: person.accountId, name: person.name, title: person.title }]
      : []
  return [...partner.flatMap(here('partner')), ...lead.flatMap(here('lead'))]
}

/** The owner has an account and holds no role here any more: the action can be given to another. */
export const ownerHasLeft = (action: Action, people: readonly Person[]): boolean =>
  action.ownerAccountId !== null && !people.some(({ accountId }) => accountId === action.ownerAccountId)

export interface Change {
  /** The form's own key: pressed twice, the plan changes once. */
  readonly key: string
  /** For machines: 'plan.drafted'. */
  readonly kind: string
  /** For people, in the history of the partnership; without it, what changed speaks for itself. */
  readonly sentence?: string
}

/**
 * Every change of a plan: asks whether it is allowed, does the work, and keeps the plan as it then is as a new version,
 * with what changed in sentences. Changes of one plan take turns; a form sent twice changes it once; work that
 * changes nothing makes no version.
 * @returns the plan as it is afterwards
 */
export async function changePlan(
  db: Db,
  { actor, plan: { id }, partnership }: PlanInView,
  allowed: boolean,
  change: Change,
  work: (plan: Plan) => Promise<void>,
): Promise<Plan> {
  mustBeAllowed(partnership, allowed)
  await lockPlan(db, id)
  const before = await readPlan(db, id)
  if (await isVersionKey(db, id, change.key)) return before
  await work(before)
  const after = await readPlan(db, id)
  const changes = differences(before.priorities, after.priorities).map(({ words }) => words)
  // The first version of a plan that begins empty has nothing in it, and is kept all the same.
  if (changes.length === 0 && before.revision > 0) return after
  await insertVersion(db, actor, after, {
    key: change.key,
    changes: changes.length > 0 ? changes : ['Started the plan'],
  })
  await writeFacts(db, after)
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: change.kind,
    sentence: change.sentence ?? sentenceOf(changes),
    details: { plan: id, version: after.revision + 1 },
  })
  return { ...after, revision: after.revision + 1 }
}

export function mustBeAllowed(partnership: Partnership, allowed: boolean): void {
  if (isReadOnly(partnership)) {
    throw conflict(
      'This partnership is not running, so its action plan can be read and not changed. Nothing was saved.',
    )
  }
  if (!allowed) throw forbidden('The action plan is the school’s own. Nothing was saved.')
}

/**
 * History is read by more people than the plan is (the programme team among them), so it says how much changed; what
 * changed stands in the version.
 */
function sentenceOf(changes: readonly string[]): string {
  return changes.length === 1
    ? 'Changed the action plan'
    : `Changed the action plan in ${changes.length} places`
}
