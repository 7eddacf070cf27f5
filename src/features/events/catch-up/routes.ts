import { randomUUID } from 'node:crypto'
import { type App, parseId } from '../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { eventHref } from '../words.ts'
import { catchUp, readCatchUp, takeBack } from './actions.ts'
import { parseCatchUp } from './forms.ts'
import { catchUpPage } from './views.ts'

interface Params {
  id: string
}

export function catchUpRoutes(app: App): void {
  app.get<{ Params: Params }>('/events/:id/catch-up', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const now = app.clock.now()
    const view = await inActorScope(request, (db) => readCatchUp(db, actor, id, now))
    return reply.page(catchUpPage({ view, key: randomUUID(), now }))
  })

  app.post<{ Params: Params }>('/events/:id/catch-up', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const now = app.clock.now()
    const wrong = await inActorScope(request, async (db) => {
      const view = await readCatchUp(db, actor, id, now)
      const form = parseCatchUp(request.body, view.event, app.clock.today())
      if (form.ok) {
        await catchUp(db, actor, view, form.value, now)
        return undefined
      }
      const { errors, answers } = form
      return catchUpPage({ view, key: answers.key || randomUUID(), now, errors, answers })
    })
    return wrong ? reply.page(wrong) : reply.redirect(eventHref(id, 'catch-up'), 303)
  })

  app.post<{ Params: Params }>('/events/:id/catch-up/taken-back', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    await inActorScope(request, async (db) =>
      takeBack(db, actor, await readCatchUp(db, actor, id, app.clock.now())),
    )
    return reply.redirect(eventHref(id, 'catch-up'), 303)
  })
}
