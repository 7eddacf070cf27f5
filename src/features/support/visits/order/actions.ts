import type { Db } from '../../../../platform/database/index.ts'
import { conflict, notFound } from '../../../../platform/refusal.ts'
import { recordHistory } from '../../../history/index.ts'
import type { Actor } from '../../../people/index.ts'
import { readLatestSubmitted } from '../../../self-assessment/index.ts'
import { readSurveyPressing } from '../../../surveys/index.ts'
import { type DayInView, readDayInView } from '../../days/actions.ts'
import { canRecord, supportSideOf } from '../../policy.ts'
import { dayNameWithin } from '../../words.ts'
import { alternately, type DraftPart, draft, type Part, pressingIn } from './domain.ts'
import { findOrder, type KeptOrder, writeOrder } from './store.ts'
import type { Template } from './template.ts'

export interface OrderInView extends DayInView {
  /** Missing until the two schools change the draft. */
  readonly kept: KeptOrder | undefined
  /** Of a deep-dive visit; empty for any other day. */
  readonly draft: readonly DraftPart[]
  /** The day of the self-assessment from which it is drafted, where this reader may read it. */
  readonly draftedFrom: string | undefined
  /** The day on which the survey closed whose shared results chose parts too. */
  readonly surveyedOn: string | undefined
}

/** What stands: as the schools have it, or as it is drafted. */
export const partsOf = ({ kept, draft }: OrderInView): readonly (Part & { readonly because?: string })[] =>
  kept?.parts ?? draft

/** Between the two schools: for everyone else there is none. */
export async function readOrder(
  db: Db,
  actor: Actor,
  dayId: number,
  at: { readonly today: Temporal.PlainDate; readonly template: Template },
): Promise<OrderInView> {
  if (!supportSideOf(actor)) throw notFound()
  const view = await readDayInView(db, actor, dayId, at.today)
  if (view.day.state === 'cancelled') throw notFound()
  return { ...view, ...(await orderOf(db, view, at.template)) }
}

export async function orderOf(
  db: Db,
  { day, partnership }: DayInView,
  template: Template,
): Promise<Pick<OrderInView, 'kept' | 'draft' | 'draftedFrom' | 'surveyedOn'>> {
  const kept = await findOrder(db, day.id)
  if (kept || day.type !== 'deep-dive')
    return { kept, draft: [], draftedFrom: undefined, surveyedOn: undefined }
  const latest = await readLatestSubmitted(db, partnership.id)
  const survey = await readSurveyPressing(db, partnership.id)
  const pressing = alternately(latest ? pressingIn(latest) : [], survey.pressing)
  const minutes = day.halfDays === 1 ? Math.floor(template.minutes / 2) : template.minutes
  return {
    kept,
    draft: draft({ ...template, minutes }, pressing),
    draftedFrom: latest?.submittedAt,
    surveyedOn: survey.closedAt,
  }
}

export function mustChange({ actor, partnership }: DayInView): void {
  if (canRecord(actor, partnership)) return
  throw conflict(
    'This partnership is not running, so its running orders can be read and not changed. Nothing was saved.',
  )
}

/** @returns false when somebody else has changed it meanwhile: nothing is overwritten */
export async function saveOrder(
  db: Db,
  view: OrderInView,
  form: { readonly key: string; readonly seen: number; readonly parts: readonly Part[] },
): Promise<boolean> {
  mustChange(view)
  const { actor, day, kept, partnership } = view
  if (kept?.lastKey === form.key) return true
  if (!(await writeOrder(db, actor, day, form))) return false
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'visit.running-order',
    sentence: `${form.seen === 0 ? 'Wrote' : 'Changed'} the running order of the ${dayNameWithin(day)}`,
    details: { supportDay: day.id },
  })
  return true
}
