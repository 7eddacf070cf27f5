/**
 * Promises: what each side of a partnership has promised the other and since when, drawn from all features that know of one.
 *
 * Rules: a promise appears once and goes when it is kept. It is nobody's own record here: a question is kept by its answer, an
 * action by saying that it is done, a document by giving it, a day by agreeing on it, a record of a visit or a final review by signing it. The two schools read the words; the
 * programme team knows how much is open and since when.
 *
 * Reads: question_promises, alongside.promised_actions(), document_request_promises, support_promises,
 * alongside.promised_signatures(), alongside.promised_reviews(), and what the programme expects.
 * Tables: none.
 */

import type { App } from '../../platform/http/index.ts'
import type { RoomPanel } from '../partnerships/index.ts'
import { readPromises } from './actions.ts'
import { canSeePromises } from './policy.ts'
import { promiseRoutes } from './routes.ts'
import { askedOf, promisesPanelOf } from './views.ts'

export { readPromises } from './actions.ts'
export { inOrderOfDay, isLate, type OpenPromise } from './domain.ts'
export { promisesHref } from './views.ts'

/** For the page of a partnership, and whoever shows the same facts elsewhere. */
export const promisesPanel: RoomPanel = async (db, room) => {
  const { actor, partnership, today } = room
  if (!canSeePromises(actor)) return undefined
  const promises = await readPromises(db, actor, room)
  return {
    panel: promisesPanelOf({ actor, partnership, today, promises }),
    next: askedOf(actor, promises, today),
  }
}

export function routes(app: App): void {
  promiseRoutes(app)
}
