import type { App } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { hasEnded, listPartnershipsOfSchool } from '../../partnerships/index.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { findCurrentVersion } from '../../programmes/index.ts'
import { KINDS } from '../domain.ts'
import { kindsIn } from '../expected.ts'
import { canSeeEvents, canSeeSeries, kindsToCreate } from '../policy.ts'
import { boundsOf, monthFrom } from './month.ts'
import { monthPage } from './month-views.ts'
import { type Filter, listBetween, listExpected, listHubNames, listPage, ownStandings } from './store.ts'
import { listPageOf, PAGE_SIZE } from './views.ts'

type Query = Record<string, unknown>

/** The calendar: a list first, and a month at a time. */
export function listRoutes(app: App): void {
  app.get<{ Querystring: Query }>('/events', async (request, reply) => {
    const actor = reader(actorOf(request))
    const now = app.clock.now()
    const filter = filterFrom(request.query)
    const page = pageFrom(request.query.page)
    const data = await inActorScope(request, async (db) => {
      const [{ events, total }, partnerships, hubs, version] = await Promise.all([
        listPage(db, actor, filter, now, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
        actor.schoolUrn === null ? [] : listPartnershipsOfSchool(db, actor.schoolUrn),
        actor.role === 'programme-team' ? listHubNames(db, actor.programmeId) : [],
        // The series that the programme runs now: its sessions are among the events.
        actor.role === 'named-leader' ? undefined : findCurrentVersion(db, actor.programmeId),
      ])
      const going = partnerships.find(
        ({ status, programmeId }) => programmeId === actor.programmeId && !hasEnded(status),
      )
      const [own, expected] = await Promise.all([
        ownStandings(db, actor, events),
        going ? listExpected(db, going.id) : [],
      ])
      const definition = version?.definition
      const kinds = kindsToCreate(actor, kindsIn(definition))
      const more = [
        ...(canSeeSeries(actor) ? (definition?.series ?? []) : []).map(({ key, name }) => ({
          href: `/series/${key}`,
          text: `${name}: who has taken part`,
        })),
        { href: '/calendar/feeds', text: 'Put events in your calendar' },
      ]
      return { events, total, own, expected, hubs, more, kinds }
    })
    return reply.page(listPageOf({ actor, now, filter, page, ...data }))
  })

  app.get<{ Params: { month: string } }>('/events/month/:month', async (request, reply) => {
    const actor = reader(actorOf(request))
    const month = monthFrom(request.params.month)
    if (!month) throw notFound()
    const { from, until } = boundsOf(month)
    const data = await inActorScope(request, async (db) => {
      const events = await listBetween(db, actor, from, until)
      return { events, own: await ownStandings(db, actor, events) }
    })
    return reply.page(monthPage({ month, today: app.clock.today(), ...data }))
  })
}

function reader(actor: Actor): Actor {
  if (!canSeeEvents(actor)) throw notFound()
  return actor
}

function filterFrom(query: Query): Filter {
  const hub =
    typeof query.hub === 'string' && /^[1-9]\d{0,8}$/.test(query.hub) ? Number(query.hub) : undefined
  return { kind: KINDS.find((kind) => kind === query.kind), hubId: hub, past: query.when === 'past' }
}

function pageFrom(value: unknown): number {
  return typeof value === 'string' && /^[1-9]\d{0,4}$/.test(value) ? Number(value) : 1
}
