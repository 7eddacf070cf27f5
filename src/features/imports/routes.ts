import { randomUUID } from 'node:crypto'
import { parseForm } from '../../platform/forms.ts'
import { type App, parseId } from '../../platform/http/index.ts'
import { conflict } from '../../platform/refusal.ts'
import { readTable } from '../../platform/spreadsheets/index.ts'
import { inActorScope } from '../people/index.ts'
import { abandonImport, applyImport, checkImport, chooseColumns, correctRow, startImport } from './actions.ts'
import { guessMapping, type ImportKind, pathOf, readMapping, stateOf, toImportRow } from './domain.ts'
import { fileRoutes } from './file-routes.ts'
import { applicationForm, listForm, previewForm, uploadAnswers } from './forms.ts'
import { importPage, previewPage, rowPage, rowsPerPage } from './preview-views.ts'
import { type ImportScope, importer, inImport, kindOf } from './scope.ts'
import {
  countImports,
  countOutcomes,
  findSameFileApplied,
  listImports,
  listPreviewRows,
  listRows,
  readRow,
} from './store.ts'
import { readUpload } from './upload.ts'
import { columnsPage, importsPage, importsPerPage, sampleRows, uploadPage } from './views.ts'

/** Every address of imports. What can be imported is passed in, so that this feature knows no other. */
export function importRoutes(app: App, kinds: readonly ImportKind[]): void {
  app.get('/imports', async (request, reply) => {
    importer(request)
    const { page } = listForm.parse(request.query)
    const past = await inActorScope(request, async (db) => ({
      total: await countImports(db),
      imports: await listImports(db, { limit: importsPerPage, offset: (page - 1) * importsPerPage }),
    }))
    return reply.page(importsPage({ kinds, page, ...past }))
  })

  app.get<{ Params: { kind: string } }>('/imports/new/:kind', async (request, reply) => {
    importer(request)
    return reply.page(uploadPage({ kind: kindOf(kinds, request.params.kind), key: randomUUID() }))
  })

  app.post('/imports', async (request, reply) => {
    const actor = importer(request)
    const { answers, file } = await readUpload(request)
    const kind = kindOf(kinds, answers.kind)
    const form = parseForm(uploadAnswers, answers)
    const refuse = (message: string, status = 422) =>
      reply.page(uploadPage({ kind, key: randomUUID(), errors: [{ field: 'file', message }], status }))
    if (!form.ok) return refuse('This form has expired. Choose the file again')
    if (file === undefined) return refuse('Choose a file')
    const read = await readTable(file.bytes)
    if (!read.ok) return refuse(read.refusal.message, read.refusal.reason === 'file-too-big' ? 413 : 422)
    const { key, replaces } = form.value
    const entry = await inActorScope(request, (db) =>
      startImport(db, actor, app.clock, kind, { key, filename: file.name, table: read.table, replaces }),
    )
    return reply.redirect(pathOf(entry), 303)
  })

  app.get('/imports/:importId', async (request, reply) => {
    const { entry, kind } = await inImport(request, kinds, async (scope) => scope)
    const state = stateOf(entry)
    if (state === 'columns' || state === 'preview') return reply.redirect(pathOf(entry), 303)
    return reply.page(importPage({ kind, entry }))
  })

  app.get('/imports/:importId/columns', async (request, reply) => {
    const { entry, kind, sample } = await inImport(request, kinds, async ({ db, entry, kind }) => ({
      entry,
      kind,
      sample: await listRows(db, entry.id, sampleRows),
    }))
    if (entry.applied !== null || entry.replacedBy !== null) return reply.redirect(pathOf(entry), 303)
    const mapping = entry.mapping ?? guessMapping(kind, entry.header)
    return reply.page(columnsPage({ kind, entry, mapping, sample }))
  })

  app.post('/imports/:importId/columns', async (request, reply) => {
    const page = await inImport(request, kinds, async ({ db, actor, entry, kind }) => {
      const answers = answersOf(request.body)
      const { mapping, errors } = readMapping(kind, entry.header, answers)
      if (errors.length > 0) {
        return columnsPage({
          kind,
          entry,
          mapping,
          answers,
          errors,
          sample: await listRows(db, entry.id, sampleRows),
        })
      }
      await chooseColumns(db, actor, app.clock, kind, entry.id, mapping)
      return `/imports/${entry.id}/preview`
    })
    return typeof page === 'string' ? reply.redirect(page, 303) : reply.page(page)
  })

  app.get('/imports/:importId/preview', async (request, reply) => {
    const view = await inImport(request, kinds, async (scope) => {
      if (stateOf(scope.entry) !== 'preview') return pathOf(scope.entry)
      return preview(scope, request.query)
    })
    return typeof view === 'string' ? reply.redirect(view, 303) : reply.page(view)
  })

  app.post('/imports/:importId/checks', async (request, reply) => {
    const path = await inImport(request, kinds, async ({ db, actor, entry, kind }) => {
      await checkImport(db, actor, app.clock, kind, entry.id)
      return `/imports/${entry.id}/preview`
    })
    return reply.redirect(path, 303)
  })

  app.get<{ Params: { line: string } }>('/imports/:importId/rows/:line', async (request, reply) => {
    const line = parseId(request.params.line)
    const view = await inImport(request, kinds, async ({ db, entry, kind }) => {
      const row = await readRow(db, entry.id, line)
      if (stateOf(entry) !== 'preview') return pathOf(entry)
      return rowPage({ kind, entry, row, values: toImportRow(kind, entry.mapping ?? {}, row).values })
    })
    return typeof view === 'string' ? reply.redirect(view, 303) : reply.page(view)
  })

  app.post<{ Params: { line: string } }>('/imports/:importId/rows/:line', async (request, reply) => {
    const line = parseId(request.params.line)
    const answers = answersOf(request.body)
    const page = await inImport(request, kinds, async ({ db, actor, entry, kind }) => {
      const row = await correctRow(db, actor, app.clock, kind, { id: entry.id, line, answers })
      if (row.message === null) return `/imports/${entry.id}/preview`
      const field = kind.fields.find(({ key }) => key === row.field)?.key ?? kind.fields[0]?.key ?? ''
      const errors = [{ field, message: row.message }]
      return rowPage({ kind, entry, row, values: answers, answers, errors })
    })
    return typeof page === 'string' ? reply.redirect(page, 303) : reply.page(page)
  })

  app.post('/imports/:importId/application', async (request, reply) => {
    // Whatever was sent, the answers are texts; this form takes any of them.
    const form = applicationForm.parse(parseForm(applicationForm, request.body).answers)
    const agreed = form['leave-out'] === String(form.refused)
    const view = await orConflict(
      inImport(request, kinds, async (scope) => {
        const { db, actor, entry, kind } = scope
        if (entry.applied === null && form.refused > 0 && !agreed) {
          const message = 'Correct the refused rows, or choose to leave them out'
          return preview(scope, {}, [{ field: 'leave-out', message }])
        }
        const result = await applyImport(db, actor, app.clock, kind, { id: entry.id, leaveOut: form.refused })
        if (result.done) return pathOf(result.entry)
        const message = 'Something has changed since you looked at these rows. Check them again'
        return preview({ ...scope, entry: result.entry }, {}, [{ field: '', message }])
      }),
    )
    return typeof view === 'string' ? reply.redirect(view, 303) : reply.page(view)
  })

  app.post('/imports/:importId/deletion', async (request, reply) => {
    await inImport(request, kinds, ({ db, entry }) => abandonImport(db, entry.id))
    return reply.redirect('/imports', 303)
  })

  fileRoutes(app, kinds)
}

async function preview(
  { db, entry, kind }: ImportScope,
  query: unknown,
  errors: readonly { field: string; message: string }[] = [],
) {
  const { show, page } = previewForm.parse(query)
  const offset = (page - 1) * rowsPerPage
  return previewPage({
    kind,
    entry,
    counts: await countOutcomes(db, entry.id),
    rows: await listPreviewRows(db, entry.id, { outcome: show, limit: rowsPerPage, offset }),
    before: await findSameFileApplied(db, entry.id),
    show,
    page,
    key: randomUUID(),
    errors,
  })
}

/** The fields of a form that the kind, not this feature, names. */
function answersOf(body: unknown): Record<string, string> {
  const answers: Record<string, string> = Object.create(null)
  for (const [name, value] of Object.entries(body ?? {})) if (typeof value === 'string') answers[name] = value
  return answers
}

/** Two people can bring in the same thing at the same moment: the database lets one of them through. */
async function orConflict<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === '23505' || error.code === '40001')) {
      throw conflict(
        'Someone else was changing the same things at the same moment. Nothing was imported: check the rows again.',
      )
    }
    throw error
  }
}
