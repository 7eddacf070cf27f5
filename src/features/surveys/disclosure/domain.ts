/** What is published of a wave: figures that were let through, and for each that was not, a reason. */

/** What a group's people answered, as counted: never shown, only published. */
export interface GroupTally {
  readonly position: number
  readonly label: string
  /** People who sent an answer. How many is no secret: it is watched while the wave is open. */
  readonly answered: number
  /** For each question in order: not answered, then each option, then "prefer not to say". See `slotsOf`. */
  readonly counts: readonly number[]
}

/** How many options each question has, in the order of the questionnaire. */
export type Shape = readonly number[]

export interface Shown {
  readonly state: 'shown'
  /** Who chose an option: the base of every percentage. */
  readonly base: number
  /** One number an option. */
  readonly counts: readonly number[]
  /** Who preferred not to say, or passed the question over. */
  readonly unsaid: number
}

/**
 * `few` hides whole groups, and says the same for the group that is too small as for the one that is hidden with it: else
 * the reason itself would tell them apart. `nobody` is a group from which nothing came.
 */
export type Reason = 'few' | 'nobody'

export interface Hidden {
  readonly state: 'hidden'
  readonly reason: Reason
}

/** One group's, or everybody's, answers to one question. Never a bare number, so never a nought that means "not shown". */
export type Cell = Shown | Hidden

export interface PublishedGroup {
  readonly position: number
  readonly label: string
  readonly answered: number
}

export interface PublishedQuestion {
  /** Everybody who was asked. */
  readonly total: Cell
  /** In the order of the groups. */
  readonly groups: readonly Cell[]
}

/** Everything that anybody is ever shown of one audience of one wave. */
export interface PublishedSurvey {
  readonly floor: number
  readonly answered: number
  readonly groups: readonly PublishedGroup[]
  /** In the order of the questionnaire. */
  readonly questions: readonly PublishedQuestion[]
}

/** No setting brings the floor below this. */
export const LOWEST_FLOOR = 5
export const USUAL_FLOOR = 10
/** Sums over schools are of so many at least. */
export const FEWEST_SCHOOLS = 5
/** Below this a base is small enough for a word of caution. */
export const CAUTION_BELOW = 30

export const hidden = (reason: Reason): Hidden => ({ state: 'hidden', reason })
export const isShown = (cell: Cell | undefined): cell is Shown => cell?.state === 'shown'

/** Numbers of one question in the flat row of a tally: not answered, the options, "prefer not to say". */
export const slotsOf = (options: number): number => options + 2

/** In words, beside every cell that is not shown. */
export function reasonInWords(reason: Reason, floor: number): string {
  return reason === 'nobody'
    ? 'Nobody answered'
    : `Not shown, so that nobody can be found: fewer than ${floor} answered, here or in a group that could be worked out from this`
}

/** In the place of a number in a file: the Department’s own symbols, confidential and not applicable. */
export const REASON_SYMBOLS: Readonly<Record<Reason, string>> = { few: 'c', nobody: 'z' }

/** For a narrow cell of a table; the words stand in full beneath it. */
export const REASONS_SHORT: Readonly<Record<Reason, string>> = {
  few: 'Not shown',
  nobody: 'Nobody answered',
}
