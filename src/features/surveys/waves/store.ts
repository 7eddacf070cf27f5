/** Waves with their groups and codes, as row-level security lets this actor read them. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Code, Group, Wave } from './domain.ts'

const WAVE = sql`select id, partnership_id as "partnershipId", kind, pupils_version_id as "pupilsVersionId",
  staff_version_id as "staffVersionId", opens_at as "opensAt", closes_at as "closesAt", languages, layout,
  easy_read as "easyRead", revision, created_at as "createdAt", created_by_name as "createdByName",
  closed_at as "closedAt", results_at as "resultsAt", raw_deleted_at as "rawDeletedAt"
  from survey_waves`

/** Not found where there is none, or this actor may not read it. */
export async function readWave(db: Db, id: number): Promise<Wave> {
  const { rows } = await sql<Wave>`${WAVE} where id = ${id}`.execute(db)
  const [wave] = rows
  if (!wave) throw notFound()
  return wave
}

/** Of one partnership, the newest first. */
export async function listWaves(db: Db, partnershipId: number): Promise<Wave[]> {
  const { rows } = await sql<Wave>`
    ${WAVE} where partnership_id = ${partnershipId} order by opens_at desc, id desc`.execute(db)
  return rows
}

export async function listGroups(
  db: Db,
  waveIds: readonly number[],
): Promise<(Group & { waveId: number })[]> {
  if (waveIds.length === 0) return []
  const { rows } = await sql<Group & { waveId: number }>`
    select id, wave_id as "waveId", audience, position, label, roll from survey_groups
    where wave_id in (${sql.join(waveIds)}) order by wave_id, audience, position`.execute(db)
  return rows
}

export async function listCodes(db: Db, waveIds: readonly number[]): Promise<(Code & { waveId: number })[]> {
  if (waveIds.length === 0) return []
  const { rows } = await sql<Code & { waveId: number }>`
    select c.id, c.wave_id as "waveId", c.group_id as "groupId", c.code, c.label, c.expected, c.answered,
      c.stopped_at as "stoppedAt"
    from survey_codes c join survey_groups g on g.id = c.group_id
    where c.wave_id in (${sql.join(waveIds)}) order by c.wave_id, g.audience, g.position, c.id`.execute(db)
  return rows
}

/** How many have answered by group: all that anyone learns of answers before a wave is closed. */
export interface GroupCount {
  readonly waveId: number
  readonly groupId: number
  readonly answered: number
}

/** For everyone who sees that there is a wave, with its codes or without. */
export async function listGroupCounts(db: Db, waveIds: readonly number[]): Promise<GroupCount[]> {
  if (waveIds.length === 0) return []
  const { rows } = await sql<GroupCount>`
    select wave_id as "waveId", group_id as "groupId", answered
    from alongside.survey_answered(array[${sql.join(waveIds)}]::int[])`.execute(db)
  return rows
}
