import { type App, parseId } from '../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { readSupport } from '../days/actions.ts'
import { listRecordsNow } from '../records/store.ts'
import { listSupportDays } from '../store.ts'
import { ledgerPage } from './views.ts'

export function ledgerRoutes(app: App, calendar: Calendar): void {
  app.get<{ Params: { id: string } }>('/partnerships/:id/support-days', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const support = await readSupport(db, actor, id, app.clock.today())
      const [days, records] = await Promise.all([listSupportDays(db, id), listRecordsNow(db, id)])
      return ledgerPage({ support, days, records, calendar })
    })
    return reply.page(page)
  })
}
