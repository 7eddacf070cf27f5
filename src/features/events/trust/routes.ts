import type { App } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { listTrustLines } from './store.ts'
import { trustEventsPage } from './views.ts'

/** For leaders of a trust, of the schools that share with it: to be read. */
export function trustEventRoutes(app: App): void {
  app.get('/trust/events', async (request, reply) => {
    if (actorOf(request).role !== 'trust-leader') throw notFound()
    const lines = await inActorScope(request, listTrustLines)
    return reply.page(trustEventsPage(lines, app.clock.now()))
  })
}
