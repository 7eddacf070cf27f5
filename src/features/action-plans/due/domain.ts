/** What is due for an owner, and when the weekly email goes out. */
import { academicTermOn, type Calendar } from '../../programmes/index.ts'
import type { Action } from '../domain.ts'

/** Looking further ahead than this is planning, not reminding. */
export const DAYS_AHEAD = 14

export interface DueAction extends Pick<Action, 'id' | 'text' | 'state' | 'dueOn' | 'dueLabel'> {
  readonly schoolName: string
  readonly objective: string
}

/** An action whose owner has left. */
export interface OwnerlessAction extends DueAction {
  readonly ownerName: string
}

export interface DueActions {
  readonly late: readonly DueAction[]
  readonly soon: readonly DueAction[]
  /** Later than 14 days from now, or with no deadline. */
  readonly later: readonly DueAction[]
}

/** In the order in which they come: late first. */
export function sortDue(actions: readonly DueAction[], today: Temporal.PlainDate): DueActions {
  const until = today.add({ days: DAYS_AHEAD }).toString()
  const inOrder = actions.toSorted((one, other) => (one.dueOn ?? '9').localeCompare(other.dueOn ?? '9'))
  const isLate = ({ dueOn }: DueAction) => dueOn !== null && dueOn < today.toString()
  const isSoon = (action: DueAction) => action.dueOn !== null && !isLate(action) && action.dueOn <= until
  return {
    late: inOrder.filter(isLate),
    soon: inOrder.filter(isSoon),
    later: inOrder.filter((action) => !isLate(action) && !isSoon(action)),
  }
}

/** Digests are for weeks in which schools are open: a term, and not its half-term holiday. */
export function isDigestWeek(monday: Temporal.PlainDate, calendar: Calendar): boolean {
  // A Monday may be a bank holiday or the day before term: the week counts when its middle does.
  const middle = monday.add({ days: 2 })
  const term = academicTermOn(middle, calendar)
  if (!term) return false
  const { startsOn, endsOn } = term.halfTerm
  return Temporal.PlainDate.compare(middle, startsOn) < 0 || Temporal.PlainDate.compare(middle, endsOn) > 0
}

export const mondayOf = (day: Temporal.PlainDate): Temporal.PlainDate =>
  day.subtract({ days: day.dayOfWeek - 1 })
