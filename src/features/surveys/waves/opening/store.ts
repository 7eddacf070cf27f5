import { sql } from 'kysely'
import type { Db } from '../../../../platform/database/index.ts'
import type { Actor } from '../../../people/index.ts'
import { newCode } from '../../codes/code.ts'
import type { Layout, WaveKind } from '../domain.ts'
import type { NewCode, NewGroup } from '../groups.ts'

export interface NewWave {
  readonly key: string
  readonly partnershipId: number
  readonly kind: WaveKind
  readonly pupilsVersionId: number | null
  readonly staffVersionId: number | null
  readonly opensAt: Temporal.Instant
  readonly closesAt: Temporal.Instant
  readonly languages: readonly string[]
  readonly layout: Layout
  readonly easyRead: boolean
}

/** @returns nothing when this very form was sent before, or a wave of this kind is there that is not closed */
export async function insertWave(db: Db, actor: Actor, wave: NewWave): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into survey_waves (key, partnership_id, kind, pupils_version_id, staff_version_id, opens_at, closes_at,
      languages, layout, easy_read, created_by, created_by_name)
    values (${wave.key}, ${wave.partnershipId}, ${wave.kind}, ${wave.pupilsVersionId}::int, ${wave.staffVersionId}::int,
      ${wave.opensAt.toString()}, ${wave.closesAt.toString()},
      array(select jsonb_array_elements_text(${JSON.stringify(wave.languages)}::text::jsonb)), ${wave.layout},
      ${wave.easyRead}, ${actor.accountId}, ${actor.name})
    on conflict do nothing returning id`.execute(db)
  return rows[0]?.id
}

export async function findWaveByKey(db: Db, key: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id from survey_waves where key = ${key}`.execute(db)
  return rows[0]?.id
}

export async function insertGroups(db: Db, waveId: number, groups: readonly NewGroup[]): Promise<void> {
  for (const [at, { audience, label, roll, codes }] of groups.entries()) {
    const { rows } = await sql<{ id: number }>`
      insert into survey_groups (wave_id, audience, position, label, roll)
      values (${waveId}, ${audience}, ${at + 1}, ${label}, ${roll}::int) returning id`.execute(db)
    const groupId = rows[0]?.id
    if (groupId === undefined) throw new Error('A group was not added')
    await insertCodes(db, waveId, groupId, codes)
  }
}

/** A code that is taken, by whomever, is diced again: the unique index of all codes is the last word. */
export async function insertCodes(
  db: Db,
  waveId: number,
  groupId: number,
  codes: readonly NewCode[],
): Promise<void> {
  for (const { label, expected } of codes) {
    for (let added = 0n; added === 0n; ) {
      const result = await sql`
        insert into survey_codes (wave_id, group_id, code, label, expected)
        values (${waveId}, ${groupId}, ${newCode()}, ${label}, ${expected}::int) on conflict do nothing`.execute(
        db,
      )
      added = result.numAffectedRows ?? 0n
    }
  }
}
