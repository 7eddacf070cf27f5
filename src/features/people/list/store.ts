import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Place, Role } from '../domain.ts'

export const STATES = ['here', 'invited', 'left', 'all'] as const

export interface PeopleFilter {
  readonly words: string
  readonly state: (typeof STATES)[number]
  readonly role: Role | null
  readonly hubId: number | null
  readonly schoolUrn: number | null
}

/** Somebody on the programme, on the way to it, or gone from it. */
export interface Person extends Place {
  readonly assignmentId: number | null
  readonly invitationId: number | null
  readonly accountId: number | null
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly title: string
  readonly placeName: string | null
  /** The hub of the school's open partnership. */
  readonly hubOfSchool: number | null
  readonly state: 'signed in' | 'not signed in yet' | 'invited' | 'invitation expired' | 'left'
  /** When they came, were invited last, or left. */
  readonly since: string
  readonly reason: string | null
}

/** People this actor may see, by place and name, a page at a time. */
export async function listPeople(
  db: Db,
  programmeId: number,
  filter: PeopleFilter,
  page: { readonly now: Temporal.Instant; readonly limit: number; readonly offset: number },
): Promise<{ people: Person[]; total: number }> {
  const conditions = [sql`true`]
  if (filter.words !== '') {
    const like = `%${filter.words.replaceAll(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`(name ilike ${like} or email ilike ${like} or "placeName" ilike ${like})`)
  }
  if (filter.state === 'here') conditions.push(sql`state <> 'left'`)
  if (filter.state === 'left') conditions.push(sql`state = 'left'`)
  if (filter.state === 'invited') conditions.push(sql`"invitationId" is not null`)
  if (filter.role) conditions.push(sql`role = ${filter.role}`)
  if (filter.schoolUrn !== null) conditions.push(sql`"schoolUrn" = ${filter.schoolUrn}`)
  if (filter.hubId !== null) {
    conditions.push(sql`("hubId" = ${filter.hubId} or "schoolUrn" in (
      select school_urn from partner_schools where hub_id = ${filter.hubId} and programme_id = ${programmeId}))`)
  }
  const { rows } = await sql<Person & { total: number }>`
    with known as (
      select g.id as "assignmentId", null::int as "invitationId", g.account_id as "accountId", a.name, a.email, g.role,
        g.title, g.hub_id as "hubId", g.school_urn as "schoolUrn", g.trust_uid as "trustUid",
        case when g.ended_at is not null then 'left' when a.last_signed_in_at is null then 'not signed in yet'
          else 'signed in' end as state,
        coalesce(g.ended_at, g.started_at) as since, g.ended_reason as reason
      from assignments g join accounts a on a.id = g.account_id
      where g.programme_id = ${programmeId}
      union all
      select null, i.id, null, coalesce(nullif(i.name, ''), i.email), i.email, i.role, i.title, i.hub_id, i.school_urn,
        i.trust_uid,
        case when i.expires_at <= ${page.now.toString()}::timestamptz then 'invitation expired' else 'invited' end,
        coalesce(i.last_sent_at, i.invited_at), null
      from invitations i
      where i.programme_id = ${programmeId} and i.accepted_at is null and i.cancelled_at is null
    ), placed as (
      select k.*, coalesce(
        (select p.name from places p where p.kind = 'hub' and p.id = k."hubId"),
        (select p.name from places p where p.kind = 'school' and p.id = k."schoolUrn"),
        (select p.name from places p where p.kind = 'trust' and p.id = k."trustUid")) as "placeName"
      from known k
    ), found as (
      select *, count(*) over ()::int as total from placed where ${sql.join(conditions, sql` and `)}
      order by "schoolUrn" is not null, "placeName" nulls first, "schoolUrn", state = 'left', name, "assignmentId"
      limit ${page.limit} offset ${page.offset}
    )
    select f.*, (
      select s.hub_id from partner_schools s
      where s.programme_id = ${programmeId} and s.school_urn = f."schoolUrn"
      order by s.open desc, s.partnership_id desc limit 1) as "hubOfSchool"
    from found f
    order by "schoolUrn" is not null, "placeName" nulls first, "schoolUrn", state = 'left', name, "assignmentId"`.execute(
    db,
  )
  return { people: rows, total: rows[0]?.total ?? 0 }
}
