import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Audience } from '../definition.ts'
import type { GroupTally, PublishedSurvey, Shape } from '../disclosure/index.ts'
import { type PublishedRow, toRows } from './stored.ts'

export interface StoredResults extends PublishedRow {
  readonly waveId: number
  readonly audience: Audience
  readonly versionId: number
  readonly floor: number
}

/** Of these waves, as far as this actor may read them. */
export async function listPublished(db: Db, waveIds: readonly number[]): Promise<StoredResults[]> {
  if (waveIds.length === 0) return []
  const { rows } = await sql<StoredResults>`
    select r.wave_id as "waveId", r.audience, r.version_id as "versionId", w.floor, r.position, r.label, r.answered,
      r.counts, r.unsaid, r.reasons
    from survey_published r join survey_waves w on w.id = r.wave_id
    where r.wave_id in (${sql.join(waveIds)}) order by r.wave_id, r.audience, r.position`.execute(db)
  return rows
}

/** Once, in the system's scope. */
export async function insertPublished(
  db: Db,
  waveId: number,
  of: { readonly audience: Audience; readonly versionId: number; readonly shape: Shape },
  published: PublishedSurvey,
): Promise<void> {
  const rows = toRows(published, of.shape)
  await sql`
    insert into survey_published (wave_id, audience, version_id, position, label, answered, counts, unsaid, reasons)
    select ${waveId}, ${of.audience}, ${of.versionId}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(position int, label text, answered int, counts int[], unsaid int[], reasons text[])`.execute(db)
}

/** What was counted, without bursts that were set aside. In the system's scope. */
export async function listTallies(
  db: Db,
  waveId: number,
  audience: Audience,
  slots: number,
): Promise<GroupTally[]> {
  const { rows } = await sql<GroupTally>`
    select g.position, g.label, coalesce(t.answered, 0) as answered,
      coalesce(t.counts, array_fill(0, array[${slots}::int])) as counts
    from survey_groups g
    left join lateral (
      select sum(k.answered)::int as answered, (
        select array_agg(n.people order by n.slot) from (
          select u.slot, sum(u.people)::int as people
          from survey_tallies o
          left join survey_bursts b on b.id = o.burst
          cross join lateral unnest(o.counts) with ordinality as u(people, slot)
          where o.wave_id = g.wave_id and o.group_id = g.id and b.decision is distinct from 'set-aside'
          group by u.slot) n) as counts
      from survey_tallies k
      left join survey_bursts b on b.id = k.burst
      where k.wave_id = g.wave_id and k.group_id = g.id and b.decision is distinct from 'set-aside'
      having count(*) > 0
    ) t on true
    where g.wave_id = ${waveId} and g.audience = ${audience}
    order by g.position`.execute(db)
  return rows
}

/** What the service counted; the answers themselves never leave the database. In the system's scope. */
export async function tallyWave(db: Db, waveId: number): Promise<void> {
  await sql`select alongside.tally_wave(${waveId})`.execute(db)
}

/** Holds the wave to the end of the transaction. @returns false when it is not closed, or has its results */
export async function lockForResults(db: Db, waveId: number): Promise<boolean> {
  const { rows } = await sql`
    select from survey_waves where id = ${waveId} and closed_at is not null and results_at is null
    for update`.execute(db)
  return rows.length === 1
}

export async function markResults(db: Db, waveId: number, floor: number): Promise<void> {
  await sql`
    update survey_waves set results_at = alongside.now(), floor = ${floor}, revision = revision + 1
    where id = ${waveId}`.execute(db)
}

export interface Share {
  readonly id: number
  readonly sharedByName: string
  readonly sharedAt: string
}

export async function findShare(db: Db, waveId: number): Promise<Share | undefined> {
  const { rows } = await sql<Share>`
    select id, shared_by_name as "sharedByName", shared_at as "sharedAt"
    from survey_shares where wave_id = ${waveId} and withdrawn_at is null`.execute(db)
  return rows[0]
}

/** Those of the waves whose results are shared, as far as this actor may know. */
export async function listSharedWaves(db: Db, waveIds: readonly number[]): Promise<number[]> {
  if (waveIds.length === 0) return []
  const { rows } = await sql<{ id: number }>`
    select wave_id as id from survey_shares where withdrawn_at is null and wave_id in (${sql.join(waveIds)})`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** @returns false when it is shared already, or this form was sent before */
export async function insertShare(db: Db, actor: Actor, waveId: number, key: string): Promise<boolean> {
  const added = await sql`
    insert into survey_shares (key, wave_id, shared_by, shared_by_name)
    values (${key}, ${waveId}, ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return added.numAffectedRows === 1n
}

/** @returns false when it was taken back already */
export async function withdrawShare(db: Db, actor: Actor, shareId: number): Promise<boolean> {
  const ended = await sql`
    update survey_shares set withdrawn_at = alongside.now(), withdrawn_by_name = ${actor.name}
    where id = ${shareId} and withdrawn_at is null`.execute(db)
  return ended.numAffectedRows === 1n
}
