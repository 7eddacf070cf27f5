import { cleanText } from '../../../platform/forms.ts'
import type { App } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { inOrderOfNeed } from '../domain.ts'
import { conversationSideOf } from '../policy.ts'
import { conversationHref } from '../words.ts'
import { listConversations, searchMessages } from './store.ts'
import { conversationsPage } from './views.ts'

const MOST_FOUND = 50

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
