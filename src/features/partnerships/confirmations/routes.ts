import { randomUUID } from 'node:crypto'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import type { WorkPlace } from '../domain.ts'
import { confirmExpectation, readExpectation } from './actions.ts'
import { parseConfirmation } from './forms.ts'
import { expectationPage } from './views.ts'

interface Params {
  id: string
  key: string
  occurrence?: string
}

export function confirmationRoutes(app: App, places: readonly WorkPlace[]): void {
  const show = '/partnerships/:id/expectations/:key'

  // Without an occurrence: the first that is still open, so that a link from a reminder never goes stale.
  for (const url of [show, `${show}/:occurrence`]) {
    app.get<{ Params: Params }>(url, async (request, reply) => {
      const actor = actorOf(request)
      const { partnershipId, key, occurrence } = placeOf(request.params)
      const view = await inActorScope(request, (db) =>
        readExpectation(db, actor, partnershipId, key, occurrence, app.clock.today()),
      )
      return reply.page(expectationPage({ view, places, actor, key: randomUUID(), today: app.clock.today() }))
    })
  }

  app.post<{ Params: Params }>(`${show}/:occurrence`, async (request, reply) => {
    const actor = actorOf(request)
    const today = app.clock.today()
    const { partnershipId, key, occurrence } = placeOf(request.params)
    const wrong = await inActorScope(request, async (db) => {
      const view = await readExpectation(db, actor, partnershipId, key, occurrence, app.clock.today())
      const form = parseConfirmation(request.body, today)
      if (!form.ok) {
        const { errors, answers } = form
        return expectationPage({
          view,
          places,
          actor,
          key: answers.key || randomUUID(),
          today,
          errors,
          answers,
        })
      }
      await confirmExpectation(db, actor, view, form.value)
      return undefined
    })
    return wrong ? reply.page(wrong) : reply.redirect(`/partnerships/${partnershipId}?saved=${key}`, 303)
  })
}

function placeOf(params: Params) {
  if (!/^[a-z0-9-]{1,80}$/.test(params.key)) throw notFound()
  return {
    partnershipId: parseId(params.id),
    key: params.key,
    occurrence: params.occurrence === undefined ? undefined : parseId(params.occurrence),
  }
}
