import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/database/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { type EventKind, KINDS } from '../domain.ts'
import { kindsExpected } from '../expected.ts'
import { listThemes } from '../page/themes.ts'
import { canSeeEvents, kindsToCreate } from '../policy.ts'
import { eventHref } from '../words.ts'
import { changeDetails, createEvent, readOwnEvent } from './actions.ts'
import { parseDetails, parseNewEvent } from './forms.ts'
import { detailsOf, detailsPage, newEventPage } from './views.ts'

/** A new event, and what its guests see. */
export function detailsRoutes(app: App): void {
  app.get<{ Params: { eventKind: string } }>('/events/new/:eventKind', async (request, reply) => {
    const actor = actorOf(request)
    const kind = await inActorScope(request, (db) => kindFor(db, actor, request.params.eventKind))
    return reply.page(newEventPage({ actor, kind, key: randomUUID() }))
  })

  app.post<{ Params: { eventKind: string } }>('/events/new/:eventKind', async (request, reply) => {
    const actor = actorOf(request)
    const kind = await inActorScope(request, (db) => kindFor(db, actor, request.params.eventKind))
    const form = parseNewEvent(request.body, kind, app.clock.now())
    if (!form.ok) {
      const { errors, answers } = form
      return reply.page(newEventPage({ actor, kind, key: answers.key || randomUUID(), errors, answers }))
    }
    const id = await inActorScope(request, (db) => createEvent(db, actor, form.value))
    return reply.redirect(`${eventHref(id)}?created`, 303)
  })

  app.get<{ Params: { id: string } }>('/events/:id/details', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const [event, themes] = await inActorScope(request, async (db) => [
      await readOwnEvent(db, actor, id),
      await listThemes(db, actor.programmeId),
    ])
    return reply.page(detailsPage({ actor, event, themes, key: randomUUID() }))
  })

  app.post<{ Params: { id: string } }>('/events/:id/details', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeEvents(actor)) throw notFound()
    const wrong = await inActorScope(request, async (db) => {
      const event = await readOwnEvent(db, actor, id)
      const form = parseDetails(request.body, detailsOf(event))
      if (form.ok) return changeDetails(db, actor, event, form.value.seen, form.value)
      const { errors, answers } = form
      const themes = await listThemes(db, actor.programmeId)
      return detailsPage({ actor, event, themes, key: answers.key || randomUUID(), errors, answers })
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${eventHref(id)}?saved`, 303)
  })
}

/** Which kind somebody may make; any other is not found. */
async function kindFor(db: Db, actor: Actor, text: string): Promise<EventKind> {
  const kind = KINDS.find((each) => each === text)
  if (!kind || !kindsToCreate(actor, await kindsExpected(db, actor.programmeId)).includes(kind))
    throw notFound()
  return kind
}
