import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'

/** @returns false when it is shared already, or this form was sent before */
export async function insertShare(
  db: Db,
  actor: Actor,
  share: { readonly key: string | null; readonly id: number; readonly withNotes: boolean },
): Promise<boolean> {
  const added = await sql`
    insert into self_assessment_shares (key, self_assessment_id, with_notes, shared_by, shared_by_name)
    values (${share.key}, ${share.id}, ${share.withNotes}, ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return added.numAffectedRows === 1n
}

/** @returns false when it was taken back already */
export async function withdrawShare(db: Db, actor: Actor, shareId: number): Promise<boolean> {
  const ended = await sql`
    update self_assessment_shares set withdrawn_at = alongside.now(), withdrawn_by_name = ${actor.name}
    where id = ${shareId} and withdrawn_at is null`.execute(db)
  return ended.numAffectedRows === 1n
}
