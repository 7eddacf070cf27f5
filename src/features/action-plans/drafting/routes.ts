import { randomUUID } from 'node:crypto'
import { type App, parseId } from '../../../platform/http/index.ts'
import { actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { planHref } from '../words.ts'
import { draftingAsPosted, draftPlan, readDrafting } from './actions.ts'
import { parseDraft } from './forms.ts'
import { draftPage } from './views.ts'

interface Params {
  id: string
}

export function draftingRoutes(app: App, calendar: Calendar): void {
  app.get<{ Params: Params }>('/partnerships/:id/plan/draft', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const drafting = await inActorScope(request, (db) => readDrafting(db, actor, id))
    return reply.page(draftPage({ drafting, key: randomUUID() }))
  })

  app.post<{ Params: Params }>('/partnerships/:id/plan/draft', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const today = app.clock.today()
    const page = await inActorScope(request, async (db) => {
      const now = await readDrafting(db, actor, id)
      const form = parseDraft(request.body, now.candidates, await listColleagues(db, now.partnership))
      const { answers } = form
      const drafting = draftingAsPosted(now, answers)
      if (!form.ok)
        return draftPage({ drafting, key: answers.key || randomUUID(), answers, errors: form.errors })
      const inTheMeantime = await draftPlan(db, actor, drafting, form.value, { today, calendar })
      if (inTheMeantime.length === 0) return undefined
      return draftPage({ drafting, key: randomUUID(), answers, inTheMeantime })
    })
    return page ? reply.page(page) : reply.redirect(planHref(id), 303)
  })
}
