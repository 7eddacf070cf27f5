import type { Actor } from '../people/index.ts'
import {
  type ActsOn,
  type Definition,
  type Expectation,
  findPathway,
  type Pathway,
} from '../programmes/index.ts'

export type PartnershipStatus =
  | 'invited'
  | 'confirmed'
  | 'active'
  | 'paused'
  | 'withdrawn'
  | 'completed'
  /** Ended because the school went on in another partnership: a change of pathway or hub. */
  | 'moved'

export interface Partnership {
  readonly id: number
  readonly reference: string
  readonly programmeId: number
  readonly programmeVersionId: number
  readonly pathwayKey: string
  readonly cohortId: number
  readonly cohortName: string
  /** Tells this cohort from another that had the same number. */
  readonly cohortMadeAt: string
  readonly hubId: number
  readonly hubName: string
  readonly schoolUrn: number
  readonly schoolName: string
  readonly trustUid: number | null
  readonly trustName: string | null
  readonly status: PartnershipStatus
  /** 'YYYY-MM-DD' */
  readonly statusSince: string
  readonly previousId: number | null
}

export type Progress = 'not due yet' | 'to do' | 'in progress' | 'done' | 'overdue' | 'not needed'

/** One thing expected once: CPD 3, the open day of support term 2, the action plan. */
export interface ProgressItem {
  readonly expectationKey: string
  readonly occurrence: number
  /** Complete by itself: "Attend an open day at your lead school, support term 2". */
  readonly label: string
  /** Which of several: "Support term 2"; empty for what happens once. */
  readonly part: string
  readonly opensOn: string
  readonly dueOn: string
  /** The day of the event, where there is one. */
  readonly heldOn: string | null
  readonly minutes: number
  readonly actedOnBy: ActsOn
  readonly progress: Progress
  readonly happenedOn: string | null
  readonly leadershipMinutes: number | null
  /** 'confirmed by hand', 'confirmed once for all', or the feature that saw it. */
  readonly source: string | null
}

/** An expectation with its occurrences: one line of the task list. */
export interface Task {
  readonly expectation: Expectation
  readonly items: readonly ProgressItem[]
  readonly progress: Progress
  readonly done: number
}

/** The page of another feature where expectations of one kind are worked on, and which the service sees for itself. */
export interface WorkPlace {
  /** The kind of expectation, as programmes name it: 'self-assessment'. */
  readonly kind: string
  /** One expectation alone, by its key: then this place goes before others of its kind. */
  readonly expectation?: string
  /** On a button: "Open the self-assessment". */
  readonly text: string
  readonly href: (partnershipId: number) => string
  /** Who may open it; everyone who sees the partnership where it is left out. */
  readonly isFor?: (actor: Actor) => boolean
}

/** Where an actor works on an expectation, if there is such a place. */
export function placeOf(
  places: readonly WorkPlace[],
  expectation: Pick<Expectation, 'key' | 'kind'>,
  actor: Actor,
): WorkPlace | undefined {
  const open = places.filter(({ kind, isFor }) => kind === expectation.kind && (isFor?.(actor) ?? true))
  return (
    open.find((place) => place.expectation === expectation.key) ??
    open.find((place) => place.expectation === undefined)
  )
}

/** A person said so, as against what the service saw. */
export const isByHand = (item: Pick<ProgressItem, 'source'>): boolean =>
  item.source === null || item.source.startsWith('confirmed')

/** Who is waited on: a side of the partnership, or the programme team. */
export type Side = 'partner' | 'lead' | 'programme-team'

const OPEN: ReadonlySet<Progress> = new Set(['to do', 'in progress', 'overdue'])
export const isOpen = (item: { readonly progress: Progress }): boolean => OPEN.has(item.progress)

/** Nothing is expected of a partnership that has not been confirmed, is paused or has ended. */
export const isRunning = (status: PartnershipStatus): boolean => status === 'confirmed' || status === 'active'
export const hasEnded = (status: PartnershipStatus): boolean =>
  status === 'withdrawn' || status === 'completed' || status === 'moved'

const TRANSITIONS: Readonly<Record<PartnershipStatus, readonly PartnershipStatus[]>> = {
  invited: ['confirmed', 'withdrawn'],
  confirmed: ['active', 'paused', 'withdrawn'],
  active: ['paused', 'completed', 'withdrawn'],
  paused: ['active', 'withdrawn', 'completed'],
  // Undone by mistake, or a school that comes back: the same partnership goes on.
  withdrawn: ['active'],
  completed: ['active'],
  moved: [],
}

export function nextStatuses(status: PartnershipStatus): readonly PartnershipStatus[] {
  return TRANSITIONS[status]
}

