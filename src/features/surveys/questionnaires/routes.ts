import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { canManageSurveys, canReadQuestions } from './policy.ts'
import { listSurveyVersions, readSurveyVersion } from './store.ts'
import { questionnairesPage, versionPage } from './views.ts'

export function surveyQuestionRoutes(app: App): void {
  app.get('/survey-questions', async (request, reply) => {
    const actor = actorOf(request)
    if (!canReadQuestions(actor)) throw notFound()
    const versions = await inActorScope(request, listSurveyVersions)
    return reply.page(questionnairesPage(versions, canManageSurveys(actor)))
  })

  app.get<{ Params: { surveyVersionId: string } }>(
    '/survey-questions/:surveyVersionId',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.surveyVersionId)
      if (!canReadQuestions(actor)) throw notFound()
      return reply.page(versionPage(await inActorScope(request, (db) => readSurveyVersion(db, id))))
    },
  )
}
