import { type App, parseId } from '../../../platform/http/index.ts'
import { inviterOf } from '../invitations/routes.ts'
import { actorOf, inActorScope } from '../sessions/hook.ts'
import { filterOf } from './forms.ts'
import { listPeople } from './store.ts'
import { PAGE_SIZE, peoplePage } from './views.ts'

export function listRoutes(app: App): void {
  app.get<{ Querystring: Record<string, unknown> }>('/people', async (request, reply) => {
    const actor = inviterOf(actorOf(request))
    const filter = filterOf(request.query)
    const page = request.query.page === undefined ? 1 : parseId(request.query.page)
    const { people, total } = await inActorScope(request, (db) =>
      listPeople(db, actor.programmeId, filter, {
        now: app.clock.now(),
        limit: PAGE_SIZE,
        offset: (page - 1) * PAGE_SIZE,
      }),
    )
    return reply.page(peoplePage(actor, { people, total, filter, page, done: request.query.done }))
  })
}
