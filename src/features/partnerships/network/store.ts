import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { ActsOn } from '../../programmes/index.ts'
import type { PartnershipStatus, Progress, Side } from '../domain.ts'

/** One partner school of a hub, with where it stands. */
export interface Standing {
  readonly partnershipId: number
  readonly schoolName: string
  readonly schoolTown: string | null
  readonly pathwayKey: string
  readonly cohortId: number
  readonly cohortName: string
  readonly status: PartnershipStatus
  readonly statusSince: string
  /** Null where the partnership is not running: nothing is expected. */
  readonly total: number | null
  readonly finished: number | null
  readonly overdue: number | null
  /** The next thing, whoever acts on it. */
  readonly next: {
    readonly key: string
    readonly occurrence: number
    readonly label: string
    readonly since: string
    readonly due: string
  } | null
  readonly waitedOn: Side | null
}

interface StandingRow extends Omit<Standing, 'next' | 'waitedOn'> {
  readonly nextKey: string | null
  readonly nextOccurrence: number | null
  readonly nextLabel: string | null
  readonly nextSince: string | null
  readonly nextDue: string | null
  readonly nextBy: ActsOn | null
}

/** Every partner school of one hub, by name: running and not. */
export async function listStandings(db: Db, hubId: number): Promise<Standing[]> {
  const { rows } = await sql<StandingRow>`
    select c.id as "partnershipId", c.school_name as "schoolName", c.school_town as "schoolTown",
      c.pathway_key as "pathwayKey", c.cohort_id as "cohortId", c.cohort_name as "cohortName", c.status,
      c.status_since as "statusSince", s.total, s.finished, s.overdue, o.expectation_key as "nextKey",
      o.occurrence as "nextOccurrence", o.label as "nextLabel", o.opens_on as "nextSince", o.due_on as "nextDue",
      o.acted_on_by as "nextBy"
    from partnership_cards c
    left join partnership_standings s on s.partnership_id = c.id and s.hub_id = ${hubId}
    left join occurrence_cards o on o.programme_version_id = c.programme_version_id
      and o.pathway_key = c.pathway_key and o.cohort_id = c.cohort_id and o.position = s.next % 1000
    where c.hub_id = ${hubId}
    order by c.school_name, c.id`.execute(db)
  return rows.map(({ nextKey, nextOccurrence, nextLabel, nextSince, nextDue, nextBy, ...row }) => ({
    ...row,
    next:
      nextKey !== null &&
      nextOccurrence !== null &&
      nextLabel !== null &&
      nextSince !== null &&
      nextDue !== null
        ? { key: nextKey, occurrence: nextOccurrence, label: nextLabel, since: nextSince, due: nextDue }
        : null,
    // What both schools act on is first asked of the partner school: it is its plan, its survey, its visit.
    waitedOn: nextBy === 'both' ? 'partner' : nextBy,
  }))
}

/** One thing that the hub itself owes. */
export interface Owed {
  readonly partnershipId: number
  readonly schoolName: string
  readonly cohortId: number
  readonly cohortName: string
  readonly expectationKey: string
  readonly occurrence: number
  readonly label: string
  readonly since: string
  readonly due: string
  readonly progress: Progress
  readonly actedOnBy: ActsOn
  /** Done once for all partner schools of the cohort. */
  readonly shared: boolean
}

/** What the hub should do now, across all its partner schools, what is due first at the top. */
export async function listOwed(db: Db, hubId: number): Promise<Owed[]> {
  const { rows } = await sql<Owed>`
    select e.partnership_id as "partnershipId", c.school_name as "schoolName", e.cohort_id as "cohortId",
      c.cohort_name as "cohortName", e.expectation_key as "expectationKey", e.occurrence, e.label,
      e.opens_on as since, e.due_on as due, e.progress, e.acted_on_by as "actedOnBy", e.per <> 'partnership' as shared
    from expectation_progress e
    join partnership_cards c on c.id = e.partnership_id
    where e.hub_id = ${hubId} and e.partnership_status in ('confirmed', 'active')
      and e.acted_on_by in ('lead', 'both') and e.progress in ('to do', 'in progress', 'overdue') and e.per <> 'programme'
    order by case when e.held_on >= e.opens_on then e.held_on else e.due_on end, e.position, c.school_name`.execute(
    db,
  )
  const seen = new Set<string>()
  return rows.filter((row) => {
    if (!row.shared) return true
    const once = `${row.cohortId} ${row.expectationKey} ${row.occurrence}`
    if (seen.has(once)) return false
    seen.add(once)
    return true
  })
}
