import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { type ActsOn, readExpected } from '../../programmes/index.ts'
import { isToCome, type PartnershipStatus, type Progress, type Side } from '../domain.ts'
import {
  byDay,
  type Card,
  type Evidence,
  type Expected,
  isOpen,
  type SharedEvidence,
  type Stand,
  standsOf,
} from './standings.ts'

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
  /** What somebody is waited on for, or else the next event to come. */
  readonly next: {
    readonly key: string
    readonly occurrence: number
    readonly label: string
    /** The day from which somebody is waited on; null for an event to come. */
    readonly since: string | null
    /** The day by which it is due, or of the event. */
    readonly due: string
  } | null
  readonly waitedOn: Side | null
}

/** Every partner school of one hub, by name, and what the hub itself should do now, what is due first at the top. */
export async function readNetwork(
  db: Db,
  hubId: number,
  today: Temporal.PlainDate,
): Promise<{ readonly standings: Standing[]; readonly owed: Owed[] }> {
  const [cards, own, shared] = await Promise.all([
    listCards(db, hubId),
    listEvidence(db, hubId),
    listSharedEvidence(db, hubId),
  ])
  const stands = standsOf(cards, await readExpected(db, cards), { own, shared }, today.toString())
  return {
    standings: stands.map((stand) => standingOf(stand, today.toString())),
    owed: owedIn(stands),
  }
}

async function listCards(db: Db, hubId: number): Promise<Card[]> {
  const { rows } = await sql<Card>`
    select id as "partnershipId", school_name as "schoolName", school_town as "schoolTown",
      programme_version_id as "versionId", pathway_key as "pathwayKey", cohort_id as "cohortId",
      cohort_name as "cohortName", cohort_created_at as "cohortMadeAt", status, status_since as "statusSince"
    from partnership_cards where hub_id = ${hubId} order by school_name, id`.execute(db)
  return rows
}

/** As the view partnership_evidence, but put together in the service: the view reads what was seen of every hub's schools. */
async function listEvidence(db: Db, hubId: number): Promise<Evidence[]> {
  const { rows } = await sql<Evidence>`
    select partnership_id as "partnershipId", string_agg(what, ',') filter (where by_hand) as confirmed,
      string_agg(what, ',') filter (where not by_hand) as seen
    from (
      select partnership_id, true as by_hand,
        expectation_key || ' ' || occurrence || ' ' || state || ' ' || happened_on as what
      from expectation_confirmations where replaced_at is null and state <> 'reopened'
      union all
      select partnership_id, false, expectation_key || ' ' || occurrence || ' ' || state || ' ' || happened_on
      from seen_evidence
    ) each
    where partnership_id = any (array(select p.id from partnerships p where p.hub_id = ${hubId}))
    group by partnership_id`.execute(db)
  return rows
}

async function listSharedEvidence(db: Db, hubId: number): Promise<SharedEvidence[]> {
  const { rows } = await sql<SharedEvidence>`
    select cohort_id as "cohortId", expectation_key as "expectationKey", occurrence, state
    from shared_confirmations
    where (hub_id = ${hubId} or hub_id is null) and replaced_at is null and state <> 'reopened'
      and happened_on <= (select alongside.today())`.execute(db)
  return rows
}

function standingOf(
  { card: { versionId, cohortMadeAt, ...card }, expected, progress }: Stand,
  today: string,
): Standing {
  const running = expected.length > 0
  const open = expected.filter((_, at) => isOpen(progress[at]))
  const waits = open.find((each) => !isToCome(each, today))
  const next = waits ?? open[0]
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
          since: waits ? waits.opensOn : null,
          due: waits ? waits.dueOn : next.turnOn,
        }
      : null,
    // What both schools act on is first asked of the partner school: it is its plan, its survey, its visit.
    waitedOn: waits === undefined ? null : waits.actedOnBy === 'both' ? 'partner' : waits.actedOnBy,
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
      ({ each: one }, { each: other }) => byDay(one.turnOn, other.turnOn) || one.position - other.position,
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
