import { type App, parseId } from '../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { sealOf } from '../answering/seal.ts'
import { openHarm, readRemarks } from './actions.ts'
import { harmPage, remarksPage } from './views.ts'

interface Params {
  id: string
}

/** What staff added in their own words: for their school, and what may tell of harm for its safeguarding lead. */
export function remarkRoutes(app: App, { secret }: { readonly secret: string }): void {
  const seal = sealOf(secret)

  app.get<{ Params: Params }>('/surveys/:id/remarks', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => readRemarks(db, actor, seal, id, app.clock.now()))
    return reply.page(remarksPage(view))
  })

  app.get<{ Params: Params }>('/surveys/:id/remarks/harm', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => openHarm(db, actor, seal, id, app.clock.now()))
    return reply.page(harmPage(view))
  })
}
