/**
 * Surveys of pupils and staff on behaviour: a whole school answers in one lesson, and nobody can be found in the results.
 *
 * A questionnaire is a file in content/surveys (or a spreadsheet brought in by the programme team); what it says decides its
 * version, and a wave keeps the versions it was opened with. The school opens a wave: who, when, in which languages; its
 * classes answer with a code and without an account. How many have answered is known as it happens, never who. A wave that
 * is closed stays closed; its results are made once, and shown through disclosure/ alone.
 *
 * Read first: definition.ts (what a questionnaire is), waves/domain.ts (what a wave is), then questionnaires/ (loading),
 * languages/, waves/ (setting up, posters, notice, watching, closing), codes/ and answering/ (pages for a class, from code to
 * thanks), folding/ (answers into no order; decision 12), remarks/ (what staff add in their own words; decision 14).
 */
import type { App } from '../../platform/http/index.ts'
import type { WorkPlace } from '../partnerships/index.ts'
import { type AnsweringOptions, answeringRoutes } from './answering/routes.ts'
import { sealOf } from './answering/seal.ts'
import { burstRoutes } from './bursts/routes.ts'
import { collectWith } from './folding/actions.ts'
import { keepingRoutes } from './keeping/routes.ts'
import { surveyQuestionRoutes } from './questionnaires/routes.ts'
import { leadRoutes } from './remarks/lead/routes.ts'
import { remarkRoutes } from './remarks/routes.ts'
import { replyRoutes } from './replies/routes.ts'
import { resultRoutes } from './results/routes.ts'
import { summaryRoutes } from './summary/routes.ts'
import { sumRoutes } from './sums/routes.ts'
import { type WaveOptions, waveRoutes } from './waves/routes.ts'
import { surveysHref } from './waves/words.ts'

/** Where what is expected of surveys is worked on; `partnerships` leads there. */
export const workPlaces: readonly WorkPlace[] = [
  { kind: 'survey', text: 'Open the surveys', href: (partnershipId) => surveysHref(partnershipId) },
  {
    kind: 'document',
    expectation: 'share-survey-results',
    text: 'Open the surveys',
    href: (partnershipId) => surveysHref(partnershipId),
  },
]

export { type InventedSurveys, loadDemonstrationSurveys } from './demonstration/load.ts'
export { surveyJobs } from './jobs.ts'
export { loadSurveys } from './questionnaires/actions.ts'
export { surveyImport } from './questionnaires/import/kind.ts'
export { readSurveyPressing } from './results/pressing.ts'

/** `publicUrl` stands on posters; `secret` seals answers on their way; `calendar` says which days are school days. */
export function routes(app: App, options: AnsweringOptions & WaveOptions): void {
  waveRoutes(app, options)
  surveyQuestionRoutes(app)
  answeringRoutes(app, options)
  resultRoutes(app, collectWith(sealOf(options.secret)))
  summaryRoutes(app)
  remarkRoutes(app, options)
  leadRoutes(app, options)
  replyRoutes(app)
  burstRoutes(app)
  sumRoutes(app)
  keepingRoutes(app)
}
