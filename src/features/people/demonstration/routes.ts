import type { App } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { SYSTEM, startSession } from '../sessions/hook.ts'
import { findAssignment } from '../store.ts'
import { readPersonas } from './personas.ts'

/** In the demonstration world anyone may be anyone: mounted there only, so elsewhere these addresses do not exist. */
export function personaRoutes(app: App): void {
  app.post<{ Params: { persona: string } }>('/sign-in/as/:persona', async (request, reply) => {
    await app.database.inScope(SYSTEM, async (db) => {
      const persona = (await readPersonas(db)).get(request.params.persona)
      const assignment = persona && (await findAssignment(db, persona.assignmentId))
      if (!assignment || assignment.endedAt) throw notFound()
      await startSession(db, request, reply, {
        accountId: assignment.accountId,
        assignmentId: assignment.id,
        by: 'demonstration',
      })
    })
    return reply.redirect('/', 303)
  })
}
