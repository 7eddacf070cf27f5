import { sql } from 'kysely'
import type { Db } from '../../../../platform/database/index.ts'
import type { Code, Wave } from '../domain.ts'

/** Stopped from now on, or taken up again. */
export async function updateStopped(
  db: Db,
  wave: Pick<Wave, 'id'>,
  code: Pick<Code, 'id'>,
  stoppedAt: Temporal.Instant | null,
): Promise<boolean> {
  const result = await sql`
    update survey_codes set stopped_at = ${stoppedAt?.toString() ?? null}::timestamptz
    where id = ${code.id} and wave_id = ${wave.id} and (stopped_at is null) = (${stoppedAt !== null})`.execute(
    db,
  )
  return result.numAffectedRows === 1n
}
