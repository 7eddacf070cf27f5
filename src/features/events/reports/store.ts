import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Actor } from '../../people/index.ts'
import type { Event } from '../domain.ts'
import type { CountedAlready, ReportRow } from './counting.ts'
import type { KnownPerson, Match, Matched } from './matching.ts'

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

type RowOfReport = Omit<ReportRow, 'joinedAt' | 'leftAt'> & {
  readonly joinedAt: string | null
  readonly leftAt: string | null
}

/** Of these, or without `ids` of all that are sure: what counting needs. */
export async function listRowsToCount(
  db: Db,
  reportId: number,
  ids: readonly number[] | 'sure',
): Promise<ReportRow[]> {
  const which = ids === 'sure' ? sql`p.match = 'sure'` : sql`p.id = any (${ids}::int[])`
  const { rows } = await sql<RowOfReport>`
    select p.id, p.name, p.email, p.joined_at as "joinedAt", p.left_at as "leftAt", p.minutes, p.partnership_id as "partnershipId",
      p.hub_id as "hubId", p.guest_id as "guestId", p.presence_id as "presenceId"
    from event_report_people p
    where p.report_id = ${reportId} and p.presence_id is null and ${which} order by p.position`.execute(db)
  return rows.map((row) => ({
    ...row,
    joinedAt: row.joinedAt === null ? null : Temporal.Instant.from(row.joinedAt),
    leftAt: row.leftAt === null ? null : Temporal.Instant.from(row.leftAt),
  }))
}

export async function listCounted(db: Db, eventId: number): Promise<CountedAlready[]> {
  const { rows } = await sql<CountedAlready>`
    select id, guest_id as "guestId", partnership_id as "partnershipId", hub_id as "hubId", name, email
    from event_presences where event_id = ${eventId} and undone_at is null order by id`.execute(db)
  return rows
}

export interface Taken {
  readonly personId: number
  readonly name: string
  readonly email: string
  readonly partnershipId: number | null
  readonly hubId: number | null
  readonly guestId: number | null
  readonly arrivedAt: string
  readonly leftEarlyAt: string | null
  readonly minutes: number
}

/** Writes down that they took part, all at once, and which row of the report it was. */
export async function insertTaken(
  db: Db,
  actor: Actor,
  eventId: number,
  taken: readonly Taken[],
): Promise<void> {
  await sql`
    with given as materialized (
      select gen_random_uuid() as key, t.* from jsonb_to_recordset(${JSON.stringify(taken)}::text::jsonb) as t(
        "personId" int, name text, email text, "partnershipId" int, "hubId" int, "guestId" int, "arrivedAt" timestamptz,
        "leftEarlyAt" timestamptz, minutes int)
    ), added as (
      insert into event_presences (client_key, event_id, partnership_id, hub_id, guest_id, name, email, senior_leader,
        how, arrived_at, left_early_at, minutes, source, recorded_by, recorded_by_name)
      select t.key, ${eventId}, t."partnershipId", t."hubId", t."guestId", t.name, t.email,
        coalesce((select g.senior_leader from event_guests g where g.id = t."guestId"), false), 'online',
        t."arrivedAt", t."leftEarlyAt", t.minutes, 'report', ${actor.accountId}::int, ${actor.name}
      from given t on conflict do nothing returning id, client_key
    )
    update event_report_people p set presence_id = a.id
    from added a join given t on t.key = a.client_key where p.id = t."personId"`.execute(db)
}

/** Somebody ticked at the door of whom the report says less: the shorter time is what they took part. */
export async function shortenTaken(
  db: Db,
  known: readonly {
    readonly presenceId: number
    readonly leftEarlyAt: string | null
    readonly minutes: number
  }[],
): Promise<void> {
  if (known.length === 0) return
  await sql`
    update event_presences p set minutes = k.minutes, left_early_at = coalesce(p.left_early_at, k."leftEarlyAt")
    from jsonb_to_recordset(${JSON.stringify(known)}::text::jsonb) as k("presenceId" int, "leftEarlyAt" timestamptz,
      minutes int)
    where p.id = k."presenceId" and p.source <> 'report' and k.minutes < p.minutes`.execute(db)
}

/** Rows of somebody who is down already. */
export async function linkPresences(
  db: Db,
  links: readonly { readonly personId: number; readonly presenceId: number }[],
): Promise<void> {
  if (links.length === 0) return
  await sql`
    update event_report_people p set presence_id = l."presenceId"
    from jsonb_to_recordset(${JSON.stringify(links)}::text::jsonb) as l("personId" int, "presenceId" int)
    where p.id = l."personId"`.execute(db)
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

/** Everybody booked by name, and everybody with an account: whose address says where they come from. */
export async function listKnownPeople(
  db: Db,
  event: Pick<Event, 'id' | 'audience' | 'hubId' | 'programmeId'>,
): Promise<KnownPerson[]> {
  const leads = event.audience === 'leads'
  const { rows } = await sql<KnownPerson>`
    select g.name, g.email, coalesce(b.partnership_id, b.hub_id) as "placeId", g.id as "guestId"
    from event_guests g join event_bookings b on b.id = g.booking_id
    where g.event_id = ${event.id} and g.left_at is null and b.given_back_at is null
    union all
    select w.name, w.email, c.id, null
    from people_at_work w
    join partnership_cards c on c.school_urn = w.school_urn and c.programme_id = w.programme_id
    where not ${leads} and w.programme_id = ${event.programmeId} and c.status in ('confirmed', 'active', 'paused')
      and (${event.hubId}::int is null or c.hub_id = ${event.hubId})
    union all
    select w.name, w.email, w.hub_id, null
    from people_at_work w where ${leads} and w.programme_id = ${event.programmeId} and w.hub_id is not null`.execute(
    db,
  )
  return rows
}

export interface KnownPlace {
  readonly placeId: number
  readonly name: string
  readonly urn: number | null
}

export async function listKnownPlaces(
  db: Db,
  event: Pick<Event, 'audience' | 'hubId' | 'programmeId'>,
): Promise<KnownPlace[]> {
  const { rows } =
    event.audience === 'leads'
      ? await sql<KnownPlace>`
          select h.id as "placeId", coalesce(h.lead_name, h.name) as name, h.lead_school_urn as urn
          from hub_cards h where h.programme_id = ${event.programmeId} and h.closed_on is null`.execute(db)
      : await sql<KnownPlace>`
          select c.id as "placeId", c.school_name as name, c.school_urn as urn
          from partnership_cards c
          where c.programme_id = ${event.programmeId} and c.status in ('confirmed', 'active', 'paused')
            and (${event.hubId}::int is null or c.hub_id = ${event.hubId})`.execute(db)
  return rows
}

/** Addresses of those who run events: the programme team, and the leads where partners are the guests. */
export async function listHostAddresses(
  db: Db,
  event: Pick<Event, 'audience' | 'programmeId'>,
): Promise<Set<string>> {
  const { rows } = await sql<{ email: string }>`
    select lower(w.email) as email from people_at_work w
    where w.programme_id = ${event.programmeId}
      and (w.role = 'programme-team' or (w.role = 'hub-lead' and ${event.audience === 'partners'}))`.execute(
    db,
  )
  return new Set(rows.map(({ email }) => email))
}

/** People of reports put in before, who were never counted. Those who were stand among who took part. */
export async function forgetUnmatched(db: Db, before: Temporal.Instant): Promise<number> {
  const result = await sql`
    delete from event_report_people p using event_reports r
    where r.id = p.report_id and p.presence_id is null and r.at < ${before.toString()}`.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}