/** What each status is called where people read it. */
export const STATUS_NAMES: Readonly<Record<PartnershipStatus, string>> = {
  invited: 'Invited',
  confirmed: 'Confirmed',
  active: 'Active',
  paused: 'Paused',
  withdrawn: 'Withdrawn',
  completed: 'Completed',
  moved: 'Moved',
}

/**
 * Puts occurrences under their expectations, in the programme's order. Expectations that never come due (an active
 * part, prompt replies) have no occurrence and are left to the page to list.
 */
export function tasksOf(pathway: Pathway, items: readonly ProgressItem[]): Task[] {
  const byKey = Map.groupBy(items, (item) => item.expectationKey)
  return pathway.expectations.flatMap((expectation) => {
    const own = byKey.get(expectation.key)
    if (!own) return []
    return [
      {
        expectation,
        items: own,
        progress: together(own),
        done: own.filter((item) => item.progress === 'done').length,
      },
    ]
  })
}

/** The standing of several occurrences in one word: what needs looking at comes first. */
export function together(items: readonly ProgressItem[]): Progress {
  const has = (progress: Progress) => items.some((item) => item.progress === progress)
  if (has('overdue')) return 'overdue'
  if (has('in progress')) return 'in progress'
  if (has('to do')) return has('done') ? 'in progress' : 'to do'
  if (has('not due yet')) return has('done') ? 'in progress' : 'not due yet'
  return has('done') ? 'done' : 'not needed'
}

const acts = (item: ProgressItem, side: Side): boolean =>
  item.actedOnBy === side || (item.actedOnBy === 'both' && side !== 'programme-team')

/** The day of an event that one can come to; null where there is none, or where it was before (a recording). */
export const eventDayOf = ({ heldOn, opensOn }: Pick<ProgressItem, 'heldOn' | 'opensOn'>): string | null =>
  heldOn !== null && heldOn >= opensOn ? heldOn : null

/** The day that a calendar would show: of an event to come to, or the day by which it is due (a recording). */
export const dayOf = (item: Pick<ProgressItem, 'heldOn' | 'opensOn' | 'dueOn'>): string =>
  eventDayOf(item) ?? item.dueOn

/**
 * An event whose day is still to come: it can be booked and prepared, and nobody is waited on for it.
 * @param today 'YYYY-MM-DD'
 */
export const isToCome = (item: Pick<ProgressItem, 'heldOn' | 'opensOn'>, today: string): boolean => {
  const day = eventDayOf(item)
  return day !== null && day > today
}

/** What comes first stands first; things of the same day keep the programme's order. */
export function inOrderOfDate(items: readonly ProgressItem[]): ProgressItem[] {
  return items.toSorted((one, other) => dayOf(one).localeCompare(dayOf(other)))
}

/** The one thing this side should do next, if anything is open for it. */
export function nextItemFor(side: Side, items: readonly ProgressItem[]): ProgressItem | undefined {
  return inOrderOfDate(items.filter((item) => isOpen(item) && acts(item, side)))[0]
}

export interface Waiting {
  readonly side: Side
  readonly item: ProgressItem
  /** The day from which it could be done. */
  readonly since: string
}

/** Everyone who is waited on, each with the first thing they are waited on for. */
export function waitingOn(items: readonly ProgressItem[], today: Temporal.PlainDate): Waiting[] {
  const sides: Side[] = ['partner', 'lead', 'programme-team']
  const now = items.filter((item) => !isToCome(item, today.toString()))
  return sides.flatMap((side) => {
    const item = nextItemFor(side, now)
    return item ? [{ side, item, since: item.opensOn }] : []
  })
}

/** What opens or falls due between today and `until`, in order of date. */
export function comingUp(
  items: readonly ProgressItem[],
  today: Temporal.PlainDate,
  until: Temporal.PlainDate,
): ProgressItem[] {
  const [from, to] = [today.toString(), until.toString()]
  return inOrderOfDate(
    items.filter(
      (item) =>
        item.progress !== 'done' &&
        item.progress !== 'not needed' &&
        dayOf(item) >= from &&
        dayOf(item) <= to,
    ),
  )
}

/** Minutes of leadership time recorded so far. */
export function minutesUsed(items: readonly ProgressItem[]): number {
  return items.reduce((sum, item) => sum + (item.leadershipMinutes ?? 0), 0)
}

export function pathwayOf(definition: Definition, key: string): Pathway {
  const pathway = findPathway(definition, key)
  // The foreign key from partnerships to pathways makes this a fault of ours, not of anyone's input.
  if (!pathway) throw new Error(`The definition has no pathway ${key}`)
  return pathway
}
