import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { ActsOn } from '../../programmes/index.ts'
import type { PartnershipStatus, Progress, Side } from '../domain.ts'
import { type Card, type Evidence, type Expected, isOpen, type Stand, standsOf } from './standings.ts'

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

/** Every partner school of one hub, by name, and what the hub itself should do now, what is due first at the top. */
export async function readNetwork(
  db: Db,
  hubId: number,
): Promise<{ readonly standings: Standing[]; readonly owed: Owed[] }> {
  const cards = await listCards(db, hubId)
  const [expected, evidence] = await Promise.all([
    listExpected(db, [...new Set(cards.map(({ cohortId }) => cohortId))]),
    listEvidence(
      db,
      cards.map(({ partnershipId }) => partnershipId),
    ),
  ])
  const stands = standsOf(cards, expected, evidence)
  return { standings: stands.map(standingOf), owed: owedIn(stands) }
}

async function listCards(db: Db, hubId: number): Promise<Card[]> {
  const { rows } = await sql<Card>`
    select id as "partnershipId", school_name as "schoolName", school_town as "schoolTown",
      programme_version_id as "versionId", pathway_key as "pathwayKey", cohort_id as "cohortId",
      cohort_name as "cohortName", status, status_since as "statusSince"
    from partnership_cards where hub_id = ${hubId} order by school_name, id`.execute(db)
  return rows
}

async function listExpected(db: Db, cohortIds: readonly number[]): Promise<Expected[]> {
  const { rows } = await sql<Expected>`
    select programme_version_id as "versionId", pathway_key as "pathwayKey", cohort_id as "cohortId",
      expectation_key as "expectationKey", occurrence, position, label, opens_on as "opensOn", due_on as "dueOn",
      case when held_on >= opens_on then held_on else due_on end as "turnOn", acted_on_by as "actedOnBy", per,
      case when due_on < (select alongside.today()) then 'overdue'
        when opens_on > (select alongside.today()) then 'not due yet' else 'to do' end as bare
    from occurrence_cards where cohort_id = any(${cohortIds}::int[])
    order by "turnOn", position`.execute(db)
  return rows
}

async function listEvidence(db: Db, partnershipIds: readonly number[]): Promise<Evidence[]> {
  const { rows } = await sql<Omit<Evidence, 'partnerships'> & { partnerships: string }>`
    select expectation_key as "expectationKey", occurrence, state, string_agg(partnership_id::text, ' ') as partnerships
    from expectation_evidence
    where partnership_id = any(${partnershipIds}::int[]) and happened_on <= (select alongside.today())
    group by expectation_key, occurrence, state`.execute(db)
  return rows.map((row) => ({ ...row, partnerships: row.partnerships.split(' ').map(Number) }))
}

function standingOf({ card: { versionId, ...card }, expected, progress }: Stand): Standing {
  const running = expected.length > 0
  const next = expected[progress.findIndex(isOpen)]
  const count = (one: Progress, other?: Progress) =>
    running ? progress.filter((each) => each === one || each === other).length : null
  return {
    ...card,
    total: running ? expected.length : null,
    finished: count('done', 'not needed'),
    overdue: count('overdue'),
    next: next
      ? {
          key: next.expectationKey,
          occurrence: next.occurrence,
          label: next.label,
          since: next.opensOn,
          due: next.dueOn,
        }
      : null,
    // What both schools act on is first asked of the partner school: it is its plan, its survey, its visit.
    waitedOn: next === undefined ? null : next.actedOnBy === 'both' ? 'partner' : next.actedOnBy,
  }
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

function owedIn(stands: readonly Stand[]): Owed[] {
  const open = stands.flatMap(({ card, expected, progress }) =>
    expected.flatMap((each, at) => {
      const stands = progress[at]
      return stands !== undefined && isOpen(stands) && isHubs(each) ? [{ card, each, progress: stands }] : []
    }),
  )
  const seen = new Set<string>()
  return open
    .sort(
      ({ each: one }, { each: other }) => compare(one.turnOn, other.turnOn) || one.position - other.position,
    )
    .flatMap(({ card, each, progress }): Owed[] => {
      const shared = each.per !== 'partnership'
      // What is done once for a cohort is owed once, whichever of its schools is read first.
      const once = `${card.cohortId} ${each.expectationKey} ${each.occurrence}`
      if (shared && seen.has(once)) return []
      if (shared) seen.add(once)
      return [
        {
          partnershipId: card.partnershipId,
          schoolName: card.schoolName,
          cohortId: card.cohortId,
          cohortName: card.cohortName,
          expectationKey: each.expectationKey,
          occurrence: each.occurrence,
          label: each.label,
          since: each.opensOn,
          due: each.dueOn,
          progress,
          actedOnBy: each.actedOnBy,
          shared,
        },
      ]
    })
}

const isHubs = ({ actedOnBy, per }: Expected) =>
  (actedOnBy === 'lead' || actedOnBy === 'both') && per !== 'programme'

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
