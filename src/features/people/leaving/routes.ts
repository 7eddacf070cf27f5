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
    if (!form.ok) {
      const assignment = await inActorScope(request, (db) => readEndable(db, actor, id))
      return reply.page(leavingPage(assignment, randomUUID(), form))
    }
    const { key, name, email } = form.value
    const leaving = {
      key,
      reason: reasonOf(form.value),
      successor: name && email ? { name, email } : undefined,
    }
    const ending = { now: app.clock.now(), days: options.invitationDays }
    const outcome = await inActorScope(request, (db) => end(db, actor, id, leaving, ending))
    return reply.redirect(`/people?done=${typeof outcome === 'number' ? 'replaced' : 'left'}`, 303)
  })
}
