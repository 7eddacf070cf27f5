import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { formKey, parseForm, text } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { recordHistory } from '../../history/index.ts'
import { actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import { mustBeAllowed, readPlanInView } from '../change.ts'
import { canTakePart, planSideOf } from '../policy.ts'
import { pupilWarnings } from '../pupil-check.ts'
import { insertComment, listComments, resolveComment } from './store.ts'
import { commentsPage, subjectsOf } from './views.ts'

interface Params {
  id: string
}

const schema = z.object({
  key: formKey,
  about: z.string().max(60).catch('plan'),
  text: text({ max: 2000, missing: 'Enter a comment', name: 'The comment' }),
})

export function commentRoutes(app: App): void {
  app.get<{ Params: Params; Querystring: { about?: string } }>(
    '/plans/:id/comments',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const about = String(request.query.about ?? 'plan').replace('-', ' ')
      const page = await inActorScope(request, async (db) => {
        const view = await readPlanInView(db, actor, id)
        return commentsPage({ view, comments: await listComments(db, id), key: randomUUID(), about })
      })
      return reply.page(page)
    },
  )

  app.post<{ Params: Params }>('/plans/:id/comments', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(schema, request.body)
    const page = await inActorScope(request, async (db) => {
      const view = await readPlanInView(db, actor, id)
      const { partnership, plan } = view
      const side = planSideOf(actor, plan)
      mustBeAllowed(partnership, canTakePart(actor, partnership, plan))
      const { answers } = form
      const errors = form.ok
        ? pupilWarnings(answers, ['text'], { colleagues: await listColleagues(db, partnership) })
        : form.errors
      if (!form.ok || errors.length > 0 || !side) {
        return commentsPage({
          view,
          comments: await listComments(db, id),
          key: answers.key || randomUUID(),
          answers,
          errors,
        })
      }
      // A line that was taken out meanwhile: then the comment is about the plan.
      const subject = subjectsOf(view).find(({ value }) => value === form.value.about)
      const { key, text } = form.value
      const added = await insertComment(db, actor, {
        key,
        planId: id,
        about: subject?.value ?? 'plan',
        aboutWords: subject?.text ?? 'The whole plan',
        side,
        text,
      })
      if (added) {
        await recordHistory(db, actor, {
          about: { partnershipId: partnership.id },
          kind: 'plan.commented',
          sentence: 'Commented on the action plan',
        })
      }
      return undefined
    })
    return page ? reply.page(page) : reply.redirect(`/plans/${id}/comments`, 303)
  })

  app.post<{ Params: Params & { commentId: string } }>(
    '/plans/:id/comments/:commentId/settlement',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const commentId = parseId(request.params.commentId)
      await inActorScope(request, async (db) => {
        const { partnership, plan } = await readPlanInView(db, actor, id)
        mustBeAllowed(partnership, canTakePart(actor, partnership, plan))
        await resolveComment(db, actor, id, commentId)
      })
      return reply.redirect(`/plans/${id}/comments`, 303)
    },
  )
}
