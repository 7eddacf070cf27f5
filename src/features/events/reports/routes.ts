import type { FormError } from '../../../platform/forms.ts'
import { type App, parseId } from '../../../platform/http/index.ts'
import { readUpload } from '../../imports/index.ts'
import { actorOf, inActorScope } from '../../people/index.ts'
import { startsOn } from '../domain.ts'
import { saidDay } from '../when.ts'
import { eventHref } from '../words.ts'
import { countLikely, countSure, keepReport, readReportInView, readReporting, sayWhere } from './actions.ts'
import { isOfThisDay } from './counting.ts'
import { PEOPLE_ON_A_PAGE, parsePlacing, parseShow, parseTicked, parseUpload } from './forms.ts'
import { KEPT_DAYS } from './jobs.ts'
import { listKnownPlaces } from './known-store.ts'
import { readReport as readReportFile } from './layout.ts'
import { findPlace } from './place.ts'
import { countReportPeople, listReportPeople, listReports, readReportPerson } from './store.ts'
import { personPage, reportHref, reportPage, reportsPage } from './views.ts'

interface Params {
  id: string
  report: string
  person: string
}

/** Reports of meetings online: read, matched, seen by a person, counted. */
export function reportRoutes(app: App, options: { readonly reportDays?: number | undefined }): void {
  const keptDays = options.reportDays ?? KEPT_DAYS
  app.get<{ Params: Params }>('/events/:id/reports', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const page = await inActorScope(request, async (db) => {
      const event = await readReporting(db, actor, id, app.clock.now())
      return reportsPage(event, await listReports(db, id), keptDays)
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>('/events/:id/reports', async (request, reply) => {
    const actor = actorOf(request)
    const id = parseId(request.params.id)
    const [event, before] = await inActorScope(request, async (db) => {
      const found = await readReporting(db, actor, id, app.clock.now())
      return [found, await listReports(db, id)] as const
    })
    const { answers, file } = await readUpload(request)
    const refuse = (message: string, anotherDay = false) => {
      const errors: FormError[] = [{ field: 'file', message }]
      return reply.page(reportsPage(event, before, keptDays, { errors, anotherDay }))
    }
    const form = parseUpload(answers)
    if (!form.ok) return refuse('This form has expired: choose the file again')
    if (!file) return refuse('Choose the report')
    const read = readReportFile(file.bytes, startsOn(event))
    if (!read.ok) return refuse(read.message)
    const { report } = read
    if (form.value.anyway !== 'yes' && !isOfThisDay(event, report.heldOn)) {
      const said = saidDay(
        report.heldOn?.toZonedDateTime(event.timeZone) ?? event.startsAt.toZonedDateTimeISO(event.timeZone),
      )
      return refuse(
        `This report is of a meeting on ${said}, and the event is on another day. Choose the report of this event.`,
        true,
      )
    }
    const filename = file.name.trim().slice(0, 200) || 'report.csv'
    const kept = await inActorScope(request, (db) =>
      keepReport(db, actor, event, { key: form.value.key, filename }, report),
    )
    return reply.redirect(eventHref(id, `reports/${kept}`), 303)
  })

  app.get<{ Params: Params; Querystring: Record<string, unknown> }>(
    '/events/:id/reports/:report',
    async (request, reply) => {
      const actor = actorOf(request)
      const { id, report } = idsOf(request.params)
      const { show, page } = parseShow(request.query)
      const shown = await inActorScope(request, async (db) => {
        const view = await readReportInView(db, actor, id, report)
        const counts = await countReportPeople(db, report)
        // Those to confirm first; then whatever there is.
        const first =
          request.query.show === undefined && counts.likely === 0
            ? counts.sure > 0
              ? 'sure'
              : counts.unknown > 0
                ? 'unknown'
                : 'counted'
            : show
        const people = await listReportPeople(db, report, first, pageOf(page))
        return reportPage({ view, counts, people, show: first, page })
      })
      return reply.page(shown)
    },
  )

  app.post<{ Params: Params }>('/events/:id/reports/:report/sure', async (request, reply) => {
    const actor = actorOf(request)
    const { id, report } = idsOf(request.params)
    const view = await inActorScope(request, async (db) => {
      const seen = await readReportInView(db, actor, id, report)
      await countSure(db, actor, seen)
      return seen
    })
    return reply.redirect(reportHref(view), 303)
  })

  app.post<{ Params: Params }>('/events/:id/reports/:report/likely', async (request, reply) => {
    const actor = actorOf(request)
    const { id, report } = idsOf(request.params)
    const form = parseTicked(request.body)
    const wrong = await inActorScope(request, async (db) => {
      const view = await readReportInView(db, actor, id, report)
      if (form.ok) {
        await countLikely(db, actor, view, form.value.person)
        return undefined
      }
      const { errors, answers } = form
      const counts = await countReportPeople(db, report)
      const people = await listReportPeople(db, report, 'likely', pageOf(1))
      return reportPage({ view, counts, people, show: 'likely', page: 1, errors, answers })
    })
    return wrong ? reply.page(wrong) : reply.redirect(eventHref(id, `reports/${report}?show=likely`), 303)
  })

  app.get<{ Params: Params }>('/events/:id/reports/:report/people/:person', async (request, reply) => {
    const actor = actorOf(request)
    const { id, report, person } = idsOf(request.params)
    const page = await inActorScope(request, async (db) => {
      const view = await readReportInView(db, actor, id, report)
      const line = await readReportPerson(db, report, person)
      return personPage({ view, person: line, hubs: await listKnownPlaces(db, view.event) })
    })
    return reply.page(page)
  })

  app.post<{ Params: Params }>('/events/:id/reports/:report/people/:person', async (request, reply) => {
    const actor = actorOf(request)
    const { id, report, person } = idsOf(request.params)
    const form = parsePlacing(request.body)
    const wrong = await inActorScope(request, async (db) => {
      const view = await readReportInView(db, actor, id, report)
      const line = await readReportPerson(db, report, person)
      const again = async (errors: readonly FormError[]) =>
        personPage({
          view,
          person: line,
          hubs: await listKnownPlaces(db, view.event),
          errors,
          answers: form.answers,
        })
      if (!form.ok) return again(form.errors)
      if (form.value.whose === 'not ours') {
        await sayWhere(db, actor, view, person, 'not ours')
        return undefined
      }
      const place = await findPlace(db, view.event, form.value.school)
      if (!place) {
        const message =
          view.event.audience === 'leads'
            ? 'Choose a hub of the programme'
            : 'Choose a partner school of the programme'
        return again([{ field: 'school', message }])
      }
      await sayWhere(db, actor, view, person, place)
      return undefined
    })
    return wrong ? reply.page(wrong) : reply.redirect(eventHref(id, `reports/${report}`), 303)
  })
}

const pageOf = (page: number) => ({ limit: PEOPLE_ON_A_PAGE, offset: (page - 1) * PEOPLE_ON_A_PAGE })

const idsOf = ({ id, report, person }: Params) => ({
  id: parseId(id),
  report: parseId(report),
  person: person === undefined ? 0 : parseId(person),
})
