import type { Db } from '../../../platform/database/index.ts'
import { conflict } from '../../../platform/refusal.ts'
import { changePlan, type PlanInView } from '../change.ts'
import {
  type Action,
  findPlace,
  type Line,
  mayBeRemoved,
  type Noun,
  type Objective,
  type Place,
  type Priority,
} from '../domain.ts'
import { canChangeAction, canEdit, canTakePart, planSideOf } from '../policy.ts'
import { LINES } from './fields.ts'
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

export const isClosed = (line: Line): line is Priority | Objective => 'closed' in line && line.closed !== null

/** @returns false where what it was to stand under has been taken out or closed meanwhile: then nothing is written */
export async function addLine(
  db: Db,
  view: PlanInView,
  noun: Noun,
  parentId: number,
  { key, values }: LineForm,
): Promise<boolean> {
  const { under } = LINES[noun]
  const proposed =
    planSideOf(view.actor, view.plan) === 'lead' ? { state: 'proposed', proposedBy: 'lead' } : {}
  let hasPlace = true
  await changePlan(db, view, mayAdd(view, noun), { key, kind: 'plan.changed' }, async (plan) => {
    const parent = under && findPlace(plan, under, parentId)
    hasPlace = !under || (parent !== undefined && !isClosed(parent.line) && !isClosed(parent.priority))
    if (hasPlace) await insertLine(db, noun, { planId: plan.id, parentId }, { ...values, ...proposed })
  })
  return hasPlace
}

/**
 * Puts what was typed in the place of what the person saw.
 * @returns the line as it now stands when somebody else changed it in between, or 'gone' when it was taken out: nothing is
 * written, so that the person can look at both
 */
export async function changeLine(
  db: Db,
  view: PlanInView,
  place: Place,
  { key, seen, values }: LineForm,
): Promise<Line | 'gone' | undefined> {
  const { noun, line } = place
  let inTheMeantime: Line | 'gone' | undefined
  await changePlan(db, view, mayChange(view, noun, line), { key, kind: 'plan.changed' }, async (plan) => {
    const now = findPlace(plan, noun, line.id)?.line
    if (!now) inTheMeantime = 'gone'
    else if (!differsFrom(now, values)) return
    else if (now.revision !== seen) inTheMeantime = now
    else await updateLine(db, noun, line.id, values)
  })
  return inTheMeantime
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

/**
 * Closes a priority or objective with a reason, or, without one, opens it again.
 * @returns false when it was taken out of the plan meanwhile
 */
export async function closeLine(
  db: Db,
  view: PlanInView,
  { noun, line }: Place,
  closing: { readonly key: string; readonly on: Temporal.PlainDate; readonly reason: string | null },
): Promise<boolean> {
  const { actor } = view
  const { key, on, reason } = closing
  let isThere = true
  await changePlan(db, view, mayChange(view, noun, line), { key, kind: 'plan.changed' }, async (plan) => {
    isThere = findPlace(plan, noun, line.id) !== undefined
    if (!isThere) return
    await updateLine(db, noun, line.id, {
      closedOn: reason === null ? null : on.toString(),
      closedReason: reason,
      closedByName: reason === null ? null : actor.name,
    })
  })
  return isThere
}
