import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { EmailCount, HostMessage } from './domain.ts'

/** What a host wrote to those booked, the last first. A school that is booked may read it too. */
export async function listMessages(db: Db, eventId: number): Promise<HostMessage[]> {
  const { rows } = await sql<HostMessage>`
    select id, subject, body, by_name as "byName", at, sent_at is not null as sent
    from event_messages where event_id = ${eventId} order by id desc`.execute(db)
  return rows
}

/** @returns its id; nothing when this very form was sent before */
export async function insertMessage(
  db: Db,
  actor: Actor,
  of: { readonly key: string; readonly eventId: number; readonly subject: string; readonly body: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into event_messages (form_key, event_id, subject, body, account_id, by_name)
    values (${of.key}::uuid, ${of.eventId}, ${of.subject}, ${of.body}, ${actor.accountId}, ${actor.name})
    on conflict (form_key) do nothing returning id`.execute(db)
  return rows[0]?.id
}

/** To how many people, of how many schools or hubs, a message would go. */
export async function countBooked(db: Db, eventId: number): Promise<{ people: number; bookings: number }> {
  const { rows } = await sql<{ people: number; bookings: number }>`
    select count(distinct lower(g.email)) filter (where g.email <> '')::int as people,
      count(distinct b.id)::int as bookings
    from event_bookings b left join event_guests g on g.booking_id = b.id and g.left_at is null
    where b.event_id = ${eventId} and b.given_back_at is null`.execute(db)
  return rows[0] ?? { people: 0, bookings: 0 }
}

/** How far the emails about an event have come, by what they say. Six tries, and a message is given up. */
export async function listEmailCounts(db: Db, eventId: number): Promise<EmailCount[]> {
  const { rows } = await sql<EmailCount>`
    select r.rule, count(*)::int as all, count(*) filter (where d.status in ('sent', 'delivered'))::int as sent,
      count(*) filter (where d.status = 'delivered')::int as delivered,
      count(*) filter (where d.status = 'failed' or (d.status = 'queued' and d.attempts >= 6))::int as failed,
      max(r.queued_at) as "queuedAt"
    from event_reminders r join alongside.event_deliveries(${eventId}) d on d.reminder_id = r.id
    where r.event_id = ${eventId}
    group by r.rule order by max(r.id)`.execute(db)
  return rows
}

/** Whom an email did not reach, so that the host can ring. */
export async function listFailures(
  db: Db,
  eventId: number,
): Promise<{ name: string; email: string; rule: string }[]> {
  const { rows } = await sql<{ name: string; email: string; rule: string }>`
    select distinct r.to_name as name, r.to_email as email, r.rule
    from event_reminders r join alongside.event_deliveries(${eventId}) d on d.reminder_id = r.id
    where r.event_id = ${eventId} and (d.status = 'failed' or (d.status = 'queued' and d.attempts >= 6))
    order by 1, 2, 3 limit 200`.execute(db)
  return rows
}
