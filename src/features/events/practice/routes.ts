import { randomUUID } from 'node:crypto'
import { type App, parseId } from '../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { eventHref } from '../words.ts'
import { readPractice, writePractice } from './actions.ts'
import { parsePractice } from './forms.ts'
import { practicePage } from './views.ts'

interface Params {
  id: string
}

export function practiceRoutes(app: App): void {
  app.get<{ Params: Params; Querystring: Record<string, unknown> }>(
    '/events/:id/practice',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const view = await inActorScope(request, (db) => readPractice(db, actor, id, app.clock.now()))
      return reply.page(practicePage({ view, key: randomUUID(), saved: 'saved' in request.query }))
    },
  )

  app.post<{ Params: Params }>('/events/:id/practice', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parsePractice(request.body)
    const wrong = await inActorScope(request, async (db) => {
      const view = await readPractice(db, actor, id, app.clock.now())
      if (form.ok) {
        await writePractice(db, actor, view, form.value)
        return undefined
      }
      const { errors, answers } = form
      return practicePage({ view, key: answers.key || randomUUID(), errors, answers })
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${eventHref(id, 'practice')}?saved`, 303)
  })
}
