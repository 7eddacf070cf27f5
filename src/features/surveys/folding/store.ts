/** Through functions of the database alone: nobody may read arrivals or answers themselves. In the system's scope. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

export interface SealedArrival {
  readonly key: string
  readonly groupId: number
  readonly burst: number | null
  readonly answers: Uint8Array
}

/** Waves of which some group has so many waiting. */
export async function listFoldable(db: Db, floor: number): Promise<number[]> {
  const { rows } = await sql<{ wave: number }>`
    select wave from alongside.foldable_waves(${floor}::integer) as wave order by wave`.execute(db)
  return rows.map(({ wave }) => wave)
}

/** Takes them out. Until the transaction ends nobody else does, and if this is the close, no answer comes in. */
export async function takeArrivals(
  db: Db,
  waveId: number,
  { floor, closing }: { readonly floor: number; readonly closing: boolean },
): Promise<SealedArrival[]> {
  const { rows } = await sql<SealedArrival>`
    select key, group_id as "groupId", burst, answers
    from alongside.take_arrivals(${waveId}::integer, ${floor}::integer, ${closing})`.execute(db)
  return rows
}

/** `afresh`: what is there already is laid anew among them. */
export async function putAnswers(
  db: Db,
  waveId: number,
  opened: readonly SealedArrival[],
  afresh: boolean,
): Promise<void> {
  await sql`select alongside.put_answers(${waveId}::integer, ${opened.map(({ groupId }) => groupId)}::integer[],
    ${opened.map(({ burst }) => burst)}::integer[],
    ${opened.map(({ answers }) => `\\x${Buffer.from(answers).toString('hex')}`)}::text[]::bytea[],
    ${opened.map(({ key }) => key)}::uuid[], ${afresh})`.execute(db)
}

/** Waves that ended before then and still have keys. */
export async function listKeysToForget(db: Db, before: Temporal.Instant): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from survey_waves where results_at is not null and greatest(closed_at, closes_at) < ${before.toString()}
      and raw_deleted_at is null order by id`.execute(db)
  return rows.map(({ id }) => id)
}

export async function forgetKeys(db: Db, waves: readonly number[]): Promise<number> {
  const { rows } = await sql<{ gone: number }>`
    select alongside.forget_survey_keys(${[...waves]}::integer[]) as gone`.execute(db)
  return rows[0]?.gone ?? 0
}
