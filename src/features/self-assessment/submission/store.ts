import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'

/** The last thing written in it, so that a stale page of answers is noticed. */
export async function lastChange(db: Db, id: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(id), 0)::int as last from self_assessment_answer_changes
    where self_assessment_id = ${id} and not set_aside`.execute(db)
  return rows[0]?.last ?? 0
}

/** Whoever is answering is waited for; afterwards nobody can, until the transaction ends. */
export async function holdClosed(db: Db, id: number): Promise<{ submitted: boolean } | undefined> {
  const { rows } = await sql<{ submitted: boolean }>`
    select submitted_at is not null as submitted from self_assessments where id = ${id} for update`.execute(
    db,
  )
  return rows[0]
}

export async function markSubmitted(db: Db, actor: Actor, id: number): Promise<void> {
  await sql`
    update self_assessments set submitted_at = alongside.now(), submitted_by = ${actor.accountId},
      submitted_by_name = ${actor.name}
    where id = ${id} and submitted_at is null`.execute(db)
}
