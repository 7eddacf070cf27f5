import { type App, parseId } from '../../../platform/http/index.ts'
import { countUnsent } from '../emails/store.ts'
import { inviterOf } from '../invitations/routes.ts'
import { canSeeUnsentEmails } from '../policy.ts'
import { actorOf, inActorScope } from '../sessions/hook.ts'
import { filterOf } from './forms.ts'
import { listPeople } from './store.ts'
import { PAGE_SIZE, peoplePage } from './views.ts'

export function listRoutes(app: App): void {
  app.get<{ Querystring: Record<string, unknown> }>('/people', async (request, reply) => {
    const actor = inviterOf(actorOf(request))
    const filter = filterOf(request.query)
    const page = request.query.page === undefined ? 1 : parseId(request.query.page)
    const list = await inActorScope(request, async (db) => ({
      ...(await listPeople(db, actor.programmeId, filter, {
        now: app.clock.now(),
        limit: PAGE_SIZE,
        offset: (page - 1) * PAGE_SIZE,
      })),
      unsent: canSeeUnsentEmails(actor) ? await countUnsent(db) : undefined,
    }))
    return reply.page(peoplePage(actor, { ...list, filter, page, done: request.query.done }))
  })
}
