import { randomUUID } from 'node:crypto'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { wasOvertaken } from '../bookings/actions.ts'
import { readOwnEvent } from '../details/actions.ts'
import { canSeeEvents } from '../policy.ts'
import { eventHref } from '../words.ts'
import { bookIn, changePlaces, type HostBooked } from './actions.ts'
import { parseHostBooking, parsePlaces } from './forms.ts'
import { listAbsent } from './store.ts'
import { placesPage } from './views.ts'

interface Params {
  id: string
}

const REFUSED: Readonly<Record<Exclude<HostBooked, 'booked'>, { field: string; message: string }>> = {
  'not one of yours': {
    field: 'party',
    message: 'This school has places already, or cannot come: select another',
  },
  full: { field: 'places', message: 'There are not so many places, held back and free together' },
  waits: { field: 'party', message: 'This school is on the waiting list and is offered places in its turn' },
}
const OVERTAKEN = 'Somebody booked in the meantime, so the numbers do not fit any more. Look at them again.'

/** The host’s side of places. */
export function placesRoutes(app: App): void {
  app.get<{ Params: Params }>('/events/:id/places', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const page = await inActorScope(request, async (db) => {
      const event = await readOwnEvent(db, actor, id)
      const absent = await listAbsent(db, event)
      return placesPage({ event, absent, now: app.clock.now(), key: randomUUID() })
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>('/events/:id/places', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const now = app.clock.now()
    const again = async (overtaken: boolean) =>
      inActorScope(request, async (db) => {
        const event = await readOwnEvent(db, actor, id)
        const form = parsePlaces(request.body, event)
        if (form.ok && !overtaken) {
          await changePlaces(db, actor, event, form.value.seen, form.value)
          return undefined
        }
        const errors = form.ok ? [{ field: 'capacity', message: OVERTAKEN }] : form.errors
        const { answers } = form
        const absent = await listAbsent(db, event)
        const key = answers.key || randomUUID()
        return placesPage({ event, absent, now, key, sent: 'places', errors, answers })
      })
    const wrong = await again(false).catch((error: unknown) => {
      if (wasOvertaken(error)) return again(true)
      throw error
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${eventHref(id)}?places`, 303)
  })

  app.post<{ Params: Params }>('/events/:id/places/bookings', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const now = app.clock.now()
    const again = async (overtaken: boolean) =>
      inActorScope(request, async (db) => {
        const event = await readOwnEvent(db, actor, id)
        const form = parseHostBooking(request.body)
        const booked = form.ok && !overtaken ? await bookIn(db, actor, event, form.value, now) : 'full'
        if (form.ok && booked === 'booked') return undefined
        const errors = form.ok ? [booked === 'booked' ? REFUSED.full : REFUSED[booked]] : form.errors
        const { answers } = form
        const absent = await listAbsent(db, event)
        const key = answers.key || randomUUID()
        return placesPage({ event, absent, now, key, sent: 'booking', errors, answers })
      })
    const wrong = await again(false).catch((error: unknown) => {
      if (wasOvertaken(error)) return again(true)
      throw error
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${eventHref(id)}?places`, 303)
  })
}
