/** A wave: one window in which a school's pupils, staff or both answer. Pure. */
import type { Audience } from '../definition.ts'

export type WaveKind = 'baseline' | 'follow-up'
export type Layout = 'one-a-page' | 'all-on-one-page'
export const KIND_NAMES: Readonly<Record<WaveKind, string>> = {
  baseline: 'Baseline',
  'follow-up': 'Follow-up',
}

export interface Wave {
  readonly id: number
  readonly partnershipId: number
  readonly kind: WaveKind
  readonly pupilsVersionId: number | null
  readonly staffVersionId: number | null
  /** ISO instants. */
  readonly opensAt: string
  readonly closesAt: string
  readonly languages: readonly string[]
  readonly layout: Layout
  readonly easyRead: boolean
  readonly revision: number
  readonly createdAt: string
  readonly createdByName: string
  /** When it was closed for good, after its window or before. */
  readonly closedAt: string | null
  /** When its results were made; nothing is answered after. */
  readonly resultsAt: string | null
  /** When its answers, counted long ago, were deleted. */
  readonly rawDeletedAt: string | null
}

export interface Group {
  readonly id: number
  readonly audience: Audience
  readonly position: number
  readonly label: string
  /** How many are on the roll; null where the school did not say. */
  readonly roll: number | null
}

export interface Code {
  readonly id: number
  readonly groupId: number
  readonly code: string
  /** "7B", or the group's own name. */
  readonly label: string
  readonly expected: number | null
  readonly answered: number
  readonly stoppedAt: string | null
}

export type WaveState = 'not open yet' | 'open' | 'over' | 'closed'

/**
 * Open from the first moment of its window up to the last, not at it. `over`: the window has passed and nobody has closed
 * it yet, so it can still be extended.
 */
export function stateOf(
  wave: Pick<Wave, 'opensAt' | 'closesAt' | 'closedAt'>,
  now: Temporal.Instant,
): WaveState {
  if (wave.closedAt !== null) return 'closed'
  if (Temporal.Instant.compare(now, Temporal.Instant.from(wave.opensAt)) < 0) return 'not open yet'
  return Temporal.Instant.compare(now, Temporal.Instant.from(wave.closesAt)) < 0 ? 'open' : 'over'
}

/** Those of an audience who have answered, and of how many. */
export interface Count {
  readonly answered: number
  readonly roll: number | null
}

export const answeredIn = (group: Pick<Group, 'id'>, codes: readonly Code[]): number =>
  codes.reduce((sum, code) => (code.groupId === group.id ? sum + code.answered : sum), 0)

/** A roll is known only where it is known of every group. */
export function countOf(groups: readonly Group[], codes: readonly Code[]): Count {
  const rolls = groups.map(({ roll }) => roll)
  return {
    answered: groups.reduce((sum, group) => sum + answeredIn(group, codes), 0),
    roll: rolls.every((roll) => roll !== null) ? rolls.reduce((sum, roll) => sum + roll, 0) : null,
  }
}

/**
 * Codes of which a third, or fewer, have answered when half of the time is over: worth a word to a teacher. Of counts alone,
 * never of people.
 */
export function fewIn(
  wave: Pick<Wave, 'opensAt' | 'closesAt'>,
  codes: readonly Code[],
  now: Temporal.Instant,
): Code[] {
  const [opens, closes] = [Temporal.Instant.from(wave.opensAt), Temporal.Instant.from(wave.closesAt)]
  if (now.since(opens).total('seconds') * 2 < closes.since(opens).total('seconds')) return []
  return codes.filter(
    ({ stoppedAt, expected, answered }) =>
      stoppedAt === null && expected !== null && answered * 3 <= expected,
  )
}

export const YEAR_GROUPS = {
  primary: [4, 5, 6],
  secondary: [7, 8, 9, 10, 11, 12, 13],
} as const

/** Broad on purpose: a narrow role in a small school is a person. */
export const STAFF_ROLES = ['Leaders', 'Teachers', 'Support staff'] as const

/** More classes than any year group has. */
export const MOST_CLASSES = 30
