import type { Db } from '../../../platform/database/index.ts'
import { conflict } from '../../../platform/refusal.ts'
import { changePlan, type PlanInView } from '../change.ts'
import { type Action, findPlace } from '../domain.ts'
import { updateLine } from '../lines/store.ts'
import { canEdit, canUpdate } from '../policy.ts'
import type { AnswerForm, UpdateForm } from './forms.ts'
import { insertUpdate } from './store.ts'

/**
 * How an action goes: its state and one line.
 * @returns the action as it now stands when somebody else said otherwise in between, or 'gone' when it was taken out of the
 * plan: nothing is written
 */
export async function updateAction(
  db: Db,
  view: PlanInView,
  action: Action,
  { key, was, state, note }: UpdateForm,
  today: Temporal.PlainDate,
): Promise<Action | 'gone' | undefined> {
  const { actor, partnership, plan } = view
  let inTheMeantime: Action | 'gone' | undefined
  const change = { key, kind: 'action.updated', sentence: 'Said how an action of the plan goes' }
  await changePlan(db, view, canUpdate(actor, partnership, plan, action), change, async (current) => {
    const now = findPlace(current, 'action', action.id)?.line as Action | undefined // asked for by its noun
    if (!now) {
      inTheMeantime = 'gone'
      return
    }
    if (now.state === 'proposed') throw conflict('This action is only proposed: take it up first.')
    if (now.state === state && now.stateNote === note) return
    // Other words or another owner since do not matter to what the owner says now; another state does.
    if (now.state !== was) {
      inTheMeantime = now
      return
    }
    await insertUpdate(db, actor, { planId: plan.id, actionId: action.id, state, note })
    const doneOn = state === 'done' ? (now.doneOn ?? today.toString()) : null
    await updateLine(db, 'action', action.id, { state, stateNote: note, doneOn })
  })
  return inTheMeantime
}

/** The school takes up what its lead proposed, or does not and says why. */
export async function answerProposal(
  db: Db,
  view: PlanInView,
  action: Action,
  { key, takeUp, reason }: AnswerForm,
): Promise<void> {
  const { actor, partnership, plan } = view
  const change = {
    key,
    kind: takeUp ? 'action.taken-up' : 'action.not-taken-up',
    sentence: takeUp
      ? 'Took up an action that the lead school proposed'
      : 'Did not take up a proposed action',
  }
  await changePlan(db, view, canEdit(actor, partnership), change, async (current) => {
    const now = findPlace(current, 'action', action.id)?.line as Action | undefined // asked for by its noun
    if (now?.state !== 'proposed') throw conflict('This proposal has been answered or taken back already.')
    const state = takeUp ? 'to-do' : 'stopped'
    await insertUpdate(db, actor, { planId: plan.id, actionId: action.id, state, note: reason })
    await updateLine(db, 'action', action.id, { state, stateNote: reason })
  })
}
