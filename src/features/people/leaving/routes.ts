import { randomUUID } from 'node:crypto'
import { parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { inviterOf } from '../invitations/routes.ts'
import type { PeopleOptions } from '../options.ts'
import { actorOf, inActorScope } from '../sessions/hook.ts'
import { end, readEndable } from './actions.ts'
import { leavingForm, reasonOf } from './forms.ts'
import { leavingPage, leftPage } from './views.ts'

/** Replacing a person who has left. */
export function leavingRoutes(app: App, options: PeopleOptions): void {
  app.get<{ Params: { assignmentId: string } }>('/people/:assignmentId/leaving', async (request, reply) => {
    const actor = inviterOf(actorOf(request))
    const id = parseId(request.params.assignmentId)
    const assignment = await inActorScope(request, (db) => readEndable(db, actor, id))
    return reply.page(assignment.endedAt ? leftPage(assignment) : leavingPage(assignment, randomUUID()))
  })

  app.post<{ Params: { assignmentId: string } }>('/people/:assignmentId/leaving', async (request, reply) => {
    const actor = inviterOf(actorOf(request))
    const id = parseId(request.params.assignmentId)
    const form = parseForm(leavingForm, request.body)
    return inActorScope(request, async (db) => {
      if (!form.ok) return reply.page(leavingPage(await readEndable(db, actor, id), randomUUID(), form))
      const { key, name, email } = form.value
      const successor = name && email ? { name, email } : undefined
      const outcome = await end(
        db,
        actor,
        id,
        { key, reason: reasonOf(form.value), successor },
        { now: app.clock.now(), days: options.invitationDays },
      )
      return reply.redirect(`/people?done=${typeof outcome === 'number' ? 'replaced' : 'left'}`, 303)
    })
  })
}
