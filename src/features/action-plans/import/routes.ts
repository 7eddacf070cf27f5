import { randomUUID } from 'node:crypto'
import { type App, parseId } from '../../../platform/http/index.ts'
import { unreadable } from '../../../platform/refusal.ts'
import { readTable } from '../../../platform/spreadsheets/index.ts'
import { readUpload } from '../../imports/index.ts'
import { actorOf, inActorScope, listColleagues } from '../../people/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { halfTermsFrom } from '../lines/half-terms.ts'
import { planHref } from '../words.ts'
import { importPlan, readImporting } from './actions.ts'
import { isTooLong, MOST_ROWS, mappingIn, parseSheet, warningsIn } from './forms.ts'
import { fixName, guessMapping, readRows } from './table.ts'
import { previewPage, uploadPage } from './views.ts'

interface Params {
  id: string
}

/** Choose a file, check what was read, save. In between nothing is kept here: the rows travel with the form. */
export function importRoutes(app: App, calendar: Calendar): void {
  app.get<{ Params: Params }>('/partnerships/:id/plan/import', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    return reply.page(uploadPage(await inActorScope(request, (db) => readImporting(db, actor, id))))
  })

  app.post<{ Params: Params }>('/partnerships/:id/plan/import', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const partnership = await inActorScope(request, (db) => readImporting(db, actor, id))
    const { file } = await readUpload(request)
    const refuse = (message: string) => reply.page(uploadPage(partnership, [{ field: 'file', message }]))
    if (!file) return refuse('Choose a file')
    const read = await readTable(file.bytes)
    if (!read.ok) return refuse(read.refusal.message)
    const { table } = read
    if (isTooLong(table))
      return refuse(`A plan of more than ${MOST_ROWS} rows, or of so much text, cannot be brought in`)
    const mapping = guessMapping(table.header)
    const imported = readRows(table.rows, mapping, {}, halfTermsFrom(app.clock.today(), calendar))
    const sheet = { header: table.header, rows: table.rows }
    return reply.page(previewPage({ partnership, sheet, mapping, imported, key: randomUUID() }))
  })

  app.post<{ Params: Params }>('/partnerships/:id/plan/import/rows', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const form = parseSheet(request.body)
    const { answers } = form
    const page = await inActorScope(request, async (db) => {
      const partnership = await readImporting(db, actor, id)
      if (!form.ok) throw unreadable('This form has expired: choose the file again.')
      const { key, sheet } = form.value
      const mapping = mappingIn(answers, sheet.header)
      const imported = readRows(sheet.rows, mapping, answers, halfTermsFrom(app.clock.today(), calendar))
      const preview = { partnership, sheet, mapping, imported, answers }
      if (answers.add !== 'yes' || imported.priorities.length === 0)
        return previewPage({ ...preview, key: randomUUID() })
      const errors = [
        ...imported.problems.map((problem) => ({ field: fixName(problem), message: problem.message })),
        ...warningsIn(imported.priorities, answers, await listColleagues(db, partnership)),
      ]
      if (errors.length > 0) return previewPage({ ...preview, key, errors })
      await importPlan(db, actor, partnership, { key, priorities: imported.priorities })
      return undefined
    })
    return page ? reply.page(page) : reply.redirect(planHref(id), 303)
  })
}
