/** Published figures as rows of the database, and back. Pure: what goes in comes out. */
import { type Cell, hidden, type PublishedSurvey, type Reason, type Shape } from '../disclosure/index.ts'

/** One group's figures, or, at position 0, everybody's. */
export interface PublishedRow {
  readonly position: number
  readonly label: string
  readonly answered: number
  /** Each question's options, one question after another; null where hidden. */
  readonly counts: readonly (number | null)[]
  readonly unsaid: readonly (number | null)[]
  /** Null where shown. */
  readonly reasons: readonly (Reason | null)[]
}

export const EVERYBODY = 'Everybody'

export function toRows(published: PublishedSurvey, shape: Shape): PublishedRow[] {
  const row = (position: number, label: string, answered: number, cells: readonly Cell[]): PublishedRow => ({
    position,
    label,
    answered,
    counts: cells.flatMap((cell, at): readonly (number | null)[] =>
      cell.state === 'shown' ? cell.counts : Array.from({ length: shape[at] ?? 0 }, () => null),
    ),
    unsaid: cells.map((cell) => (cell.state === 'shown' ? cell.unsaid : null)),
    reasons: cells.map((cell) => (cell.state === 'hidden' ? cell.reason : null)),
  })
  const { questions, groups, answered } = published
  return [
    row(
      0,
      EVERYBODY,
      answered,
      questions.map(({ total }) => total),
    ),
    ...groups.map((group, at) =>
      row(
        group.position,
        group.label,
        group.answered,
        questions.map(({ groups: cells }) => cells[at] ?? hidden('nobody')),
      ),
    ),
  ]
}

export function fromRows(rows: readonly PublishedRow[], shape: Shape, floor: number): PublishedSurvey {
  const inOrder = rows.toSorted((a, b) => a.position - b.position)
  const [everybody, ...groups] = inOrder.map((row) => ({ row, cells: cellsOf(row, shape) }))
  if (everybody?.row.position !== 0) throw new Error('Results without a total')
  return {
    floor,
    answered: everybody.row.answered,
    groups: groups.map(({ row: { position, label, answered } }) => ({ position, label, answered })),
    questions: shape.map((_, question) => ({
      total: everybody.cells[question] ?? hidden('nobody'),
      groups: groups.map(({ cells }) => cells[question] ?? hidden('nobody')),
    })),
  }
}

function cellsOf({ counts, unsaid, reasons }: PublishedRow, shape: Shape): Cell[] {
  let from = 0
  return shape.map((options, question): Cell => {
    const own = counts.slice(from, from + options).filter((count) => count !== null)
    from += options
    const reason = reasons[question]
    if (reason || own.length < options) return hidden(reason ?? 'few')
    return {
      state: 'shown',
      base: own.reduce((sum, count) => sum + count, 0),
      counts: own,
      unsaid: unsaid[question] ?? 0,
    }
  })
}
