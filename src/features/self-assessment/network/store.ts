import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

export interface LevelCount {
  readonly statementKey: string
  readonly level: string
  readonly schools: number
  readonly priorities: number
  readonly schoolsInAll: number
}

/**
 * How many schools stand where, of the actor's own hub, or with `null` of the programme team's programme. Nothing below
 * five schools: the database holds to that, and to whose it is.
 */
export async function listNetworkLevels(
  db: Db,
  questionnaireId: number,
  hubId: number | null,
): Promise<LevelCount[]> {
  const { rows } = await sql<LevelCount>`
    select statement_key as "statementKey", level, schools, priorities, schools_in_all as "schoolsInAll"
    from alongside.network_levels(${questionnaireId}, ${hubId}::int)`.execute(db)
  return rows
}
