import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../../platform/database/index.ts'
import { choice, type FormError, parseForm } from '../../../platform/forms.ts'
import type { App } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { maybeActor, SYSTEM } from '../../people/index.ts'
import { offerOfCode } from '../links.ts'
import { answer, type OfferInView, readOffer } from './actions.ts'
import { offerPage } from './views.ts'

interface Params {
  offer: string
}

const answering = z.object({
  answer: choice(['taken', 'declined'], 'Select whether your school takes the places'),
  senior: z.string().optional(),
})

/** The rule of the programme is asked for here too: whoever takes places by the link may name the people later. */
function faultsOf(
  form: { readonly answer: 'taken' | 'declined'; readonly senior?: string | undefined },
  { open, offer }: OfferInView,
): FormError[] {
  if (!open || form.answer === 'declined' || !offer.asksSenior || form.senior === 'yes') return []
  return [{ field: 'senior', message: 'Confirm that at least one senior leader of the school will come' }]
}

/** An offer is answered by its link, signed in or not: whoever reads a school's email answers for the school. */
export function offerRoutes(app: App, options: { readonly secret: string }): void {
  const offerOf = (code: string): number => {
    const id = offerOfCode(options.secret, code)
    if (id === undefined) throw notFound()
    return id
  }
  const asService = <T>(request: FastifyRequest, work: (db: Db) => Promise<T>): Promise<T> => {
    const { database, clock } = request.server
    const now = { 'alongside.today': clock.today().toString(), 'alongside.now': clock.now().toString() }
    return database.inScope({ ...SYSTEM, ...now }, work)
  }

  app.get<{ Params: Params }>('/offers/:offer', async (request, reply) => {
    const id = offerOf(request.params.offer)
    const view = await asService(request, (db) => readOffer(db, id, app.clock.now()))
    return reply.page(
      offerPage({ view, code: request.params.offer, signedIn: maybeActor(request) !== undefined }),
    )
  })

  // Only pressing the button answers: a mail program that opens every link in a letter takes nothing.
  app.post<{ Params: Params }>('/offers/:offer', async (request, reply) => {
    const { offer: code } = request.params
    const id = offerOf(code)
    const actor = maybeActor(request)
    const form = parseForm(answering, request.body)
    const before = await asService(request, (db) => readOffer(db, id, app.clock.now()))
    const errors = form.ok ? faultsOf(form.value, before) : form.errors
    if (!form.ok || errors.length > 0) {
      const { answers } = form
      return reply.page(offerPage({ view: before, code, signedIn: actor !== undefined, errors, answers }))
    }
    await asService(request, (db) => answer(db, id, form.value.answer, actor ?? 'system', app.clock.now()))
    return reply.redirect(`/offers/${code}`, 303)
  })
}
