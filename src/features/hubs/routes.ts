import { parseForm } from '../../platform/forms.ts'
import { type App, parseId } from '../../platform/http/index.ts'
import { conflict, notFound } from '../../platform/refusal.ts'
import { listHistory } from '../history/index.ts'
import { actorOf, inActorScope } from '../people/index.ts'
import { listRegions } from '../schools/index.ts'
import {
  changeCapacities,
  changeClosure,
  changeHub,
  createHub,
  readManagedHub,
  requireManager,
} from './actions.ts'
import { capacityPage, closurePage } from './capacity-views.ts'
import { capacityForm, closureForm, createForm, detailsForm } from './forms.ts'
import { canManageHubs, canSeeHubs } from './policy.ts'
import { listCapacities, listHubs, readHub } from './store.ts'
import { differencesBetween, editHubPage, hubsPage, newHubPage, staleHubPage } from './views.ts'

interface HubParams {
  readonly id: string
}

/** Addresses of hubs themselves. The page of one hub, /hubs/:id, is the network's and belongs to partnerships. */
export function routes(app: App): void {
  app.get('/hubs', async (request, reply) => {
    const actor = actorOf(request)
    if (!canSeeHubs(actor)) throw notFound()
    const hubs = await inActorScope(request, (db) => listHubs(db, actor.programmeId))
    return reply.page(hubsPage(hubs, { manage: canManageHubs(actor) }))
  })

  app.get('/hubs/new', async (request, reply) => {
    requireManager(actorOf(request))
    const regions = await inActorScope(request, listRegions)
    return reply.page(newHubPage({ regions }))
  })

  app.post('/hubs', async (request, reply) => {
    const actor = actorOf(request)
    requireManager(actor)
    const form = parseForm(createForm, request.body)
    const outcome = await inActorScope(request, async (db) => {
      const regions = await listRegions(db)
      if (!form.ok) return { page: newHubPage({ regions, ...form }) }
      const { key, ...typed } = form.value
      const made = await createHub(db, actor, { typed, key, today: app.clock.today() })
      if (made.kind !== 'invalid') return made
      return { page: newHubPage({ regions, answers: form.answers, ...made }) }
    })
    if ('page' in outcome) return reply.page(outcome.page)
    if (outcome.kind !== 'done') throw conflict('The hub could not be added. Open the page again.')
    return reply.redirect(`/hubs/${outcome.value}`, 303)
  })

  app.get<{ Params: HubParams }>('/hubs/:id/edit', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) =>
      editHubPage(await readManagedHub(db, actor, id), { regions: await listRegions(db) }),
    )
    return reply.page(page)
  })

  app.post<{ Params: HubParams }>('/hubs/:id/details', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(detailsForm, request.body)
    const page = await inActorScope(request, async (db) => {
      const hub = await readManagedHub(db, actor, id)
      const regions = await listRegions(db)
      if (!form.ok) return editHubPage(hub, { regions, ...form })
      const { revision, ...typed } = form.value
      const { answers } = form
      const outcome = await changeHub(db, actor, id, { typed, revision })
      if (outcome.kind === 'done') return undefined
      if (outcome.kind === 'invalid') return editHubPage(hub, { regions, answers, ...outcome })
      const [latest] = await listHistory(db, { hubId: id }, { limit: 1 })
      const differences = differencesBetween(outcome.now, outcome.typed)
      return staleHubPage(outcome.hub, { regions, answers, differences, changedBy: latest?.byName ?? null })
    })
    return page ? reply.page(page) : reply.redirect(`/hubs/${id}`, 303)
  })

  app.get<{ Params: HubParams }>('/hubs/:id/capacity', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) =>
      capacityPage(await readManagedHub(db, actor, id), await listCapacities(db, { hubId: id })),
    )
    return reply.page(page)
  })

  app.post<{ Params: HubParams }>('/hubs/:id/capacity', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const hub = await readManagedHub(db, actor, id)
      const capacities = await listCapacities(db, { hubId: id })
      const form = parseForm(capacityForm(capacities), request.body)
      if (!form.ok) return capacityPage(hub, capacities, form)
      if (await changeCapacities(db, actor, hub, form.value)) return undefined
      return capacityPage(await readHub(db, id), await listCapacities(db, { hubId: id }), {
        answers: form.answers,
        stale: true,
      })
    })
    return page ? reply.page(page) : reply.redirect(`/hubs/${id}`, 303)
  })

  app.get<{ Params: HubParams }>('/hubs/:id/closure', async (request, reply) => {
    const actor = actorOf(request)
    const hub = await inActorScope(request, (db) => readManagedHub(db, actor, parseId(request.params.id)))
    return reply.page(closurePage(hub))
  })

  app.post<{ Params: HubParams }>('/hubs/:id/closure', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseForm(closureForm, request.body)
    const page = await inActorScope(request, async (db) => {
      const hub = await readManagedHub(db, actor, id)
      if (!form.ok) return closurePage(hub, true)
      const { revision, closed } = form.value
      const today = app.clock.today()
      const saved = await changeClosure(db, actor, hub, { revision, closed: closed === 'yes', today })
      return saved ? undefined : closurePage(await readHub(db, id), true)
    })
    return page ? reply.page(page) : reply.redirect(`/hubs/${id}`, 303)
  })
}
