import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { listCapacities, readHub } from '../../hubs/index.ts'
import { countOpenByPathway } from '../../partnerships/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { type Calendar, listCohorts } from '../../programmes/index.ts'
import { listReviewsDue } from '../final-review/due.ts'
import { listFollowUps } from '../final-review/follow-up/store.ts'
import { listLeaders } from '../leaders/store.ts'
import { readLedgers } from '../ledger/actions.ts'
import { canReadHubSupport } from '../policy.ts'
import { listOpenDays } from '../store.ts'
import { listSupported, listSupportedPathways } from './store.ts'
import { hubSupportPage } from './views.ts'

export function hubSupportRoutes(app: App, calendar: Calendar): void {
  app.get<{ Params: { id: string } }>('/hubs/:id/support', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canReadHubSupport(actor, id)) throw notFound()
    const today = app.clock.today()
    const page = await inActorScope(request, async (db) => {
      const hub = await readHub(db, id)
      const [partners, cohorts, capacities, pathways, open, followUps, leaders] = await Promise.all([
        listSupported(db, { hubId: id, programmeId: hub.programmeId }),
        listCohorts(db, hub.programmeId),
        listCapacities(db, { hubId: id }),
        listSupportedPathways(db, hub.programmeId),
        countOpenByPathway(db, [id]),
        listFollowUps(db, id),
        listLeaders(db, { hubId: id, programmeId: hub.programmeId }),
      ])
      const [ledgers, reviewsDue, days] = await Promise.all([
        readLedgers(db, partners, cohorts),
        listReviewsDue(db, partners, today),
        listOpenDays(
          db,
          partners.map((partner) => partner.id),
          today,
        ),
      ])
      const byId = new Map(cohorts.map((cohort) => [cohort.id, cohort]))
      return hubSupportPage({
        hub,
        partners,
        ledgers,
        cohorts: byId,
        days,
        capacities: capacities.filter(({ pathwayKey }) => pathways.has(pathwayKey)),
        open,
        reviewsDue,
        followUps,
        leaders,
        isOwn: actor.role === 'hub-lead',
        today,
        calendar,
      })
    })
    return reply.page(page)
  })
}
