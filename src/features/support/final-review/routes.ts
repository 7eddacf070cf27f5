import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/database/index.ts'
import { type FormError, parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { pupilWarnings } from '../../action-plans/index.ts'
import { type Actor, actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { mustBeOpen, OVERTAKEN, readReviewInView, saveTopic, signReview } from './actions.ts'
import { isWritten, proposedFollowUp } from './domain.ts'
import { followUpRoutes } from './follow-up/routes.ts'
import { parseTopic, signatureSchema } from './forms.ts'
import { stepRoutes } from './step-routes.ts'
import { topicPage } from './topic-views.ts'
import { checkPage, finalReviewPage } from './views.ts'
import { finalReviewHref } from './words.ts'

interface Params {
  id: string
  topic: string
}

export function finalReviewRoutes(app: App, calendar: Calendar): void {
  const url = '/partnerships/:id/final-review'
  const today = () => app.clock.today()
  const viewOf = (db: Db, actor: Actor, id: number) => readReviewInView(db, actor, id, today())

  app.get<{ Params: Params }>(url, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    return reply.page(finalReviewPage(await inActorScope(request, (db) => viewOf(db, actor, id))))
  })

  app.get<{ Params: Params }>(`${url}/check`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    return reply.page(checkPage(await inActorScope(request, (db) => viewOf(db, actor, id))))
  })

  app.post<{ Params: Params }>(`${url}/signatures`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(signatureSchema, request.body)
    await inActorScope(request, async (db) =>
      signReview(db, await viewOf(db, actor, id), form.ok ? form.value.revision : 0),
    )
    return reply.redirect(finalReviewHref(id), 303)
  })

  stepRoutes(app)
  followUpRoutes(app)

  app.get<{ Params: Params }>(`${url}/:topic`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const { topic } = request.params
    if (!isWritten(topic)) throw notFound()
    const view = await inActorScope(request, (db) => viewOf(db, actor, id))
    mustBeOpen(view)
    return reply.page(
      topicPage({ view, topic, key: randomUUID(), proposedDay: proposedFollowUp(today(), calendar) }),
    )
  })

  app.post<{ Params: Params }>(`${url}/:topic`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const { topic } = request.params
    if (!isWritten(topic)) throw notFound()
    const page = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      mustBeOpen(view)
      const form = parseTopic(topic, request.body, { today: today(), calendar })
      const again = (errors: readonly FormError[], answers = form.answers, now = view) =>
        topicPage({ view: now, topic, key: randomUUID(), answers, errors })
      if (!form.ok) return again(form.errors)
      const colleagues = await listColleagues(db, view.partnership)
      const warned = pupilWarnings(form.answers, ['words'], { colleagues })
      if (warned.length > 0) return again(warned)
      if (await saveTopic(db, view, form.value)) return undefined
      // What somebody else wrote stands below the form; saving again puts these words in its place.
      const now = await viewOf(db, actor, id)
      const seen = String(now.review.topics.get(topic)?.revision ?? 0)
      return again([{ field: 'words', message: OVERTAKEN }], { ...form.answers, seen }, now)
    })
    return page ? reply.page(page) : reply.redirect(finalReviewHref(id), 303)
  })
}
