import { type App, parseId } from '../../platform/http/index.ts'
import { notFound } from '../../platform/refusal.ts'
import { csvType, writeCsv } from '../../platform/spreadsheets/index.ts'
import { readHub } from '../hubs/index.ts'
import { canReadHubPage, listProgress, pathwayOf, readPartnership } from '../partnerships/index.ts'
import { actorOf, inActorScope } from '../people/index.ts'
import { readVersion } from '../programmes/index.ts'
import { readPromises, readPromisesAcross } from './actions.ts'
import { canSeePromises } from './policy.ts'
import { hubPromisesPage, programmePromisesPage, promisesPage, sumsByHub } from './views.ts'
import { KINDS } from './words.ts'

interface Params {
  id: string
}

export function promiseRoutes(app: App): void {
  app.get<{ Params: Params }>('/partnerships/:id/promises', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const today = app.clock.today()
    if (!canSeePromises(actor)) throw notFound()
    const page = await inActorScope(request, async (db) => {
      const partnership = await readPartnership(db, id)
      const { definition } = await readVersion(db, partnership.programmeVersionId)
      const items = await listProgress(db, partnership, today)
      const pathway = pathwayOf(definition, partnership.pathwayKey)
      const promises = await readPromises(db, actor, { partnership, pathway, items })
      return promisesPage({ actor, partnership, promises, today })
    })
    return reply.page(page)
  })

  app.get<{ Params: Params }>('/hubs/:id/promises', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canReadHubPage(actor, id)) throw notFound()
    const page = await inActorScope(request, async (db) => {
      const hub = await readHub(db, id)
      return hubPromisesPage({ hub, today: app.clock.today(), ...(await readPromisesAcross(db, actor, id)) })
    })
    return reply.page(page)
  })

  app.get('/programme/promises', async (request, reply) => {
    const actor = actorOf(request)
    if (actor.role !== 'programme-team') throw notFound()
    const { cards, promises } = await inActorScope(request, (db) => readPromisesAcross(db, actor, undefined))
    return reply.page(programmePromisesPage(sumsByHub(cards, promises, app.clock.today())))
  })

  app.get('/programme/promises.csv', async (request, reply) => {
    const actor = actorOf(request)
    if (actor.role !== 'programme-team') throw notFound()
    const { cards, promises } = await inActorScope(request, (db) => readPromisesAcross(db, actor, undefined))
    const known = new Map(cards.map((card) => [card.partnershipId, card]))
    const by = { partner: 'Partner school', lead: 'Hub', 'programme-team': 'Programme team' } as const
    const rows = promises.map((each) => {
      const card = known.get(each.partnershipId)
      return [
        card?.hubName ?? '',
        card?.schoolName ?? '',
        by[each.by],
        KINDS[each.kind],
        each.since,
        each.dueOn ?? '',
      ]
    })
    return reply
      .type(csvType)
      .header('content-disposition', 'attachment; filename="promises.csv"')
      .send(writeCsv([['Hub', 'School', 'Promised by', 'What', 'Since', 'Due by'], ...rows]))
  })
}
