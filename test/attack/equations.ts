/** What follows from equations: linear algebra over the rationals, then what whole numbers that are never negative leave. */

/** Whole numbers beside unknowns, which come to a value. */
export interface Equation {
  readonly terms: ReadonlyMap<number, number>
  readonly value: number
}

export interface Range {
  readonly low: number
  readonly high: number
}

type Row = { readonly terms: Map<number, number>; value: number }

/** The unknowns that the equations settle, whatever else is true, and the range that is left of each other one. */
export function solve(equations: readonly Equation[]): Map<number, Range> {
  const ranges = new Map<number, Range>()
  for (const part of apart(equations)) narrow([...part, ...reduce(part)], ranges)
  return ranges
}

/** Equations that have no unknown in common say nothing of each other. */
function apart(equations: readonly Equation[]): Equation[][] {
  const parent = new Map<number, number>()
  const rootOf = (of: number): number => {
    let at = of
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up
    return at
  }
  for (const { terms } of equations) {
    const [first, ...others] = terms.keys()
    if (first === undefined) continue
    if (!parent.has(first)) parent.set(first, first)
    for (const other of others) parent.set(parent.has(other) ? rootOf(other) : other, rootOf(first))
  }
  const parts = Map.groupBy(
    equations.filter(({ terms }) => terms.size > 0),
    ({ terms }) => rootOf(terms.keys().next().value ?? 0),
  )
  return [...parts.values()]
}

/** Row reduction with whole numbers only: rows are multiplied rather than divided, and shortened by what they share. */
function reduce(equations: readonly Equation[]): Equation[] {
  const done: { readonly pivot: number; readonly row: Row }[] = []
  for (const equation of equations) {
    const row: Row = { terms: new Map(equation.terms), value: equation.value }
    for (const { pivot, row: other } of done) without(row, pivot, other)
    const pivot = row.terms.keys().next().value
    if (pivot === undefined) {
      if (row.value !== 0) throw new Error('The views contradict each other')
      continue
    }
    for (const { row: other } of done) without(other, pivot, row)
    done.push({ pivot, row })
  }
  return done.map(({ row }) => row)
}

function without(row: Row, unknown: number, by: Row): void {
  const mine = row.terms.get(unknown)
  const theirs = by.terms.get(unknown)
  if (mine === undefined || theirs === undefined) return
  for (const [at, count] of row.terms) row.terms.set(at, count * theirs)
  for (const [at, count] of by.terms) {
    const rest = (row.terms.get(at) ?? 0) - count * mine
    if (rest === 0) row.terms.delete(at)
    else row.terms.set(at, rest)
  }
  row.value = row.value * theirs - by.value * mine
  const shared = [...row.terms.values()].reduce((sum, count) => divisor(sum, count), Math.abs(row.value))
  if (shared > 1) {
    for (const [at, count] of row.terms) row.terms.set(at, count / shared)
    row.value /= shared
  }
  for (const count of row.terms.values()) {
    if (!Number.isSafeInteger(count)) throw new RangeError('The numbers grew too large to be exact')
  }
}

function divisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)]
  while (y > 0) [x, y] = [y, x % y]
  return x
}

/** Counts of people: whole, and never below nought. Each equation narrows each of its unknowns, until none does any more. */
function narrow(equations: readonly Equation[], ranges: Map<number, Range>): void {
  const rangeOf = (unknown: number): Range =>
    ranges.get(unknown) ?? { low: 0, high: Number.POSITIVE_INFINITY }
  for (let changed = true; changed; ) {
    changed = false
    for (const { terms, value } of equations) {
      for (const [unknown, count] of terms) {
        let least = value
        let most = value
        for (const [other, times] of terms) {
          if (other === unknown) continue
          const { low, high } = rangeOf(other)
          least -= times > 0 ? times * high : times * low
          most -= times > 0 ? times * low : times * high
        }
        const [from, to] = count > 0 ? [least / count, most / count] : [most / count, least / count]
        const before = rangeOf(unknown)
        const after = {
          low: Math.max(before.low, Math.ceil(from)),
          high: Math.min(before.high, Math.floor(to)),
        }
        if (after.low > before.low || after.high < before.high) {
          ranges.set(unknown, after)
          changed = true
        }
      }
    }
  }
}
