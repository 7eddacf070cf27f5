import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { findSetting } from '../../../platform/settings.ts'
import { FEWEST_DAYS, type Kept, USUAL_DAYS } from './domain.ts'

export const DAYS_SETTING = 'surveys.keep-answers-days'

export async function readDays(db: Db): Promise<number> {
  const days = await findSetting<number>(db, DAYS_SETTING)
  return typeof days === 'number' && Number.isInteger(days) ? Math.max(FEWEST_DAYS, days) : USUAL_DAYS
}

/** Waves that were counted and whose answers are still there, of one programme or of all. In the system's scope. */
export async function listKept(db: Db, programmeId?: number): Promise<Kept[]> {
  const { rows } = await sql<Kept>`
    select w.id as "waveId", w.partnership_id as "partnershipId", p.programme_id as "programmeId",
      p.school_name as "schoolName", w.kind, w.results_at as "resultsAt",
      coalesce((select sum(t.answered) from survey_tallies t where t.wave_id = w.id), 0)::int as answered
    from survey_waves w join partnership_cards p on p.id = w.partnership_id
    where w.results_at is not null and w.raw_deleted_at is null
      ${programmeId === undefined ? sql`` : sql`and p.programme_id = ${programmeId}`}
    order by w.results_at, w.id`.execute(db)
  return rows
}

/** In the system's scope. @returns how many answers went, or undefined when they had gone */
export async function deleteAnswers(db: Db, waveId: number): Promise<number | undefined> {
  const { rows } = await sql`
    select from survey_waves where id = ${waveId} and results_at is not null and raw_deleted_at is null
    for update`.execute(db)
  if (rows.length === 0) return undefined
  const { rows: gone } = await sql<{ answers: number }>`
    select alongside.delete_raw_answers(${waveId}) as answers`.execute(db)
  await sql`update survey_waves set raw_deleted_at = alongside.now() where id = ${waveId}`.execute(db)
  return gone[0]?.answers ?? 0
}

/** Closed, without results, and with no burst that waits for a decision; or closed so long that nobody is waited for. */
export async function listToCount(db: Db, waitedUntil: Temporal.Instant): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select w.id from survey_waves w
    where w.closed_at is not null and w.results_at is null
      and (w.closed_at < ${waitedUntil.toString()} or not exists (
        select from survey_bursts b where b.wave_id = w.id and b.decision is null and b.count > 0))
    order by w.id`.execute(db)
  return rows.map(({ id }) => id)
}
