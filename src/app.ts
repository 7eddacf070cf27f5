import type { FastifyBaseLogger } from 'fastify'
import { assetFolders } from './design/assets.ts'
import { layout, type Page } from './design/layout.ts'
import * as demonstration from './features/demonstration/index.ts'
import * as hubs from './features/hubs/index.ts'
import * as imports from './features/imports/index.ts'
import * as oversight from './features/oversight/index.ts'
import * as partnerships from './features/partnerships/index.ts'
import * as people from './features/people/index.ts'
import * as programmes from './features/programmes/index.ts'
import * as schools from './features/schools/index.ts'
import * as service from './features/service/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/database/index.ts'
import { type App, buildServer } from './platform/http/index.ts'

export interface AppOptions {
  readonly database: Database
  readonly clock: Clock
  readonly logger: FastifyBaseLogger
  readonly secret: string
  readonly https: boolean
  readonly brand: 'neutral' | 'govuk'
  readonly demonstration: boolean
}

/** The whole service: every feature mounted on one server. Starts nothing and reads no environment. */
export async function buildApp(options: AppOptions): Promise<App> {
  const app = await buildServer({
    ...options,
    assetFolders,
    // Every feature's pages are `Page`s of the design; the platform knows only that a page has a title and a status.
    renderPage: (request, page) => layout(page as Page, service.frameOf(request, options)),
    refusalPage: (_request, reason, message) => service.refusalPage(reason, message),
    problemPage: (_request, reference) => service.problemPage(reference),
  })

  people.routes(app, options)
  service.routes(app)
  schools.routes(app)
  programmes.routes(app)
  hubs.routes(app)
  partnerships.routes(app)
  imports.routes(app, [hubs.importKind, partnerships.importKind])
  oversight.routes(app)
  if (options.demonstration) demonstration.routes(app)

  return app
}
