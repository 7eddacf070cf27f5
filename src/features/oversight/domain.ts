/** The whole programme at one moment, small enough to keep in memory: five thousand partnerships and where each stands. */

/** Where something expected stands. The order is that of PROGRESS_WORDS; a partnership keeps one byte for each. */
export const PROGRESS_WORDS = [
  'not due yet',
  'to do',
  'in progress',
  'overdue',
  'done',
  'not needed',
] as const
export type Progress = (typeof PROGRESS_WORDS)[number]

export const NOT_DUE_YET = 0
export const TO_DO = 1
export const IN_PROGRESS = 2
export const OVERDUE = 3
export const DONE = 4
export const NOT_NEEDED = 5

export const isOpenCode = (code: number | undefined): boolean =>
  code === TO_DO || code === IN_PROGRESS || code === OVERDUE

/** Who is waited on. */
export const SIDES = ['partner', 'lead', 'programme-team'] as const
export type Side = (typeof SIDES)[number]
export const SIDE_NAMES: Readonly<Record<Side, string>> = {
  partner: 'Partner school',
  lead: 'Hub lead',
  'programme-team': 'Programme team',
}

export const STATUSES = [
  'invited',
  'confirmed',
  'active',
  'paused',
  'withdrawn',
  'completed',
  'moved',
] as const
export type PartnershipStatus = (typeof STATUSES)[number]
export const STATUS_NAMES: Readonly<Record<PartnershipStatus, string>> = {
  invited: 'Invited',
  confirmed: 'Confirmed',
  active: 'Active',
  paused: 'Paused',
  withdrawn: 'Withdrawn',
  completed: 'Completed',
  moved: 'Moved to another partnership',
}
/** Something is expected of it now. */
export const isRunning = (status: PartnershipStatus): boolean => status === 'confirmed' || status === 'active'
/** It takes up room in its hub. */
export const takesRoom = (status: PartnershipStatus): boolean =>
  isRunning(status) || status === 'invited' || status === 'paused'

/** One thing expected once of every partnership of a group. */
export interface Occurrence {
  readonly expectationKey: string
  readonly occurrence: number
  /** Complete by itself: "Attend an open day, support term 2". */
  readonly label: string
  readonly opensOn: string
  readonly dueOn: string
  /** The day of the event, where there is one. */
  readonly heldOn: string | null
  /** The day by which things are put in turn: of the event where there is one, otherwise when it is due. */
  readonly turnOn: string
  readonly actedOnBy: Side | 'both'
}

/** Partnerships of one version, pathway and cohort: the same things are expected of each. */
export interface Group {
  readonly versionId: number
  readonly pathwayKey: string
  readonly cohortId: number
  readonly occurrences: readonly Occurrence[]
  /** Which occurrences belong to each expectation, in the programme's order. */
  readonly expectations: ReadonlyMap<string, readonly number[]>
  /** Occurrences in turn; those of one day keep the programme's order. */
  readonly inTurn: readonly number[]
}

export interface Waiting {
  readonly side: Side
  readonly occurrence: Occurrence
  /** The day from which it could be done. */
  readonly since: string
}

/** One partnership and where it stands. */
export interface Standing {
  readonly id: number
  readonly reference: string
  readonly schoolUrn: number
  readonly schoolName: string
  readonly town: string | null
  readonly hubId: number
  readonly regionCode: string | null
  readonly pathwayKey: string
  readonly cohortId: number
  readonly status: PartnershipStatus
  readonly statusSince: string
  readonly group: Group | undefined
  /** A code for each occurrence of the group. */
  readonly progress: Uint8Array
  /** What comes next, whoever acts on it; undefined where nothing is open or the partnership is not running. */
  readonly next: Waiting | undefined
  /** The first thing that is open for the school itself: where it stops. */
  readonly stage: Waiting | undefined
}

export interface HubLine {
  readonly id: number
  readonly name: string
  readonly reference: string
  readonly leadName: string
  readonly leadSchoolUrn: number | null
  readonly regionCode: string | null
  readonly regionName: string | null
  readonly easting: number | null
  readonly northing: number | null
  readonly closedOn: string | null
}

export interface Named<Key> {
  readonly key: Key
  readonly name: string
}

export interface ExpectationLine {
  readonly pathwayKey: string
  readonly key: string
  readonly title: string
  readonly position: number
  /** Met by each partnership, not once by a hub or the programme for all of them. */
  readonly own: boolean
}

export interface CapacityLine {
  readonly hubId: number
  readonly pathwayKey: string
  /** Null: no limit is known. */
  readonly maximum: number | null
}

/** Something that happened lately, counted. */
export interface RecentLine {
  readonly expectationKey: string
  readonly partnerships: readonly number[]
}

export interface Programme {
  readonly id: number
  readonly name: string
  /** The day this is true of. */
  readonly today: string
  readonly standings: readonly Standing[]
  readonly hubs: readonly HubLine[]
  readonly capacities: readonly CapacityLine[]
  readonly pathways: readonly Named<string>[]
  readonly cohorts: readonly (Named<number> & { readonly startsOn: string })[]
  readonly regions: readonly Named<string>[]
  readonly expectations: readonly ExpectationLine[]
  /** Done in the last seven days, by expectation. */
  readonly recentlyDone: readonly RecentLine[]
}

/** The standing of several occurrences in one word: what needs looking at comes first. As the partner's page has it. */
export function together(progress: Uint8Array, indices: readonly number[]): number {
  let seen = 0
  for (const index of indices) seen |= 1 << (progress[index] ?? NOT_DUE_YET)
  const has = (code: number) => (seen & (1 << code)) !== 0
  if (has(OVERDUE)) return OVERDUE
  if (has(IN_PROGRESS)) return IN_PROGRESS
  if (has(TO_DO)) return has(DONE) ? IN_PROGRESS : TO_DO
  if (has(NOT_DUE_YET)) return has(DONE) ? IN_PROGRESS : NOT_DUE_YET
  return has(DONE) ? DONE : NOT_NEEDED
}

/** How one expectation stands with a partnership; undefined where its pathway does not have it. */
export function standingOf(standing: Standing, expectationKey: string): number | undefined {
  const indices = standing.group?.expectations.get(expectationKey)
  return indices && together(standing.progress, indices)
}
