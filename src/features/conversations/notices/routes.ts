import { z } from 'zod'
import { parseForm } from '../../../platform/forms.ts'
import type { App } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { conversationSideOf } from '../policy.ts'
import { setWantsEmails, wantsEmails } from './store.ts'
import { preferencesPage } from './views.ts'

const preference = z.object({ emails: z.string().optional() })

export function noticeRoutes(app: App): void {
  app.get<{ Querystring: { saved?: string } }>('/conversations/preferences', async (request, reply) => {
    const actor = writerOf(actorOf(request))
    const wants = await inActorScope(request, (db) => wantsEmails(db, actor))
    return reply.page(preferencesPage(wants, request.query.saved !== undefined))
  })

  app.post('/conversations/preferences', async (request, reply) => {
    const actor = writerOf(actorOf(request))
    const form = parseForm(preference, request.body)
    await inActorScope(request, (db) => setWantsEmails(db, actor, form.ok && form.value.emails === 'yes'))
    return reply.redirect('/conversations/preferences?saved', 303)
  })
}

/** Only the people of the two schools write to each other. */
export function writerOf(actor: Actor): Actor {
  if (!conversationSideOf(actor)) throw notFound()
  return actor
}
