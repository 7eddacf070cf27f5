import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Role } from '../domain.ts'

/** An email that never reached somebody of this actor's programme. */
export interface UnsentEmail {
  readonly id: string
  readonly template: string
  readonly to: string
  readonly name: string
  readonly role: Role | null
  readonly placeName: string | null
  readonly attempts: number
  /** What kind of answer the mail service gave, or its receipt; null where nothing tried. */
  readonly fault: string | null
  readonly writtenAt: string
  /** The invitation that it carries. */
  readonly invitationId: number | null
  /** Its words are still there, and would still be of use. */
  readonly canBeSent: boolean
}

/** Emails that this actor may see and that were given up or came back, the newest first; or one of them. */
export async function listUnsent(
  db: Db,
  at: {
    readonly programmeId: number
    readonly now: Temporal.Instant
    readonly limit: number
    readonly id?: string
  },
): Promise<{ emails: UnsentEmail[]; total: number }> {
  const { rows } = await sql<UnsentEmail & { total: number }>`
    select m.id, m.template, m.to_email as "to", coalesce(nullif(i.name, ''), a.name, m.to_email) as name,
      coalesce(i.role, g.role) as role, m.attempts, m.fault, m.queued_at as "writtenAt",
      i.id as "invitationId",
      m.can_be_sent and (i.id is null or i.accepted_at is null and i.cancelled_at is null
        and i.expires_at > ${at.now.toString()}::timestamptz) as "canBeSent",
      coalesce(
        (select name from places where kind = 'hub' and places.id = coalesce(i.hub_id, g.hub_id)),
        (select name from places where kind = 'school' and places.id = coalesce(i.school_urn, g.school_urn)),
        (select name from places where kind = 'trust' and places.id = coalesce(i.trust_uid, g.trust_uid)))
        as "placeName",
      count(*) over ()::int as total
    from unsent_messages m
    left join invitations i on i.id = m.invitation_id
    left join accounts a on a.id = m.to_account
    left join lateral (
      select role, hub_id, school_urn, trust_uid from assignments
      where account_id = m.to_account and programme_id = ${at.programmeId}
      order by ended_at is not null, id limit 1) g on true
    where ${at.id ?? null}::uuid is null or m.id = ${at.id ?? null}::uuid
    order by m.queued_at desc, m.id limit ${at.limit}`.execute(db)
  return { emails: rows, total: rows[0]?.total ?? 0 }
}

/** How many there are. */
export async function countUnsent(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from unsent_messages`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}
