import { utf8Bytes } from './bytes.ts'
import { plain } from './columns.ts'
import type { ImportRequest, Work } from './import.ts'
import { FileRefused } from './refused.ts'
import { readRows } from './rows.ts'
import { excerptOf, shown } from './school-row.ts'
import { type Read, UNREADABLE } from './values.ts'

/** One row of one of the smaller files, read column by column. */
export interface TableRow {
  readonly line: number
  /** The published text of a column; '' where the file does not have it. */
  text(column: string): string
  /** Reads a column, noting a problem (which rejects the row) when it cannot be read. */
  read<T>(column: string, read: (published: string) => Read<T>): T | null
  /** As `read`, and an empty cell is a problem too. Use the value only of rows that are kept. */
  need<T>(column: string, read: (published: string) => Read<T>): T
}

/**
 * Reads a file of known columns (each with the names it is published under) and yields what `take` makes of each
 * row. A row with a problem is rejected with every reason; `null` from `take` leaves a row out without one.
 */
export async function* readTable<T>(
  request: ImportRequest,
  work: Work,
  columns: Readonly<Record<string, readonly string[]>>,
  take: (row: TableRow) => T | null,
  seen: { rows: number; leftOut: number },
): AsyncGenerator<T> {
  const rows = readRows(utf8Bytes(request.stream, work.tally, request.onBytes))
  const header = await rows.next()
  if (header.done) throw new FileRefused('The file has no rows')
  const titles = header.value.cells.map(plain)
  const at = new Map(
    Object.entries(columns).map(([column, published]) => {
      const names = published.map(plain)
      const index = titles.findIndex((title) => title !== '' && names.includes(title))
      const optional = published.includes('')
      if (index < 0 && !optional) throw new FileRefused(`The file has no column “${published[0]}”`)
      return [column, index] as const
    }),
  )
  const keys = new Map<string, number>()
  let kept = 0
  for await (const { line, cells } of rows) {
    seen.rows += 1
    const problems: string[] = []
    if (cells.length !== titles.length)
      problems.push(`The row has ${cells.length} columns; the header has ${titles.length}`)
    else if (cells.some((cell) => cell.includes('\0'))) problems.push('The row holds a NUL character')
    else if (cells.some((cell) => cell.length > 1000)) problems.push('A cell is longer than 1,000 characters')
    const text = (column: string) => cells[at.get(column) ?? -1]?.trim() ?? ''
    const read = <V>(column: string, how: (published: string) => Read<V>): V | null => {
      const value = how(text(column))
      if (value !== UNREADABLE) return value
      problems.push(`“${shown(text(column))}” cannot be read as ${columns[column]?.[0]}`)
      return null
    }
    const need = <V>(column: string, how: (published: string) => Read<V>): V => {
      const value = read(column, how)
      if (value === null && text(column) === '') problems.push(`${columns[column]?.[0]} is missing`)
      // A missing value rejects the row below, so the null is never seen.
      return value as V
    }
    const taken = problems.length === 0 ? take({ line, text, read, need }) : null
    if (problems.length === 0 && taken !== null) {
      const key = JSON.stringify(taken)
      if (keys.has(key)) problems.push(`The row repeats line ${keys.get(key)}`)
      else keys.set(key, line)
    }
    if (problems.length > 0)
      work.reject({
        line,
        urn: shown(cells[0] ?? ''),
        reason: problems.join('; '),
        excerpt: excerptOf(cells),
      })
    else if (taken === null) seen.leftOut += 1
    else {
      kept += 1
      yield taken
    }
  }
  if (kept + seen.leftOut < seen.rows / 2 || seen.rows === 0) {
    throw new FileRefused(
      seen.rows === 0
        ? 'The file has a heading and no rows'
        : `${seen.rows - kept - seen.leftOut} of ${seen.rows} rows cannot be used, so the whole file is refused`,
    )
  }
}

/** Collects rows into batches, so that a file goes to the database a thousand rows at a time. */
export async function inBatches<T>(
  rows: AsyncIterable<T>,
  write: (batch: readonly T[]) => Promise<void>,
): Promise<void> {
  let batch: T[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < 2000) continue
    await write(batch)
    batch = []
  }
  if (batch.length > 0) await write(batch)
}
