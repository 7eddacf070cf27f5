/**
 * A colleague took a line out of the plan, or closed it, while somebody had a form about it open. What that person typed is
 * shown to them again, with what happened, and they may add it as a new line.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { formatDate, formatDateTime } from '../../../design/components/index.ts'
import type { Page } from '../../../design/layout.ts'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Actor } from '../../people/index.ts'
import { mustBeAllowed, type PlanInView, readPlanInView } from '../change.ts'
import { findPlace, type Noun, type Place } from '../domain.ts'
import { findPlanIdOf } from '../store.ts'
import { findLastWith } from '../versions/store.ts'
import { hrefOf, planHref } from '../words.ts'
import { addLine, isClosed, mayAdd } from './actions.ts'
import { LINES } from './fields.ts'
import { answersOf, type LineContext, parseLine } from './forms.ts'
import { gonePage, parentsFor } from './gone-views.ts'

export interface Gone {
  /** The line as it last stood. */
  readonly place: Place
  readonly sentence: string
  /** The last version in which it stood. */
  readonly version: number
}

export type OfForm =
  | { readonly view: PlanInView; readonly place: Place; readonly gone?: undefined }
  | { readonly view: PlanInView; readonly place?: undefined; readonly gone: Gone }

/** Of a line that is gone only its plan can still be found: every form about a line names it. */
const namesPlan = z.object({ plan: z.coerce.number().int().min(1).max(2_147_483_647) })

/** The line that a form is about, or what became of it. Not found where the form's own plan never had such a line. */
export async function readPlaceOfForm(
  db: Db,
  actor: Actor,
  noun: Noun,
  id: number,
  body: unknown,
): Promise<OfForm> {
  const planId = await findPlanIdOf(db, noun, id)
  if (planId !== undefined) {
    const view = await readPlanInView(db, actor, planId)
    const place = findPlace(view.plan, noun, id)
    if (place) return { view, place }
  }
  const named = namesPlan.safeParse(body)
  if (!named.success) throw notFound()
  const view = await readPlanInView(db, actor, named.data.plan)
  return { view, gone: await readGone(db, view, noun, id) }
}

export async function readGone(db: Db, { plan }: PlanInView, noun: Noun, id: number): Promise<Gone> {
  const last = await findLastWith(db, plan.id, noun, id)
  const place = last && findPlace(last, noun, id)
  if (!last || !place) throw notFound()
  const { removedByName, removedAt, number } = last
  return {
    place,
    version: number,
    sentence: `${removedByName} took this ${noun} out of the plan on ${formatDateTime(removedAt)}, while you had it open.`,
  }
}

/** A line that is closed takes nothing new. */
export function closedUnder({ plan }: PlanInView, place: Place): Gone | undefined {
  const above = place.noun === 'objective' ? place.priority : place.line
  const line = isClosed(place.line) ? place.line : above
  if (!isClosed(line) || !line.closed) return undefined
  const { byName, on, reason } = line.closed
  return {
    place,
    version: plan.revision,
    sentence: `${byName} closed this ${line === place.line ? place.noun : 'priority'} on ${formatDate(on)}: ${reason}`,
  }
}

export interface Instead {
  readonly noun: Noun
  readonly gone: Gone
  /** Where the form was sent, and is sent again. */
  readonly action: string
  readonly context: LineContext
  readonly colleagues: readonly string[]
  readonly body: unknown
}

/** What was typed about a line that is gone: shown again, and added as a new line once the person has said where. */
export async function addInstead(db: Db, view: PlanInView, instead: Instead): Promise<Page | string> {
  const { noun, gone, action, context, colleagues, body } = instead
  mustBeAllowed(view.partnership, mayAdd(view, noun))
  const kept = gone.place.noun === noun ? answersOf(noun, gone.place.line, context) : {}
  const form = parseLine(noun, body, { ...context, colleagues }, kept)
  const { answers } = form
  const show = { view, noun, gone, action, context, answers }
  if (answers.under === undefined) return gonePage({ ...show, key: randomUUID() })
  const parent = parentsFor(noun, view.plan).find(({ value }) => value === answers.under)
  if (form.ok && parent && (await addLine(db, view, noun, Number(parent.value), form.value))) {
    const { under } = LINES[noun]
    return `${planHref(view.partnership.id)}${under ? `#${under}-${parent.value}` : ''}`
  }
  const errors = [
    ...(form.ok ? [] : form.errors),
    ...(parent ? [] : [{ field: 'under', message: 'Select where it should stand' }]),
  ]
  return gonePage({ ...show, key: answers.key || randomUUID(), errors })
}

/** What was said of a line that is gone, in a form with other questions: shown again beside the line as it last stood. */
export function saidOfGone(
  view: PlanInView,
  gone: Gone,
  context: LineContext,
  said: readonly { readonly key: string; readonly value: string }[],
): Page {
  const { noun, line } = gone.place
  return gonePage({
    view,
    noun,
    gone,
    action: noun === 'action' ? `/actions/${line.id}/details` : hrefOf(noun, line.id),
    context,
    answers: answersOf(noun, line, context),
    key: randomUUID(),
    said,
  })
}
