import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { formKey, parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { unreadable } from '../../../platform/refusal.ts'
import { readPartnership } from '../../partnerships/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { planHref } from '../words.ts'
import { readPlanPage } from './actions.ts'
import { startEmptyPlan } from './start.ts'
import { factsPage, startPage } from './start-views.ts'
import { planPage } from './views.ts'

interface Params {
  id: string
}

export function planRoutes(app: App): void {
  app.get<{ Params: Params }>('/partnerships/:id/plan', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const data = await inActorScope(request, (db) => readPlanPage(db, actor, id, app.clock.today()))
    if (data.kind === 'plan') return reply.page(planPage(data))
    return reply.page(data.kind === 'none' ? startPage(data, randomUUID()) : factsPage(data))
  })

  app.post<{ Params: Params }>('/partnerships/:id/plan', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(z.object({ key: formKey }), request.body)
    if (!form.ok) throw unreadable('This form has expired: open the page again.')
    await inActorScope(request, async (db) =>
      startEmptyPlan(db, actor, await readPartnership(db, id), form.value.key),
    )
    return reply.redirect(planHref(id), 303)
  })
}
