import type { FastifyRequest } from 'fastify'
import type { Db } from '../../../platform/database/index.ts'
import type { App } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { SYSTEM } from '../../people/index.ts'
import type { Event } from '../domain.ts'
import { guestOfFeedbackCode } from '../links.ts'
import { mustHaveBegun } from '../standing.ts'
import { readEvent } from '../store.ts'
import { loadFeedback, versionOf } from './content.ts'
import { parseFeedbackForm } from './forms.ts'
import { findGuest, type Giver, hasGiven, insertAnswers, insertGiven } from './store.ts'
import { guestFeedbackPage } from './views.ts'

interface Params {
  guestCode: string
}

/** Guests need no account: the link in their email leads to the form. Once for each, and as nameless as any other. */
export function guestFeedbackRoutes(app: App, { secret }: { readonly secret: string }): void {
  const loading = loadFeedback()
  app.addHook('onReady', async () => {
    await loading
  })
  const asService = <T>(request: FastifyRequest, work: (db: Db) => Promise<T>): Promise<T> => {
    const { database, clock } = request.server
    const now = { 'alongside.today': clock.today().toString(), 'alongside.now': clock.now().toString() }
    return database.inScope({ ...SYSTEM, ...now }, work)
  }
  async function read(db: Db, code: string): Promise<{ event: Event; giver: Giver; given: boolean }> {
    const id = guestOfFeedbackCode(secret, code)
    const guest = id === undefined ? undefined : await findGuest(db, id)
    if (!guest) throw notFound()
    const event = await readEvent(db, guest.eventId)
    mustHaveBegun(event, app.clock.now())
    return { event, giver: guest.giver, given: await hasGiven(db, guest.giver, event.id) }
  }

  app.get<{ Params: Params }>('/feedback/:guestCode', async (request, reply) => {
    const { guestCode: code } = request.params
    const { event, given } = await asService(request, (db) => read(db, code))
    const { current } = await loading
    return reply.page(guestFeedbackPage({ event, given, current, action: `/feedback/${code}` }))
  })

  app.post<{ Params: Params }>('/feedback/:guestCode', async (request, reply) => {
    const { guestCode: code } = request.params
    const { current } = await loading
    const wrong = await asService(request, async (db) => {
      const { event, giver, given } = await read(db, code)
      if (given) return undefined
      const form = parseFeedbackForm(current, event.kind, request.body)
      if (!form.ok) {
        const { errors, answers } = form
        return guestFeedbackPage({ event, given, current, action: `/feedback/${code}`, errors, answers })
      }
      if (await insertGiven(db, giver, event.id))
        await insertAnswers(db, event.id, versionOf(current), form.value)
      return undefined
    })
    return wrong ? reply.page(wrong) : reply.redirect(`/feedback/${code}`, 303)
  })
}
