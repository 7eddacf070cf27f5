import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden, notFound } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import { type AssessmentInView, readAssessment } from '../assessment.ts'
import { carriedOver, type SelfAssessment, type Share } from '../domain.ts'
import { type Place, readPlace } from '../partnership.ts'
import { canAnswer, canSeeStanding, isOpenForAnswers } from '../policy.ts'
import { listQuestionnaires, type QuestionnaireEntry, readQuestionnaire } from '../questionnaires/store.ts'
import {
  findLatestOfSchool,
  findShare,
  listAnswers,
  listSelfAssessments,
  readSelfAssessment,
} from '../store.ts'
import { findByKey, insertAnswers, insertSelfAssessment } from './store.ts'

export interface Overview {
  readonly actor: Actor
  readonly place: Place
  readonly questionnaires: readonly QuestionnaireEntry[]
  readonly past: readonly (SelfAssessment & { readonly share: Share | undefined })[]
  /** The one that is being answered, for the school itself. */
  readonly open: AssessmentInView | undefined
  readonly mayStart: boolean
}

/** Everything about self-assessment in one partnership: what was submitted, what is under way, what can be started. */
export async function readOverview(db: Db, actor: Actor, partnershipId: number): Promise<Overview> {
  const place = await readPlace(db, partnershipId)
  if (!canSeeStanding(actor)) throw notFound()
  const [all, questionnaires] = await Promise.all([
    listSelfAssessments(db, partnershipId),
    listQuestionnaires(db, place.partnership.programmeId),
  ])
  const submitted = all.filter(({ submittedAt }) => submittedAt !== null)
  const past = await Promise.all(
    submitted.map(async (each) => ({ ...each, share: await findShare(db, each.id) })),
  )
  const under = all.find(({ submittedAt }) => submittedAt === null)
  const own = canAnswer(actor)
  return {
    actor,
    place,
    questionnaires,
    past,
    open: under && own ? await readAssessment(db, actor, under.id) : undefined,
    mayStart: own && !under && isOpenForAnswers(place.partnership) && questionnaires.length > 0,
  }
}

/**
 * Starts a self-assessment: the baseline, or a later one that begins with the answers of the one before. Sent twice, or by
 * two leaders at once, it is started once, and both go on in it.
 */
export async function startSelfAssessment(
  db: Db,
  actor: Actor,
  partnershipId: number,
  form: { readonly key: string; readonly questionnaire: string | undefined },
): Promise<void> {
  const place = await readPlace(db, partnershipId)
  if (!canSeeStanding(actor)) throw notFound()
  if (!canAnswer(actor)) throw forbidden('The school itself starts its self-assessment.')
  if (!isOpenForAnswers(place.partnership)) {
    throw conflict('This partnership is not running, so nothing can be started.')
  }
  if ((await findByKey(db, form.key)) !== undefined) return
  const offered = await listQuestionnaires(db, place.partnership.programmeId)
  const chosen = form.questionnaire ? offered.find(({ key }) => key === form.questionnaire) : offered[0]
  if (!chosen) throw notFound()
  const { schoolUrn, programmeId } = place.partnership
  const startsFromId =
    (await findLatestOfSchool(db, { schoolUrn, programmeId, questionnaireId: chosen.id })) ?? null
  const id = await insertSelfAssessment(db, actor, {
    key: form.key,
    partnershipId,
    versionId: chosen.currentVersionId,
    startsFromId,
  })
  if (id === undefined) return // someone else started it at the same moment
  if (startsFromId !== null) {
    const before = await readSelfAssessment(db, startsFromId)
    const answers = carriedOver(await readQuestionnaire(db, chosen.currentVersionId), {
      questionnaire: await readQuestionnaire(db, before.versionId),
      answers: await listAnswers(db, startsFromId),
    })
    await insertAnswers(db, actor, id, answers)
  }
  await recordHistory(db, actor, {
    about: { partnershipId },
    kind: 'self-assessment.started',
    sentence: startsFromId === null ? 'Started the self-assessment' : 'Started a later self-assessment',
    details: { selfAssessmentId: id, startsFromId },
  })
}
