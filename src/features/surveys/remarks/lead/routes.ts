import { type App, parseId } from '../../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../../people/index.ts'
import { waveHref } from '../../waves/words.ts'
import { readRemarksPlace } from '../actions.ts'
import { changeSafeguardingLead } from './actions.ts'
import { parseLead } from './forms.ts'
import { leadPage } from './views.ts'

interface Params {
  id: string
}

/** Who is told of harm, while what staff add is kept. */
export function leadRoutes(app: App, { publicUrl }: { readonly publicUrl: string }): void {
  app.get<{ Params: Params }>('/surveys/:id/safeguarding-lead', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => readRemarksPlace(db, actor, id, app.clock.now()))
    return reply.page(leadPage({ view }))
  })

  app.post<{ Params: Params }>('/surveys/:id/safeguarding-lead', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseLead(request.body)
    const wrong = await inActorScope(request, async (db) => {
      const view = await readRemarksPlace(db, actor, id, app.clock.now())
      if (!form.ok) return leadPage({ view, errors: form.errors, answers: form.answers })
      await changeSafeguardingLead(db, actor, view, form.value, publicUrl)
      return undefined
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${waveHref({ id })}?said=lead`, 303)
  })
}
