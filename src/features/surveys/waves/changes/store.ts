import { sql } from 'kysely'
import type { Db } from '../../../../platform/database/index.ts'
import type { Wave } from '../domain.ts'

/** @returns false when somebody changed it in the meantime, or it is closed: nothing is written */
export async function updateWindow(
  db: Db,
  wave: Pick<Wave, 'id'>,
  seen: number,
  to: { readonly opensAt: string; readonly closesAt: string },
): Promise<boolean> {
  const result = await sql`
    update survey_waves set opens_at = ${to.opensAt}, closes_at = ${to.closesAt}, revision = revision + 1
    where id = ${wave.id} and revision = ${seen} and closed_at is null`.execute(db)
  return result.numAffectedRows === 1n
}

/** For good, whatever its window still says. */
export async function updateClosed(
  db: Db,
  wave: Pick<Wave, 'id'>,
  now: Temporal.Instant,
  byName: string,
): Promise<boolean> {
  const at = now.toString()
  const result = await sql`
    update survey_waves set closed_at = ${at}, closed_by_name = ${byName}, revision = revision + 1
    where id = ${wave.id} and closed_at is null`.execute(db)
  return result.numAffectedRows === 1n
}

/** Whose window has been over for a while, and whom nobody has closed. */
export async function listForgotten(
  db: Db,
  before: Temporal.Instant,
): Promise<{ readonly id: number; readonly partnershipId: number }[]> {
  const { rows } = await sql<{ id: number; partnershipId: number }>`
    select id, partnership_id as "partnershipId" from survey_waves
    where closed_at is null and closes_at < ${before.toString()} order by id`.execute(db)
  return rows
}
