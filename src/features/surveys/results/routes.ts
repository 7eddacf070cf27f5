import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Page } from '../../../design/layout.ts'
import { formKey, parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { conflict, forbidden, notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { listBursts } from '../bursts/store.ts'
import { canMakeResults } from '../policy.ts'
import { stateOf } from '../waves/domain.ts'
import { bothWaves, changePage } from './change-views.ts'
import { type MakingOptions, makeResults } from './making.ts'
import { notSharedPage, overviewPage } from './overview-views.ts'
import { pendingPage } from './pending-views.ts'
import { questionsPage } from './question-views.ts'
import { readReadyResults, readResults } from './results.ts'
import { shareResults, stopSharing } from './sharing.ts'
import { resultsHref } from './words.ts'

interface Params {
  id: string
}

/** What a wave came to: for its school, and for those with whom the school shares. */
export function resultRoutes(app: App, collect: MakingOptions['collect']): void {
  const { database, clock } = app

  app.get<{ Params: Params; Querystring: { made?: unknown } }>(
    '/surveys/:id/results',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const isNew = request.query.made !== undefined
      const page = await inActorScope(request, async (db): Promise<Page> => {
        const view = await readResults(db, actor, id)
        if (view.results.length > 0) return overviewPage(view, { key: randomUUID(), isNew })
        if (actor.role !== 'named-leader') return notSharedPage(view)
        return pendingPage(view, stateOf(view.wave, clock.now()), await listBursts(db, id))
      })
      return reply.page(page)
    },
  )

  app.post<{ Params: Params }>('/surveys/:id/results', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const hasResults = await inActorScope(request, async (db) => {
      const { wave } = await readResults(db, actor, id)
      if (!canMakeResults(actor)) throw forbidden('Only the school itself makes its results.')
      if (wave.resultsAt !== null) return true
      if (wave.closedAt === null)
        throw conflict('The survey is not closed yet. Close it, then make its results.')
      if ((await listBursts(db, id)).some(({ decision }) => decision === null)) {
        throw conflict('Some answers look odd. Decide first whether they count.')
      }
      return false
    })
    if (!hasResults) await makeResults({ database, clock, collect }, id)
    return reply.redirect(`${resultsHref(id)}?made`, 303)
  })

  app.get<{ Params: Params }>('/surveys/:id/results/change', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => readReadyResults(db, actor, id))
    const waves = bothWaves(view)
    if (!waves) throw notFound()
    return reply.page(changePage(view, waves))
  })

  app.get<{ Params: Params & { audience: string } }>(
    '/surveys/:id/results/:audience',
    async (request, reply) => {
      const actor = actorOf(request)
      const id = parseId(request.params.id)
      const view = await inActorScope(request, (db) => readReadyResults(db, actor, id))
      const results = view.results.find(({ audience }) => audience === request.params.audience)
      if (!results) throw notFound()
      return reply.page(questionsPage(view, results))
    },
  )

  app.post<{ Params: Params }>('/surveys/:id/shares', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    await inActorScope(request, async (db) => {
      const view = await readResults(db, actor, id)
      // Whoever cannot share is told that, whatever they send.
      const form = parseForm(z.object({ key: formKey }), request.body)
      await shareResults(db, actor, view, form.ok ? form.value.key : randomUUID())
    })
    return reply.redirect(`${resultsHref(id)}#sharing`, 303)
  })

  app.post<{ Params: Params }>('/surveys/:id/shares/withdrawal', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    await inActorScope(request, async (db) => stopSharing(db, actor, await readResults(db, actor, id)))
    return reply.redirect(`${resultsHref(id)}#sharing`, 303)
  })
}
