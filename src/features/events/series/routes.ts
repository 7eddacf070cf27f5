import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../../../platform/database/index.ts'
import type { App } from '../../../platform/http/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { csvType, writeCsv } from '../../../platform/spreadsheets/index.ts'
import { type Actor, actorOf, inActorScope } from '../../people/index.ts'
import { findCurrentVersion, findSeries } from '../../programmes/index.ts'
import { canSeeSeries } from '../policy.ts'
import { counts, filterFrom, sessionShown } from './domain.ts'
import { listSchoolLines, listTallies, readSessions } from './store.ts'
import { type SchoolsView, schoolRows, schoolsPage, seriesPage } from './views.ts'

type Asked = { Params: { seriesKey: string }; Querystring: Record<string, unknown> }

/** For the programme team: who has and has not taken part. A hub lead finds their own schools there. */
export function seriesRoutes(app: App): void {
  app.get<Asked>('/series/:seriesKey', async (request, reply) => {
    const actor = actorOf(request)
    const { seriesKey: key } = request.params
    const now = app.clock.now()
    const view = await inActorScope(request, async (db) => {
      const series = await readSeries(db, actor, key)
      const shown = sessionShown(series.sessions, filterFrom(request.query).session, now)
      if (!shown) throw notFound()
      return { ...series, shown, tallies: await listTallies(db, actor.programmeId, series.sessions) }
    })
    return reply.page(seriesPage({ ...view, key, now }))
  })

  app.get<Asked>('/series/:seriesKey/schools', async (request, reply) =>
    reply.page(schoolsPage(await readSchools(request))),
  )

  app.get<Asked>('/series/:seriesKey/schools.csv', async (request, reply: FastifyReply) => {
    const view = await readSchools(request)
    const today = app.clock.today().toString()
    return reply
      .type(csvType)
      .header('content-disposition', `attachment; filename="schools-${today}.csv"`)
      .send(writeCsv(schoolRows(view, today)))
  })
}

async function readSeries(db: Db, actor: Actor, key: string) {
  if (!canSeeSeries(actor)) throw notFound()
  const sessions = await readSessions(db, actor.programmeId, key)
  const version = await findCurrentVersion(db, actor.programmeId)
  return { sessions, name: (version && findSeries(version.definition, key)?.name) ?? key }
}

async function readSchools(request: FastifyRequest<Asked>): Promise<SchoolsView> {
  const actor = actorOf(request)
  const { seriesKey: key } = request.params
  const filter = filterFrom(request.query)
  return inActorScope(request, async (db) => {
    const { name, sessions } = await readSeries(db, actor, key)
    const session =
      filter.session === 0
        ? sessionShown(sessions, 0, request.server.clock.now())
        : sessions.find(({ number }) => number === filter.session)
    if (!session) throw notFound()
    const lines = await listSchoolLines(db, actor.programmeId, session.eventId)
    const shown = lines.filter(
      (line) =>
        counts(line, filter.count) &&
        (filter.hub === '' || line.hubId === Number(filter.hub)) &&
        (filter.region === '' || (line.regionCode ?? 'none') === filter.region),
    )
    return { key, name, session, filter, lines: shown }
  })
}
