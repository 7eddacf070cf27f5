import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { canManageQuestionnaires } from '../policy.ts'
import { listQuestionnaires, listVersions } from './store.ts'
import { questionnairesPage, versionPage } from './views.ts'

export function questionnaireRoutes(app: App): void {
  app.get('/questionnaires', async (request, reply) => {
    const actor = actorOf(request)
    if (!canManageQuestionnaires(actor)) throw notFound()
    const page = await inActorScope(request, async (db) => {
      const questionnaires = await listQuestionnaires(db, actor.programmeId)
      return questionnairesPage(
        await Promise.all(
          questionnaires.map(async ({ id, name }) => ({ id, name, versions: await listVersions(db, id) })),
        ),
      )
    })
    return reply.page(page)
  })

  // What is asked is public to everyone of a programme that asks it.
  app.get<{ Params: { questionnaireId: string; number: string } }>(
    '/questionnaires/:questionnaireId/versions/:number',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.questionnaireId)
      const number = parseId(request.params.number)
      const page = await inActorScope(request, async (db) => {
        const own = await listQuestionnaires(db, actor.programmeId)
        if (!own.some((each) => each.id === id)) throw notFound()
        const version = (await listVersions(db, id)).find((each) => each.number === number)
        if (!version) throw notFound()
        return versionPage(version, canManageQuestionnaires(actor))
      })
      return reply.page(page)
    },
  )
}
