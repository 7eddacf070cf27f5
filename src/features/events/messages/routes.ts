import { randomUUID } from 'node:crypto'
import { type App, parseId } from '../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import type { Event } from '../domain.ts'
import { quietTimeAt } from '../quiet-times.ts'
import { mayRemind } from '../reminders/rules.ts'
import { eventHref } from '../words.ts'
import { readMessages, sendMessage } from './actions.ts'
import { parseMessage } from './forms.ts'
import { messagesPage } from './views.ts'

/** A host writes to everybody who is booked, and sees what became of every email about the event. */
export function messageRoutes(app: App, calendar: Calendar): void {
  const goesOut = (event: Event) => {
    const now = app.clock.now()
    if (mayRemind(now, event, calendar)) return undefined
    return quietTimeAt(now, calendar, event.timeZone)?.until.toZonedDateTimeISO(event.timeZone)
  }

  app.get<{ Params: { id: string }; Querystring: { sent?: string } }>(
    '/events/:id/messages',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const view = await inActorScope(request, (db) => readMessages(db, actor, id))
      const sent = request.query.sent !== undefined
      return reply.page(messagesPage({ view, key: randomUUID(), goesOut: goesOut(view.event), sent }))
    },
  )

  app.post<{ Params: { id: string } }>('/events/:id/messages', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseMessage(request.body)
    const wrong = await inActorScope(request, async (db) => {
      const view = await readMessages(db, actor, id)
      if (form.ok) {
        await sendMessage(db, actor, view, form.value)
        return undefined
      }
      const key = form.answers.key || randomUUID()
      return messagesPage({
        view,
        key,
        goesOut: goesOut(view.event),
        errors: form.errors,
        answers: form.answers,
      })
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${eventHref(id, 'messages')}?sent`, 303)
  })
}
