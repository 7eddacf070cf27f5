import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../../../platform/database/index.ts'
import { formKey, parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { conflict, notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { CHANGED_MEANWHILE, readBooking, readOwnBooking, wasOvertaken } from '../bookings/actions.ts'
import { offerPath } from '../links.ts'
import { canRun, canSeeEvents } from '../policy.ts'
import { inOrder } from '../seating.ts'
import { eventHref } from '../words.ts'
import { joinList, leaveWaiting, mostToAsk } from './actions.ts'
import { findOpenOffer, findOpenWait, listOpenOffers, listWaitNames, readQueue } from './store.ts'
import { linePage, waitingPage } from './views.ts'

interface Params {
  id: string
}

const asking = (most: number, more: boolean) =>
  z.object({
    key: formKey,
    places: z.coerce
      .number({ error: 'Select how many places you need' })
      .int('Select how many places you need')
      .min(1, 'Select how many places you need')
      .max(most, `A school can have ${most}${more ? ' more' : ''} places at this event`),
  })

/** The waiting list: for a school its own place in the line, for the host the whole line with reasons. */
export function waitingRoutes(app: App, options: { readonly secret: string }): void {
  app.get<{ Params: Params }>('/events/:id/waiting', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const now = app.clock.now()
    const page = await inActorScope(request, async (db) => {
      const view = await readBooking(db, actor, id, now)
      const queue = inOrder(await readQueue(db, id))
      if (canRun(actor, view.event)) {
        const [names, offers] = await Promise.all([listWaitNames(db, id), listOpenOffers(db, id)])
        return linePage({ event: view.event, queue, names, offers })
      }
      const own = await readOwnBooking(db, actor, id, now)
      const [wait, offer] = await Promise.all([
        findOpenWait(db, id, own.party),
        findOpenOffer(db, id, own.party),
      ])
      const offerHref = offer && offerPath(options.secret, offer.id)
      return waitingPage({ view: own, wait, offer, offerHref, queue, key: randomUUID() })
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>('/events/:id/waiting', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const now = app.clock.now()
    const work = async (db: Db) => {
      const view = await readOwnBooking(db, actor, id, now)
      const form = parseForm(asking(mostToAsk(view), view.booking !== undefined), request.body)
      // Whoever can have no more is told so, whatever they chose.
      if (form.ok || mostToAsk(view) < 1)
        return joinList(db, view, form.ok ? form.value : { key: randomUUID(), places: 1 })
      const { errors, answers } = form
      const queue = inOrder(await readQueue(db, id))
      const key = answers.key || randomUUID()
      return waitingPage({
        view,
        wait: undefined,
        offer: undefined,
        offerHref: undefined,
        queue,
        key,
        errors,
        answers,
      })
    }
    const wrong = await inActorScope(request, work).catch((error: unknown) => {
      if (wasOvertaken(error)) throw conflict(CHANGED_MEANWHILE)
      throw error
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${eventHref(id)}?waiting`, 303)
  })

  app.post<{ Params: Params }>('/events/:id/waiting/end', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const now = app.clock.now()
    await inActorScope(request, async (db) => leaveWaiting(db, await readOwnBooking(db, actor, id, now)))
    return reply.redirect(`${eventHref(id)}?left`, 303)
  })
}
