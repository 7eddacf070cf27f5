import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

export interface LevelCount {
  readonly statementKey: string
  readonly level: string
  readonly schools: number
  readonly priorities: number
  readonly schoolsInAll: number
}

/** More than every hub of a national programme and the programme itself. */
const MOST_KEPT = 500
/** By what was counted. What is submitted never changes, so a count stays true for as long as the same ones are counted. */
const counts = new Map<string, readonly LevelCount[]>()

/**
 * How many schools stand where, of the actor's own hub, or with `null` of the programme team's programme. Nothing below
 * five schools: the database holds to that, and to whose it is, each time that it is asked.
 */
export async function listNetworkLevels(
  db: Db,
  questionnaireId: number,
  hubId: number | null,
): Promise<readonly LevelCount[]> {
  const { rows: stamps } = await sql<{ stamp: string }>`
    select alongside.network_stamp(${questionnaireId}, ${hubId}::int) as stamp`.execute(db)
  const stamp = stamps[0]?.stamp
  if (!stamp) return []
  const known = counts.get(stamp)
  if (known) return known
  const { rows } = await sql<LevelCount>`
    select statement_key as "statementKey", level, schools, priorities, schools_in_all as "schoolsInAll"
    from alongside.network_levels(${questionnaireId}, ${hubId}::int)`.execute(db)
  const [oldest] = counts.keys()
  if (counts.size >= MOST_KEPT && oldest !== undefined) counts.delete(oldest)
  counts.set(stamp, rows)
  return rows
}
