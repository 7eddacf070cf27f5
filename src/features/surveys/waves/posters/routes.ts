import type { Page } from '../../../../design/layout.ts'
import { type App, parseId } from '../../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../../people/index.ts'
import { readOwnWave, type WaveInView } from '../wave.ts'
import { postersPage, sheetPage } from './views.ts'

/** What is printed: with the codes, so for the school alone. */
export function posterRoutes(app: App, { publicUrl }: { readonly publicUrl: string }): void {
  const printed: readonly [string, (view: WaveInView, publicUrl: string) => Page][] = [
    ['/surveys/:id/posters', postersPage],
    ['/surveys/:id/sheet', sheetPage],
  ]
  for (const [url, pageOf] of printed) {
    app.get<{ Params: { id: string } }>(url, async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const view = await inActorScope(request, (db) => readOwnWave(db, actor, id, app.clock.now()))
      return reply.page(pageOf(view, publicUrl))
    })
  }
}
