import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { csvType, writeCsv } from '../../../platform/spreadsheets/index.ts'
import { readHub } from '../../hubs/index.ts'
import { canReadHubPage } from '../../partnerships/index.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { listOwed } from './store.ts'
import { hubOwedPage, narrowOwed, type OwedFilter, owedRows, programmeOwedPage } from './views.ts'

type Query = Readonly<Record<string, unknown>>

function filterFrom(query: Query): OwedFilter {
  const by = ['partner', 'lead', 'programme-team'].find((side) => side === query.by) ?? ''
  const page = /^[1-9]\d{0,4}$/.test(String(query.page)) ? Number(query.page) : 1
  return { by, page }
}

function teamOnly(actor: Actor): void {
  if (actor.role !== 'programme-team') throw notFound()
}

export function outstandingRoutes(app: App): void {
  app.get<{ Params: { id: string } }>('/hubs/:id/documents', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canReadHubPage(actor, id)) throw notFound()
    const page = await inActorScope(request, async (db) =>
      hubOwedPage(await readHub(db, id), await listOwed(db, { hubId: id }), app.clock.today()),
    )
    return reply.page(page)
  })

  app.get<{ Querystring: Query }>('/programme/documents', async (request, reply) => {
    teamOnly(actorOf(request))
    const owed = await inActorScope(request, (db) => listOwed(db))
    return reply.page(programmeOwedPage(owed, filterFrom(request.query), app.clock.today()))
  })

  app.get<{ Querystring: Query }>('/programme/documents.csv', async (request, reply) => {
    teamOnly(actorOf(request))
    const owed = await inActorScope(request, (db) => listOwed(db))
    return reply
      .type(csvType)
      .header('content-disposition', 'attachment; filename="documents-waited-for.csv"')
      .send(writeCsv(owedRows(narrowOwed(owed, filterFrom(request.query)))))
  })
}
