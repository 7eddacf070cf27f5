/**
 * Where each partnership of one hub stands, put together from what is expected and the evidence of it. The view
 * expectation_progress says the same one partnership at a time; for fifty at once the database would multiply out
 * some 1,500 rows for a page, where this reads some 70. Pure; the tests hold it to the view.
 */
import { type Expected as ExpectedDates, type ExpectedOf, expectedKey } from '../../programmes/index.ts'
import { dayOf, type PartnershipStatus, type Progress } from '../domain.ts'
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

/** What is known of one partnership: "cpd 3 done 2026-01-29,action-plan 1 started 2026-02-09". */
export interface Evidence {
  readonly partnershipId: number
  /** By a person. */
  readonly confirmed: string | null
  /** By the service. */
  readonly seen: string | null
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
  const own = new Map(evidence.own.map((each) => [each.partnershipId, statesOf(each, today)]))
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

/** What was seen stands before what a person confirmed; only seen to begin, it does not undo their word. */
function statesOf({ confirmed, seen }: Evidence, today: string): ReadonlyMap<string, EvidenceState> {
  const known = knownIn(confirmed)
  for (const [name, each] of knownIn(seen)) {
    const byHand = known.get(name)
    if (byHand === undefined || each.state === 'done' || byHand.state === 'started') known.set(name, each)
  }
  const states = new Map<string, EvidenceState>()
  for (const [name, { state, on }] of known) if (on <= today) states.set(name, state)
  return states
}

function knownIn(text: string | null): Map<string, { state: EvidenceState; on: string }> {
  const known = new Map<string, { state: EvidenceState; on: string }>()
  for (const each of text?.split(',') ?? []) {
    const [key, occurrence, state, on] = each.split(' ')
    // The database allows three words and no other, and a day beside each.
    if (on !== undefined) known.set(`${key} ${occurrence}`, { state: state as EvidenceState, on })
  }
  return known
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

/** Put in turn once a day for each list of dates, which stays in memory as long as the process. */
const turns = new WeakMap<readonly ExpectedDates[], { today: string; expected: Expected[] }>()

/** What comes first, first. */
function inTurn(dates: readonly ExpectedDates[], today: string): readonly Expected[] {
  const known = turns.get(dates)
  if (known?.today === today) return known.expected
  const expected = dates
    .map((each): Expected => {
      return {
        ...each,
        turnOn: dayOf(each),
        bare: progressOf(each, undefined, today),
        name: nameOf(each),
      }
    })
    .sort((one, other) => byDay(one.turnOn, other.turnOn) || one.position - other.position)
  turns.set(dates, { today, expected })
  return expected
}

/** Days as 'YYYY-MM-DD', the earlier first. */
export const byDay = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
