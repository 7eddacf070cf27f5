/** Puts what the database holds together into where every partnership stands. Pure. */
import { isToCome } from '../partnerships/index.ts'
import {
  DONE,
  type Group,
  IN_PROGRESS,
  isOpenCode,
  isRunning,
  NOT_DUE_YET,
  NOT_NEEDED,
  type Occurrence,
  OVERDUE,
  type Standing,
  TO_DO,
  type Waiting,
} from './domain.ts'

export type PartnershipRow = Omit<Standing, 'group' | 'progress' | 'next' | 'stage'> & {
  readonly versionId: number
}

export type OccurrenceRow = Occurrence & {
  readonly versionId: number
  readonly pathwayKey: string
  readonly cohortId: number
}

/** Which partnerships have evidence in this state for one occurrence of an expectation. */
export interface EvidenceRow {
  readonly expectationKey: string
  readonly occurrence: number
  readonly state: 'started' | 'done' | 'not-needed'
  readonly partnerships: readonly number[]
}

/** @param occurrences in the programme's order @param today an ISO date */
export function assembleStandings(
  partnerships: readonly PartnershipRow[],
  occurrences: readonly OccurrenceRow[],
  evidence: readonly EvidenceRow[],
  today: string,
): Standing[] {
  const groups = groupsOf(occurrences)
  const withoutEvidence = new Map<Group, Uint8Array>()
  for (const group of groups.values()) {
    withoutEvidence.set(
      group,
      Uint8Array.from(group.occurrences, ({ opensOn, dueOn }) =>
        dueOn < today ? OVERDUE : opensOn > today ? NOT_DUE_YET : TO_DO,
      ),
    )
  }
  const placed = new Map<number, { readonly group: Group; readonly progress: Uint8Array }>()
  for (const partnership of partnerships) {
    const group = groups.get(groupKey(partnership))
    const usual = group && withoutEvidence.get(group)
    if (group && usual) placed.set(partnership.id, { group, progress: usual.slice() })
  }
  layEvidence(placed, evidence, today)
  return partnerships.map(({ versionId, ...partnership }) => {
    const own = placed.get(partnership.id)
    const standing = { ...partnership, group: own?.group, progress: own?.progress ?? nothing }
    const running = own !== undefined && isRunning(partnership.status)
    return {
      ...standing,
      next: running ? firstOpen(own, today, () => true) : undefined,
      stage: running ? firstOpen(own, today, (by) => by === 'partner' || by === 'both') : undefined,
    }
  })
}

const nothing = new Uint8Array(0)

function layEvidence(
  placed: ReadonlyMap<number, { readonly group: Group; readonly progress: Uint8Array }>,
  evidence: readonly EvidenceRow[],
  today: string,
): void {
  for (const { expectationKey, occurrence, state, partnerships } of evidence) {
    // The same occurrence stands at another index in each group.
    const indices = new Map<Group, number>()
    for (const id of partnerships) {
      const own = placed.get(id)
      if (!own) continue
      let index = indices.get(own.group)
      if (index === undefined) {
        index = own.group.occurrences.findIndex(
          (each) => each.expectationKey === expectationKey && each.occurrence === occurrence,
        )
        indices.set(own.group, index)
      }
      const due = own.group.occurrences[index]?.dueOn
      // Evidence may outlive what it was for: a version that no longer expects it.
      if (due === undefined) continue
      // Confirmed for one school and once for all: what is further on counts.
      const code =
        state === 'done' ? DONE : state === 'not-needed' ? NOT_NEEDED : due < today ? OVERDUE : IN_PROGRESS
      if (own.progress[index] !== DONE && (code >= DONE || own.progress[index] !== NOT_NEEDED))
        own.progress[index] = code
    }
  }
}

function groupsOf(occurrences: readonly OccurrenceRow[]): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const [key, rows] of Map.groupBy(occurrences, groupKey)) {
    const [first] = rows
    if (!first) continue
    const expectations = new Map<string, number[]>()
    for (const [index, { expectationKey }] of rows.entries()) {
      const known = expectations.get(expectationKey)
      if (known) known.push(index)
      else expectations.set(expectationKey, [index])
    }
    groups.set(key, {
      versionId: first.versionId,
      pathwayKey: first.pathwayKey,
      cohortId: first.cohortId,
      occurrences: rows,
      expectations,
      inTurn: rows
        .map(({ turnOn }, index) => ({ turnOn, index }))
        .sort((one, other) =>
          one.turnOn < other.turnOn ? -1 : one.turnOn > other.turnOn ? 1 : one.index - other.index,
        )
        .map(({ index }) => index),
    })
  }
  return groups
}

function groupKey(of: { versionId: number; pathwayKey: string; cohortId: number }): string {
  return `${of.versionId} ${of.cohortId} ${of.pathwayKey}`
}

/**
 * What is waited on and comes first in turn, of those that the right side acts on: the rule of the partner's and the hub's
 * pages. For an event to come nobody is waited on.
 */
function firstOpen(
  { group, progress }: { readonly group: Group; readonly progress: Uint8Array },
  today: string,
  acts: (by: Occurrence['actedOnBy']) => boolean,
): Waiting | undefined {
  for (const index of group.inTurn) {
    const occurrence = group.occurrences[index]
    const isWaitedOn = occurrence && isOpenCode(progress[index]) && !isToCome(occurrence, today)
    if (isWaitedOn && acts(occurrence.actedOnBy)) {
      // What both schools act on is first asked of the partner school: it is its plan, its survey, its visit.
      const side = occurrence.actedOnBy === 'both' ? 'partner' : occurrence.actedOnBy
      return { side, occurrence, since: occurrence.opensOn }
    }
  }
  return undefined
}
