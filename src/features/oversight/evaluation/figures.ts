/** The evaluator's tables: counts under names, already safe to print. */

import type { ExpectationLine, Named, Progress } from '../domain.ts'
import { protectRow, type SafeCell, type SafeRow } from './disclosure.ts'
import type { RawCount } from './store.ts'

/** Four columns instead of six: the fewer the cells, the fewer are too small to show. */
export const COLUMNS: readonly { readonly text: string; readonly of: readonly Progress[] }[] = [
  { text: 'Not due yet', of: ['not due yet'] },
  { text: 'To do or in progress', of: ['to do', 'in progress'] },
  { text: 'Overdue', of: ['overdue'] },
  { text: 'Done or not needed', of: ['done', 'not needed'] },
]

export interface Figures {
  readonly programmeName: string
  readonly today: string
  readonly total: SafeCell
  readonly pathways: readonly { readonly name: string; readonly cell: SafeCell }[]
  readonly cohorts: readonly { readonly name: string; readonly cell: SafeCell }[]
  readonly regions: readonly { readonly name: string; readonly cell: SafeCell }[]
  readonly expectations: readonly {
    readonly pathwayName: string
    readonly rows: readonly { readonly title: string; readonly row: SafeRow }[]
  }[]
}

export interface Names {
  readonly name: string
  readonly today: string
  readonly pathways: readonly Named<string>[]
  readonly cohorts: readonly Named<number>[]
  readonly regions: readonly Named<string>[]
  readonly expectations: readonly ExpectationLine[]
}

export function figuresOf(counts: readonly RawCount[], names: Names): Figures {
  const of = (measure: RawCount['measure']) => counts.filter((count) => count.measure === measure)
  const pathways = names.pathways.filter(({ key }) =>
    of('pathway').some(({ pathwayKey }) => pathwayKey === key),
  )
  // Of every cohort and region, those without a partnership too: that there are none is a small number.
  const pathwayTable = tableOf(pathways, (key) => find(of('pathway'), ({ pathwayKey }) => pathwayKey === key))
  const regions = [...names.regions]
  if (of('region').some(({ key }) => key === 'none')) regions.push({ key: 'none', name: 'Region not known' })
  return {
    programmeName: names.name,
    today: names.today,
    total: pathwayTable.total,
    pathways: pathwayTable.lines,
    cohorts: tableOf(names.cohorts, (key) => find(of('cohort'), (count) => count.key === String(key))).lines,
    regions: tableOf(regions, (key) => find(of('region'), (count) => count.key === key)).lines,
    expectations: pathways.map((pathway) => {
      const own = of('expectation').filter(({ pathwayKey }) => pathwayKey === pathway.key)
      const lines = names.expectations.filter(
        ({ pathwayKey, key }) => pathwayKey === pathway.key && own.some((count) => count.key === key),
      )
      return {
        pathwayName: pathway.name,
        rows: lines.map(({ key, title }) => ({
          title,
          row: protectRow(
            COLUMNS.map(({ of: words }) =>
              words.reduce(
                (sum, word) => sum + find(own, (count) => count.key === key && count.progress === word),
                0,
              ),
            ),
          ),
        })),
      }
    }),
  }
}

function find(counts: readonly RawCount[], fits: (count: RawCount) => boolean): number {
  return counts.find(fits)?.partnerships ?? 0
}

function tableOf<Key>(
  names: readonly Named<Key>[],
  count: (key: Key) => number,
): { readonly total: SafeCell; readonly lines: { name: string; cell: SafeCell }[] } {
  const { cells, total } = protectRow(names.map(({ key }) => count(key)))
  return { total, lines: names.map(({ name }, at) => ({ name, cell: cells[at] ?? { kind: 'few' } })) }
}
