/**
 * The method: a threshold rule, with secondary suppression of whole groups. Decision 11 says where it comes from, what it
 * keeps safe, and what it does not. Nothing here looks at what was answered except `mayShowTotal`, and that shows less.
 */

/** What the method needs to know of a group: who chose an option, and whether anything came from it at all. */
export interface Base {
  readonly answered: number
  readonly base: number
}

export interface Method {
  /** The places of the groups that are not shown. */
  hiddenGroups(groups: readonly Base[], floor: number): ReadonlySet<number>
  /** Whether everybody's answers may be shown. `pool`: those of the hidden groups together, an option a number. */
  mayShowTotal(total: number, pool: readonly number[], hiddenGroups: number, floor: number): boolean
}

export const METHOD: Method = {
  /**
   * Hidden is each group below the floor. What is taken away from everybody's answers by those shown is then the sum of
   * the hidden ones: so groups are hidden with them, the smallest first, until that sum is of two groups or more and of
   * as many people as the floor.
   */
  hiddenGroups(groups, floor) {
    const there = groups.flatMap((group, at) => (group.answered > 0 ? [{ ...group, at }] : []))
    const bySize = there.toSorted((a, b) => a.base - b.base || a.at - b.at)
    const small = bySize.filter(({ base }) => base < floor)
    if (small.length === 0) return new Set()
    const chosen = [...small]
    let together = small.reduce((sum, { base }) => sum + base, 0)
    for (const next of bySize.slice(small.length)) {
      if (chosen.length >= 2 && together >= floor) break
      chosen.push(next)
      together += next.base
    }
    return new Set(chosen.map(({ at }) => at))
  },

  /**
   * Everybody's answers less those shown are the hidden groups' together. Where these all chose one option, each of the
   * hidden groups would be known to the last person, so everybody's are not shown either: to hide yet another group
   * instead would tell why it was hidden, and so which option it was.
   */
  mayShowTotal(total, pool, hiddenGroups, floor) {
    if (total < floor) return false
    if (hiddenGroups === 0) return true
    const together = pool.reduce((sum, count) => sum + count, 0)
    return hiddenGroups >= 2 && together >= floor && !pool.includes(together)
  },
}
