import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Progress } from '../domain.ts'

/** One count of partnerships under way. It leaves this feature only through `protectRow`. */
export interface RawCount {
  readonly measure: 'pathway' | 'cohort' | 'region' | 'expectation'
  readonly pathwayKey: string | null
  readonly key: string | null
  readonly progress: Progress | null
  readonly partnerships: number
}

export async function listRawCounts(db: Db): Promise<RawCount[]> {
  const { rows } = await sql<RawCount>`
    select measure, pathway_key as "pathwayKey", key, progress, partnerships from alongside.evaluation_counts()`.execute(
    db,
  )
  return rows
}
