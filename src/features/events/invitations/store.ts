import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Event } from '../domain.ts'

/** A school (a hub, at a meeting of leads) that can be asked to come, and what became of it so far. */
export interface Invitee {
  readonly partnershipId: number | null
  readonly hubId: number | null
  readonly name: string
  readonly hubName: string | null
  readonly invitedAt: string | null
  readonly booked: boolean
}

/** As a form names it. */
export const inviteeKey = ({ partnershipId, hubId }: Pick<Invitee, 'partnershipId' | 'hubId'>): string =>
  partnershipId === null ? `h${hubId}` : `p${partnershipId}`

export async function listInvitees(db: Db, event: Event): Promise<Invitee[]> {
  const query =
    event.audience === 'leads'
      ? sql<Invitee>`
          select null::int as "partnershipId", h.id as "hubId", h.name, null::text as "hubName",
            i.invited_at as "invitedAt", exists (select from event_bookings b
              where b.event_id = ${event.id} and b.hub_id = h.id and b.given_back_at is null) as booked
          from hub_cards h
          left join event_invitations i on i.event_id = ${event.id} and i.hub_id = h.id
          where h.programme_id = ${event.programmeId} and (h.closed_on is null or i.id is not null)
          order by h.name`
      : sql<Invitee>`
          select c.id as "partnershipId", null::int as "hubId", c.school_name as name, c.hub_name as "hubName",
            i.invited_at as "invitedAt", b.id is not null as booked
          from partnership_cards c
          left join event_invitations i on i.event_id = ${event.id} and i.partnership_id = c.id
          left join event_bookings b on b.event_id = ${event.id} and b.partnership_id = c.id and b.given_back_at is null
          where c.programme_id = ${event.programmeId} and (${event.hubId}::int is null or c.hub_id = ${event.hubId})
            and (c.status in ('confirmed', 'active') or i.id is not null)
          order by c.school_name, c.id`
  return (await query.execute(db)).rows
}

/** Whoever was invited before stays so. @returns how many are new */
export async function insertInvitations(
  db: Db,
  eventId: number,
  by: { readonly name: string },
  invitees: readonly Pick<Invitee, 'partnershipId' | 'hubId'>[],
): Promise<number> {
  if (invitees.length === 0) return 0
  const result = await sql`
    insert into event_invitations (event_id, partnership_id, hub_id, invited_by_name)
    select ${eventId}, "partnershipId", "hubId", ${by.name}
    from jsonb_to_recordset(${JSON.stringify(invitees.map(({ partnershipId, hubId }) => ({ partnershipId, hubId })))}::text::jsonb)
      as i("partnershipId" int, "hubId" int)
    on conflict do nothing`.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}
