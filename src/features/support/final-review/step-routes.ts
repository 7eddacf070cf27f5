/** Next steps of a final review, each with its owner. */
import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/database/index.ts'
import { type Answers, type FormError, parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { pupilWarnings } from '../../action-plans/index.ts'
import { type Actor, actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import {
  addStep,
  changeStep,
  mustBeOpen,
  OVERTAKEN,
  type ReviewInView,
  readReviewInView,
  readStepInView,
  removeStep,
} from './actions.ts'
import { parseStep, removalSchema } from './forms.ts'
import { stepPage } from './step-views.ts'
import { nextStepsPage } from './topic-views.ts'
import { topicHref } from './words.ts'

interface Params {
  id: string
}

export function stepRoutes(app: App): void {
  const list = '/partnerships/:id/final-review/next-steps'
  const one = '/final-review-steps/:stepId'
  const today = () => app.clock.today()
  const viewOf = (db: Db, actor: Actor, id: number) => readReviewInView(db, actor, id, today())

  app.get<{ Params: Params }>(list, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => viewOf(db, actor, id))
    mustBeOpen(view)
    return reply.page(nextStepsPage(view))
  })

  app.get<{ Params: Params }>(`${list}/new`, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => viewOf(db, actor, id))
    mustBeOpen(view)
    return reply.page(stepPage({ view, key: randomUUID() }))
  })

  app.post<{ Params: Params }>(list, async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const view = await viewOf(db, actor, id)
      mustBeOpen(view)
      const form = parseStep(request.body)
      const again = (errors: readonly FormError[]) =>
        stepPage({ view, key: form.answers.key || randomUUID(), answers: form.answers, errors })
      if (!form.ok) return again(form.errors)
      const warned = await warnings(db, view, form.answers)
      if (warned.length > 0) return again(warned)
      await addStep(db, view, form.value.key, form.value.words)
      return undefined
    })
    return page ? reply.page(page) : reply.redirect(topicHref(id, 'next-steps'), 303)
  })

  app.get<{ Params: { stepId: string } }>(one, async (request, reply) => {
    const actor = actorOf(request)
    const stepId = parseId(request.params.stepId)
    const { view, step } = await inActorScope(request, (db) => readStepInView(db, actor, stepId, today()))
    mustBeOpen(view)
    return reply.page(stepPage({ view, step, key: randomUUID() }))
  })

  app.post<{ Params: { stepId: string } }>(one, async (request, reply) => {
    const actor = actorOf(request)
    const stepId = parseId(request.params.stepId)
    const result = await inActorScope(request, async (db) => {
      const { view, step } = await readStepInView(db, actor, stepId, today())
      mustBeOpen(view)
      const form = parseStep(request.body)
      const again = (errors: readonly FormError[], answers = form.answers, now = step) =>
        stepPage({ view, step: now, key: randomUUID(), answers, errors })
      if (!form.ok) return again(form.errors)
      const warned = await warnings(db, view, form.answers)
      if (warned.length > 0) return again(warned)
      const { key, seen, words } = form.value
      if (await changeStep(db, view, { id: stepId, seen, key }, words)) return view.partnership.id
      const now = (await readStepInView(db, actor, stepId, today())).step
      const answers = { ...form.answers, seen: String(now.revision) }
      return again([{ field: 'text', message: OVERTAKEN }], answers, now)
    })
    return typeof result === 'number'
      ? reply.redirect(topicHref(result, 'next-steps'), 303)
      : reply.page(result)
  })

  app.post<{ Params: { stepId: string } }>(`${one}/removal`, async (request, reply) => {
    const actor = actorOf(request)
    const stepId = parseId(request.params.stepId)
    const form = parseForm(removalSchema, request.body)
    const id = await inActorScope(request, async (db) => {
      const { view } = await readStepInView(db, actor, stepId, today())
      await removeStep(db, view, stepId, form.ok ? form.value.seen : 0)
      return view.partnership.id
    })
    return reply.redirect(topicHref(id, 'next-steps'), 303)
  })
}

async function warnings(db: Db, { partnership }: ReviewInView, answers: Answers): Promise<FormError[]> {
  const colleagues = [...(await listColleagues(db, partnership)), answers.ownerName ?? '']
  return pupilWarnings(answers, ['text'], { colleagues })
}
