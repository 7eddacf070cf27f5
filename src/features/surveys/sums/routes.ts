import type { FastifyReply } from 'fastify'
import { type App, parseId } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { csvType, writeCsv } from '../../../platform/spreadsheets/index.ts'
import { readHub } from '../../hubs/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { canExportSums, canSeeHubSums, canSeeProgrammeSums, canSetKeeping } from '../policy.ts'
import { readSums } from './domain.ts'
import { dictionaryRows, sumRows } from './export.ts'
import { listShared, listSums } from './store.ts'
import { sumsPage } from './views.ts'

/** What schools share, together: a hub's for its lead, the programme's for its team, sums alone for evaluators. */
export function sumRoutes(app: App): void {
  app.get<{ Params: { id: string } }>('/hubs/:id/surveys', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    if (!canSeeHubSums(actor, id)) throw notFound()
    const page = await inActorScope(request, async (db) => {
      const hub = await readHub(db, id)
      return sumsPage({
        name: hub.name,
        shared: await listShared(db, id),
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
        shared: await listShared(db, null),
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
