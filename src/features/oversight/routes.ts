import type { FastifyReply } from 'fastify'
import type { App } from '../../platform/http/index.ts'
import { csvType, type Rows, writeCsv } from '../../platform/spreadsheets/index.ts'
import { type Actor, actorOf, inActorScope } from '../people/index.ts'
import { readTrust } from '../schools/index.ts'
import type { Named, Programme } from './domain.ts'
import { figuresOf } from './evaluation/figures.ts'
import { listRawCounts } from './evaluation/store.ts'
import { evaluationPage, figureRows } from './evaluation/views.ts'
import { hubPlacesPage, hubRows } from './hubs/views.ts'
import { keptByProgramme, oncePer } from './kept.ts'
import { filterFrom, NO_FILTER, narrow } from './list/filter.ts'
import { partnershipRows, partnershipsPage } from './list/views.ts'
import { englandOutline } from './map/outline.ts'
import { mapPage } from './map/views.ts'
import { requireRole } from './policy.ts'
import { leaderRows, stageRows, stagesPage } from './stages.ts'
import { listNamedLeaders, readNames, readProgrammePicture } from './store.ts'
import { ofCohort, summarise } from './summary/counts.ts'
import { programmePage } from './summary/views.ts'
import { trustPage } from './trust/views.ts'

type Query = Readonly<Record<string, unknown>>

/** The pages of those who look after many hubs. */
export function routes(app: App): void {
  programmeRoutes(app)
  trustRoutes(app)
  evaluationRoutes(app)
}

function programmeRoutes(app: App): void {
  const readPicture = keptByProgramme(app.database, app.clock, readProgrammePicture)
  const summaryOf = oncePer((programme: Programme, cohort) =>
    summarise(ofCohort(programme, Number(cohort) || undefined)),
  )
  const summaryPageOf = oncePer((programme: Programme, cohort) =>
    programmePage(programme, summaryOf(programme, cohort), cohortOf(programme, cohort)),
  )
  const picture = (actor: Actor) => readPicture(requireRole(actor, 'programme-team'))

  app.get<{ Querystring: Query }>('/programme', async (request, reply) => {
    const programme = await picture(actorOf(request))
    return reply.page(summaryPageOf(programme, cohortKey(programme, request.query)))
  })

  app.get<{ Querystring: Query }>('/programme/partnerships', async (request, reply) => {
    const programme = await picture(actorOf(request))
    return reply.page(partnershipsPage(programme, filterFrom(request.query)))
  })

  app.get<{ Querystring: Query }>('/programme/partnerships.csv', async (request, reply) => {
    const programme = await picture(actorOf(request))
    return sendCsv(
      reply,
      'partnerships',
      programme.today,
      partnershipRows(programme, filterFrom(request.query)),
    )
  })

  app.get<{ Querystring: Query }>('/programme/named-leaders.csv', async (request, reply) => {
    const actor = actorOf(request)
    const programme = await picture(actor)
    const standings = narrow(programme, filterFrom(request.query))
    const urns = standings.map(({ schoolUrn }) => schoolUrn)
    const leaders = await inActorScope(request, (db) => listNamedLeaders(db, actor.programmeId, urns))
    return sendCsv(reply, 'named-leaders', programme.today, leaderRows(programme, standings, leaders))
  })

  app.get<{ Querystring: Query }>('/programme/stages', async (request, reply) => {
    const programme = await picture(actorOf(request))
    const cohort = cohortKey(programme, request.query)
    return reply.page(stagesPage(programme, summaryOf(programme, cohort), cohortOf(programme, cohort)))
  })

  app.get<{ Querystring: Query }>('/programme/stages.csv', async (request, reply) => {
    const programme = await picture(actorOf(request))
    const summary = summaryOf(programme, cohortKey(programme, request.query))
    return sendCsv(reply, 'where-schools-stop', programme.today, stageRows(programme, summary))
  })

  app.get('/programme/hubs', async (request, reply) => {
    const programme = await picture(actorOf(request))
    return reply.page(hubPlacesPage(programme, summaryOf(programme)))
  })

  app.get('/programme/hubs.csv', async (request, reply) => {
    const programme = await picture(actorOf(request))
    return sendCsv(reply, 'hubs', programme.today, hubRows(programme, summaryOf(programme)))
  })

  app.get('/programme/map', async (request, reply) => {
    const programme = await picture(actorOf(request))
    return reply.page(mapPage(programme, summaryOf(programme), await englandOutline()))
  })
}

/** The trust's scope holds only what its schools have agreed to share, so the same picture is drawn of that alone. */
function trustRoutes(app: App): void {
  const read = (request: Parameters<typeof inActorScope>[0]) => {
    const actor = requireRole(actorOf(request), 'trust-leader')
    const today = app.clock.today().toString()
    return inActorScope(request, async (db) => ({
      programme: await readProgrammePicture(db, actor.programmeId, today),
      trust: await readTrust(db, actor.trustUid ?? 0),
    }))
  }

  app.get('/trust', async (request, reply) => {
    const { programme, trust } = await read(request)
    return reply.page(trustPage(programme, trust.name))
  })

  app.get('/trust.csv', async (request, reply) => {
    const { programme } = await read(request)
    const rows = partnershipRows(programme, { ...NO_FILTER, status: 'any' })
    return sendCsv(reply, 'schools-of-the-trust', programme.today, rows)
  })
}

function evaluationRoutes(app: App): void {
  const readFigures = keptByProgramme(app.database, app.clock, async (db, programmeId, today) =>
    figuresOf(await listRawCounts(db), { ...(await readNames(db, programmeId)), today }),
  )
  const figures = (actor: Actor) => readFigures(requireRole(actor, 'evaluator', 'programme-team'))

  app.get('/evaluation', async (request, reply) =>
    reply.page(evaluationPage(await figures(actorOf(request)))),
  )

  app.get('/evaluation.csv', async (request, reply) => {
    const drawn = await figures(actorOf(request))
    return sendCsv(reply, 'figures-for-evaluation', drawn.today, figureRows(drawn))
  })
}

function sendCsv(reply: FastifyReply, name: string, today: string, rows: Rows) {
  return reply
    .type(csvType)
    .header('content-disposition', `attachment; filename="${name}-${today}.csv"`)
    .send(writeCsv(rows))
}

/** The cohort of the address as text; '' for all, or for one that is not of this programme. */
function cohortKey({ cohorts }: Programme, query: Query): string {
  const cohort = cohorts.find(({ key }) => String(key) === query.cohort)
  return cohort ? String(cohort.key) : ''
}

function cohortOf({ cohorts }: Programme, key: string): Named<number> | undefined {
  return cohorts.find((cohort) => String(cohort.key) === key)
}
