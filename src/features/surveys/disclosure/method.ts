/**
 * The method: a threshold rule, with secondary suppression of whole groups. Decision 11 says where it comes from, what it
 * keeps safe, and what it does not. Nothing here looks at what was answered except `mayShowTotal`, and that shows less.
 */
import { LOWEST_FLOOR } from './domain.ts'

/** What the method needs to know of a group: who chose an option, and whether anything came from it at all. */
export interface Base {
  readonly answered: number
  readonly base: number
}

export interface Method {
  /** The places of the groups that are not shown. */
  hiddenGroups(groups: readonly Base[], floor: number): ReadonlySet<number>
  /** Whether everybody's answers may be shown. `hidden`: those of each hidden group, an option a number. */
  mayShowTotal(total: number, hidden: readonly (readonly number[])[], floor: number): boolean
}

/** Fewer than these can tell each other what they answered, and take it away from everybody's answers: a head alone can. */
const FEW_TOGETHER = LOWEST_FLOOR

export const METHOD: Method = {
  /**
   * Hidden is each group below the floor. What is taken away from everybody's answers by those shown is then the sum of
   * the hidden ones: so groups are hidden with them, the smallest first, until that sum is of two groups or more and of
   * as many people as the floor, also for those who know the answers of one of them.
   */
  hiddenGroups(groups, floor) {
    const there = groups.flatMap((group, at) => (group.answered > 0 ? [{ ...group, at }] : []))
    const bySize = there.toSorted((a, b) => a.base - b.base || a.at - b.at)
    let count = bySize.filter(({ base }) => base < floor).length
    if (count === 0) return new Set()
    const areEnough = () =>
      count >= 2 &&
      readings(bySize.slice(0, count).map(({ base }) => [base])).every((people) => sumOf(people) >= floor)
    while (count < bySize.length && !areEnough()) count += 1
    return new Set(bySize.slice(0, count).map(({ at }) => at))
  },

  /**
   * Everybody's answers less those shown are the hidden groups' together. Where these all chose one option, each of the
   * hidden groups would be known to the last person, so everybody's are not shown either: to hide yet another group
   * instead would tell why it was hidden, and so which option it was.
   */
  mayShowTotal(total, hidden, floor) {
    if (total < floor) return false
    if (hidden.length === 0) return true
    return (
      hidden.length >= 2 &&
      readings(hidden).every((counts) => sumOf(counts) >= floor && !counts.includes(sumOf(counts)))
    )
  },
}

/** What can be read of hidden groups together: their sum, and, by each group of a few, that less its own. */
function readings(hidden: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const together = (hidden[0] ?? []).map((_, option) =>
    hidden.reduce((sum, counts) => sum + (counts[option] ?? 0), 0),
  )
  const few = hidden.filter((counts) => sumOf(counts) < FEW_TOGETHER)
  return [together, ...few.map((own) => together.map((count, option) => count - (own[option] ?? 0)))]
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)
