/** Which counts may be shown, so that no small number can be read or worked out. Pure. */

/** A smaller number of schools is never shown, nor is none of them. */
export const SMALLEST_SHOWN = 10

export type SafeCell =
  | { readonly kind: 'shown'; readonly count: number }
  /** Fewer than ten, none included. */
  | { readonly kind: 'few' }
  /** Withheld, because with it a smaller one could be worked out. */
  | { readonly kind: 'withheld' }

export interface SafeRow {
  readonly cells: readonly SafeCell[]
  readonly total: SafeCell
}

/** A reader must be left with at least so many possible values of every small cell. */
const LEAST_DOUBT = 5

/**
 * Makes a row of counts and its total safe to print. Small cells are withheld; then further ones, from the left, until
 * the total no longer gives a small cell away. From the left and not by size: a reader who knew that the smallest was
 * taken could conclude from it. Where that leaves no cell, the row does not even say which are the small ones.
 */
export function protectRow(counts: readonly number[]): SafeRow {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total < SMALLEST_SHOWN) return { cells: counts.map(() => ({ kind: 'few' })), total: { kind: 'few' } }
  const small = new Set(counts.flatMap((count, at) => (count < SMALLEST_SHOWN ? [at] : [])))
  const also = new Set<number>()
  const others = counts.keys().filter((at) => !small.has(at))
  while (small.size > 0 && !leavesDoubt(counts, small, also)) {
    const { value, done } = others.next()
    if (done) break
    also.add(value)
  }
  const told = small.size + also.size < counts.length
  return {
    total: { kind: 'shown', count: total },
    cells: counts.map((count, at) => {
      if (small.has(at)) return { kind: told ? 'few' : 'withheld' }
      return also.has(at) ? { kind: 'withheld' } : { kind: 'shown', count }
    }),
  }
}

/** What a reader can conclude of a small cell from the sum of all withheld ones, which the total gives away. */
function leavesDoubt(
  counts: readonly number[],
  small: ReadonlySet<number>,
  also: ReadonlySet<number>,
): boolean {
  if (small.size === 0) return true
  const sum = [...small, ...also].reduce((total, at) => total + (counts[at] ?? 0), 0)
  const largestSmall = SMALLEST_SHOWN - 1
  const least = Math.max(0, also.size > 0 ? 0 : sum - largestSmall * (small.size - 1))
  const most = Math.min(largestSmall, sum - SMALLEST_SHOWN * also.size)
  return most - least + 1 >= LEAST_DOUBT
}

/** As a table shows it. */
export function cellText(cell: SafeCell): string {
  if (cell.kind === 'shown') return cell.count.toLocaleString('en-GB')
  return cell.kind === 'few' ? `fewer than ${SMALLEST_SHOWN}` : 'not shown'
}
