import { type RawBuilder, sql } from 'kysely'
import type { Database, Db, ScopeSettings } from '../../../platform/database/index.ts'
import type { Role, SignedIn } from '../domain.ts'

/** Signing in, and background work, happen before or without an actor. */
export const SYSTEM: ScopeSettings = { 'alongside.role': 'system' }

export interface SessionLimits {
  /** A session unused for so long is over. */
  readonly idleMinutes: number
  /** A session is over so long after sign-in, used or not. */
  readonly longestMinutes: number
}

/** Eight hours unused, a day in all, unless the installation says otherwise. */
export function limitsOf(options: {
  sessionIdleMinutes?: number | undefined
  sessionLongestMinutes?: number | undefined
}): SessionLimits {
  return {
    idleMinutes: options.sessionIdleMinutes ?? 8 * 60,
    longestMinutes: options.sessionLongestMinutes ?? 24 * 60,
  }
}

export type SignedInBy = 'code' | 'dfe-sign-in' | 'invitation' | 'demonstration'

/** How often the time of last use is written down, so that reading a page does not write a row. */
const SEEN_EVERY_MINUTES = 5

interface SessionRow {
  readonly account_id: number
  readonly name: string
  readonly email: string
  readonly role: Role | null
  readonly programme_id: number | null
  readonly hub_id: number | null
  readonly school_urn: number | null
  readonly trust_uid: number | null
  readonly place_name: string | null
  readonly has_other_places: boolean
  readonly unseen: boolean
  readonly news: number
}

/** What is counted for whoever holds a session, in the same statement: an expression over `s`, a row of `session_of`. */
export type CountOfNews = RawBuilder<number>
const NOTHING: CountOfNews = sql`0`

/**
 * Who holds this session, by one statement. Sessions run on the database's own clock: moving the clock of the
 * demonstration world signs nobody out.
 */
export async function findSession(
  database: Database,
  tokenHash: string,
  limits: SessionLimits,
  news: CountOfNews = NOTHING,
): Promise<SignedIn | undefined> {
  const [row] = await database.ask(sql<SessionRow>`
    select s.*, ${news} as news
    from alongside.session_of(${tokenHash}, ${limits.idleMinutes}::int, ${SEEN_EVERY_MINUTES}) s`)
  if (!row) return undefined
  if (row.unseen)
    await database.inScope(SYSTEM, (db) =>
      sql`update sessions set last_seen_at = now() where token_hash = ${tokenHash}`.execute(db),
    )
  const person = { accountId: row.account_id, name: row.name, email: row.email }
  const actor =
    row.role !== null && row.programme_id !== null
      ? {
          ...person,
          role: row.role,
          programmeId: row.programme_id,
          hubId: row.hub_id,
          schoolUrn: row.school_urn,
          trustUid: row.trust_uid,
        }
      : null
  return {
    ...person,
    tokenHash,
    actor,
    placeName: actor && row.place_name,
    hasOtherPlaces: row.has_other_places,
    news: row.news,
  }
}

export interface NewSession {
  readonly accountId: number
  /** Null where they hold no role, or must choose. */
  readonly assignmentId: number | null
  readonly by: SignedInBy
  /** The assignments that this sign-in may act as; null for all of the account's. */
  readonly offered: readonly number[] | null
}

const nameOfPlace = (assignmentId: number | null) => sql`(
  select coalesce(
    (select name from places where kind = 'hub' and id = g.hub_id),
    (select name from places where kind = 'school' and id = g.school_urn),
    (select name from places where kind = 'trust' and id = g.trust_uid))
  from assignments g where g.id = ${assignmentId})`

export async function insertSession(
  db: Db,
  session: NewSession & { readonly tokenHash: string },
  limits: SessionLimits,
): Promise<void> {
  const offered = session.offered && JSON.stringify(session.offered)
  await sql`
    insert into sessions (token_hash, account_id, assignment_id, offered, signed_in_by, expires_at, place_name,
      has_other_places)
    select ${session.tokenHash}, ${session.accountId}, ${session.assignmentId}, o.offered, ${session.by},
      now() + make_interval(mins => ${limits.longestMinutes}::int), ${nameOfPlace(session.assignmentId)},
      (select count(*) > 1 from assignments
        where account_id = ${session.accountId} and ended_at is null and (o.offered is null or id = any (o.offered)))
    from (select case when ${offered}::text is not null
      then array(select jsonb_array_elements_text(${offered}::text::jsonb)::int) end as offered) o`.execute(
    db,
  )
  await sql`update accounts set last_signed_in_at = now() where id = ${session.accountId}`.execute(db)
}

/** What the holder of this session may act as. */
export async function listOffered(db: Db, tokenHash: string): Promise<OfferedPlace[]> {
  const { rows } = await sql<OfferedPlace>`
    select g.id, g.role, s.assignment_id is not distinct from g.id as "isCurrent",
      (select name from programme_cards c where c.id = g.programme_id) as "programmeName",
      coalesce(
        (select name from places where kind = 'hub' and id = g.hub_id),
        (select name from places where kind = 'school' and id = g.school_urn),
        (select name from places where kind = 'trust' and id = g.trust_uid)) as "placeName"
    from sessions s
    join assignments g on g.account_id = s.account_id and g.ended_at is null
      and (s.offered is null or g.id = any (s.offered))
    where s.token_hash = ${tokenHash}
    order by g.id`.execute(db)
  return rows
}

export interface OfferedPlace {
  readonly id: number
  readonly role: Role
  readonly placeName: string | null
  readonly programmeName: string
  readonly isCurrent: boolean
}

/** Acts in another assignment from now on. */
export async function changeAssignment(db: Db, tokenHash: string, assignmentId: number): Promise<void> {
  await sql`
    update sessions set assignment_id = ${assignmentId}, place_name = ${nameOfPlace(assignmentId)}
    where token_hash = ${tokenHash}`.execute(db)
}

export async function deleteSession(db: Db, tokenHash: string): Promise<void> {
  await sql`delete from sessions where token_hash = ${tokenHash}`.execute(db)
}

export async function deleteSessionsOf(db: Db, accountId: number): Promise<void> {
  await sql`delete from sessions where account_id = ${accountId}`.execute(db)
}

export async function deleteOverSessions(db: Db, limits: SessionLimits): Promise<void> {
  await sql`
    delete from sessions
    where expires_at < now() or last_seen_at < now() - make_interval(mins => ${limits.idleMinutes}::int)`.execute(
    db,
  )
}
