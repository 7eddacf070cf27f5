/** What is expected of the partnerships of one version, pathway and cohort: kept in memory, because it never changes. */
import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import type { ActsOn, Per } from './definition.ts'

/** Whom something is expected of. The moment at which the cohort was made tells it from another of the same number. */
export interface ExpectedOf {
  readonly versionId: number
  readonly pathwayKey: string
  readonly cohortId: number
  readonly cohortMadeAt: string
}

/** One thing expected once, with its dates as 'YYYY-MM-DD'. */
export interface Expected {
  readonly expectationKey: string
  readonly occurrence: number
  readonly position: number
  /** Complete by itself. */
  readonly label: string
  /** Which of several, under the expectation's title; empty for what happens once. */
  readonly part: string
  readonly opensOn: string
  readonly dueOn: string
  readonly heldOn: string | null
  readonly minutes: number
  readonly actedOnBy: ActsOn
  readonly per: Per
}

const known = new Map<string, readonly Expected[]>()

/** In published order, one list for each that is asked for: `expectedKey` names it. */
export async function readExpected(
  db: Db,
  asked: readonly ExpectedOf[],
): Promise<ReadonlyMap<string, readonly Expected[]>> {
  const keys = new Set(asked.map(expectedKey))
  const unknown = asked.filter((each) => !known.has(expectedKey(each)))
  if (unknown.length > 0) await learn(db, unknown)
  return new Map([...keys].map((key) => [key, known.get(key) ?? []]))
}

export const expectedKey = ({ versionId, pathwayKey, cohortId, cohortMadeAt }: ExpectedOf): string =>
  `${versionId} ${pathwayKey} ${cohortId} ${cohortMadeAt}`

async function learn(db: Db, asked: readonly ExpectedOf[]): Promise<void> {
  const cohorts = [...new Set(asked.map(({ cohortId }) => cohortId))]
  const { rows } = await sql<Expected & ExpectedOf>`
    select o.programme_version_id as "versionId", o.pathway_key as "pathwayKey", o.cohort_id as "cohortId",
      c.created_at as "cohortMadeAt", o.expectation_key as "expectationKey", o.occurrence, o.position, o.label, o.part,
      o.opens_on as "opensOn", o.due_on as "dueOn", o.held_on as "heldOn", o.minutes, o.acted_on_by as "actedOnBy", o.per
    from expectation_occurrences o join cohorts c on c.id = o.cohort_id
    where o.cohort_id = any(${cohorts}::int[])
    order by o.position, o.occurrence`.execute(db)
  for (const [key, all] of Map.groupBy(rows, expectedKey)) known.set(key, all)
}
