import { type App, parseUuid } from '../../../platform/http/index.ts'
import { sendMessageAgain } from '../../../platform/mail/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Actor } from '../domain.ts'
import { canSeeUnsentEmails } from '../policy.ts'
import { actorOf, inActorScope, SYSTEM } from '../sessions/hook.ts'
import { canSendAgain } from './actions.ts'
import { listUnsent } from './store.ts'
import { unsentPage } from './views.ts'

/** As many as anyone looks through; the newest say what is wrong. */
const SHOWN = 200

/** Emails that never arrived, for those who can put it right. */
export function emailRoutes(app: App): void {
  app.get<{ Querystring: { done?: unknown } }>('/people/emails', async (request, reply) => {
    const { programmeId } = readerOf(actorOf(request))
    const at = { programmeId, now: app.clock.now(), limit: SHOWN }
    const list = await inActorScope(request, (db) => listUnsent(db, at))
    return reply.page(unsentPage(list, request.query.done === 'sent-again'))
  })

  app.post<{ Params: { messageId: string } }>(
    '/people/emails/:messageId/sendings',
    async (request, reply) => {
      const actor = readerOf(actorOf(request))
      const id = parseUuid(request.params.messageId)
      const scopes = {
        seen: <T>(work: Parameters<typeof inActorScope<T>>[1]) => inActorScope(request, work),
        asSystem: <T>(work: Parameters<typeof inActorScope<T>>[1]) => app.database.inScope(SYSTEM, work),
      }
      if (await canSendAgain(scopes, actor, id, app.clock.now())) {
        await app.database.inScope(SYSTEM, (db) => sendMessageAgain(db, id))
      }
      return reply.redirect('/people/emails?done=sent-again', 303)
    },
  )
}

function readerOf(actor: Actor): Actor {
  if (!canSeeUnsentEmails(actor)) throw notFound()
  return actor
}
