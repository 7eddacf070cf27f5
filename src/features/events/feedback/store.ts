import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Said } from './results.ts'

/** Somebody with an account, or a guest without one. */
export type Giver = { readonly accountId: number } | { readonly guestId: number }

const ofGiver = (giver: Giver) => ({
  accountId: 'accountId' in giver ? giver.accountId : null,
  guestId: 'guestId' in giver ? giver.guestId : null,
})

/** Whether this person has given feedback: all that is known of them. */
export async function hasGiven(db: Db, giver: Giver, eventId: number): Promise<boolean> {
  const { accountId, guestId } = ofGiver(giver)
  const { rows } = await sql`
    select from event_feedback_given where event_id = ${eventId}
      and account_id is not distinct from ${accountId}::int and guest_id is not distinct from ${guestId}::int`.execute(
    db,
  )
  return rows.length > 0
}

/** @returns false where this person has given feedback before: nothing is kept */
export async function insertGiven(db: Db, giver: Giver, eventId: number): Promise<boolean> {
  const { accountId, guestId } = ofGiver(giver)
  const result = await sql`
    insert into event_feedback_given (event_id, account_id, guest_id) values (${eventId}, ${accountId}, ${guestId})
    on conflict do nothing`.execute(db)
  return result.numAffectedRows === 1n
}

/** Kept without a person, a time, or anything that joins it to one. */
export async function insertAnswers(
  db: Db,
  eventId: number,
  contentVersion: string,
  said: Said,
): Promise<void> {
  await sql`
    insert into event_feedback_answers (event_id, content_version, answers)
    values (${eventId}, ${contentVersion}, ${JSON.stringify(said)}::text::jsonb)`.execute(db)
}

export interface Answered {
  readonly contentVersion: string
  readonly answers: Said
}

/** Of an event that this actor runs. Below five answers the database gives none; the count is given. */
export async function readAnswers(db: Db, eventId: number): Promise<{ count: number; answers: Answered[] }> {
  const counted = await sql<{
    count: number | null
  }>`select alongside.event_feedback_count(${eventId}) as count`.execute(db)
  const { rows } = await sql<Answered>`
    select content_version as "contentVersion", answers from alongside.event_feedback(${eventId})`.execute(db)
  return { count: counted.rows[0]?.count ?? 0, answers: rows }
}

/** A guest by the number in their link, in the system's scope. Undefined for one who had no place in the end. */
export async function findGuest(
  db: Db,
  id: number,
): Promise<{ readonly eventId: number; readonly giver: Giver } | undefined> {
  const { rows } = await sql<{ eventId: number; accountId: number | null }>`
    select g.event_id as "eventId",
      (select min(w.account_id) from people_at_work w where g.email <> '' and lower(w.email) = lower(g.email)) as "accountId"
    from event_guests g join event_bookings b on b.id = g.booking_id
    where g.id = ${id} and (
      g.left_at is null and b.given_back_at is null
      or exists (select from event_presences p where p.guest_id = g.id and p.undone_at is null))`.execute(db)
  const [guest] = rows
  if (!guest) return undefined
  // Whoever has an account as well gives feedback once, by either way.
  return {
    eventId: guest.eventId,
    giver: guest.accountId === null ? { guestId: id } : { accountId: guest.accountId },
  }
}
