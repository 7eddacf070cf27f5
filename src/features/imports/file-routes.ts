import type { App } from '../../platform/http/index.ts'
import { notFound } from '../../platform/refusal.ts'
import { defaultLimits } from '../../platform/spreadsheets/index.ts'
import { inActorScope } from '../people/index.ts'
import type { ImportKind } from './domain.ts'
import { exportRows, parseFileName, refusedRows, sendFile, templateRows } from './files.ts'
import { importer, inImport, kindOf } from './scope.ts'
import { listPreviewRows } from './store.ts'

/** The files that people take away. */
export function fileRoutes(app: App, kinds: readonly ImportKind[]): void {
  app.get<{ Params: { file: string } }>('/imports/templates/:file', async (request, reply) => {
    importer(request)
    const { name, format } = parseFileName(request.params.file)
    return sendFile(reply, { name, format, rows: templateRows(kindOf(kinds, name)) })
  })

  app.get<{ Params: { file: string } }>('/exports/:file', async (request, reply) => {
    const actor = importer(request)
    const { name, format } = parseFileName(request.params.file)
    const kind = kindOf(kinds, name)
    const rows = await inActorScope(request, (db) => exportRows(db, actor, kind))
    return sendFile(reply, { name, format, rows })
  })

  app.get<{ Params: { importId: string; file: string } }>(
    '/imports/:importId/:file',
    async (request, reply) => {
      const { name, format } = parseFileName(request.params.file)
      if (name !== 'refused') throw notFound()
      const rows = await inImport(request, kinds, async ({ db, entry, kind }) => {
        const refused = await listPreviewRows(db, entry.id, {
          outcome: 'refused',
          limit: defaultLimits.rows,
          offset: 0,
        })
        return refusedRows(kind, entry, refused)
      })
      return sendFile(reply, { name: 'refused-rows', format, rows })
    },
  )
}
