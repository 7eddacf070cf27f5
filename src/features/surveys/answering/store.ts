/** The way in for answers: functions of the database, since nobody may read or write the tables themselves. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

/** `known`: this very answer is in already. `closed`: its wave is not open, and nothing was stored. */
export type Outcome = 'stored' | 'known' | 'closed'

export interface Arrival {
  readonly key: string
  readonly codeId: number
  /** As `Seal` makes it. */
  readonly sealed: Buffer
  readonly burst: number | null
}

/** Stores what is new and in time by this clock; safe once the transaction has committed. In the system's scope. */
export async function receiveAnswers(
  db: Db,
  arrivals: readonly Arrival[],
  now: Temporal.Instant,
): Promise<Map<string, Outcome>> {
  const { rows } = await sql<{ key: string; outcome: Outcome }>`
    select key, outcome from alongside.receive_answers(${arrivals.map(({ key }) => key)}::uuid[],
      ${arrivals.map(({ codeId }) => codeId)}::integer[],
      ${arrivals.map(({ sealed }) => `\\x${sealed.toString('hex')}`)}::text[]::bytea[],
      ${arrivals.map(({ burst }) => burst)}::integer[], ${now.toString()}::timestamptz)`.execute(db)
  return new Map(rows.map(({ key, outcome }) => [key, outcome]))
}

/** How many more have answered, by code and by burst. */
export async function countAnswers(
  db: Db,
  codes: ReadonlyMap<number, number>,
  bursts: ReadonlyMap<number, number>,
): Promise<void> {
  await sql`select alongside.count_answers(${[...codes.keys()]}::integer[], ${[...codes.values()]}::integer[],
    ${[...bursts.keys()]}::integer[], ${[...bursts.values()]}::integer[])`.execute(db)
}

export type BurstReason = 'more-than-expected' | 'faster-than-a-class' | 'all-the-same'

/** To the hour, so that nothing is known of when an answer came. */
export async function insertBurst(
  db: Db,
  burst: { readonly waveId: number; readonly groupId: number; readonly why: BurstReason },
  now: Temporal.Instant,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into survey_bursts (wave_id, group_id, found_at, why)
    values (${burst.waveId}, ${burst.groupId}, date_trunc('hour', ${now.toString()}::timestamptz), ${burst.why})
    returning id`.execute(db)
  const [row] = rows
  if (!row) throw new Error('A burst was not noted')
  return row.id
}
