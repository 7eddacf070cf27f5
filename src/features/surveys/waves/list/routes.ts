import { type App, parseId } from '../../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../../people/index.ts'
import { readSurveys } from './actions.ts'
import { surveysPage } from './views.ts'

export function listRoutes(app: App): void {
  app.get<{ Params: { id: string } }>('/partnerships/:id/surveys', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const list = await inActorScope(request, (db) => readSurveys(db, actor, id, app.clock.now()))
    return reply.page(surveysPage(list))
  })
}
