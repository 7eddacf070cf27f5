import { formatDate } from '../../../design/components/index.ts'
import { docx, docxType } from '../../../platform/documents/index.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { csvType, writeCsv } from '../../../platform/spreadsheets/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { inLondon } from '../results/parts.ts'
import { type ResultsInView, readReadyResults } from '../results/results.ts'
import { summaryDocument } from './document.ts'
import { resultRows } from './export.ts'
import { summaryPage } from './views.ts'

interface Params {
  id: string
}

/** Results to take along: two pages to read, print and edit, and everything for a spreadsheet. */
export function summaryRoutes(app: App): void {
  const document = (view: ResultsInView) =>
    summaryDocument(view, formatDate(inLondon(view.wave.resultsAt ?? view.wave.closesAt)))

  app.get<{ Params: Params }>('/surveys/:id/summary', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => readReadyResults(db, actor, id))
    return reply.page(summaryPage(view, document(view)))
  })

  app.get<{ Params: Params }>('/surveys/:id/summary.docx', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => readReadyResults(db, actor, id))
    return reply
      .type(docxType)
      .header('content-disposition', `attachment; filename="survey-summary-${id}.docx"`)
      .send(await docx(document(view)))
  })

  app.get<{ Params: Params }>('/surveys/:id/results.csv', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const view = await inActorScope(request, (db) => readReadyResults(db, actor, id))
    return reply
      .type(csvType)
      .header('content-disposition', `attachment; filename="survey-results-${id}.csv"`)
      .send(writeCsv(resultRows(view)))
  })
}
