import type { Db } from '../../../../platform/database/index.ts'
import { recordHistory } from '../../../history/index.ts'
import type { ReviewInView } from '../actions.ts'
import { type Held, insertHeld, isHeldKey } from './store.ts'

/**
 * Writes down, once, that the two looked again together: by either school, although the partnership is complete.
 * @returns a sentence for the form when it cannot be
 */
export async function recordHeld(db: Db, view: ReviewInView, form: Held): Promise<string | undefined> {
  const { actor, side, partnership, followUp } = view
  if (!followUp) {
    return 'It can be recorded when both schools have signed the final review and the partnership is complete'
  }
  if (await isHeldKey(db, partnership.id, form.key)) return undefined
  if (!(await insertHeld(db, actor, partnership.id, { ...form, side }))) {
    return 'Somebody has recorded it already. What they wrote is above'
  }
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'final-review.followed-up',
    sentence: 'Recorded that both schools looked again together, six months after the final review',
    details: { heldOn: form.heldOn },
  })
  return undefined
}
