import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { formKey, parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { unreadable } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { readOverview, startSelfAssessment } from './actions.ts'
import { overviewPage } from './views.ts'

const startForm = z.object({ key: formKey, questionnaire: z.string().max(80).optional() })

export function overviewRoutes(app: App): void {
  app.get<{ Params: { id: string } }>('/partnerships/:id/self-assessment', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => readOverview(db, actor, id))
    return reply.page(overviewPage({ ...view, key: randomUUID() }))
  })

  app.post<{ Params: { id: string } }>('/partnerships/:id/self-assessment', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(startForm, request.body)
    await inActorScope(request, async (db) => {
      // Whoever may not see it must not learn from a broken form that it is there.
      await readOverview(db, actor, id)
      if (!form.ok) throw unreadable('This form has expired. Open the page again.')
      const { key, questionnaire } = form.value
      await startSelfAssessment(db, actor, id, { key, questionnaire })
    })
    return reply.redirect(`/partnerships/${id}/self-assessment`, 303)
  })
}
