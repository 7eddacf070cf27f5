import { type App, parseId } from '../../../../platform/http/index.ts'
import { actorOf, inActorScope } from '../../../people/index.ts'
import { readOwnWave } from '../wave.ts'
import { waveHref } from '../words.ts'
import { changeWindow, closeWave, stopAnswers } from './actions.ts'
import { parseEnding, parseWindow } from './forms.ts'
import { closePage, windowPage } from './views.ts'

interface Params {
  id: string
}

/** When a survey is open, and its end. */
export function changeRoutes(app: App): void {
  app.get<{ Params: Params }>('/surveys/:id/window', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => readOwnWave(db, actor, id, app.clock.now()))
    return reply.page(windowPage(view))
  })

  app.post<{ Params: Params }>('/surveys/:id/window', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const now = app.clock.now()
    const wrong = await inActorScope(request, async (db) => {
      const view = await readOwnWave(db, actor, id, now)
      const form = parseWindow(request.body, view, now)
      if (!form.ok) return windowPage({ ...view, errors: form.errors, answers: form.answers })
      await changeWindow(db, actor, view, form.value)
      return undefined
    })
    return wrong ? reply.page(wrong) : reply.redirect(`${waveHref({ id })}?said=window`, 303)
  })

  app.get<{ Params: Params }>('/surveys/:id/close', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => readOwnWave(db, actor, id, app.clock.now()))
    return reply.page(closePage(view))
  })

  app.post<{ Params: Params }>('/surveys/:id/close', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const now = app.clock.now()
    const result = await inActorScope(request, async (db) => {
      const view = await readOwnWave(db, actor, id, now)
      const form = parseEnding(request.body, view)
      if (!form.ok) return closePage({ ...view, errors: form.errors, answers: form.answers })
      if (form.value.how === 'stop') {
        await stopAnswers(db, actor, view, form.value, now)
        return 'stopped'
      }
      await closeWave(db, actor, view, form.value, now)
      return 'closed'
    })
    if (typeof result !== 'string') return reply.page(result)
    const next = result === 'closed' ? waveHref({ id }, 'results') : `${waveHref({ id })}?said=${result}`
    return reply.redirect(next, 303)
  })
}
