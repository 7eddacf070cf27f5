/** What every address of a line begins with. */
import { randomUUID } from 'node:crypto'
import type { Page } from '../../../design/layout.ts'
import type { Db } from '../../../platform/database/index.ts'
import type { FormError } from '../../../platform/forms.ts'
import type { App } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Actor } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { type PlanInView, readPlanInView } from '../change.ts'
import { findPlace, type Noun, type Place } from '../domain.ts'
import { findPlanIdOf } from '../store.ts'
import { editHrefOf } from '../words.ts'
import type { LineContext } from './forms.ts'
import { halfTermsFrom } from './half-terms.ts'
import { linePage } from './views.ts'

export function contextOf(app: App, { people }: PlanInView, calendar: Calendar): LineContext {
  return { people, halfTerms: halfTermsFrom(app.clock.today(), calendar) }
}

export async function readPlace(
  db: Db,
  actor: Actor,
  noun: Noun,
  id: number,
): Promise<{ readonly view: PlanInView; readonly place: Place }> {
  const planId = await findPlanIdOf(db, noun, id)
  if (planId === undefined) throw notFound()
  const view = await readPlanInView(db, actor, planId)
  const place = findPlace(view.plan, noun, id)
  if (!place) throw notFound()
  return { view, place }
}

interface Kept {
  readonly key?: string
  readonly seen?: number
  readonly answers?: Parameters<typeof linePage>[0]['answers']
  readonly errors?: readonly FormError[]
  readonly changedTo?: Parameters<typeof linePage>[0]['changedTo']
  /** The reason that was typed into the form below. */
  readonly closing?: string
}

export function changePage(view: PlanInView, place: Place, context: LineContext, kept: Kept = {}): Page {
  const { noun, line } = place
  const { key = randomUUID(), seen = line.revision, ...rest } = kept
  return linePage({ view, noun, place, action: editHrefOf(noun, line.id), context, key, seen, ...rest })
}
