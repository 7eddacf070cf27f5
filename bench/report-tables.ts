/** Tables of Markdown, as docs/benchmarks.md has them. */
import type { LoadFigures } from './figures.ts'

export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = heading.map((_, index) => (index === 0 ? '---' : '---:'))
  return [line(heading), line(rule), ...rows.map(line), '']
}

export const ms = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0))

export const LOAD_HEADING = ['A second', 'p50 ms', 'p95 ms', 'p99 ms'] as const

/** As LOAD_HEADING has them. */
export const loadCells = ({ perSecond, p50, p95, p99 }: LoadFigures): string[] => [
  perSecond.toFixed(0),
  ms(p50),
  ms(p95),
  ms(p99),
]
