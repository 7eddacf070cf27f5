import type { Db } from '../../../platform/database/index.ts'
import { recordHistory } from '../../history/index.ts'
import { mustBeAllowed, type PlanInView } from '../change.ts'
import { writeFacts } from '../facts/store.ts'
import { canEdit } from '../policy.ts'
import { readPlan } from '../store.ts'
import { insertReview, type NewReview } from './store.ts'

/** Adds a review to a plan that is held. It is never changed afterwards: what turns out differently is said in the next one. */
export async function recordReview(db: Db, view: PlanInView, review: NewReview): Promise<void> {
  const { actor, partnership, plan } = view
  mustBeAllowed(partnership, canEdit(actor, partnership))
  if (!(await insertReview(db, actor, plan.id, review))) return
  await writeFacts(db, await readPlan(db, plan.id))
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'plan.reviewed',
    sentence: 'Recorded a progress review of the action plan',
    details: { plan: plan.id, heldOn: review.heldOn, ratings: review.ratings.length },
  })
}
