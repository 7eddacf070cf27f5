import type { App } from '../../../platform/http/index.ts'
import { listOutbox } from '../../../platform/mail/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { safeNext } from '../next.ts'
import { enter, SYSTEM } from '../sessions/hook.ts'
import { findAssignment } from '../store.ts'
import { readPersonas } from './personas.ts'
import { outboxPage } from './views.ts'

/** In the demonstration world anyone may be anyone: mounted there only, so elsewhere this address does not exist. */
export function personaRoutes(app: App): void {
  app.post<{ Params: { persona: string } }>('/sign-in/as/:persona', async (request, reply) => {
    const body = request.body as { next?: unknown } | undefined
    const to = await app.database.inScope(SYSTEM, async (db) => {
      const persona = (await readPersonas(db)).get(request.params.persona)
      const assignment = persona && (await findAssignment(db, persona.assignmentId))
      if (!assignment || assignment.endedAt) throw notFound()
      const { accountId, id } = assignment
      return enter(db, request, reply, {
        accountId,
        assignmentId: id,
        by: 'demonstration',
        next: safeNext(body?.next),
      })
    })
    return reply.redirect(to, 303)
  })
}

/** Emails that no service carries, open to every visitor: one-time codes are in them, so never outside the demonstration. */
export function outboxRoutes(app: App): void {
  app.get('/outbox', async (_request, reply) =>
    reply.page(outboxPage(await app.database.inScope(SYSTEM, (db) => listOutbox(db, 20)))),
  )
}
