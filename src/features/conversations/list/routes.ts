import { cleanText } from '../../../platform/forms.ts'
import type { App } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope, maybeActor } from '../../people/index.ts'
import { inOrderOfNeed } from '../domain.ts'
import { conversationSideOf } from '../policy.ts'
import { conversationHref } from '../words.ts'
import { countUnseen, listConversations, searchMessages } from './store.ts'
import { conversationsPage } from './views.ts'

const MOST_FOUND = 50

declare module 'fastify' {
  interface FastifyRequest {
    /** Messages that whoever asks has not seen; for the navigation of a page. */
    unseenMessages: number
  }
}

export function listRoutes(app: App): void {
  app.get<{ Querystring: { text?: string } }>('/conversations', async (request, reply) => {
    const actor = actorOf(request)
    const side = conversationSideOf(actor)
    if (!side) throw notFound()
    const text = cleanText(String(request.query.text ?? '')).slice(0, 200)
    const [conversations, found] = await inActorScope(request, async (db) => [
      await listConversations(db, side),
      text === '' ? undefined : await searchMessages(db, text, MOST_FOUND),
    ])
    const [only] = conversations
    // Most schools write with one hub: a list of one is a page too many.
    if (side === 'partner' && only && conversations.length === 1 && request.query.text === undefined)
      return reply.redirect(conversationHref(only.partnershipId), 303)
    return reply.page(
      conversationsPage({ side, conversations: inOrderOfNeed(conversations), text, found, most: MOST_FOUND }),
    )
  })
}

/** Counts what is new with every page of the people of the two schools. Before the routes whose pages show it. */
export function countMessages(app: App): void {
  app.decorateRequest('unseenMessages', 0)
  app.addHook('preHandler', async (request) => {
    const actor = maybeActor(request)
    if (request.method !== 'GET' || !actor || !conversationSideOf(actor)) return
    if (/\.\w+$/.test(request.routeOptions.url ?? '')) return // a file has no navigation
    request.unseenMessages = await inActorScope(request, countUnseen)
  })
}
