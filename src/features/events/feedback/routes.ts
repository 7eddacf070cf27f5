import { type App, parseId } from '../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { eventHref } from '../words.ts'
import { giveFeedback, mayGive, readFeedback } from './actions.ts'
import { loadFeedback } from './content.ts'
import { parseFeedbackForm } from './forms.ts'
import { feedbackPage } from './views.ts'

interface Params {
  id: string
}

export function feedbackRoutes(app: App): void {
  // Read once: content changes with a new version of the service.
  const loading = loadFeedback()
  app.addHook('onReady', async () => {
    await loading
  })

  app.get<{ Params: Params }>('/events/:id/feedback', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => readFeedback(db, actor, id, app.clock.now()))
    return reply.page(feedbackPage({ view, ...(await loading) }))
  })

  app.post<{ Params: Params }>('/events/:id/feedback', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const content = await loading
    const wrong = await inActorScope(request, async (db) => {
      const view = await readFeedback(db, actor, id, app.clock.now())
      const form = parseFeedbackForm(content.current, view.event.kind, request.body)
      if (!form.ok && mayGive(view) && !view.given)
        return feedbackPage({ view, ...content, errors: form.errors, answers: form.answers })
      await giveFeedback(db, actor, view, content.current, form.ok ? form.value : {})
      return undefined
    })
    return wrong ? reply.page(wrong) : reply.redirect(eventHref(id, 'feedback'), 303)
  })
}
