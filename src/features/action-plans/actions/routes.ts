import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/database/index.ts'
import type { Answers } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { mustBeAllowed, type PlanInView } from '../change.ts'
import type { Action, Place } from '../domain.ts'
import { readGone, readPlaceOfForm, saidOfGone } from '../lines/gone.ts'
import { contextOf, readPlace } from '../lines/places.ts'
import { canEdit, canUpdate } from '../policy.ts'
import { STATE_NAMES } from '../words.ts'
import { answerProposal, updateAction } from './actions.ts'
import { parseAnswer, parseUpdate } from './forms.ts'
import { listUpdates } from './store.ts'
import { actionPage } from './views.ts'

interface Params {
  id: string
}

export function actionRoutes(app: App, calendar: Calendar): void {
  app.get<{ Params: Params; Querystring: { saved?: string } }>('/actions/:id', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const saved = request.query.saved !== undefined
    const data = await inActorScope(request, async (db) => {
      const { view, place } = await readPlace(db, actor, 'action', id)
      return readAction(db, view, place)
    })
    return reply.page(actionPage({ ...data, today: app.clock.today(), key: randomUUID(), saved }))
  })

  app.post<{ Params: Params }>('/actions/:id/updates', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const today = app.clock.today()
    const page = await inActorScope(request, async (db) => {
      const { view, place, gone } = await readPlaceOfForm(db, actor, 'action', id, request.body)
      const form = parseUpdate(request.body, await listColleagues(db, view.partnership))
      const { answers } = form
      const said = saidIn(answers, 'state', 'note')
      if (gone) return saidOfGone(view, gone, contextOf(app, view, calendar), said)
      const data = await readAction(db, view, place)
      const { partnership, plan } = view
      mustBeAllowed(partnership, canUpdate(actor, partnership, plan, data.action))
      if (!form.ok)
        return actionPage({ ...data, today, key: answers.key || randomUUID(), answers, errors: form.errors })
      const changedTo = await updateAction(db, view, data.action, form.value, today)
      if (changedTo === 'gone') {
        return saidOfGone(view, await readGone(db, view, 'action', id), contextOf(app, view, calendar), said)
      }
      return changedTo && actionPage({ ...data, today, key: randomUUID(), answers, changedTo })
    })
    return page ? reply.page(page) : reply.redirect(`/actions/${id}?saved`, 303)
  })

  app.post<{ Params: Params }>('/actions/:id/answers', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const { view, place, gone } = await readPlaceOfForm(db, actor, 'action', id, request.body)
      const form = parseAnswer(request.body, await listColleagues(db, view.partnership))
      const { answers } = form
      if (gone)
        return saidOfGone(view, gone, contextOf(app, view, calendar), saidIn(answers, 'answer', 'reason'))
      const data = await readAction(db, view, place)
      mustBeAllowed(view.partnership, canEdit(actor, view.partnership))
      if (form.ok) {
        await answerProposal(db, view, data.action, form.value)
        return undefined
      }
      const { errors } = form
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

async function readAction(db: Db, view: PlanInView, place: Place) {
  return { view, place, action: place.line as Action, updates: await listUpdates(db, place.line.id) } // asked for by its noun
}

const SAID: Readonly<Record<string, string>> = {
  ...STATE_NAMES,
  'take-up': 'We take it up',
  not: 'We do not take it up',
}

/** What was typed about an action that is gone meanwhile. */
function saidIn(answers: Answers, choice: 'state' | 'answer', words: 'note' | 'reason') {
  const chosen = SAID[answers[choice] ?? '']
  const written = answers[words] ?? ''
  return [
    ...(chosen ? [{ key: choice === 'state' ? 'How it goes' : 'Answer', value: chosen }] : []),
    ...(written ? [{ key: choice === 'state' ? 'One line' : 'Why not', value: written }] : []),
  ]
}
