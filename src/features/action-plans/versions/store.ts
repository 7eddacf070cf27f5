import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Noun, Priority } from '../domain.ts'

/** One change of the plan. */
export interface VersionLine {
  readonly number: number
  readonly changes: readonly string[]
  readonly byName: string
  readonly at: string
}

/** The whole plan after that change. */
export interface Version extends VersionLine {
  readonly priorities: readonly Priority[]
}

const LINE = sql`number, changes, by_name as "byName", at`

/** Newest first, `limit` of them from below `before`. */
export async function listVersions(
  db: Db,
  planId: number,
  page: { readonly limit: number; readonly before?: number },
): Promise<VersionLine[]> {
  const { rows } = await sql<VersionLine>`
    select ${LINE} from plan_versions
    where plan_id = ${planId} ${page.before ? sql`and number < ${page.before}` : sql``}
    order by number desc limit ${page.limit}`.execute(db)
  return rows
}

export async function readPlanVersion(db: Db, planId: number, number: number): Promise<Version> {
  const { rows } = await sql<Version>`
    select ${LINE}, snapshot as priorities from plan_versions where plan_id = ${planId} and number = ${number}`.execute(
    db,
  )
  if (!rows[0]) throw notFound()
  return rows[0]
}

/** The version in force at the end of a day; nothing before the plan began. */
export async function findVersionOn(
  db: Db,
  planId: number,
  day: Temporal.PlainDate,
): Promise<number | undefined> {
  const { rows } = await sql<{ number: number }>`
    select number from plan_versions
    where plan_id = ${planId} and (at at time zone 'Europe/London')::date <= ${day.toString()}
    order by number desc limit 1`.execute(db)
  return rows[0]?.number
}

const LINES_IN_SNAPSHOT: Readonly<Record<Noun, string>> = {
  priority: '$[*]',
  objective: '$[*].objectives[*]',
  measure: '$[*].objectives[*].measures[*]',
  action: '$[*].objectives[*].actions[*]',
}

/** The last version in which a line stood, and who made the one after it, without the line. */
export interface LastWithLine extends Pick<Version, 'number' | 'priorities'> {
  readonly removedByName: string
  readonly removedAt: string
}

export async function findLastWith(
  db: Db,
  planId: number,
  noun: Noun,
  lineId: number,
): Promise<LastWithLine | undefined> {
  const { rows } = await sql<LastWithLine>`
    select v.number, v.snapshot as priorities, n.by_name as "removedByName", n.at as "removedAt"
    from plan_versions v join plan_versions n on n.plan_id = v.plan_id and n.number = v.number + 1
    where v.plan_id = ${planId}
      and jsonb_path_exists(v.snapshot, ${`${LINES_IN_SNAPSHOT[noun]} ? (@.id == $id)`}::jsonpath,
        jsonb_build_object('id', ${lineId}::int))
    order by v.number desc limit 1`.execute(db)
  return rows[0]
}
