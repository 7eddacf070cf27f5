import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/database/index.ts'
import { parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { forbidden } from '../../../platform/refusal.ts'
import { pupilWarnings } from '../../action-plans/index.ts'
import { recordHistory } from '../../history/index.ts'
import { readPartnership } from '../../partnerships/index.ts'
import { type Actor, actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import { mustBeAllowed } from '../giving/actions.ts'
import { canDecline, canTakeBack } from '../policy.ts'
import { othersThan, readPartnershipInView } from '../subject.ts'
import { documentsHref, nameOf } from '../words.ts'
import { parseRequest, reasonForm } from './forms.ts'
import { closeRequest, insertRequest, readRequest } from './store.ts'
import { newRequestPage, requestPage } from './views.ts'

interface Params {
  id: string
}
interface OfRequest {
  requestId: string
}

export function requestRoutes(app: App): void {
  app.get<{ Params: Params }>('/partnerships/:id/documents/requests/new', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => readPartnershipInView(db, actor, id))
    mustBeAllowed(actor, view.partnership)
    return reply.page(newRequestPage({ view, key: randomUUID() }))
  })

  app.post<{ Params: Params }>('/partnerships/:id/documents/requests', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const wrong = await inActorScope(request, async (db) => {
      const view = await readPartnershipInView(db, actor, id)
      mustBeAllowed(actor, view.partnership)
      const form = parseRequest(request.body, othersThan(view.side), app.clock.today())
      const colleagues = await listColleagues(db, view.partnership)
      const errors = form.ok ? pupilWarnings(form.answers, ['title', 'why'], { colleagues }) : form.errors
      if (!form.ok || errors.length > 0) {
        const { answers } = form
        return newRequestPage({ view, key: answers.key || randomUUID(), errors, answers })
      }
      const added = await insertRequest(db, actor, {
        ...form.value,
        partnershipId: id,
        askingSide: view.side,
      })
      if (added !== undefined) {
        const whom = nameOf(form.value.askedSide, view.partnership)
        await note(db, actor, id, 'document.asked-for', `Asked ${whom} for a document`, added)
      }
      return undefined
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${documentsHref(id)}?saved=asked`, 303)
  })

  app.get<{ Params: OfRequest }>('/document-requests/:requestId', async (request, reply) => {
    const actor = actorOf(request)
    const page = await inActorScope(request, (db) => readInView(db, parseId(request.params.requestId)))
    return reply.page(requestPage({ ...page, actor }))
  })

  app.post<{ Params: OfRequest }>('/document-requests/:requestId/closure', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.requestId)
    const outcome = await inActorScope(request, async (db) => {
      const seen = await readInView(db, id)
      if (!canDecline(actor, seen.request)) throw forbidden('Whoever was asked says that it is not needed.')
      const form = parseForm(reasonForm, request.body)
      const colleagues = await listColleagues(db, seen.partnership)
      const errors = form.ok ? pupilWarnings(form.answers, ['reason'], { colleagues }) : form.errors
      if (!form.ok || errors.length > 0) {
        return { wrong: requestPage({ ...seen, actor, errors, answers: form.answers }) }
      }
      if (await closeRequest(db, actor, id, { as: 'not-needed', reason: form.value.reason })) {
        const sentence = 'Said that a document that was asked for is not needed'
        await note(db, actor, seen.partnership.id, 'document.not-needed', sentence, id)
      }
      return { back: documentsHref(seen.partnership.id) }
    })
    return outcome.wrong ? reply.page(outcome.wrong) : reply.redirect(`${outcome.back}?saved=closed`, 303)
  })

  app.post<{ Params: OfRequest }>('/document-requests/:requestId/withdrawal', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.requestId)
    const back = await inActorScope(request, async (db) => {
      const seen = await readInView(db, id)
      if (!canTakeBack(actor, seen.request)) throw forbidden('Whoever asked takes the request back.')
      if (await closeRequest(db, actor, id, { as: 'taken-back', reason: '' })) {
        const sentence = 'Took back a request for a document'
        await note(db, actor, seen.partnership.id, 'document.request-taken-back', sentence, id)
      }
      return documentsHref(seen.partnership.id)
    })
    return reply.redirect(`${back}?saved=closed`, 303)
  })
}

async function readInView(db: Db, id: number) {
  const request = await readRequest(db, id)
  return { request, partnership: await readPartnership(db, request.partnershipId) }
}

/** What was asked for stays out of the history, which is never deleted. */
async function note(
  db: Db,
  actor: Actor,
  partnershipId: number,
  kind: string,
  sentence: string,
  request: number,
): Promise<void> {
  await recordHistory(db, actor, { about: { partnershipId }, kind, sentence, details: { request } })
}
