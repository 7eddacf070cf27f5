import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/database/index.ts'
import { changePlan, type PlanInView } from '../change.ts'
import { findPlace } from '../domain.ts'
import { canEdit } from '../policy.ts'
import { afterMove, type Move, siblingsOf } from './domain.ts'
import { putInOrder } from './store.ts'

/**
 * Moves a line past the one that the person saw beside it. Moves take turns, and each starts from the order that it finds.
 * @returns false where one of the two is no longer there: then nothing has moved
 */
export async function moveLine(db: Db, view: PlanInView, move: Move): Promise<boolean> {
  const { actor, partnership } = view
  let isMoved = false
  // A key of its own: the page has one form with many buttons, and the same press twice asks for the same order.
  const change = {
    key: randomUUID(),
    kind: 'plan.reordered',
    sentence: 'Changed the order of the action plan',
  }
  await changePlan(db, view, canEdit(actor, partnership), change, async (plan) => {
    const place = findPlace(plan, move.noun, move.id)
    const order =
      place &&
      afterMove(
        siblingsOf(plan, place).map(({ id }) => id),
        move,
      )
    if (!order) return
    await putInOrder(db, move.noun, order)
    isMoved = true
  })
  return isMoved
}
