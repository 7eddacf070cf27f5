/** What both schools have signed that they will do, taken up into the plan. */
import type { Db } from '../../../platform/database/index.ts'
import type { Partnership } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import { changePlan, type Person, type PlanInView, readPlanInView } from '../change.ts'
import { openObjectives, type Plan, type PlanSide } from '../domain.ts'
import { insertLine } from '../lines/store.ts'
import { isJoint } from '../plan/start.ts'
import { planSideOf } from '../policy.ts'
import { findPlanOfPartnership, insertPlan, isVersionKey } from '../store.ts'
import { findAgreedLine } from './store.ts'

export interface Agreed {
  readonly key: string
  readonly doer: PlanSide
  readonly text: string
  /** A name or a role. */
  readonly ownerName: string
  readonly dueOn: string | null
  /** Of the plan; a new one for this visit where it is missing, or not open any more. */
  readonly objectiveId: number | null
}

export interface SignedVisit {
  readonly id: number
  /** "the visit on 14 May 2026" */
  readonly name: string
}

/**
 * Makes actions of the plan of what stands in a record that both schools have signed: theirs at once, without a proposal, as
 * both have put their names under it. A plan that has not been begun begins with them. Done again, it changes nothing. A
 * lead school does not write a plan that is the school's alone: then nothing is taken up until somebody of the school does it.
 */
export async function takeUpAgreed(
  db: Db,
  actor: Actor,
  partnership: Partnership,
  visit: SignedVisit,
  agreed: readonly Agreed[],
): Promise<void> {
  const [first] = agreed
  if (!first) return
  const view = await planFor(db, actor, partnership)
  if (!view) return
  const change = {
    // What has been signed does not change, so the first of it stands for all: the plan changes once.
    key: first.key,
    kind: 'plan.agreed-on-visit',
    sentence: `Took up in the action plan what was agreed on ${visit.name}`,
  }
  await changePlan(db, view, true, change, async (plan) => {
    const open = new Set(openObjectives(plan).map(({ id }) => id))
    let ofVisit: number | undefined
    for (const { key, doer, text, ownerName, dueOn, objectiveId } of agreed) {
      const isOpen = objectiveId !== null && open.has(objectiveId)
      if (!isOpen) ofVisit ??= await objectiveFor(db, plan.id, visit)
      await insertLine(
        db,
        'action',
        { planId: plan.id, parentId: isOpen ? objectiveId : (ofVisit ?? 0) },
        {
          text,
          ownerSide: doer,
          ...ownerFrom(ownerName, doer, view.people),
          dueOn,
          state: 'to-do',
          proposedBy: planSideOf(actor, plan) ?? 'partner',
          agreedVisit: visit.id,
          agreedKey: key,
        },
      )
    }
  })
}

/** Whether what was agreed has been taken up, also where its lines have been removed from the plan since. */
export const wasTakenUp = (db: Db, plan: Pick<Plan, 'id'>, agreed: readonly Pick<Agreed, 'key'>[]) =>
  isVersionKey(db, plan.id, agreed[0]?.key ?? '')

async function planFor(db: Db, actor: Actor, partnership: Partnership): Promise<PlanInView | undefined> {
  const there = await findPlanOfPartnership(db, partnership.id)
  if (there) return planSideOf(actor, there) ? readPlanInView(db, actor, there.id) : undefined
  const joint = await isJoint(db, partnership)
  if (planSideOf(actor, { joint }) === undefined) return undefined
  const added = await insertPlan(db, actor, { partnershipId: partnership.id, joint })
  const id = added ?? (await findPlanOfPartnership(db, partnership.id))?.id
  // There, and not for this actor to read: it is the school's own.
  return id === undefined ? undefined : readPlanInView(db, actor, id)
}

/** An objective for what no other objective of the plan is about: one a visit, under one priority for all visits. */
async function objectiveFor(db: Db, planId: number, visit: SignedVisit): Promise<number> {
  const there = await findAgreedLine(db, planId, { objectiveOf: visit.id })
  if (there !== undefined) return there
  const agreedVisit = visit.id
  const priorityId =
    (await findAgreedLine(db, planId, 'priority')) ??
    (await insertLine(
      db,
      'priority',
      { planId, parentId: planId },
      { title: 'What we agree on visits', agreedVisit },
    ))
  const text = `What was agreed on ${visit.name}`
  return insertLine(db, 'objective', { planId, parentId: priorityId }, { text, agreedVisit })
}

/** Somebody with an account is the owner with it: then it is in their own list. */
function ownerFrom(typed: string, doer: PlanSide, people: readonly Person[]) {
  const [person, ...others] = people.filter(
    ({ side, name, title }) =>
      side === doer && [name, title].some((each) => each.toLowerCase() === typed.trim().toLowerCase()),
  )
  return person && others.length === 0
    ? { ownerAccountId: person.accountId, ownerName: person.name }
    : { ownerName: typed }
}
