import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/database/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { canSeeEvents } from '../policy.ts'
import { eventHref } from '../words.ts'
import { giveBack, readOwnBooking, saveBooking, wasOvertaken } from './actions.ts'
import { parseBooking } from './forms.ts'
import { bookingPage, returnPage } from './views.ts'

interface Params {
  id: string
}

/** A school's own places: book, swap a name, give back. */
export function bookingRoutes(app: App): void {
  app.get<{ Params: Params }>('/events/:id/booking', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const now = app.clock.now()
    const view = await inActorScope(request, (db) => readOwnBooking(db, actor, id, now))
    return reply.page(bookingPage({ view, key: randomUUID(), now }))
  })

  app.post<{ Params: Params }>('/events/:id/booking', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const now = app.clock.now()
    const read = () => inActorScope(request, (db) => readOwnBooking(db, actor, id, now))
    try {
      const work = async (db: Db) => {
        const view = await readOwnBooking(db, actor, id, now)
        const form = parseBooking(request.body, view.event, view.party, view.booking)
        const { answers } = form
        const key = answers.key || randomUUID()
        if (!form.ok) return bookingPage({ view, key, now, errors: form.errors, answers })
        const seating = await saveBooking(db, view, form.value, now)
        return seating === 'seated' ? undefined : bookingPage({ view, key, now, answers, refused: seating })
      }
      // When booking opens, everybody comes at once.
      const wrong = await inActorScope(request, work, { crowded: true })
      return wrong ? reply.page(wrong) : reply.redirect(`${eventHref(id)}?booked`, 303)
    } catch (error) {
      if (!wasOvertaken(error)) throw error
      // Others were faster between reading and writing: what is true now is read again.
      const view = await read()
      const { answers } = parseBooking(request.body, view.event, view.party, view.booking)
      const refused = view.event.waiting > 0 ? 'others wait' : 'full'
      return reply.page(bookingPage({ view, key: answers.key || randomUUID(), now, answers, refused }))
    }
  })

  app.get<{ Params: Params }>('/events/:id/booking/return', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const now = app.clock.now()
    const view = await inActorScope(request, (db) => readOwnBooking(db, actor, id, now))
    return reply.page(returnPage(view, randomUUID()))
  })

  app.post<{ Params: Params }>('/events/:id/booking/return', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const now = app.clock.now()
    await inActorScope(request, async (db) => giveBack(db, await readOwnBooking(db, actor, id, now), now))
    return reply.redirect(`${eventHref(id)}?returned`, 303)
  })
}
