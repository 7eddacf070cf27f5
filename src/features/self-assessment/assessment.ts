/** One self-assessment as an actor may read it: what every page about it begins with. */
import type { Db } from '../../platform/database/index.ts'
import { notFound } from '../../platform/refusal.ts'
import type { Actor } from '../people/index.ts'
import type { AnswersByStatement, SelfAssessment, Share } from './domain.ts'
import { type Place, readPlace } from './partnership.ts'
import { canAnswer, canSeeStanding, isOpenForAnswers } from './policy.ts'
import type { Questionnaire } from './questionnaires/definition.ts'
import { readQuestionnaire } from './questionnaires/store.ts'
import { findSelfAssessment, findShare, listAnswers, readSelfAssessment } from './store.ts'

export interface Before {
  readonly assessment: SelfAssessment
  readonly questionnaire: Questionnaire
  readonly answers: AnswersByStatement
}

export interface AssessmentInView {
  readonly actor: Actor
  readonly place: Place
  readonly assessment: SelfAssessment
  readonly questionnaire: Questionnaire
  readonly answers: AnswersByStatement
  /** The submitted one that this one started from, where the actor may read it. */
  readonly before: Before | undefined
  readonly share: Share | undefined
  /** This person may change answers now. */
  readonly mayAnswer: boolean
}

/** Not found unless the actor may read its answers: the school itself, or the lead school with which it is shared. */
export async function readAssessment(db: Db, actor: Actor, id: number): Promise<AssessmentInView> {
  const assessment = await readSelfAssessment(db, id)
  if (!canSeeStanding(actor)) throw notFound()
  const [place, questionnaire, answers, share, before] = await Promise.all([
    readPlace(db, assessment.partnershipId),
    readQuestionnaire(db, assessment.versionId),
    listAnswers(db, id),
    findShare(db, id),
    readBefore(db, assessment.startsFromId),
  ])
  const own = canAnswer(actor)
  const sharedWithThem = actor.role === 'hub-lead' && share !== undefined && assessment.submittedAt !== null
  if (!own && !sharedWithThem) throw notFound()
  return {
    actor,
    place,
    assessment,
    questionnaire,
    answers,
    before,
    share,
    mayAnswer: own && assessment.submittedAt === null && isOpenForAnswers(place.partnership),
  }
}

async function readBefore(db: Db, id: number | null): Promise<Before | undefined> {
  const assessment = id === null ? undefined : await findSelfAssessment(db, id)
  if (!assessment) return undefined
  const answers = await listAnswers(db, assessment.id)
  if (answers.size === 0) return undefined
  return { assessment, answers, questionnaire: await readQuestionnaire(db, assessment.versionId) }
}
