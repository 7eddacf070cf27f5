import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Place, Role } from '../domain.ts'

export interface NewInvitation extends Place {
  /** Makes a form pressed twice one invitation. */
  readonly key: string
  readonly role: Role
  readonly programmeId: number
  readonly email: string
  readonly name: string
  readonly title: string
  /** The assignment that the invited person takes over. */
  readonly replaces: number | null
}

export interface Invitation extends Omit<NewInvitation, 'key'> {
  readonly id: number
  readonly inviterName: string
  readonly placeName: string | null
  readonly programmeName: string
  readonly expiresAt: string
  readonly sentCount: number
  readonly lastSentAt: string
  readonly acceptedAt: string | null
  readonly cancelledAt: string | null
}

/**
 * Adds the invitations whose person neither holds the role at the place nor has been invited to it. The result says of
 * each row, in order: its new id, or why there is none.
 */
export async function insertInvitations(
  db: Db,
  rows: readonly NewInvitation[],
  by: { accountId: number | null; at: Temporal.Instant; expiresAt: Temporal.Instant },
): Promise<readonly (number | 'holds it already' | 'invited already')[]> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows.map((row, position) => ({ ...row, position })))}::text::jsonb) as r (
    position int, key uuid, role text, "programmeId" int, "hubId" int, "schoolUrn" int, "trustUid" int, email text,
    name text, title text, replaces int)`
  const { rows: holding } = await sql<{ position: number }>`
    select r.position from ${given}
    join accounts a on lower(a.email) = lower(r.email)
    join assignments g on g.account_id = a.id and g.ended_at is null and g.role = r.role
      and g.programme_id = r."programmeId"
      and coalesce(g.hub_id, g.school_urn, g.trust_uid, 0) = coalesce(r."hubId", r."schoolUrn", r."trustUid", 0)`.execute(
    db,
  )
  const held = new Set(holding.map(({ position }) => position))
  const { rows: made } = await sql<{ id: number; key: string }>`
    insert into invitations (key, role, programme_id, hub_id, school_urn, trust_uid, email, name, title, replaces,
      invited_by, invited_at, expires_at, sent_count, last_sent_at)
    select r.key, r.role, r."programmeId", r."hubId", r."schoolUrn", r."trustUid", r.email, r.name, r.title, r.replaces,
      ${by.accountId}::int, ${by.at.toString()}::timestamptz, ${by.expiresAt.toString()}::timestamptz, 1,
      ${by.at.toString()}::timestamptz
    from ${given}
    where r.position not in (select jsonb_array_elements_text(${JSON.stringify([...held])}::text::jsonb)::int)
    order by r.position
    on conflict do nothing
    returning id, key`.execute(db)
  const ids = new Map(made.map(({ id, key }) => [key, id]))
  return rows.map(
    (row, position) =>
      ids.get(row.key.toLowerCase()) ?? (held.has(position) ? 'holds it already' : 'invited already'),
  )
}

/** The invitation that this form has made before. */
export async function findInvitationByKey(db: Db, key: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id from invitations where key = ${key}::uuid`.execute(db)
  return rows[0]?.id
}

