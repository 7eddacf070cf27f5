import { z } from 'zod'
import { parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { readCheck, submit } from './actions.ts'
import { checkPage } from './views.ts'

interface Params {
  assessmentId: string
}

const count = z.coerce.number().int().min(0).max(2_147_483_647)
const submissionForm = z.object({ seen: count.catch(0), gaps: count.optional().catch(undefined) })

export function submissionRoutes(app: App): void {
  app.get<{ Params: Params }>('/self-assessments/:assessmentId/check', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.assessmentId)
    const view = await inActorScope(request, (db) => readCheck(db, actor, id))
    return reply.page(checkPage(view))
  })

  app.post<{ Params: Params }>('/self-assessments/:assessmentId/submission', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.assessmentId)
    const form = parseForm(submissionForm, request.body)
    const { seen, gaps } = form.ok ? form.value : { seen: 0, gaps: undefined }
    const wrong = await inActorScope(request, async (db) => {
      const done = await submit(db, actor, id, { seen, gaps })
      if (done === 'submitted') return undefined
      const view = await readCheck(db, actor, id)
      return done === 'gaps'
        ? checkPage(view, [
            { field: 'gaps', message: 'Give every statement a level, or say that these are left out' },
          ])
        : checkPage(
            view,
            [
              {
                field: 'submit',
                message: 'Answers were changed while you had this page open: look at them again',
              },
            ],
            409,
          )
    })
    return wrong ? reply.page(wrong) : reply.redirect(`/self-assessments/${id}?submitted=now`, 303)
  })
}
