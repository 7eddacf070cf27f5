/**
 * Where each partnership of one hub stands, put together from what is expected and the evidence of it. The view
 * expectation_progress says the same one partnership at a time; for fifty at once the database would multiply out
 * some 1,500 rows for a page, where this reads some 70. Pure; the tests hold it to the view.
 */
import { type Expected as ExpectedDates, type ExpectedOf, expectedKey } from '../../programmes/index.ts'
import type { PartnershipStatus, Progress } from '../domain.ts'
import { type EvidenceState, progressOf } from '../progress.ts'

/** A partner school in one line, before anything is said of its progress. */
export interface Card extends ExpectedOf {
  readonly partnershipId: number
  readonly schoolName: string
  readonly schoolTown: string | null
  readonly cohortName: string
  readonly status: PartnershipStatus
  readonly statusSince: string
}

/** Something expected once of every partnership of one version, pathway and cohort, as it looks on a day. */
export interface Expected extends ExpectedDates {
  /** Its expectation and which time: "cpd 3". */
  readonly name: string
  /** By which things are put in turn: the day of the event where there is one, otherwise when it is due. */
  readonly turnOn: string
  /** As things stand without any evidence. */
  readonly bare: Progress
}

/** What is known of one partnership. */
export interface Evidence {
  readonly partnershipId: number
  /** "cpd 3 done,action-plan 1 started": an expectation, which time, and its state. */
  readonly states: string
}

/** What was confirmed once for all partnerships of a cohort. */
export interface SharedEvidence {
  readonly cohortId: number
  readonly expectationKey: string
  readonly occurrence: number
  readonly state: EvidenceState
}

/** One partnership: what is expected of it in turn, and beside each where it stands. Nothing while it is not running. */
export interface Stand {
  readonly card: Card
  readonly expected: readonly Expected[]
  readonly progress: readonly Progress[]
}

const NOTHING: ReadonlyMap<string, EvidenceState> = new Map()

/** @param expected of each version, pathway and cohort, by `expectedKey` */
export function standsOf(
  cards: readonly Card[],
  expected: ReadonlyMap<string, readonly ExpectedDates[]>,
  evidence: { readonly own: readonly Evidence[]; readonly shared: readonly SharedEvidence[] },
  today: string,
): Stand[] {
  const own = new Map(evidence.own.map(({ partnershipId, states }) => [partnershipId, statesIn(states)]))
  const shared = sharedByCohort(evidence.shared)
  const groups = new Map([...expected].map(([key, dates]) => [key, inTurn(dates, today)]))
  return cards.map((card) => {
    const running = card.status === 'confirmed' || card.status === 'active'
    const all = running ? (groups.get(expectedKey(card)) ?? []) : []
    const ofSchool = own.get(card.partnershipId) ?? NOTHING
    const ofCohort = shared.get(card.cohortId) ?? NOTHING
    return {
      card,
      expected: all,
      progress: all.map((each) => {
        const state = further(ofSchool.get(each.name), ofCohort.get(each.name))
        return state === undefined ? each.bare : progressOf(each, state, today)
      }),
    }
  })
}

export const isOpen = (progress: Progress | undefined): boolean =>
  progress === 'to do' || progress === 'in progress' || progress === 'overdue'

const FURTHER: Readonly<Record<EvidenceState, number>> = { started: 1, 'not-needed': 2, done: 3 }

/** Confirmed for one school and once for all: what is further on counts. */
function further(one?: EvidenceState, other?: EvidenceState): EvidenceState | undefined {
  if (one === undefined || other === undefined) return one ?? other
  return FURTHER[one] >= FURTHER[other] ? one : other
}

function statesIn(text: string): Map<string, EvidenceState> {
  const states = new Map<string, EvidenceState>()
  for (const each of text.split(',')) {
    const at = each.lastIndexOf(' ')
    // The database allows these three words and no other.
    states.set(each.slice(0, at), each.slice(at + 1) as EvidenceState)
  }
  return states
}

function sharedByCohort(all: readonly SharedEvidence[]): Map<number, Map<string, EvidenceState>> {
  const cohorts = new Map<number, Map<string, EvidenceState>>()
  for (const each of all) {
    const states = cohorts.getOrInsertComputed(each.cohortId, () => new Map())
    const name = nameOf(each)
    states.set(name, further(each.state, states.get(name)) ?? each.state)
  }
  return cohorts
}

const nameOf = (of: { expectationKey: string; occurrence: number }) => `${of.expectationKey} ${of.occurrence}`

/** What comes first, first. */
function inTurn(dates: readonly ExpectedDates[], today: string): Expected[] {
  return dates
    .map((each): Expected => {
      const { opensOn, dueOn, heldOn } = each
      return {
        ...each,
        turnOn: heldOn !== null && heldOn >= opensOn ? heldOn : dueOn,
        bare: progressOf(each, undefined, today),
        name: nameOf(each),
      }
    })
    .sort((one, other) => byDay(one.turnOn, other.turnOn) || one.position - other.position)
}

/** Days as 'YYYY-MM-DD', the earlier first. */
export const byDay = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
