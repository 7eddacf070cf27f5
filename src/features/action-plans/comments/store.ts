import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { PlanSide } from '../domain.ts'
import type { Comment } from './domain.ts'

/** The oldest first, as they were said. */
export async function listComments(db: Db, planId: number): Promise<Comment[]> {
  const { rows } = await sql<Comment>`
    select id, about, about_words as "aboutWords", side, text, by_name as "byName", at, resolved_at as "resolvedAt",
      resolved_by_name as "resolvedByName"
    from plan_comments where plan_id = ${planId} order by id`.execute(db)
  return rows
}

export interface NewComment {
  readonly key: string
  readonly planId: number
  readonly about: string
  readonly aboutWords: string
  readonly side: PlanSide
  readonly text: string
}

/** @returns false when this very form was recorded before */
export async function insertComment(db: Db, actor: Actor, comment: NewComment): Promise<boolean> {
  const added = await sql`
    insert into plan_comments (key, plan_id, about, about_words, side, text, account_id, by_name)
    values (${comment.key}, ${comment.planId}, ${comment.about}, ${comment.aboutWords}, ${comment.side}, ${comment.text},
      ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return added.numAffectedRows === 1n
}

export async function resolveComment(db: Db, actor: Actor, planId: number, commentId: number): Promise<void> {
  await sql`
    update plan_comments set resolved_at = alongside.now(), resolved_by_name = ${actor.name}
    where id = ${commentId} and plan_id = ${planId} and resolved_at is null`.execute(db)
}
