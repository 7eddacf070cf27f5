import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import type { Side } from '../partnerships/index.ts'
import type { PromiseKind } from './domain.ts'

/** As the features give it: without words where this actor may not read them. */
export interface PromiseRow {
  readonly partnershipId: number
  readonly by: Side
  readonly kind: PromiseKind
  readonly reference: string
  readonly words: string | null
  readonly since: string
  readonly dueOn: string | null
}

/**
 * Everything promised in some partnerships, or in all that this actor may know of. Documents that the programme expects are
 * not among them: they are known from what is expected.
 */
export async function listPromises(db: Db, among: readonly number[] | undefined): Promise<PromiseRow[]> {
  const ids = among === undefined ? sql`null::int[]` : sql`${[...among]}::int[]`
  // One by itself, as every page of a partnership asks: the server then keeps the plan of this statement.
  const [one, ...more] = among ?? []
  const here =
    one !== undefined && more.length === 0
      ? sql`partnership_id = ${one}`
      : among === undefined
        ? sql`true`
        : sql`partnership_id = any (${ids})`
  const { rows } = await sql<PromiseRow>`
    select partnership_id as "partnershipId", promised_by as "by", 'question' as kind, reference::text, words, since,
      due_on as "dueOn"
    from question_promises where ${here}
    union all
    select partnership_id, promised_by, 'action', reference::text, words, since, due_on
    from alongside.promised_actions(${ids})
    union all
    select partnership_id, owed_by, 'document', reference::text, what, since, due_on
    from document_request_promises where ${here}
    union all
    select partnership_id, promised_by, 'support-day', reference::text, offered, since, null
    from support_promises where ${here}
    union all
    select partnership_id, promised_by, 'signature', reference::text, null, since, due_on
    from alongside.promised_signatures(${ids})
    union all
    select partnership_id, promised_by, 'final-review', '', null, since, null
    from alongside.promised_reviews(${ids})`.execute(db)
  return rows
}

/** A partnership in which promises are kept: it has not ended. */
export interface Card {
  readonly partnershipId: number
  readonly schoolName: string
  readonly hubId: number
  readonly hubName: string
}

export async function listCards(db: Db, hubId: number | undefined): Promise<Card[]> {
  const { rows } = await sql<Card>`
    select id as "partnershipId", school_name as "schoolName", hub_id as "hubId", hub_name as "hubName"
    from partnership_cards
    where status not in ('withdrawn', 'completed', 'moved') and ${hubId === undefined ? sql`true` : sql`hub_id = ${hubId}`}
    order by hub_name, school_name`.execute(db)
  return rows
}
