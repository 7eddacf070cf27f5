/** Who may do what with a plan. The partner school is its owner of record; the lead of a joint plan works beside it. */
import type { Partnership } from '../partnerships/index.ts'
import type { Actor } from '../people/index.ts'
import type { Action, Plan, PlanSide } from './domain.ts'

type Standing = Pick<Partnership, 'status'>
type Jointness = Pick<Plan, 'joint'>

/** Everything in it can be read; nothing is written any more. */
export const isReadOnly = ({ status }: Standing): boolean =>
  status === 'invited' || status === 'withdrawn' || status === 'completed' || status === 'moved'

/** The side that this person acts for in the plan. A lead with whom a plan was only shared is on neither. */
export function planSideOf(actor: Actor, plan: Jointness): PlanSide | undefined {
  if (actor.role === 'named-leader') return 'partner'
  return actor.role === 'hub-lead' && plan.joint ? 'lead' : undefined
}

/** Start, draft, import, change, review, share: the school. */
export const canEdit = (actor: Actor, partnership: Standing): boolean =>
  actor.role === 'named-leader' && !isReadOnly(partnership)

/** Propose an action, comment, sign: either side of the plan. */
export const canTakePart = (actor: Actor, partnership: Standing, plan: Jointness): boolean =>
  planSideOf(actor, plan) !== undefined && !isReadOnly(partnership)

/** The school says of any action how it goes; the lead of those that it has taken on. */
export const canUpdate = (
  actor: Actor,
  partnership: Standing,
  plan: Jointness,
  action: Pick<Action, 'ownerSide'>,
): boolean =>
  canEdit(actor, partnership) ||
  (canTakePart(actor, partnership, plan) && planSideOf(actor, plan) === action.ownerSide)

/** The school changes any line; the lead its own proposal until the school has taken it up. */
export const canChangeAction = (
  actor: Actor,
  partnership: Standing,
  plan: Jointness,
  action: Pick<Action, 'state' | 'proposedBy'>,
): boolean =>
  canEdit(actor, partnership) ||
  (canTakePart(actor, partnership, plan) && action.state === 'proposed' && action.proposedBy === 'lead')

/** What is left to those who see the partnership and not its plan: that there is one, and how much of it. */
export const canReadFacts = (actor: Actor): boolean =>
  actor.role === 'programme-team' || actor.role === 'hub-lead'
