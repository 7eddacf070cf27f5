import { assetFolders } from './design/assets.ts'
import { layout, type Page } from './design/layout.ts'
import * as actionPlans from './features/action-plans/index.ts'
import * as conversations from './features/conversations/index.ts'
import * as demonstration from './features/demonstration/index.ts'
import * as documents from './features/documents/index.ts'
import * as events from './features/events/index.ts'
import * as hubs from './features/hubs/index.ts'
import * as imports from './features/imports/index.ts'
import * as oversight from './features/oversight/index.ts'
import * as partnerships from './features/partnerships/index.ts'
import * as people from './features/people/index.ts'
import * as programmes from './features/programmes/index.ts'
import * as promises from './features/promises/index.ts'
import * as schools from './features/schools/index.ts'
import * as selfAssessment from './features/self-assessment/index.ts'
import * as service from './features/service/index.ts'
import * as support from './features/support/index.ts'
import * as surveys from './features/surveys/index.ts'
import { type App, buildServer, type ServerOptions } from './platform/http/index.ts'
import { receiptRoutes } from './platform/mail/index.ts'

export type AppOptions = Omit<ServerOptions, 'assetFolders' | 'renderPage' | 'refusalPage' | 'problemPage'> &
  people.PeopleOptions & {
    readonly brand: 'neutral' | 'govuk'
    readonly documents: documents.DocumentServices
    /** How many processes share the load. Default: 1. */
    readonly processes?: number
    /** Where the mail service says later what became of emails. */
    readonly receiptToken?: string | undefined
    /** People of a meeting's report who belong to no school are deleted after so many days. */
    readonly reportDays?: number | undefined
  }

/** The whole service: every feature mounted on one server. Starts nothing and reads no environment. */
export async function buildApp(options: AppOptions): Promise<App> {
  const app = await buildServer({
    ...options,
    assetFolders,
    // Every feature's pages are `Page`s of the design; the platform knows only that a page has a title and a status.
    renderPage: (request, page) => layout(page as Page, service.frameOf(request, options)),
    refusalPage: service.refusalPage,
    problemPage: (_request, reference) => service.problemPage(reference),
  })

  if (options.receiptToken) receiptRoutes(app, options.receiptToken)
  people.routes(app, options, conversations.COUNT_UNSEEN)
  service.routes(app)
  schools.routes(app, {
    afterImport: async ({ asOwner }) => {
      await asOwner(partnerships.followSuccessors)
    },
  })
  programmes.routes(app)
  hubs.routes(app)
  partnerships.routes(
    app,
    [
      ...selfAssessment.workPlaces,
      ...actionPlans.workPlaces,
      ...conversations.workPlaces,
      ...support.workPlaces,
      ...documents.workPlaces,
      ...events.workPlaces,
      ...surveys.workPlaces,
    ],
    [promises.promisesPanel],
  )
  selfAssessment.routes(app)
  const calendar = await programmes.loadCalendar()
  actionPlans.routes(app, { calendar })
  conversations.routes(app, {
    calendar,
    sources: [actionPlans.conversationSubject, documents.conversationSubject, support.conversationSubject],
  })
  const kept = options.documents.store
  const store = options.demonstration ? await demonstration.withDemonstrationFiles(kept) : kept
  documents.routes(app, { ...options.documents, store })
  support.routes(app, {
    calendar,
    store,
    publicUrl: options.publicUrl,
    panels: [promises.promisesPanel],
    links: [
      { text: 'Messages', href: conversations.conversationHref },
      { text: 'Documents', href: (id) => `/partnerships/${id}/documents` },
    ],
  })
  promises.routes(app)
  surveys.routes(app, { ...options, calendar })
  events.routes(app, { ...options, calendar })
  imports.importRoutes(app, [
    hubs.hubsImport(await app.database.asOwner(programmes.listPathwayNames)),
    partnerships.partnershipsImport(() => app.clock.today()),
    selfAssessment.questionnaireImport(),
    surveys.surveyImport(),
  ])
  oversight.routes(app)
  if (options.demonstration) demonstration.routes(app)

  return app
}
