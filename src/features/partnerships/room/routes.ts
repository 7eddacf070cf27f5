import { type App, parseId } from '../../../platform/http/index.ts'
import { listHistory } from '../../history/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import type { WorkPlace } from '../domain.ts'
import { readPartnership } from '../store.ts'
import { type RoomPanel, readRoom } from './actions.ts'
import { historyPage } from './history-view.ts'
import { roomPage } from './views.ts'

const HISTORY_PAGE = 50

export function roomRoutes(
  app: App,
  { places, panels }: { readonly places: readonly WorkPlace[]; readonly panels: readonly RoomPanel[] },
): void {
  app.get<{ Params: { id: string }; Querystring: { saved?: string } }>(
    '/partnerships/:id',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const room = await inActorScope(request, (db) =>
        readRoom(db, actor, id, { today: app.clock.today(), places, panels }),
      )
      return reply.page(roomPage(room, String(request.query.saved ?? '')))
    },
  )

  app.get<{ Params: { id: string }; Querystring: { before?: string } }>(
    '/partnerships/:id/history',
    async (request, reply) => {
      actorOf(request)
      const id = parseId(request.params.id)
      const before = request.query.before === undefined ? undefined : parseId(request.query.before)
      const [partnership, entries] = await inActorScope(request, async (db) => [
        await readPartnership(db, id),
        await listHistory(
          db,
          { partnershipId: id },
          { limit: HISTORY_PAGE + 1, ...(before ? { before } : {}) },
        ),
      ])
      return reply.page(historyPage(partnership, entries, HISTORY_PAGE))
    },
  )
}
