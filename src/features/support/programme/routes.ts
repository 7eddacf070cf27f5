import type { FastifyRequest } from 'fastify'
import type { App } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { csvType, writeCsv } from '../../../platform/spreadsheets/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { listReviewsDue } from '../final-review/store.ts'
import { listSupported } from '../hub/store.ts'
import { listLedgersOf } from '../store.ts'
import { type ProgrammeSupport, programmeSupportPage, supportRows } from './views.ts'

export function programmeSupportRoutes(app: App): void {
  app.get('/programme/support', async (request, reply) =>
    reply.page(programmeSupportPage(await read(request))),
  )

  app.get('/programme/support.csv', async (request, reply) =>
    reply
      .type(csvType)
      .header('content-disposition', 'attachment; filename="support-days.csv"')
      .send(writeCsv(supportRows(await read(request)))),
  )
}

function read(request: FastifyRequest): Promise<ProgrammeSupport> {
  const actor = actorOf(request)
  if (actor.role !== 'programme-team') throw notFound()
  const of = { programmeId: actor.programmeId }
  return inActorScope(request, async (db) => {
    const [partners, ledgers, reviewsDue] = await Promise.all([
      listSupported(db, of),
      listLedgersOf(db, of),
      listReviewsDue(db, of),
    ])
    return { partners, ledgers, reviewsDue }
  })
}
