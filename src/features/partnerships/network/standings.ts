/**
 * Where each partnership of one hub stands, put together from what is expected and the evidence of it. The view
 * expectation_progress says the same one partnership at a time; for fifty at once the database would multiply out
 * some 1,500 rows for a page, where this reads some 70. Pure; the tests hold it to the view.
 */
import type { ActsOn, Per } from '../../programmes/index.ts'
import type { PartnershipStatus, Progress } from '../domain.ts'

/** A partner school in one line, before anything is said of its progress. */
export interface Card {
  readonly partnershipId: number
  readonly schoolName: string
  readonly schoolTown: string | null
  readonly versionId: number
  readonly pathwayKey: string
  readonly cohortId: number
  readonly cohortName: string
  readonly status: PartnershipStatus
  readonly statusSince: string
}

/** Something expected once of every partnership of one version, pathway and cohort. */
export interface Expected {
  readonly versionId: number
  readonly pathwayKey: string
  readonly cohortId: number
  readonly expectationKey: string
  readonly occurrence: number
  readonly position: number
  readonly label: string
  readonly opensOn: string
  readonly dueOn: string
  /** By which things are put in turn: the day of the event where there is one, otherwise when it is due. */
  readonly turnOn: string
  readonly actedOnBy: ActsOn
  readonly per: Per
  /** As things stand today without any evidence. */
  readonly bare: 'overdue' | 'not due yet' | 'to do'
}

/** Which partnerships have evidence in this state. */
export interface Evidence {
  readonly expectationKey: string
  readonly occurrence: number
  readonly state: 'started' | 'done' | 'not-needed'
  readonly partnerships: readonly number[]
}

/** One partnership: what is expected of it in turn, and beside each where it stands. Nothing while it is not running. */
export interface Stand {
  readonly card: Card
  readonly expected: readonly Expected[]
  readonly progress: readonly Progress[]
}

const NOTHING: ReadonlyMap<number, Evidence['state']> = new Map()

/** @param expected in turn: what comes first, first */
export function standsOf(
  cards: readonly Card[],
  expected: readonly Expected[],
  evidence: readonly Evidence[],
): Stand[] {
  const states = statesOf(evidence)
  const groups = new Map(
    [...Map.groupBy(expected, groupOf)].map(([key, all]) => [
      key,
      { all, states: all.map((each) => states.get(nameOf(each)) ?? NOTHING) },
    ]),
  )
  return cards.map((card) => {
    const running = card.status === 'confirmed' || card.status === 'active'
    const group = running ? groups.get(groupOf(card)) : undefined
    if (!group) return { card, expected: [], progress: [] }
    const progress = group.all.map((each, at) => progressOf(each, group.states[at]?.get(card.partnershipId)))
    return { card, expected: group.all, progress }
  })
}

export const isOpen = (progress: Progress | undefined): boolean =>
  progress === 'to do' || progress === 'in progress' || progress === 'overdue'

function progressOf({ bare }: Expected, state: Evidence['state'] | undefined): Progress {
  if (state === 'done') return 'done'
  if (state === 'not-needed') return 'not needed'
  return state === 'started' && bare !== 'overdue' ? 'in progress' : bare
}

const FURTHER: Readonly<Record<Evidence['state'], number>> = { started: 1, 'not-needed': 2, done: 3 }

/** Confirmed for one school and once for all: what is further on counts. */
function statesOf(evidence: readonly Evidence[]): Map<string, Map<number, Evidence['state']>> {
  const states = new Map<string, Map<number, Evidence['state']>>()
  for (const each of evidence.toSorted((one, other) => FURTHER[one.state] - FURTHER[other.state])) {
    const of = states.getOrInsertComputed(nameOf(each), () => new Map())
    for (const id of each.partnerships) of.set(id, each.state)
  }
  return states
}

const nameOf = (of: { expectationKey: string; occurrence: number }) => `${of.expectationKey} ${of.occurrence}`
const groupOf = (of: { versionId: number; cohortId: number; pathwayKey: string }) =>
  `${of.versionId} ${of.cohortId} ${of.pathwayKey}`
