import type { FastifyRequest } from 'fastify'
import type { App } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { csvType, writeCsv } from '../../../platform/spreadsheets/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { listCohorts } from '../../programmes/index.ts'
import { listReviewsDue } from '../final-review/due.ts'
import { listSupported } from '../hub/store.ts'
import { readLedgers } from '../ledger/actions.ts'
import { type ProgrammeSupport, programmeSupportPage, supportRows } from './views.ts'

export function programmeSupportRoutes(app: App): void {
  app.get('/programme/support', async (request, reply) =>
    reply.page(programmeSupportPage(await read(request, app.clock.today()))),
  )

  app.get('/programme/support.csv', async (request, reply) =>
    reply
      .type(csvType)
      .header('content-disposition', 'attachment; filename="support-days.csv"')
      .send(writeCsv(supportRows(await read(request, app.clock.today())))),
  )
}

function read(request: FastifyRequest, today: Temporal.PlainDate): Promise<ProgrammeSupport> {
  const actor = actorOf(request)
  if (actor.role !== 'programme-team') throw notFound()
  const of = { programmeId: actor.programmeId }
  return inActorScope(request, async (db) => {
    const [partners, cohorts] = await Promise.all([listSupported(db, of), listCohorts(db, actor.programmeId)])
    const [ledgers, reviewsDue] = await Promise.all([
      readLedgers(db, partners, cohorts),
      listReviewsDue(db, partners, today),
    ])
    return { partners, ledgers, reviewsDue }
  })
}