/** An invitation that this actor may see; not found otherwise. Locked, so that what follows happens once. */
export async function readInvitation(db: Db, id: number): Promise<Invitation> {
  const { rows } = await sql<Invitation>`
    select i.id, i.role, i.programme_id as "programmeId", i.hub_id as "hubId", i.school_urn as "schoolUrn",
      i.trust_uid as "trustUid", i.email, i.name, i.title, i.replaces, i.expires_at as "expiresAt",
      i.sent_count as "sentCount", coalesce(i.last_sent_at, i.invited_at) as "lastSentAt",
      i.accepted_at as "acceptedAt", i.cancelled_at as "cancelledAt",
      coalesce((select name from accounts where accounts.id = i.invited_by), 'The programme team') as "inviterName",
      (select name from programme_cards c where c.id = i.programme_id) as "programmeName",
      coalesce(
        (select name from places where kind = 'hub' and places.id = i.hub_id),
        (select name from places where kind = 'school' and places.id = i.school_urn),
        (select name from places where kind = 'trust' and places.id = i.trust_uid)) as "placeName"
    from invitations i where i.id = ${id} for update of i`.execute(db)
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** What an email and a line of history say of invitations just made. */
export async function describeInvitations(
  db: Db,
  ids: readonly number[],
): Promise<
  (Pick<
    Invitation,
    'id' | 'role' | 'programmeId' | 'hubId' | 'schoolUrn' | 'trustUid' | 'email' | 'name' | 'placeName'
  > & {
    readonly partnershipId: number | null
  })[]
> {
  const { rows } = await sql<Awaited<ReturnType<typeof describeInvitations>>[number]>`
    select i.id, i.role, i.programme_id as "programmeId", i.hub_id as "hubId", i.school_urn as "schoolUrn",
      i.trust_uid as "trustUid", i.email, i.name,
      coalesce(
        (select name from places where kind = 'hub' and places.id = i.hub_id),
        (select name from places where kind = 'school' and places.id = i.school_urn),
        (select name from places where kind = 'trust' and places.id = i.trust_uid)) as "placeName",
      (select partnership_id from partner_schools s
        where s.programme_id = i.programme_id and s.school_urn = i.school_urn
        order by s.open desc, s.partnership_id desc limit 1) as "partnershipId"
    from invitations i
    where i.id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::int)
    order by i.id`.execute(db)
  return rows
}

export async function renewInvitation(
  db: Db,
  id: number,
  sent: { at: Temporal.Instant; expiresAt: Temporal.Instant },
): Promise<void> {
  await sql`
    update invitations set sent_count = sent_count + 1, last_sent_at = ${sent.at.toString()}::timestamptz,
      expires_at = ${sent.expiresAt.toString()}::timestamptz
    where id = ${id}`.execute(db)
}

export async function cancelInvitation(
  db: Db,
  id: number,
  by: { accountId: number; at: Temporal.Instant },
): Promise<void> {
  await sql`
    update invitations set cancelled_at = ${by.at.toString()}::timestamptz, cancelled_by = ${by.accountId}
    where id = ${id}`.execute(db)
}

export async function acceptInvitation(
  db: Db,
  id: number,
  accepted: { at: Temporal.Instant; assignmentId: number },
): Promise<void> {
  await sql`
    update invitations set accepted_at = ${accepted.at.toString()}::timestamptz,
      assignment_id = ${accepted.assignmentId}
    where id = ${id}`.execute(db)
}

/** Notes who took over from whom, and the name that the invited person gave for themselves. */
export async function recordSuccession(db: Db, former: number, successor: number): Promise<void> {
  await sql`update assignments set replaced_by = ${successor} where id = ${former} and replaced_by is null`.execute(
    db,
  )
}

export async function nameAccount(db: Db, accountId: number, name: string): Promise<void> {
  await sql`update accounts set name = ${name} where id = ${accountId}`.execute(db)
}

/** The name of a hub, school or trust; null for a role that has no place of its own. */
export async function findPlaceName(db: Db, place: Place): Promise<string | null> {
  const id = place.hubId ?? place.schoolUrn ?? place.trustUid
  if (id === null) return null
  const kind = place.hubId !== null ? 'hub' : place.schoolUrn !== null ? 'school' : 'trust'
  const { rows } = await sql<{ name: string }>`
    select name from places where kind = ${kind} and id = ${id}`.execute(db)
  return rows[0]?.name ?? null
}

/** What a form offers to choose from: the hubs of the programme, or the partner schools this actor works with. */
export async function listHubs(db: Db, programmeId: number): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from hub_cards where programme_id = ${programmeId} and closed_on is null order by name, id`.execute(
    db,
  )
  return rows
}

export interface PartnerSchool {
  readonly urn: number
  readonly name: string
  readonly hubId: number
}

/** Schools with an open partnership that this actor may see, by name. */
export async function listPartnerSchools(db: Db, programmeId: number): Promise<PartnerSchool[]> {
  const { rows } = await sql<PartnerSchool>`
    select school_urn as urn, school_name as name, hub_id as "hubId" from partner_schools
    where programme_id = ${programmeId} and open order by school_name, school_urn`.execute(db)
  return rows
}

/** Partner schools by URN or exact name, few at most. */
export async function findPartnerSchools(
  db: Db,
  programmeId: number,
  typed: string,
): Promise<PartnerSchool[]> {
  const urn = /^\d{6}$/.test(typed) ? Number(typed) : 0
  const { rows } = await sql<PartnerSchool>`
    select school_urn as urn, school_name as name, hub_id as "hubId" from partner_schools
    where programme_id = ${programmeId} and open and (school_urn = ${urn} or lower(school_name) = lower(${typed}))
    order by school_urn limit 5`.execute(db)
  return rows
}

/** Which open partnership a school is in: its own id and its hub. */
export async function findPartnershipOf(
  db: Db,
  programmeId: number,
  schoolUrn: number,
): Promise<{ partnershipId: number; hubId: number } | undefined> {
  const { rows } = await sql<{ partnershipId: number; hubId: number }>`
    select partnership_id as "partnershipId", hub_id as "hubId" from partner_schools
    where programme_id = ${programmeId} and school_urn = ${schoolUrn}
    order by open desc, partnership_id desc limit 1`.execute(db)
  return rows[0]
}

/** Forgets whom nobody heard from: the address of someone who never came is not kept. As the owner: no request deletes. */
export async function deleteUnanswered(db: Db, days: number): Promise<void> {
  await sql`
    delete from invitations
    where accepted_at is null and greatest(expires_at, cancelled_at) < now() - make_interval(days => ${days}::int)`.execute(
    db,
  )
}
