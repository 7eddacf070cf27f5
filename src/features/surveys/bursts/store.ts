import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Actor } from '../../people/index.ts'
import type { Audience } from '../definition.ts'

export type Decision = 'kept' | 'set-aside'

/** Answers of one group that look as if one person gave many. How many, and why it looks so; never what was answered. */
export interface Burst {
  readonly id: number
  readonly waveId: number
  readonly audience: Audience
  readonly groupLabel: string
  /** To the hour. */
  readonly foundAt: string
  readonly count: number
  readonly why: 'more-than-expected' | 'faster-than-a-class' | 'all-the-same'
  readonly decision: Decision | null
  readonly reason: string
  readonly revision: number
  readonly decidedByName: string | null
  readonly decidedAt: string | null
}

const BURST = sql`
  select b.id, b.wave_id as "waveId", g.audience, g.label as "groupLabel", b.found_at as "foundAt", b.count, b.why,
    b.decision, b.reason, b.revision, b.decided_by_name as "decidedByName", b.decided_at as "decidedAt"
  from survey_bursts b join survey_groups g on g.id = b.group_id`

/** Of one wave, those that wait for a decision first. */
export async function listBursts(db: Db, waveId: number): Promise<Burst[]> {
  const { rows } = await sql<Burst>`
    ${BURST} where b.wave_id = ${waveId} and b.count > 0 order by b.decision is not null, b.id`.execute(db)
  return rows
}

/** Not found unless it is of this wave. */
export async function readBurst(db: Db, waveId: number, id: number): Promise<Burst> {
  const { rows } = await sql<Burst>`${BURST} where b.wave_id = ${waveId} and b.id = ${id}`.execute(db)
  const [burst] = rows
  if (!burst) throw notFound()
  return burst
}

/** @returns false when somebody decided in the meantime: nothing is written */
export async function decideBurst(
  db: Db,
  actor: Actor,
  burst: { readonly id: number; readonly seen: number; readonly decision: Decision; readonly reason: string },
): Promise<boolean> {
  const result = await sql`
    update survey_bursts set decision = ${burst.decision}, reason = ${burst.reason}, revision = revision + 1,
      decided_by = ${actor.accountId}, decided_by_name = ${actor.name}, decided_at = alongside.now()
    where id = ${burst.id} and revision = ${burst.seen}
      and exists (select from survey_waves w where w.id = survey_bursts.wave_id and w.results_at is null)`.execute(
    db,
  )
  return result.numAffectedRows === 1n
}
