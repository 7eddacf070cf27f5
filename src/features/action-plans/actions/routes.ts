import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/database/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { mustBeAllowed, readPlanInView } from '../change.ts'
import { type Action, findPlace } from '../domain.ts'
import { canEdit, canUpdate } from '../policy.ts'
import { readPlanIdOf } from '../store.ts'
import { answerProposal, updateAction } from './actions.ts'
import { parseAnswer, parseUpdate } from './forms.ts'
import { listUpdates } from './store.ts'
import { actionPage } from './views.ts'

interface Params {
  id: string
}

export function actionRoutes(app: App): void {
  app.get<{ Params: Params; Querystring: { saved?: string } }>('/actions/:id', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const saved = request.query.saved !== undefined
    const data = await inActorScope(request, (db) => readAction(db, actor, id))
    return reply.page(actionPage({ ...data, today: app.clock.today(), key: randomUUID(), saved }))
  })

  app.post<{ Params: Params }>('/actions/:id/updates', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const today = app.clock.today()
    const form = parseUpdate(request.body)
    const { answers } = form
    const page = await inActorScope(request, async (db) => {
      const data = await readAction(db, actor, id)
      const { view, action } = data
      const { partnership, plan } = view
      mustBeAllowed(partnership, canUpdate(actor, partnership, plan, action))
      if (!form.ok)
        return actionPage({ ...data, today, key: answers.key || randomUUID(), answers, errors: form.errors })
      const changedTo = await updateAction(db, view, action, form.value, today)
      return changedTo && actionPage({ ...data, today, key: randomUUID(), answers, changedTo })
    })
    return page ? reply.page(page) : reply.redirect(`/actions/${id}?saved`, 303)
  })

  app.post<{ Params: Params }>('/actions/:id/answers', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseAnswer(request.body)
    const page = await inActorScope(request, async (db) => {
      const data = await readAction(db, actor, id)
      mustBeAllowed(data.view.partnership, canEdit(actor, data.view.partnership))
      if (form.ok) {
        await answerProposal(db, data.view, data.action, form.value)
        return undefined
      }
      const { errors, answers } = form
      return actionPage({
        ...data,
        today: app.clock.today(),
        key: answers.key || randomUUID(),
        answers,
        errors,
      })
    })
    return page ? reply.page(page) : reply.redirect(`/actions/${id}?saved`, 303)
  })
}

async function readAction(db: Db, actor: Actor, id: number) {
  const view = await readPlanInView(db, actor, await readPlanIdOf(db, 'action', id))
  const place = findPlace(view.plan, 'action', id)
  if (!place) throw notFound()
  return { view, place, action: place.line as Action, updates: await listUpdates(db, id) } // asked for by its noun
}
