import type { Db } from '../../../platform/database/index.ts'
import { conflict } from '../../../platform/refusal.ts'
import { changePlan, type PlanInView } from '../change.ts'
import {
  type Action,
  findPlace,
  type Line,
  mayBeRemoved,
  type Noun,
  type Place,
  type Plan,
} from '../domain.ts'
import { canChangeAction, canEdit, canTakePart, planSideOf } from '../policy.ts'
import { differsFrom, type LineForm } from './forms.ts'
import { deleteLine, insertLine, updateLine } from './store.ts'

/** The school adds anything; the lead of a joint plan proposes actions. */
export function mayAdd({ actor, partnership, plan }: PlanInView, noun: Noun): boolean {
  return canEdit(actor, partnership) || (noun === 'action' && canTakePart(actor, partnership, plan))
}

export function mayChange({ actor, partnership, plan }: PlanInView, noun: Noun, line: Line): boolean {
  return noun === 'action'
    ? canChangeAction(actor, partnership, plan, line as Action)
    : canEdit(actor, partnership)
}

export async function addLine(
  db: Db,
  view: PlanInView,
  noun: Noun,
  parentId: number,
  { key, values }: LineForm,
): Promise<void> {
  const proposed =
    planSideOf(view.actor, view.plan) === 'lead' ? { state: 'proposed', proposedBy: 'lead' } : {}
  await changePlan(db, view, mayAdd(view, noun), { key, kind: 'plan.changed' }, async (plan) => {
    await insertLine(db, noun, { planId: plan.id, parentId }, { ...values, ...proposed })
  })
}

/**
 * Puts what was typed in the place of what the person saw.
 * @returns the line as it now stands when somebody else changed it in between: nothing is written, so that the person
 * can look at both
 */
export async function changeLine(
  db: Db,
  view: PlanInView,
  place: Place,
  { key, seen, values }: LineForm,
): Promise<Line | undefined> {
  const { noun, line } = place
  let changedBySomeoneElse: Line | undefined
  await changePlan(db, view, mayChange(view, noun, line), { key, kind: 'plan.changed' }, async (plan) => {
    const now = stillThere(plan, noun, line)
    if (!differsFrom(now, values)) return
    if (now.revision !== seen) changedBySomeoneElse = now
    else await updateLine(db, noun, line.id, values)
  })
  return changedBySomeoneElse
}

/** Takes a line out of the plan, with everything under it: it stays in the versions before. */
export async function removeLine(
  db: Db,
  view: PlanInView,
  { noun, line }: Place,
  key: string,
): Promise<void> {
  await changePlan(db, view, mayChange(view, noun, line), { key, kind: 'plan.changed' }, async (plan) => {
    const now = findPlace(plan, noun, line.id)?.line
    if (!now) return
    if (!mayBeRemoved(noun, now)) {
      throw conflict(
        'Progress has been recorded here, so it is kept. Close it with a reason, or stop the action, instead.',
      )
    }
    await deleteLine(db, noun, now)
  })
}

/** Closes a priority or objective with a reason, or, without one, opens it again. */
export async function closeLine(
  db: Db,
  view: PlanInView,
  { noun, line }: Place,
  closing: { readonly key: string; readonly on: Temporal.PlainDate; readonly reason: string | null },
): Promise<void> {
  const { actor } = view
  const { key, on, reason } = closing
  await changePlan(db, view, mayChange(view, noun, line), { key, kind: 'plan.changed' }, async (plan) => {
    stillThere(plan, noun, line)
    await updateLine(db, noun, line.id, {
      closedOn: reason === null ? null : on.toString(),
      closedReason: reason,
      closedByName: reason === null ? null : actor.name,
    })
  })
}

function stillThere(plan: Plan, noun: Noun, { id }: Line): Line {
  const place = findPlace(plan, noun, id)
  if (!place)
    throw conflict(
      `This ${noun} was taken out of the plan while you had it open. It is in the versions before.`,
    )
  return place.line
}
