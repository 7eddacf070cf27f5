import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import type { AssessmentInView } from '../assessment.ts'
import { canAnswer, isOpenForAnswers } from '../policy.ts'
import { findShare } from '../store.ts'
import { insertShare, withdrawShare } from './store.ts'

export interface NewShare {
  readonly key: string | null
  readonly withNotes: boolean
}

/** Lets the lead school read a submitted self-assessment. Already shared the other way, that ends and this begins. */
export async function shareWithHub(
  db: Db,
  actor: Actor,
  { assessment, place }: AssessmentInView,
  share: NewShare,
): Promise<void> {
  if (!canAnswer(actor)) throw forbidden('Only the school itself shares its self-assessment.')
  if (!isOpenForAnswers(place.partnership)) {
    throw conflict('This partnership has ended, so nothing more can be shared.')
  }
  const now = await findShare(db, assessment.id)
  if (now?.withNotes === share.withNotes) return
  if (now) await withdrawShare(db, actor, now.id)
  if (!(await insertShare(db, actor, { ...share, id: assessment.id }))) return
  await recordHistory(db, actor, {
    about: { partnershipId: place.partnership.id },
    kind: 'self-assessment.shared',
    sentence: `Shared the self-assessment with ${place.partnership.hubName}, ${share.withNotes ? 'with' : 'without'} the evidence notes`,
    details: { selfAssessmentId: assessment.id, withNotes: share.withNotes },
  })
}

/** From now on the lead school does not read it. At any time, also when the partnership has ended. */
export async function stopSharing(
  db: Db,
  actor: Actor,
  { assessment, place }: AssessmentInView,
): Promise<void> {
  if (!canAnswer(actor)) throw forbidden('Only the school itself takes this back.')
  const now = await findShare(db, assessment.id)
  if (!now || !(await withdrawShare(db, actor, now.id))) return
  await recordHistory(db, actor, {
    about: { partnershipId: place.partnership.id },
    kind: 'self-assessment.share-withdrawn',
    sentence: `Stopped sharing the self-assessment with ${place.partnership.hubName}`,
    details: { selfAssessmentId: assessment.id },
  })
}
