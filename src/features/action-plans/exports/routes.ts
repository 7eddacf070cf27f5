import { docx, docxType } from '../../../platform/documents/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { csvType, writeCsv } from '../../../platform/spreadsheets/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { readPlanInView } from '../change.ts'
import { listReviews } from '../reviews/store.ts'
import { readAgreement } from '../signatures/store.ts'
import { documentOf, rowsOf } from './document.ts'

interface Params {
  id: string
}

/** Files to keep. Read in full before the first byte is sent: a slow connection must not hold a transaction open. */
export function exportRoutes(app: App): void {
  app.get<{ Params: Params }>('/plans/:id/plan.docx', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const document = await inActorScope(request, async (db) => {
      const { partnership, plan } = await readPlanInView(db, actor, id)
      const { schoolName, hubName } = partnership
      const { signed } = await readAgreement(db, plan)
      return documentOf({
        schoolName,
        hubName,
        plan,
        reviews: await listReviews(db, id),
        signed,
        today: app.clock.today(),
      })
    })
    return reply
      .header('content-disposition', 'attachment; filename="action-plan.docx"')
      .type(docxType)
      .send(await docx(document))
  })

  app.get<{ Params: Params }>('/plans/:id/plan.csv', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const { plan } = await inActorScope(request, (db) => readPlanInView(db, actor, id))
    return reply
      .header('content-disposition', 'attachment; filename="action-plan.csv"')
      .type(csvType)
      .send(writeCsv(rowsOf(plan)))
  })
}
