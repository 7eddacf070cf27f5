import type { Db } from '../../../platform/database/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { csvType, writeCsv } from '../../../platform/spreadsheets/index.ts'
import { listCapacities, readHub } from '../../hubs/index.ts'
import { type Actor, actorOf, inActorScope, peopleAt } from '../../people/index.ts'
import { STATUS_NAMES } from '../domain.ts'
import { canReadHubPage } from '../policy.ts'
import { filterFrom, narrow } from './domain.ts'
import { readNetwork } from './store.ts'
import { networkPage, owedPage } from './views.ts'

interface Params {
  id: string
}
type Query = Record<string, unknown>

export function networkRoutes(app: App): void {
  app.get<{ Params: Params; Querystring: Query }>('/hubs/:id', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const filter = filterFrom(request.query)
    const data = await inActorScope(request, async (db) => {
      // Asked together: to whom the hub is not found, the rest is empty.
      const [hub, capacities, people, { standings: all, owed }] = await Promise.all([
        readOwnHub(db, actor, id),
        listCapacities(db, { hubId: id }),
        peopleAt(db, { hubId: id }),
        readNetwork(db, id, app.clock.today()),
      ])
      return { actor, hub, capacities, people, all, owed, filter, shown: narrow(all, filter) }
    })
    return reply.page(networkPage(data))
  })

  app.get<{ Params: Params }>('/hubs/:id/owed', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) =>
      owedPage(await readOwnHub(db, actor, id), (await readNetwork(db, id, app.clock.today())).owed),
    )
    return reply.page(page)
  })

  app.get<{ Params: Params; Querystring: Query }>('/hubs/:id/partners.csv', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const rows = await inActorScope(request, async (db) => {
      await readOwnHub(db, actor, id)
      return narrow((await readNetwork(db, id, app.clock.today())).standings, filterFrom(request.query))
    })
    const table = {
      header: [
        'School',
        'Town',
        'Pathway',
        'Cohort',
        'Status',
        'Done',
        'Expected',
        'Overdue',
        'What comes next',
        'Who acts next',
        'Waiting since',
        'Due by',
      ],
      rows: rows.map((each) => [
        each.schoolName,
        each.schoolTown ?? '',
        each.pathwayKey,
        each.cohortName,
        STATUS_NAMES[each.status],
        String(each.finished ?? ''),
        String(each.total ?? ''),
        String(each.overdue ?? ''),
        each.next?.label ?? '',
        each.waitedOn ?? '',
        each.next?.since ?? '',
        each.next?.due ?? '',
      ]),
    }
    return reply
      .type(csvType)
      .header('content-disposition', `attachment; filename="hub-${id}-partner-schools.csv"`)
      .send(writeCsv([table.header, ...table.rows]))
  })
}

/** The name of every hub is known; its page is for its own leads and the programme team. */
function readOwnHub(db: Db, actor: Actor, id: number) {
  if (!canReadHubPage(actor, id)) throw notFound()
  return readHub(db, id)
}
