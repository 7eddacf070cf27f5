import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Actor } from '../../people/index.ts'
import type { Event } from '../domain.ts'
import type { ReportRow } from './counting.ts'
import type { Match, Matched } from './matching.ts'

export interface Report {
  readonly id: number
  readonly filename: string
  readonly layout: string
  readonly rowCount: number
  readonly notes: readonly string[]
  readonly byName: string
  readonly at: string
}

const REPORT = sql`
  r.id, r.filename, r.layout, r.row_count as "rowCount", r.notes, r.by_name as "byName", r.at`

export async function listReports(db: Db, eventId: number): Promise<Report[]> {
  const { rows } = await sql<Report>`
    select ${REPORT} from event_reports r where r.event_id = ${eventId} order by r.id desc`.execute(db)
  return rows
}

export async function readReport(db: Db, eventId: number, id: number): Promise<Report> {
  const { rows } = await sql<Report>`
    select ${REPORT} from event_reports r where r.event_id = ${eventId} and r.id = ${id}`.execute(db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** Those who count people of one event’s reports take turns: the same person may stand in two of them. */
export async function lockReports(db: Db, eventId: number): Promise<void> {
  await sql`select from event_reports where event_id = ${eventId} order by id for update`.execute(db)
}

export async function findReportByKey(db: Db, eventId: number, key: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from event_reports where event_id = ${eventId} and form_key = ${key}`.execute(db)
  return rows[0]?.id
}

export interface NewPerson extends Matched {
  readonly position: number
  readonly name: string
  readonly email: string
  readonly joinedAt: string | null
  readonly leftAt: string | null
  readonly minutes: number
}

/** Undefined where this very form was sent before. A person’s `placeId` is a hub’s at a meeting of leads. */
export async function insertReport(
  db: Db,
  actor: Actor,
  event: Pick<Event, 'id' | 'audience'>,
  report: { key: string; filename: string; layout: string; rowCount: number; notes: readonly string[] },
  people: readonly NewPerson[],
): Promise<number | undefined> {
  const added = await sql<{ id: number }>`
    insert into event_reports (form_key, event_id, filename, layout, row_count, notes, account_id, by_name)
    values (${report.key}, ${event.id}, ${report.filename}, ${report.layout}, ${report.rowCount},
      ${JSON.stringify(report.notes)}::text::jsonb, ${actor.accountId}, ${actor.name})
    on conflict do nothing returning id`.execute(db)
  const id = added.rows[0]?.id
  if (id === undefined) return undefined
  const leads = event.audience === 'leads'
  await sql`
    insert into event_report_people (report_id, event_id, position, name, email, joined_at, left_at, minutes, match, reason,
      partnership_id, hub_id, guest_id)
    select ${id}, ${event.id}, p.position, p.name, p.email, p."joinedAt", p."leftAt", p.minutes, p.match, p.because,
      case when not ${leads} then p."placeId" end, case when ${leads} then p."placeId" end, p."guestId"
    from jsonb_to_recordset(${JSON.stringify(people)}::text::jsonb) as p(position int, name text, email text,
      "joinedAt" timestamptz, "leftAt" timestamptz, minutes int, match text, because text, "placeId" int, "guestId" int)`.execute(
    db,
  )
  return id
}

/** What becomes of somebody in a report. `counted`: taking part was written down. */
export interface PersonLine extends Omit<ReportRow, 'joinedAt' | 'leftAt'> {
  readonly match: Match
  readonly reason: string
  readonly placeName: string | null
  readonly confirmedByName: string | null
}

export type Show = Match | 'counted'

const standing = (show: Show) =>
  show === 'counted' ? sql`p.presence_id is not null` : sql`p.presence_id is null and p.match = ${show}`

export async function listReportPeople(
  db: Db,
  reportId: number,
  show: Show,
  page: { readonly limit: number; readonly offset: number },
): Promise<PersonLine[]> {
  return personLines(
    db,
    sql`p.report_id = ${reportId} and ${standing(show)}
    order by p.name, p.position limit ${page.limit} offset ${page.offset}`,
  )
}

export async function readReportPerson(db: Db, reportId: number, id: number): Promise<PersonLine> {
  const [line] = await personLines(db, sql`p.report_id = ${reportId} and p.id = ${id}`)
  if (!line) throw notFound()
  return line
}

async function personLines(db: Db, where: ReturnType<typeof sql>): Promise<PersonLine[]> {
  const { rows } = await sql<PersonLine>`
    select p.id, p.name, p.email, p.minutes, p.match, p.reason, p.partnership_id as "partnershipId",
      p.hub_id as "hubId", p.guest_id as "guestId", p.presence_id as "presenceId",
      coalesce(c.school_name, h.name) as "placeName", p.confirmed_by_name as "confirmedByName"
    from event_report_people p
    left join partnership_cards c on c.id = p.partnership_id
    left join hub_cards h on h.id = p.hub_id
    where ${where}`.execute(db)
  return rows
}

export async function countReportPeople(db: Db, reportId: number): Promise<Readonly<Record<Show, number>>> {
  const { rows } = await sql<Record<Show, number>>`
    select count(*) filter (where ${standing('counted')})::int as counted,
      count(*) filter (where ${standing('sure')})::int as sure,
      count(*) filter (where ${standing('likely')})::int as likely,
      count(*) filter (where ${standing('unknown')})::int as unknown,
      count(*) filter (where ${standing('not ours')})::int as "not ours"
    from event_report_people p where p.report_id = ${reportId}`.execute(db)
  return rows[0] ?? { counted: 0, sure: 0, likely: 0, unknown: 0, 'not ours': 0 }
}

/** A person says that what was likely is so. Only what is still likely, and still points where the page said. */
export async function confirmLikely(
  db: Db,
  actor: Actor,
  reportId: number,
  ids: readonly number[],
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    update event_report_people set confirmed_by = ${actor.accountId}, confirmed_by_name = ${actor.name},
      confirmed_at = alongside.now()
    where report_id = ${reportId} and id = any (${ids}::int[]) and match = 'likely' and presence_id is null
    returning id`.execute(db)
  return rows.map(({ id }) => id)
}

/** A person says where somebody comes from, or that it is nobody of ours. */
export async function placePerson(
  db: Db,
  actor: Actor,
  personId: number,
  place: { readonly partnershipId: number | null; readonly hubId: number | null } | 'not ours',
): Promise<void> {
  const [match, partnershipId, hubId] =
    place === 'not ours' ? ['not ours', null, null] : ['sure', place.partnershipId, place.hubId]
  await sql`
    update event_report_people set match = ${match}, partnership_id = ${partnershipId}, hub_id = ${hubId},
      guest_id = null, presence_id = null, reason = ${`${actor.name} said so`}, confirmed_by = ${actor.accountId},
      confirmed_by_name = ${actor.name}, confirmed_at = alongside.now()
    where id = ${personId}`.execute(db)
}

/** Takes somebody off whom a report put down. What the door or a person wrote down stays. */
export async function takeOff(db: Db, actor: Actor, presenceId: number): Promise<void> {
  await sql`update event_report_people set presence_id = null where presence_id = ${presenceId}`.execute(db)
  await sql`
    update event_presences set undone_at = alongside.now(), undone_by_name = ${actor.name}
    where id = ${presenceId} and source = 'report' and undone_at is null`.execute(db)
}

export async function markApplied(db: Db, actor: Actor, reportId: number): Promise<void> {
  await sql`
    update event_reports set applied_at = coalesce(applied_at, alongside.now()),
      applied_by_name = coalesce(applied_by_name, ${actor.name})
    where id = ${reportId}`.execute(db)
}

/** People of reports put in before, who were never counted. Those who were stand among who took part. */
export async function forgetUnmatched(db: Db, before: Temporal.Instant): Promise<number> {
  const result = await sql`
    delete from event_report_people p using event_reports r
    where r.id = p.report_id and p.presence_id is null and r.at < ${before.toString()}`.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}
