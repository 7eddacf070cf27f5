import { type App, parseId } from '../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { readDocumentsRoom } from './actions.ts'
import { documentsPage } from './views.ts'

export function roomRoutes(app: App): void {
  app.get<{ Params: { id: string }; Querystring: { saved?: unknown } }>(
    '/partnerships/:id/documents',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const room = await inActorScope(request, (db) => readDocumentsRoom(db, actor, id, app.clock.today()))
      const { saved } = request.query
      return reply.page(documentsPage(room, typeof saved === 'string' ? saved : undefined))
    },
  )
}
