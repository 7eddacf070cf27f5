import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Side } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Purpose, Request } from '../domain.ts'

const REQUESTS = sql`
  select id, partnership_id as "partnershipId", asking_side as "askingSide", asked_side as "askedSide", title, why, purpose,
    due_on as "dueOn", asked_at as "askedAt", asked_by_name as "askedByName", answered_at as "answeredAt",
    closed_as as "closedAs", closed_reason as "closedReason", closed_at as "closedAt", closed_by_name as "closedByName"
  from document_requests`

export async function readRequest(db: Db, id: number): Promise<Request> {
  const { rows } = await sql<Request>`${REQUESTS} where id = ${id}`.execute(db)
  const [row] = rows
  if (!row) throw notFound()
  return row
}

/** Newest first. */
export async function listRequests(db: Db, partnershipId: number): Promise<Request[]> {
  const { rows } =
    await sql<Request>`${REQUESTS} where partnership_id = ${partnershipId} order by id desc`.execute(db)
  return rows
}

export interface NewRequest {
  readonly key: string
  readonly partnershipId: number
  readonly askingSide: Side
  readonly askedSide: Side
  readonly title: string
  readonly why: string
  readonly purpose: Purpose
  readonly dueOn: string | null
}

/** @returns nothing when this very form was recorded before */
export async function insertRequest(db: Db, actor: Actor, request: NewRequest): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into document_requests (key, partnership_id, asking_side, asked_side, title, why, purpose, due_on, asked_by,
      asked_by_name)
    values (${request.key}, ${request.partnershipId}, ${request.askingSide}, ${request.askedSide}, ${request.title},
      ${request.why}, ${request.purpose}, ${request.dueOn}, ${actor.accountId}, ${actor.name})
    on conflict do nothing returning id`.execute(db)
  return rows[0]?.id
}

/** @returns false when it was closed before */
export async function closeRequest(
  db: Db,
  actor: Actor,
  id: number,
  closing: { readonly as: 'not-needed' | 'taken-back'; readonly reason: string },
): Promise<boolean> {
  const result = await sql`
    update document_requests set closed_as = ${closing.as}, closed_reason = ${closing.reason},
      closed_at = alongside.now(), closed_by_name = ${actor.name}
    where id = ${id} and closed_at is null`.execute(db)
  return result.numAffectedRows === 1n
}
