import type { Db } from '../../../platform/database/index.ts'
import { conflict } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import { listWebsites } from '../../schools/index.ts'
import { readRun } from '../check-in/actions.ts'
import type { Event } from '../domain.ts'
import { nameOf } from '../words.ts'
import { cameAt, leftEarlyAt, minutesCounted, type ReportRow, toCount } from './counting.ts'
import { insertTaken, linkPresences, listCounted, listRowsToCount, shortenTaken } from './counting-store.ts'
import { type KnownPlace, listHostAddresses, listKnownPeople, listKnownPlaces } from './known-store.ts'
import type { Report as ReadReport } from './layout.ts'
import { domainOfWebsite, matcher } from './matching.ts'
import {
  confirmLikely,
  findReportByKey,
  insertReport,
  lockReports,
  markApplied,
  placePerson,
  type Report,
  readReport,
  readReportPerson,
  takeOff,
} from './store.ts'

/** The event, whose report can be put in once it has begun. */
export async function readReporting(
  db: Db,
  actor: Actor,
  eventId: number,
  now: Temporal.Instant,
): Promise<Event> {
  const event = await readRun(db, actor, eventId)
  if (event.cancelledAt) throw conflict('This event was cancelled, so there is no report of it.')
  if (Temporal.Instant.compare(now, event.startsAt) < 0)
    throw conflict('This event has not begun. A report can be put in afterwards.')
  return event
}

/** Keeps a report with what is thought of each person. Nobody is counted yet. @returns its id, the same for a form sent twice */
export async function keepReport(
  db: Db,
  actor: Actor,
  event: Event,
  form: { readonly key: string; readonly filename: string },
  report: ReadReport,
): Promise<number> {
  const places = await listKnownPlaces(db, event)
  const match = matcher({
    people: await listKnownPeople(db, event),
    schools: await withDomains(db, places),
    hosts: await listHostAddresses(db, event),
  })
  const people = report.people.map((person, position) => ({
    position,
    name: person.name,
    email: person.email,
    joinedAt: person.joinedAt?.toZonedDateTime(event.timeZone).toInstant().toString() ?? null,
    leftAt: person.leftAt?.toZonedDateTime(event.timeZone).toInstant().toString() ?? null,
    minutes: minutesCounted(event, person.minutes),
    ...match(person),
  }))
  const kept = {
    ...form,
    layout: report.tool,
    rowCount: report.rowsRead,
    notes: report.title === '' ? [] : [`The report calls the meeting “${report.title.slice(0, 200)}”.`],
  }
  const id = await insertReport(db, actor, event, kept, people)
  if (id !== undefined) return id
  const known = await findReportByKey(db, event.id, form.key)
  if (known === undefined) throw conflict('This form was sent before. Open the page again.')
  return known
}

async function withDomains(db: Db, places: readonly KnownPlace[]) {
  const websites = await listWebsites(
    db,
    places.flatMap(({ urn }) => (urn === null ? [] : [urn])),
  )
  return places.map(({ placeId, name, urn }) => ({
    placeId,
    name,
    domain: domainOfWebsite(urn === null ? null : (websites.get(urn) ?? null)),
  }))
}

export interface ReportInView {
  readonly event: Event
  readonly report: Report
}

export async function readReportInView(
  db: Db,
  actor: Actor,
  eventId: number,
  id: number,
): Promise<ReportInView> {
  const event = await readRun(db, actor, eventId)
  return { event, report: await readReport(db, eventId, id) }
}

/** Everybody of whom the service is sure. Pressed twice, they are counted once. */
export async function countSure(db: Db, actor: Actor, view: ReportInView): Promise<void> {
  await lockReports(db, view.event.id)
  await count(db, actor, view, await listRowsToCount(db, view.report.id, 'sure'))
}

/** Those of whom a person says that it is so. */
export async function countLikely(
  db: Db,
  actor: Actor,
  view: ReportInView,
  ids: readonly number[],
): Promise<void> {
  await lockReports(db, view.event.id)
  const confirmed = await confirmLikely(db, actor, view.report.id, ids)
  await count(db, actor, view, await listRowsToCount(db, view.report.id, confirmed))
}

/** One person, of whom somebody says the school; or that it is nobody of ours, whom the report then does not count. */
export async function sayWhere(
  db: Db,
  actor: Actor,
  view: ReportInView,
  personId: number,
  place: { readonly partnershipId: number | null; readonly hubId: number | null } | 'not ours',
): Promise<void> {
  await lockReports(db, view.event.id)
  const person = await readReportPerson(db, view.report.id, personId)
  if (person.presenceId !== null) await takeOff(db, actor, person.presenceId)
  await placePerson(db, actor, person.id, place)
  if (place !== 'not ours')
    await count(db, actor, view, await listRowsToCount(db, view.report.id, [person.id]))
}

async function count(
  db: Db,
  actor: Actor,
  { event, report }: ReportInView,
  rows: readonly ReportRow[],
): Promise<void> {
  const { toAdd, known, again } = toCount(rows, await listCounted(db, event.id))
  if (toAdd.length > 0) {
    await insertTaken(
      db,
      actor,
      event.id,
      toAdd.map((row) => ({
        personId: row.id,
        name: row.name,
        email: row.email,
        partnershipId: row.partnershipId,
        hubId: row.hubId,
        guestId: row.guestId,
        arrivedAt: cameAt(event, row.joinedAt).toString(),
        leftEarlyAt: leftEarlyAt(event, row.leftAt)?.toString() ?? null,
        minutes: row.minutes,
      })),
    )
  }
  const now = new Map(
    (await listCounted(db, event.id)).map((each) => [
      `${each.partnershipId ?? `h${each.hubId}`} ${each.name} ${each.email}`,
      each.id,
    ]),
  )
  const firsts = again.flatMap(({ row, first }) => {
    const presenceId = now.get(`${first.partnershipId ?? `h${first.hubId}`} ${first.name} ${first.email}`)
    return presenceId === undefined ? [] : [{ personId: row.id, presenceId }]
  })
  await shortenTaken(
    db,
    known.map(({ row, presenceId }) => ({
      presenceId,
      leftEarlyAt: leftEarlyAt(event, row.leftAt)?.toString() ?? null,
      minutes: row.minutes,
    })),
  )
  await linkPresences(db, [
    ...known.map(({ row, presenceId }) => ({ personId: row.id, presenceId })),
    ...firsts,
  ])
  await markApplied(db, actor, report.id)
  if (toAdd.length === 0) return
  await recordHistory(db, actor, {
    about: event.hubId === null ? { programmeId: event.programmeId } : { hubId: event.hubId },
    kind: 'event.report-counted',
    sentence: `Counted ${toAdd.length === 1 ? '1 person' : `${toAdd.length} people`} from a meeting report: ${nameOf(event)}`,
    details: { event: event.id, report: report.id },
  })
}
