/** Medians, percentiles, and what one run of load found. */

export interface LoadFigures {
  readonly requests: number
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** Answers other than 200, broken connections and time-outs together. */
  readonly failed: number
}

/** The nearest rank: a figure that was really measured. @param sorted ascending */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return percentile(
    values.toSorted((one, other) => one - other),
    0.5,
  )
}

/** @param milliseconds how long each answer took */
export function figuresOf(milliseconds: readonly number[], seconds: number, failed: number): LoadFigures {
  const sorted = Float64Array.from(milliseconds).sort()
  return {
    requests: sorted.length,
    perSecond: sorted.length / seconds,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    failed,
  }
}

/** Of several runs: the median of each figure by itself; what failed is added up. */
export function mediansOf(runs: readonly LoadFigures[]): LoadFigures {
  const of = (figure: keyof LoadFigures) => median(runs.map((run) => run[figure]))
  return {
    requests: runs.reduce((sum, { requests }) => sum + requests, 0),
    perSecond: of('perSecond'),
    p50: of('p50'),
    p95: of('p95'),
    p99: of('p99'),
    failed: runs.reduce((sum, { failed }) => sum + failed, 0),
  }
}
