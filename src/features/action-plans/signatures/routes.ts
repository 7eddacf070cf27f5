import { z } from 'zod'
import { parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { unreadable } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { readPlanInView } from '../change.ts'
import { planHref } from '../words.ts'
import { signPlan } from './actions.ts'

const schema = z.object({ version: z.coerce.number().int().min(1).max(2_147_483_647) })

/** The button stands on the page of the plan: whoever signs has the words before them. */
export function signatureRoutes(app: App): void {
  app.post<{ Params: { id: string } }>('/plans/:id/signatures', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(schema, request.body)
    if (!form.ok) throw unreadable('This form has expired: open the plan again.')
    const partnershipId = await inActorScope(request, async (db) => {
      const view = await readPlanInView(db, actor, id)
      await signPlan(db, view, form.value.version)
      return view.partnership.id
    })
    return reply.redirect(`${planHref(partnershipId)}#agreement`, 303)
  })
}
