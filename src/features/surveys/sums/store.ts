import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Audience } from '../definition.ts'
import type { WaveKind } from '../waves/domain.ts'

/** One number of a sum over schools: an option of a question, or, after all options, who did not say. */
export interface SumRow {
  readonly kind: WaveKind
  readonly audience: Audience
  readonly versionId: number
  /** From 1. */
  readonly slot: number
  readonly schools: number
  readonly people: number
}

/**
 * What the schools that share come to together: of the actor's own hub, or, with `null`, of the programme for its team and
 * its evaluators. The database holds to five schools a question, and to what each of them publishes.
 */
export async function listSums(db: Db, hubId: number | null): Promise<SumRow[]> {
  const { rows } = await sql<SumRow>`
    select wave_kind as kind, audience, version_id as "versionId", slot, schools, people::int as people
    from alongside.survey_sums(${hubId}::int) order by wave_kind, audience, version_id, slot`.execute(db)
  return rows
}

/** A wave whose results this actor may read. */
export interface SharedWave {
  readonly waveId: number
  readonly partnershipId: number
  readonly schoolName: string
  readonly hubName: string
  readonly kind: WaveKind
  readonly closedAt: string
  readonly sharedAt: string
  readonly pupils: number | null
  readonly staff: number | null
}

/**
 * Results that schools share, of one hub or of the programme, as far as this actor may read them: by school, so many of
 * them, and how many there are in all.
 */
export async function listShared(
  db: Db,
  hubId: number | null,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly shared: SharedWave[]; readonly all: number }> {
  const ofHub = hubId === null ? sql`` : sql`and p.hub_id = ${hubId}`
  const counted = await sql<{ all: number }>`
    select count(*)::int as all from survey_shares s join survey_waves w on w.id = s.wave_id
    join partnership_cards p on p.id = w.partnership_id where s.withdrawn_at is null ${ofHub}`.execute(db)
  const { rows } = await sql<SharedWave>`
    select w.id as "waveId", w.partnership_id as "partnershipId", p.school_name as "schoolName", p.hub_name as "hubName",
      w.kind, w.closed_at as "closedAt", s.shared_at as "sharedAt",
      max(r.answered) filter (where r.audience = 'pupils') as pupils,
      max(r.answered) filter (where r.audience = 'staff') as staff
    from survey_shares s
    join survey_waves w on w.id = s.wave_id
    join partnership_cards p on p.id = w.partnership_id
    join survey_published r on r.wave_id = w.id and r.position = 0
    where s.withdrawn_at is null ${ofHub}
    group by w.id, p.school_name, p.hub_name, s.shared_at
    order by p.school_name, w.kind, w.id limit ${limit} offset ${offset}`.execute(db)
  return { shared: rows, all: counted.rows[0]?.all ?? 0 }
}
