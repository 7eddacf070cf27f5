import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'

/** "You said, we did": what the school tells those who answered. */
export interface Reply {
  readonly said: readonly string[]
  readonly did: readonly string[]
  /** 0 where nothing was written yet. */
  readonly revision: number
  readonly changedAt: string | null
  readonly changedByName: string | null
}

const NONE: Reply = { said: [], did: [], revision: 0, changedAt: null, changedByName: null }

export async function findReply(db: Db, waveId: number): Promise<Reply> {
  const { rows } = await sql<Reply>`
    select said, did, revision, changed_at as "changedAt", changed_by_name as "changedByName"
    from survey_replies where wave_id = ${waveId}`.execute(db)
  return rows[0] ?? NONE
}

/** @returns false when somebody else saved in the meantime: nothing is written */
export async function saveReply(
  db: Db,
  actor: Actor,
  waveId: number,
  reply: Pick<Reply, 'said' | 'did'> & { readonly seen: number },
): Promise<boolean> {
  const saved = await sql`
    insert into survey_replies (wave_id, said, did, changed_by, changed_by_name)
    select ${waveId}, ${reply.said}::text[], ${reply.did}::text[], ${actor.accountId}, ${actor.name}
    where ${reply.seen} = 0 or exists (select from survey_replies r where r.wave_id = ${waveId})
    on conflict (wave_id) do update set said = excluded.said, did = excluded.did,
      revision = survey_replies.revision + 1, changed_at = alongside.now(), changed_by = excluded.changed_by,
      changed_by_name = excluded.changed_by_name
    where survey_replies.revision = ${reply.seen}`.execute(db)
  return saved.numAffectedRows === 1n
}
