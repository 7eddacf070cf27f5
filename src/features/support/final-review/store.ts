import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Actor } from '../../people/index.ts'
import type { SupportSide } from '../days/domain.ts'
import {
  EMPTY_REVIEW,
  type FinalReview,
  type NextStepAgreed,
  type ReviewFacts,
  type ReviewSignature,
  type TopicWords,
  type Written,
} from './domain.ts'

const STEP = sql`id, revision, text, owner_side as "ownerSide", owner_role as "ownerRole", owner_name as "ownerName",
  due_on as "dueOn"`

/** The review as it stands; one in which nothing is written yet looks the same as none. */
export async function readReview(db: Db, partnershipId: number): Promise<FinalReview> {
  const [reviews, topics, steps, signatures] = await Promise.all([
    sql<{ revision: number }>`
      select revision from final_reviews where partnership_id = ${partnershipId}`.execute(db),
    sql<TopicWords>`
      select topic, revision, words, on_day as "onDay", by_name as "byName", written_at as "writtenAt"
      from final_review_topics where partnership_id = ${partnershipId}`.execute(db),
    sql<NextStepAgreed>`
      select ${STEP} from final_review_steps where partnership_id = ${partnershipId} order by id`.execute(db),
    sql<ReviewSignature>`
      select side, revision, facts, by_name as "byName", at from final_review_signatures
      where partnership_id = ${partnershipId} order by at`.execute(db),
  ])
  return {
    ...EMPTY_REVIEW,
    revision: reviews.rows[0]?.revision ?? 0,
    topics: new Map(topics.rows.map((each) => [each.topic, each])),
    steps: steps.rows,
    signatures: signatures.rows,
  }
}

/** Opens the review where it is not open yet, and holds it until the transaction ends. */
export async function holdReview(db: Db, actor: Actor, partnershipId: number): Promise<void> {
  await sql`select alongside.hold_final_review(${partnershipId}, ${actor.name})`.execute(db)
}

/** Whether this very form has been saved before. */
export async function isReviewKey(db: Db, partnershipId: number, key: string): Promise<boolean> {
  const { rows } = await sql`
    select from final_review_topics where partnership_id = ${partnershipId} and last_key = ${key}
    union all
    select from final_review_steps where partnership_id = ${partnershipId} and ${key} in (key, last_key)`.execute(
    db,
  )
  return rows.length > 0
}

export interface WrittenTopic {
  readonly key: string
  /** The revision that the form was made from; nought where nothing was written yet. */
  readonly seen: number
  readonly topic: Written
  readonly words: string
  readonly onDay: string | null
}

/** @returns false when somebody else has written in the meantime: nothing is overwritten */
export async function writeTopic(
  db: Db,
  actor: Actor,
  partnershipId: number,
  { key, seen, topic, words, onDay }: WrittenTopic,
): Promise<boolean> {
  const written =
    seen === 0
      ? await sql`
          insert into final_review_topics (partnership_id, topic, words, on_day, last_key, account_id, by_name)
          values (${partnershipId}, ${topic}, ${words}, ${onDay}, ${key}, ${actor.accountId}, ${actor.name})
          on conflict do nothing`.execute(db)
      : await sql`
          update final_review_topics set revision = revision + 1, words = ${words}, on_day = ${onDay}, last_key = ${key},
            account_id = ${actor.accountId}, by_name = ${actor.name}, written_at = alongside.now()
          where partnership_id = ${partnershipId} and topic = ${topic} and revision = ${seen}`.execute(db)
  return written.numAffectedRows === 1n
}

export type StepWords = Omit<NextStepAgreed, 'id' | 'revision'>

export async function insertStep(
  db: Db,
  actor: Actor,
  partnershipId: number,
  key: string,
  { text, ownerSide, ownerRole, ownerName, dueOn }: StepWords,
): Promise<void> {
  await sql`
    insert into final_review_steps (key, last_key, partnership_id, text, owner_side, owner_role, owner_name, due_on,
      account_id, by_name)
    values (${key}, ${key}, ${partnershipId}, ${text}, ${ownerSide}, ${ownerRole}, ${ownerName}, ${dueOn},
      ${actor.accountId}, ${actor.name})`.execute(db)
}

/** @returns false when somebody else has changed or removed it in the meantime */
export async function updateStep(
  db: Db,
  actor: Actor,
  step: { readonly id: number; readonly seen: number; readonly key: string },
  { text, ownerSide, ownerRole, ownerName, dueOn }: StepWords,
): Promise<boolean> {
  const written = await sql`
    update final_review_steps set revision = revision + 1, text = ${text}, owner_side = ${ownerSide},
      owner_role = ${ownerRole}, owner_name = ${ownerName}, due_on = ${dueOn}, last_key = ${step.key},
      account_id = ${actor.accountId}, by_name = ${actor.name}, written_at = alongside.now()
    where id = ${step.id} and revision = ${step.seen}`.execute(db)
  return written.numAffectedRows === 1n
}

/** @returns false when it was removed before, or somebody else has changed it in the meantime */
export async function deleteStep(db: Db, id: number, seen: number): Promise<boolean> {
  const gone = await sql`delete from final_review_steps where id = ${id} and revision = ${seen}`.execute(db)
  return gone.numAffectedRows === 1n
}

/** The partnership that a next step belongs to; not found where this actor may not see it. */
export async function readPartnershipOfStep(db: Db, stepId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select partnership_id as id from final_review_steps where id = ${stepId}`.execute(db)
  const [found] = rows
  if (!found) throw notFound()
  return found.id
}

/** @returns false when this side had signed this very review before */
export async function insertReviewSignature(
  db: Db,
  actor: Actor,
  partnershipId: number,
  {
    side,
    revision,
    facts,
  }: { readonly side: SupportSide; readonly revision: number; readonly facts: ReviewFacts },
): Promise<boolean> {
  const added = await sql`
    insert into final_review_signatures (partnership_id, side, revision, facts, account_id, by_name)
    values (${partnershipId}, ${side}, ${revision}, ${JSON.stringify(facts)}::text::jsonb, ${actor.accountId},
      ${actor.name})
    on conflict do nothing`.execute(db)
  return added.numAffectedRows === 1n
}
