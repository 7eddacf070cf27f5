import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../../../platform/database/index.ts'
import { formKey, parseForm, text } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import { actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import { mustBeAllowed, type PlanInView, readPlanInView } from '../change.ts'
import { findPlace, type Noun } from '../domain.ts'
import { canTakePart, planSideOf } from '../policy.ts'
import { pupilWarnings } from '../pupil-check.ts'
import { findLastWith } from '../versions/store.ts'
import { aboutOf, type Subject, subjectsOf, WHOLE_PLAN, wordsFor } from './domain.ts'
import { insertComment, listComments, resolveComment } from './store.ts'
import { commentsPage, threadHref } from './views.ts'

interface Params {
  id: string
}

const schema = z.object({
  key: formKey,
  about: z.string().max(60).catch(WHOLE_PLAN),
  /** Sent from the page of one line, to which it leads back. */
  at: z.string().max(10).optional().catch(undefined),
  text: text({ max: 2000, missing: 'Enter a comment', name: 'The comment' }),
})
const ABOUT = /^(priority|objective|action)[- ]([1-9]\d{0,8})$/

export function commentRoutes(app: App): void {
  app.get<{ Params: Params; Querystring: { about?: string } }>(
    '/plans/:id/comments',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const about = String(request.query.about ?? WHOLE_PLAN)
      const page = await inActorScope(request, async (db) => {
        const view = await readPlanInView(db, actor, id)
        const subject = about === WHOLE_PLAN ? undefined : await findSubject(db, view, about)
        if (about !== WHOLE_PLAN && !subject) throw notFound()
        return commentsPage({ view, comments: await listComments(db, id), key: randomUUID(), subject })
      })
      return reply.page(page)
    },
  )

  app.post<{ Params: Params }>('/plans/:id/comments', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(schema, request.body)
    const result = await inActorScope(request, async (db) => {
      const view = await readPlanInView(db, actor, id)
      const { partnership, plan } = view
      const side = planSideOf(actor, plan)
      mustBeAllowed(partnership, canTakePart(actor, partnership, plan))
      const { answers } = form
      const subject = await findSubject(db, view, answers.about ?? WHOLE_PLAN)
      const atLine = answers.at === 'line' ? subject : undefined
      const errors = form.ok
        ? pupilWarnings(answers, ['text'], { colleagues: await listColleagues(db, partnership) })
        : form.errors
      if (!form.ok || errors.length > 0 || !side) {
        const comments = await listComments(db, id)
        const key = answers.key || randomUUID()
        return commentsPage({ view, comments, key, subject: atLine, answers, errors })
      }
      const added = await insertComment(db, actor, {
        key: form.value.key,
        planId: id,
        about: subject?.about ?? WHOLE_PLAN,
        aboutWords: subject?.words ?? 'The whole plan',
        side,
        text: form.value.text,
      })
      if (added) {
        await recordHistory(db, actor, {
          about: { partnershipId: partnership.id },
          kind: 'plan.commented',
          sentence: 'Commented on the action plan',
        })
      }
      return threadHref(id, atLine?.about ?? WHOLE_PLAN)
    })
    return typeof result === 'string' ? reply.redirect(result, 303) : reply.page(result)
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

/** The plan, a line of it, or a line that it once had: what is said while a colleague takes the line out still belongs to it. */
async function findSubject(db: Db, { plan }: PlanInView, about: string): Promise<Subject | undefined> {
  const [, noun, id] = ABOUT.exec(about) ?? []
  if (!noun) return subjectsOf(plan).find((subject) => subject.about === about)
  const known = subjectsOf(plan).find((subject) => subject.about === `${noun} ${id}`)
  if (known) return known
  const last = await findLastWith(db, plan.id, noun as Noun, Number(id)) // the expression has just said so
  const place = last && findPlace(last, noun as Noun, Number(id))
  return place && { about: aboutOf(place), words: wordsFor(place), isGone: true }
}
