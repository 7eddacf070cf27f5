import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { CountedAlready, ReportRow } from './counting.ts'

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
