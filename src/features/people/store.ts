import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import type { Assignment, Place, Role } from './domain.ts'

export interface AssignmentRow extends Place {
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly programmeId: number
  readonly title?: string
  /** Default: now, by the database's clock. */
  readonly startedAt?: Temporal.Instant
}

interface Row {
  readonly id: number
  readonly account_id: number
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly programme_id: number
  readonly hub_id: number | null
  readonly school_urn: number | null
  readonly trust_uid: number | null
  readonly title: string
  readonly started_at: string
  readonly ended_at: string | null
  readonly ended_reason: string | null
  readonly last_signed_in_at: string | null
}

const toAssignment = (row: Row): Assignment => ({
  id: row.id,
  accountId: row.account_id,
  name: row.name,
  email: row.email,
  role: row.role,
  programmeId: row.programme_id,
  hubId: row.hub_id,
  schoolUrn: row.school_urn,
  trustUid: row.trust_uid,
  title: row.title,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  endedReason: row.ended_reason,
  lastSignedInAt: row.last_signed_in_at,
})

const ASSIGNMENTS = sql`
  select g.id, g.account_id, a.name, a.email, g.role, g.programme_id, g.hub_id, g.school_urn, g.trust_uid,
    g.title, g.started_at, g.ended_at, g.ended_reason, a.last_signed_in_at
  from assignments g join accounts a on a.id = g.account_id`

/** The people of a hub (its hub leads), of a school (its named leaders) or of both, those who left last. */
export async function listPeopleAt(
  db: Db,
  { hubId, schoolUrn }: { readonly hubId?: number; readonly schoolUrn?: number },
): Promise<Assignment[]> {
  const { rows } = await sql<Row>`${ASSIGNMENTS}
    where g.hub_id = ${hubId ?? null}::int or g.school_urn = ${schoolUrn ?? null}::int
    order by g.ended_at desc nulls first, a.name, g.id`.execute(db)
  return rows.map(toAssignment)
}

/** The names of all who have a role at a school or its hub, whoever has left among them: nobody's words about them are about a pupil. */
export async function listColleagues(
  db: Db,
  { schoolUrn, hubId }: { readonly schoolUrn: number; readonly hubId: number },
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct a.name from assignments g join accounts a on a.id = g.account_id
    where g.school_urn = ${schoolUrn} or g.hub_id = ${hubId}`.execute(db)
  return rows.map(({ name }) => name)
}

/** What a person may act as now. In the system's scope: before a choice there is no actor. */
export async function listOpenAssignments(db: Db, accountId: number): Promise<Assignment[]> {
  const { rows } = await sql<Row>`${ASSIGNMENTS}
    where g.account_id = ${accountId} and g.ended_at is null order by g.id`.execute(db)
  return rows.map(toAssignment)
}

export async function findAssignment(db: Db, id: number): Promise<Assignment | undefined> {
  const { rows } = await sql<Row>`${ASSIGNMENTS} where g.id = ${id}`.execute(db)
  return rows[0] && toAssignment(rows[0])
}

/** The account of an address, made when there is none. */
export async function ensureAccount(db: Db, person: { email: string; name: string }): Promise<number> {
  const { rows } = await sql<{ account_id: number }>`
    select account_id from alongside.ensure_accounts(array[${person.email}], array[${person.name}])`.execute(
    db,
  )
  const row = rows[0]
  if (!row) throw new Error('ensure_accounts returned no account')
  return row.account_id
}

/**
 * Makes whatever is missing, in two statements whatever the number of rows: accounts by address, and for each row an
 * assignment. Repeating it changes nothing. Returns the assignment of each row, in order.
 */
export async function ensureAssignments(db: Db, rows: readonly AssignmentRow[]): Promise<number[]> {
  if (rows.length === 0) return []
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows.map(toGiven))}::text::jsonb) as r (
    position int, email text, name text, role text, programme_id int, hub_id int, school_urn int, trust_uid int,
    title text, started_at timestamptz)`
  await sql`
    insert into assignments (account_id, role, programme_id, hub_id, school_urn, trust_uid, title, started_at)
    select e.account_id, r.role, r.programme_id, r.hub_id, r.school_urn, r.trust_uid, r.title,
      coalesce(r.started_at, now())
    from ${given}
    join (
      select * from alongside.ensure_accounts(
        array(select r.email from ${given} order by r.position),
        array(select r.name from ${given} order by r.position))
    ) e on e.email = r.email
    order by r.position
    on conflict do nothing`.execute(db)
  const { rows: found } = await sql<{ id: number }>`
    select g.id from ${given}
    join accounts a on lower(a.email) = lower(r.email)
    join assignments g on g.account_id = a.id and g.ended_at is null and g.role = r.role
      and g.programme_id = r.programme_id
      and coalesce(g.hub_id, g.school_urn, g.trust_uid, 0) = coalesce(r.hub_id, r.school_urn, r.trust_uid, 0)
    order by r.position`.execute(db)
  if (found.length !== rows.length) throw new Error('An assignment was not made')
  return found.map((row) => row.id)
}

function toGiven(row: AssignmentRow, position: number) {
  const email = row.email.trim()
  return {
    position,
    email,
    name: row.name.trim() || email,
    role: row.role,
    programme_id: row.programmeId,
    hub_id: row.hubId,
    school_urn: row.schoolUrn,
    trust_uid: row.trustUid,
    title: row.title ?? '',
    started_at: row.startedAt?.toString() ?? null,
  }
}

/** Ends a person's time in a role, with the reason. False where it had ended already. */
export async function endAssignment(
  db: Db,
  id: number,
  end: { at: Temporal.Instant; reason: string },
): Promise<boolean> {
  const { rows } = await sql`
    update assignments set ended_at = ${end.at.toString()}::timestamptz, ended_reason = ${end.reason}
    where id = ${id} and ended_at is null returning id`.execute(db)
  return rows.length === 1
}

export interface NamedLeader {
  readonly schoolUrn: number
  readonly name: string
  readonly email: string
  readonly title: string
}

/** Everyone who acts for a partner school of a programme now, in one query for a whole file or list of schools. */
export async function listNamedLeaders(db: Db, programmeId: number): Promise<NamedLeader[]> {
  const { rows } = await sql<NamedLeader>`
    select g.school_urn as "schoolUrn", a.name, a.email, g.title
    from assignments g join accounts a on a.id = g.account_id
    where g.role = 'named-leader' and g.programme_id = ${programmeId} and g.ended_at is null
    order by g.school_urn, a.name, g.id`.execute(db)
  return rows
}

/** Takes the people of schools that closed along to the schools that took over. Needs the owner's scope. */
export async function followSchoolsOfPeople(
  db: Db,
  moves: readonly { from: number; to: number }[],
): Promise<void> {
  await sql`
    update assignments g set school_urn = m."to"
    from jsonb_to_recordset(${JSON.stringify(moves)}::text::jsonb) as m("from" int, "to" int)
    where g.school_urn = m."from" and g.ended_at is null
      and not exists (select from assignments o where o.account_id = g.account_id and o.role = g.role
        and o.programme_id = g.programme_id and o.school_urn = m."to" and o.ended_at is null)`.execute(db)
}
