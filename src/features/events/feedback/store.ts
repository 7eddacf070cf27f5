import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Said } from './results.ts'

/** Whether this person has given feedback: all that is known of them. */
export async function hasGiven(db: Db, actor: Actor, eventId: number): Promise<boolean> {
  const { rows } = await sql`
    select from event_feedback_given where event_id = ${eventId} and account_id = ${actor.accountId}`.execute(
    db,
  )
  return rows.length > 0
}

/** @returns false where this person has given feedback before: nothing is kept */
export async function insertGiven(db: Db, actor: Actor, eventId: number): Promise<boolean> {
  const result = await sql`
    insert into event_feedback_given (event_id, account_id) values (${eventId}, ${actor.accountId})
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
