import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../../platform/database/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { csvType, writeCsv } from '../../../platform/spreadsheets/index.ts'
import { readHub } from '../../hubs/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { canExportSums, canSeeHubSums, canSeeProgrammeSums, canSetKeeping } from '../policy.ts'
import { readSums } from './domain.ts'
import { dictionaryRows, sumRows } from './export.ts'
import { listShared, listSums } from './store.ts'
import { type SharedPage, sumsPage } from './views.ts'

const ON_A_PAGE = 50

/** The page of shared results that an address asks for; one that is past the end is the last. */
async function sharedPage(
  db: Db,
  hubId: number | null,
  { query, address }: { readonly query: unknown; readonly address: string },
): Promise<SharedPage> {
  const { page: wanted } = z
    .object({ page: z.coerce.number().int().min(1).max(99_999).catch(1) })
    .parse(query)
  const read = (page: number) => listShared(db, hubId, { limit: ON_A_PAGE, offset: (page - 1) * ON_A_PAGE })
  const first = await read(wanted)
  const pages = Math.max(1, Math.ceil(first.all / ON_A_PAGE))
  const page = Math.min(wanted, pages)
  const { shared: waves, all } = page === wanted ? first : await read(page)
  return { waves, all, page, pages, href: (to) => `${address}?page=${to}#shared` }
}

/** What schools share, together: a hub's for its lead, the programme's for its team, sums alone for evaluators. */
export function sumRoutes(app: App): void {
  app.get<{ Params: { id: string }; Querystring: unknown }>('/hubs/:id/surveys', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeHubSums(actor, id)) throw notFound()
    const page = await inActorScope(request, async (db) => {
      const hub = await readHub(db, id)
      return sumsPage({
        name: hub.name,
        shared: await sharedPage(db, id, { query: request.query, address: `/hubs/${id}/surveys` }),
        sums: await readSums(db, await listSums(db, id)),
        back: { href: `/hubs/${id}`, text: 'Back to all partner schools' },
        isProgramme: false,
        mayKeep: false,
      })
    })
    return reply.page(page)
  })

  app.get('/programme/surveys', async (request, reply) => {
    const actor = actorOf(request)
    if (!canSeeProgrammeSums(actor)) throw notFound()
    const page = await inActorScope(request, async (db) =>
      sumsPage({
        name: 'Your programme',
        shared: await sharedPage(db, null, { query: request.query, address: '/programme/surveys' }),
        sums: await readSums(db, await listSums(db, null)),
        back: { href: '/programme', text: 'Back to the programme' },
        isProgramme: true,
        mayKeep: canSetKeeping(actor),
      }),
    )
    return reply.page(page)
  })

  app.get('/evaluation/surveys', async (request, reply) => {
    const actor = actorOf(request)
    if (!canExportSums(actor)) throw notFound()
    const page = await inActorScope(request, async (db) =>
      sumsPage({
        name: 'Your programme',
        shared: undefined,
        sums: await readSums(db, await listSums(db, null)),
        back: { href: '/evaluation', text: 'Back to figures for evaluation' },
        isProgramme: true,
        mayKeep: false,
      }),
    )
    return reply.page(page)
  })

  app.get('/evaluation/surveys.csv', async (request, reply) => {
    if (!canExportSums(actorOf(request))) throw notFound()
    const sums = await inActorScope(request, async (db) => readSums(db, await listSums(db, null)))
    return sendCsv(reply, `survey-sums-${app.clock.today()}`, sumRows(sums))
  })

  app.get('/evaluation/surveys-dictionary.csv', async (request, reply) => {
    if (!canExportSums(actorOf(request))) throw notFound()
    return sendCsv(reply, 'survey-sums-dictionary', dictionaryRows())
  })
}

function sendCsv(reply: FastifyReply, name: string, rows: readonly (readonly string[])[]) {
  return reply
    .type(csvType)
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .send(writeCsv(rows))
}
