import type { Db } from '../../../platform/database/index.ts'
import { type PupilWarning, warningsIn } from '../../../platform/pupil-words/index.ts'
import { conflict, forbidden, notFound } from '../../../platform/refusal.ts'
import { type Actor, listColleagues } from '../../people/index.ts'
import { type AssessmentInView, readAssessment } from '../assessment.ts'
import { type Answer, type AnswerContent, NO_ANSWER, sameContent } from '../domain.ts'
import { isOpenForAnswers } from '../policy.ts'
import { findTheme, type Statement, type Theme } from '../questionnaires/definition.ts'
import type { TypedAnswer } from './forms.ts'
import { findAnswer, findRevision, holdOpen, keepSetAside, replaceAnswer } from './store.ts'

/** What became of one typed answer. */
export type Saved =
  | { readonly kind: 'saved'; readonly revision: number }
  /** Nothing was typed: whatever stands there now, mine or someone else's, stays. */
  | { readonly kind: 'untouched'; readonly revision: number }
  /** Someone else saved this statement first. What was typed is set aside, not written. */
  | { readonly kind: 'clash'; readonly theirs: Answer }
  /** It may name a pupil: not saved before the person has looked at it. */
  | { readonly kind: 'warned'; readonly warnings: readonly PupilWarning[] }

export interface ThemeInView extends AssessmentInView {
  readonly theme: Theme
}

export async function readTheme(db: Db, actor: Actor, id: number, key: string): Promise<ThemeInView> {
  const view = await readAssessment(db, actor, id)
  const theme = findTheme(view.questionnaire, key)
  if (!theme) throw notFound()
  return { ...view, theme }
}

/** Throws unless this person may write now; afterwards nobody can submit until the transaction ends. */
export async function requireOpen(db: Db, view: AssessmentInView): Promise<void> {
  const { actor, assessment, place } = view
  if (actor.role !== 'named-leader') throw forbidden('Only the school’s own leaders answer.')
  if (!isOpenForAnswers(place.partnership)) {
    throw conflict(
      'This partnership is not running any more, so answers cannot be changed. Nothing was saved.',
    )
  }
  const held = await holdOpen(db, assessment.id)
  if (!held) throw notFound()
  if (held.submittedByName !== null) {
    throw conflict(
      `${held.submittedByName} has submitted this self-assessment, so its answers cannot be changed any more. Nothing was saved.`,
    )
  }
}

/**
 * Saves what was typed for one statement. Only a statement that the person changed is written; where someone else changed
 * the same one since the page was opened, theirs stays and this one is set aside, for the person to bring together.
 */
export async function saveAnswer(
  db: Db,
  view: AssessmentInView,
  statement: Statement,
  typed: TypedAnswer,
): Promise<Saved> {
  const { actor, assessment } = view
  const { seen, content } = typed
  const of = { id: assessment.id, statementKey: statement.key, seen }
  const current = await findAnswer(db, of.id, of.statementKey)
  const revision = current?.revision ?? 0
  if (sameContent(content, current ?? NO_ANSWER)) return { kind: 'untouched', revision }
  const base: AnswerContent =
    seen === revision
      ? (current ?? NO_ANSWER)
      : ((await findRevision(db, of.id, of.statementKey, seen)) ?? NO_ANSWER)
  if (sameContent(content, base)) return { kind: 'untouched', revision }
  if (seen !== revision && current) {
    await keepSetAside(db, actor, of, content)
    return { kind: 'clash', theirs: current }
  }
  if (!typed.checked && content.evidenceNote !== base.evidenceNote) {
    const warnings = await lookOver(db, view, content.evidenceNote)
    if (warnings.length > 0) return { kind: 'warned', warnings }
  }
  if (await replaceAnswer(db, actor, of, content)) return { kind: 'saved', revision: seen + 1 }
  const theirs = await findAnswer(db, of.id, of.statementKey)
  if (!theirs) throw conflict('The answer could not be saved. Open the page again.')
  await keepSetAside(db, actor, of, content)
  return { kind: 'clash', theirs }
}

/** Who works here is asked for only where there is something to ask about. */
async function lookOver(db: Db, { place }: AssessmentInView, text: string): Promise<readonly PupilWarning[]> {
  if (warningsIn(text).length === 0) return []
  return warningsIn(text, await listColleagues(db, place.partnership))
}
