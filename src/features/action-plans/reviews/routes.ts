import { randomUUID } from 'node:crypto'
import { type App, parseId } from '../../../platform/http/index.ts'
import { actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import { mustBeAllowed, readPlanInView } from '../change.ts'
import { openObjectives } from '../domain.ts'
import { canEdit } from '../policy.ts'
import { lockPlan } from '../store.ts'
import { recordReview } from './actions.ts'
import { parseReview } from './forms.ts'
import { listReviews } from './store.ts'
import { reviewFormPage, reviewsPage } from './views.ts'

interface Params {
  id: string
}

export function reviewRoutes(app: App): void {
  app.get<{ Params: Params }>('/plans/:id/reviews', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) =>
      reviewsPage(await readPlanInView(db, actor, id), await listReviews(db, id)),
    )
    return reply.page(page)
  })

  app.get<{ Params: Params }>('/plans/:id/reviews/new', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const view = await readPlanInView(db, actor, id)
      mustBeAllowed(view.partnership, canEdit(actor, view.partnership))
      const reviews = await listReviews(db, id)
      return reviewFormPage({ view, reviews, key: randomUUID(), today: app.clock.today() })
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>('/plans/:id/reviews', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const today = app.clock.today()
    const page = await inActorScope(request, async (db) => {
      // Held from here on, so that no objective goes away between the question and the answer.
      await lockPlan(db, id)
      const view = await readPlanInView(db, actor, id)
      mustBeAllowed(view.partnership, canEdit(actor, view.partnership))
      const form = parseReview(
        request.body,
        openObjectives(view.plan),
        today,
        await listColleagues(db, view.partnership),
      )
      if (form.ok) {
        await recordReview(db, view, form.value)
        return undefined
      }
      const { errors, answers } = form
      const reviews = await listReviews(db, id)
      return reviewFormPage({ view, reviews, key: answers.key || randomUUID(), today, errors, answers })
    })
    return page ? reply.page(page) : reply.redirect(`/plans/${id}/reviews`, 303)
  })
}
