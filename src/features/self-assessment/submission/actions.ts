import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden, notFound } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import { type AssessmentInView, readAssessment } from '../assessment.ts'
import { unanswered } from '../domain.ts'
import { canAnswer, isOpenForAnswers } from '../policy.ts'
import { shareWithHub } from '../sharing/actions.ts'
import { holdClosed, lastChange, markSubmitted } from './store.ts'

export interface CheckView extends AssessmentInView {
  readonly lastChange: number
}

/** All answers on one page, for the school itself. */
export async function readCheck(db: Db, actor: Actor, id: number): Promise<CheckView> {
  const view = await readAssessment(db, actor, id)
  if (!canAnswer(actor)) throw notFound()
  return { ...view, lastChange: await lastChange(db, id) }
}

export interface SubmissionForm {
  /** The last change on the person's page. */
  readonly seen: number
  /** How many statements the person agreed to leave without a level. */
  readonly gaps: number | undefined
}

export type Submitted = 'submitted' | 'changed meanwhile' | 'gaps'

/** Makes a snapshot of it, once, however often the button is pressed. Where the pathway says so, the lead school gets it. */
export async function submit(db: Db, actor: Actor, id: number, form: SubmissionForm): Promise<Submitted> {
  const before = await readAssessment(db, actor, id)
  if (!canAnswer(actor)) throw forbidden('The school itself submits its self-assessment.')
  if (before.assessment.submittedAt !== null) return 'submitted'
  if (!isOpenForAnswers(before.place.partnership)) {
    throw conflict('This partnership is not running any more, so nothing can be submitted.')
  }
  const held = await holdClosed(db, id)
  if (!held) throw notFound()
  if (held.submitted) return 'submitted'
  if ((await lastChange(db, id)) !== form.seen) return 'changed meanwhile'
  const view = await readAssessment(db, actor, id)
  const missing = unanswered(view.questionnaire, view.answers).length
  if (missing > 0 && form.gaps !== missing) return 'gaps'
  await markSubmitted(db, actor, id)
  const { partnership, sharesOnSubmission } = view.place
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'self-assessment.submitted',
    sentence:
      view.assessment.number === 1 ? 'Submitted the self-assessment' : 'Submitted a later self-assessment',
    details: { selfAssessmentId: id, unanswered: missing },
  })
  if (sharesOnSubmission) await shareWithHub(db, actor, view, { key: null, withNotes: true })
  return 'submitted'
}
