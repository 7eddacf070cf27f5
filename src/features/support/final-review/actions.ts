import type { Db } from '../../../platform/database/index.ts'
import { conflict, notFound } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import {
  completePartnership,
  type Partnership,
  pathwayOf,
  readPartnership,
} from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import { readVersion } from '../../programmes/index.ts'
import type { SupportSide } from '../days/domain.ts'
import { canRecord, mustBeOneOfTheTwo } from '../policy.ts'
import { type FinalReview, isSigned, type ReviewFacts, standing, stillToWrite } from './domain.ts'
import { readFacts } from './facts.ts'
import type { FollowUp } from './follow-up/domain.ts'
import { findFollowUp } from './follow-up/store.ts'
import {
  deleteStep,
  holdReview,
  insertReviewSignature,
  insertStep,
  isReviewKey,
  readPartnershipOfStep,
  readReview,
  type StepWords,
  updateStep,
  type WrittenTopic,
  writeTopic,
} from './store.ts'
import { TOPIC_NAMES } from './words.ts'

export interface ReviewInView {
  readonly actor: Actor
  readonly side: SupportSide
  readonly partnership: Partnership
  readonly review: FinalReview
  /** As they are now; once this side has signed, as it signed them. */
  readonly facts: ReviewFacts
  /** Nothing before both have signed. */
  readonly followUp: FollowUp | undefined
  readonly today: Temporal.PlainDate
}

/** Which pathways end with one is the programme's data. */
export async function hasFinalReview(
  db: Db,
  { programmeVersionId, pathwayKey }: Pick<Partnership, 'programmeVersionId' | 'pathwayKey'>,
): Promise<boolean> {
  const { definition } = await readVersion(db, programmeVersionId)
  return pathwayOf(definition, pathwayKey).expectations.some(({ kind }) => kind === 'final-review')
}

/** For the two schools of a pathway that ends with a final review; for everyone else there is none. */
export async function readReviewInView(
  db: Db,
  actor: Actor,
  partnershipId: number,
  today: Temporal.PlainDate,
): Promise<ReviewInView> {
  const side = mustBeOneOfTheTwo(actor)
  const partnership = await readPartnership(db, partnershipId)
  if (!(await hasFinalReview(db, partnership))) throw notFound()
  const review = await readReview(db, partnershipId)
  const own = standing(review).find((each) => each.side === side)
  const facts = isSigned(review) && own ? own.facts : await readFacts(db, partnership)
  const followUp = isSigned(review) ? await findFollowUp(db, partnershipId) : undefined
  return { actor, side, partnership, review, facts, followUp, today }
}

export async function readStepInView(db: Db, actor: Actor, stepId: number, today: Temporal.PlainDate) {
  const view = await readReviewInView(db, actor, await readPartnershipOfStep(db, stepId), today)
  const step = view.review.steps.find(({ id }) => id === stepId)
  if (!step) throw notFound()
  return { view, step }
}

/** What is signed by both does not change; what has ended is read. */
export function mustBeOpen({ actor, partnership, review }: ReviewInView): void {
  if (isSigned(review)) throw conflict('Both schools have signed this final review, so it does not change.')
  if (!canRecord(actor, partnership)) {
    throw conflict('This partnership is not under way, so nothing can be written here. Nothing was saved.')
  }
}

/** What a form says when it was made from an earlier wording. */
export const OVERTAKEN =
  'Somebody else saved this while you were writing. Theirs is below; put together what should stand.'

/**
 * Takes the review for this change and looks again: another may have written or signed since the page was read.
 * @returns false when this very form has been saved before
 */
async function begin(db: Db, view: ReviewInView, key: string): Promise<boolean> {
  mustBeOpen(view)
  const { actor, partnership } = view
  await holdReview(db, actor, partnership.id)
  if (await isReviewKey(db, partnership.id, key)) return false
  mustBeOpen({ ...view, review: await readReview(db, partnership.id) })
  return true
}

/** That a signature went with the change: whoever signed is told so in the history. */
const withdrawn = ({ review }: ReviewInView): string =>
  standing(review).length > 0 ? '. The review is to be signed again' : ''

/** @returns false when somebody else wrote in the meantime: nothing was saved */
export async function saveTopic(db: Db, view: ReviewInView, form: WrittenTopic): Promise<boolean> {
  if (!(await begin(db, view, form.key))) return true
  const { actor, partnership } = view
  if (!(await writeTopic(db, actor, partnership.id, form))) return false
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'final-review.written',
    sentence: `${form.seen === 0 ? 'Wrote' : 'Changed'} “${TOPIC_NAMES[form.topic]}” in the final review${withdrawn(view)}`,
    details: { topic: form.topic },
  })
  return true
}

export async function addStep(db: Db, view: ReviewInView, key: string, words: StepWords): Promise<void> {
  if (!(await begin(db, view, key))) return
  const { actor, partnership } = view
  await insertStep(db, actor, partnership.id, key, words)
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'final-review.step-added',
    sentence: `Added a next step to the final review${withdrawn(view)}`,
  })
}

/** @returns false when somebody else changed it in the meantime: nothing was saved */
export async function changeStep(
  db: Db,
  view: ReviewInView,
  step: { readonly id: number; readonly seen: number; readonly key: string },
  words: StepWords,
): Promise<boolean> {
  if (!(await begin(db, view, step.key))) return true
  const { actor, partnership } = view
  if (!(await updateStep(db, actor, step, words))) return false
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'final-review.step-changed',
    sentence: `Changed a next step of the final review${withdrawn(view)}`,
    details: { step: step.id },
  })
  return true
}

export async function removeStep(db: Db, view: ReviewInView, id: number, seen: number): Promise<void> {
  mustBeOpen(view)
  const { actor, partnership } = view
  await holdReview(db, actor, partnership.id)
  mustBeOpen({ ...view, review: await readReview(db, partnership.id) })
  if (!(await deleteStep(db, id, seen))) {
    throw conflict(
      'Somebody else changed this next step while you had it open. Open it again before you remove it.',
    )
  }
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'final-review.step-removed',
    sentence: `Removed a next step from the final review${withdrawn(view)}`,
    details: { step: id },
  })
}

/**
 * Puts this side's name under the review as the person read it, with the facts as they are; when the other side's stands
 * there already, the partnership is complete. Pressed twice, it stands there once.
 */
export async function signReview(db: Db, view: ReviewInView, revision: number): Promise<void> {
  const { actor, side, partnership, today } = view
  const isOwn = (review: FinalReview) => standing(review).some((each) => each.side === side)
  if (view.review.revision === revision && isOwn(view.review)) return
  mustBeOpen(view)
  await holdReview(db, actor, partnership.id)
  const review = await readReview(db, partnership.id)
  if (review.revision !== revision) {
    throw conflict(
      'The final review changed while you had it open. Read it again and sign what it says now. Nothing was signed.',
    )
  }
  if (isOwn(review)) return
  if (stillToWrite(review).length > 0) {
    throw conflict('The final review can be signed when every part of it is written. Nothing was signed.')
  }
  const facts = await readFacts(db, partnership)
  if (!(await insertReviewSignature(db, actor, partnership.id, { side, revision, facts }))) return
  const both = isSigned(await readReview(db, partnership.id))
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: both ? 'final-review.agreed' : 'final-review.signed',
    sentence: `Signed the final review${both ? ': both schools have signed it' : ''}`,
    details: { revision, side },
  })
  if (both) {
    await completePartnership(db, actor, partnership.id, {
      reason: 'Both schools have signed the final review',
      on: today,
    })
  }
}
