import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Database } from '../../../platform/database/index.ts'
import { type Answers, dateFrom, type FormError, parseForm } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { conflict, notFound } from '../../../platform/refusal.ts'
import { csvType, writeCsv } from '../../../platform/spreadsheets/index.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { importForm } from '../forms.ts'
import { canKeepRegister } from '../policy.ts'
import type { ImportKind, ImportOutcome, ImportRequest } from './import.ts'
import { importLinks } from './import-links.ts'
import { importMembership } from './import-membership.ts'
import { importRegister } from './import-schools.ts'
import { findImportOfForm } from './import-store.ts'
import { importTrusts } from './import-trusts.ts'
import { countImports, listImports, listRejectedRows, readImport } from './record-store.ts'
import { withUpload } from './upload.ts'
import { importPage, registerPage } from './views.ts'

export interface RegisterOptions {
  /** Called when an import has changed the register: what follows a school to its successor does so now. */
  readonly afterImport?: (database: Database) => Promise<void>
}

const IMPORTS_A_PAGE = 20
const REJECTED_SHOWN = 200
const REJECTED_IN_FILE = 20_000

const IMPORTERS: Readonly<
  Record<
    Exclude<ImportKind, 'lookups'>,
    (database: Database, request: ImportRequest) => Promise<ImportOutcome>
  >
> = { schools: importRegister, trusts: importTrusts, links: importLinks, membership: importMembership }

/** What may keep the register may see it; to anyone else these pages do not exist. */
function keeper(request: FastifyRequest): Actor {
  const actor = actorOf(request)
  if (!canKeepRegister(actor)) throw notFound()
  return actor
}

/** The pages of those who keep the register. */
export function registerRoutes(app: App, options: RegisterOptions): void {
  const formPage = async (
    request: FastifyRequest,
    page: number,
    wrong?: { answers: Answers; errors: readonly FormError[] },
  ) => {
    const [imports, total] = await inActorScope(request, async (db) => [
      await listImports(db, { limit: IMPORTS_A_PAGE, offset: (page - 1) * IMPORTS_A_PAGE }),
      await countImports(db),
    ])
    const pages = Math.max(Math.ceil(total / IMPORTS_A_PAGE), 1)
    return registerPage({ imports, page, pages, key: randomUUID(), today: app.clock.today(), ...wrong })
  }

  app.get<{ Querystring: { page?: string } }>('/register', async (request, reply) => {
    keeper(request)
    const page = request.query.page === undefined ? 1 : parseId(request.query.page)
    return reply.page(await formPage(request, page))
  })

  app.post('/register/imports', { bodyLimit: 210_000_000 }, async (request, reply) => {
    const actor = keeper(request)
    return withUpload(request, async ({ answers, file }) => {
      const form = parseForm(importForm, answers)
      const asAt = dateFrom(answers, 'as-at')
      const errors: FormError[] = form.ok ? [] : [...form.errors]
      if (!asAt.date) errors.push({ field: 'as-at', message: asAt.error ?? 'Enter a date' })
      else if (Temporal.PlainDate.compare(asAt.date, app.clock.today()) > 0)
        errors.push({ field: 'as-at', message: 'The day of the data must be today or in the past' })
      if (!file) errors.push({ field: 'file', message: 'Choose a file' })
      if (!form.ok || !asAt.date || !file || errors.length > 0)
        return reply.page(await formPage(request, 1, { answers, errors }))

      const { key, kind, source } = form.value
      const before = await inActorScope(request, (db) => findImportOfForm(db, key))
      if (before !== undefined) return reply.redirect(`/register/imports/${before}`, 303)
      const outcome = await IMPORTERS[kind](app.database, {
        stream: file.stream(),
        fileName: file.name,
        source,
        asAt: asAt.date,
        by: actor,
        clock: app.clock,
        key,
      })
      if (outcome.importId === null) throw conflict(outcome.ok ? 'Try again' : outcome.message)
      if (outcome.ok) await options.afterImport?.(app.database)
      return reply.redirect(`/register/imports/${outcome.importId}`, 303)
    })
  })

  app.get<{ Params: { importId: string } }>('/register/imports/:importId', async (request, reply) => {
    keeper(request)
    const id = parseId(request.params.importId)
    const page = await inActorScope(request, async (db) =>
      importPage(await readImport(db, id), await listRejectedRows(db, id, REJECTED_SHOWN)),
    )
    return reply.page(page)
  })

  app.get<{ Params: { importId: string } }>(
    '/register/imports/:importId/rejected.csv',
    async (request, reply) => {
      keeper(request)
      const id = parseId(request.params.importId)
      const rejected = await inActorScope(request, async (db) => {
        await readImport(db, id)
        return listRejectedRows(db, id, REJECTED_IN_FILE)
      })
      const rows = rejected.map(({ line, urn, reason, excerpt }) => [String(line), urn, reason, excerpt])
      return reply
        .type(csvType)
        .header('content-disposition', `attachment; filename="rejected-rows-${id}.csv"`)
        .send(writeCsv([['Line', 'URN', 'Why', 'The row begins'], ...rows]))
    },
  )
}
