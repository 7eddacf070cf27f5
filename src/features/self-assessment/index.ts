/**
 * Self-assessment: a partner school's own picture of its attendance and behaviour practice, theme by theme.
 *
 * A questionnaire is a file in content/self-assessments (or a spreadsheet brought in by the programme team); what it says
 * decides its version, and a self-assessment keeps the version it began with. Several named leaders answer at once: each
 * statement has its own revision, and every answer ever saved is kept. Submitted, it never changes; a later one starts
 * from it and shows what moved. Attendance and behaviour are counted side by side, never together, and there is no overall
 * number. The school decides who reads its answers, except where its pathway says that the lead school does.
 *
 * Read first: domain.ts, then questionnaires/, answers/ (one theme at a time), submission/, sharing/, profile/ (the result),
 * network/ (what a hub's schools have in common).
 * Tables: questionnaires, questionnaire_programmes, questionnaire_versions, statements, self_assessments,
 * self_assessment_answers, self_assessment_answer_changes, self_assessment_shares.
 * Views for others: self_assessment_cards, self_assessment_evidence, readable_self_assessment_answers.
 */
import type { WorkPlace } from '../partnerships/index.ts'

const href = (partnershipId: number) => `/partnerships/${partnershipId}/self-assessment`

/** Where what is expected of a self-assessment is worked on; `partnerships` leads there. */
export const workPlaces: readonly WorkPlace[] = [
  { kind: 'self-assessment', text: 'Open the self-assessment', href },
  { kind: 'share-self-assessment', text: 'Open the self-assessment', href },
]

export { type LatestSubmitted, readLatestSubmitted } from './latest.ts'
export { type LoadedQuestionnaire, loadQuestionnaires } from './questionnaires/actions.ts'
export type { Questionnaire, Statement, Suggestion, Theme } from './questionnaires/definition.ts'
export { findTheme, rankOf, statementsOf } from './questionnaires/definition.ts'
export { parseQuestionnaire } from './questionnaires/file.ts'
export { questionnaireImport } from './questionnaires/import/kind.ts'
export { listQuestionnaires, readQuestionnaire } from './questionnaires/store.ts'
export { routes } from './routes.ts'
export { readSinceFirst, type SinceFirst } from './since-first.ts'
