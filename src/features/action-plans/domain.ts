/** What a plan is made of, and the rules that need nothing but the plan itself. */

export type PlanSide = 'partner' | 'lead'
export type ActionState = 'proposed' | 'to-do' | 'in-progress' | 'done' | 'stopped'
export type MeasureKind = 'published' | 'school-entered' | 'survey' | 'observation'
export type Noun = 'priority' | 'objective' | 'measure' | 'action'

/** Why a line is no longer worked on. A line with recorded progress is closed, never removed. */
export interface Closed {
  readonly on: string
  readonly reason: string
  readonly byName: string
}

interface LineBase {
  readonly id: number
  /** What a form has seen: goes up by one with each change of the line. */
  readonly revision: number
}

export interface Priority extends LineBase {
  readonly title: string
  readonly why: string
  /** The statement that it comes from, in words; empty for one that the school wrote. */
  readonly source: string
  readonly themeKey: string | null
  readonly statementKey: string | null
  readonly closed: Closed | null
  readonly objectives: readonly Objective[]
}

export interface Objective extends LineBase {
  readonly text: string
  readonly resources: string
  readonly milestones: string
  readonly closed: Closed | null
  /** It has a rating, or an update of one of its actions. */
  readonly hasProgress: boolean
  readonly measures: readonly Measure[]
  readonly actions: readonly Action[]
}

export interface Measure extends LineBase {
  readonly text: string
  readonly kind: MeasureKind
  readonly baseline: string
  readonly target: string
  readonly unit: string
  readonly source: string
  readonly targetOn: string | null
}

export interface Action extends LineBase {
  readonly text: string
  readonly ownerSide: PlanSide
  readonly ownerRole: string
  readonly ownerAccountId: number | null
  readonly ownerName: string
  readonly dueOn: string | null
  readonly dueLabel: string
  readonly state: ActionState
  readonly stateNote: string
  readonly doneOn: string | null
  readonly proposedBy: PlanSide
  readonly hasUpdates: boolean
}

export type Line = Priority | Objective | Measure | Action

export interface Plan {
  readonly id: number
  readonly partnershipId: number
  /** Both schools write it; otherwise it is the school's alone. */
  readonly joint: boolean
  readonly startedAt: string
  readonly startedByName: string
  /** The number of the newest version. */
  readonly revision: number
  readonly priorities: readonly Priority[]
}

/** More than this is a nudge, not a wall. */
export const ENOUGH_PRIORITIES = 5

export const openPriorities = (plan: Pick<Plan, 'priorities'>): readonly Priority[] =>
  plan.priorities.filter(({ closed }) => closed === null)

export const openObjectives = (plan: Pick<Plan, 'priorities'>): readonly Objective[] =>
  openPriorities(plan).flatMap(({ objectives }) => objectives.filter(({ closed }) => closed === null))

/** Still to be done by somebody: neither only proposed, nor finished. */
export const isUnderWay = (action: Pick<Action, 'state'>): boolean =>
  action.state === 'to-do' || action.state === 'in-progress'

export const isLate = (action: Pick<Action, 'state' | 'dueOn'>, today: Temporal.PlainDate): boolean =>
  isUnderWay(action) && action.dueOn !== null && action.dueOn < today.toString()

/** Nothing said about it would be lost: it may be removed rather than closed. */
export function mayBeRemoved(noun: Noun, line: Line): boolean {
  switch (noun) {
    case 'priority':
      return (line as Priority).objectives.every(({ hasProgress }) => !hasProgress)
    case 'objective':
      return !(line as Objective).hasProgress
    case 'measure':
      return true
    case 'action':
      return !(line as Action).hasUpdates
  }
}

/** Where a line stands in its plan: itself, and those above it. */
export interface Place {
  readonly noun: Noun
  readonly line: Line
  readonly priority: Priority
  readonly objective: Objective | undefined
  /** "2", "2.1": how people call a priority or objective in a meeting. */
  readonly number: string
}

/** Every line of a plan, from the top down. */
export function* placesIn(plan: Pick<Plan, 'priorities'>): Generator<Place> {
  for (const [at, priority] of plan.priorities.entries()) {
    const number = String(at + 1)
    yield { noun: 'priority', line: priority, priority, objective: undefined, number }
    for (const [below, objective] of priority.objectives.entries()) {
      const here = { priority, objective, number: `${number}.${below + 1}` }
      yield { noun: 'objective', line: objective, ...here }
      for (const line of objective.measures) yield { noun: 'measure', line, ...here }
      for (const line of objective.actions) yield { noun: 'action', line, ...here }
    }
  }
}

export function findPlace(plan: Pick<Plan, 'priorities'>, noun: Noun, id: number): Place | undefined {
  return placesIn(plan).find((place) => place.noun === noun && place.line.id === id)
}

/** What a line says of itself in a sentence: its title or text, cut where it is long. */
export function nameOf(line: Line): string {
  const text = 'title' in line ? line.title : line.text
  return text.length <= 90 ? text : `${text.slice(0, 88).trimEnd()}…`
}
