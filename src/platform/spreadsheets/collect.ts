/** Gathers rows while a file is read, holding every limit, and makes the table of them. */
import {
  columnLetters,
  count,
  type Table,
  type TableLimits,
  type TableRow,
  UnreadableTable,
} from './table.ts'
import { harmlessText, hasHarmfulCharacters, unguardFormula } from './text.ts'

interface FilledRow {
  readonly line: number
  readonly cells: string[]
  /** Cells up to and with the last that holds something. */
  readonly width: number
}

/** How many rows above the headings may hold a title. */
const titleRows = 10

export class Rows {
  readonly #limits: TableLimits
  readonly #rows: FilledRow[] = []
  #text = 0
  #cleaned = 0
  #cleanedFirst = ''

  constructor(limits: TableLimits) {
    this.#limits = limits
  }

  /** Adds a row as it stands in the file. Empty rows are left out. @throws UnreadableTable at a limit. */
  add(line: number, raw: readonly string[]): void {
    let width = raw.length
    while (width > 0 && isBlank(raw[width - 1] ?? '')) width -= 1
    if (width === 0) return
    const limits = this.#limits
    if (width > limits.columns) {
      throw new UnreadableTable(
        'too-many-columns',
        `Row ${count(line)} has something in column ${columnLetters(width - 1)}. A file can have ${count(limits.columns)} ` +
          `columns at most, up to column ${columnLetters(limits.columns - 1)}.`,
        line,
      )
    }
    if (this.#rows.length > limits.rows) {
      throw new UnreadableTable(
        'too-many-rows',
        `The file has more than ${count(limits.rows)} rows. Split it into smaller files and import them one by one.`,
        line,
      )
    }
    const cells: string[] = []
    for (let column = 0; column < width; column += 1) cells.push(this.#cell(raw[column] ?? '', line, column))
    if (this.#text > limits.text) {
      throw new UnreadableTable(
        'too-much-text',
        'The file holds too much text. Split it into smaller files.',
        line,
      )
    }
    this.#rows.push({ line, cells, width })
  }

  #cell(text: string, line: number, column: number): string {
    if (isBlank(text)) return ''
    let value = text
    if (hasHarmfulCharacters(text)) {
      value = harmlessText(text)
      this.#cleaned += 1
      if (this.#cleaned === 1) this.#cleanedFirst = `row ${count(line)}, column ${columnLetters(column)}`
    }
    value = unguardFormula(value)
    if (value.length > this.#limits.cell) {
      throw new UnreadableTable(
        'cell-too-long',
        `Row ${count(line)}, column ${columnLetters(column)} has ${count(value.length)} characters. ` +
          `A cell can have ${count(this.#limits.cell)} at most.`,
        line,
      )
    }
    this.#text += value.length
    return value
  }

  /** The table, once every row has been added. `uneven` says what to do with a row that is longer than the headings. */
  table(
    uneven: 'refuse' | 'name-columns',
    rest: Pick<Table, 'kind' | 'encoding' | 'delimiter' | 'sheet'>,
    notes: string[],
  ): Table {
    const [headings, ...rows] = this.#withoutTitles(notes)
    if (headings === undefined) throw new UnreadableTable('empty', 'The file is empty.')
    if (rows.length === 0) {
      throw new UnreadableTable('no-rows', 'The file has headings but no rows under them.', headings.line)
    }
    const width = rows.reduce((widest, row) => Math.max(widest, row.width), headings.width)
    if (uneven === 'refuse') refuseUnevenRow(rows, headings)
    const header = Array.from({ length: width }, (_, i) => {
      const heading = headings.cells[i] ?? ''
      return isBlank(heading) ? `Column ${columnLetters(i)}, no heading` : heading
    })
    if (this.#cleaned > 0) {
      const cells = this.#cleaned === 1 ? '1 cell' : `${count(this.#cleaned)} cells`
      notes.push(`Took characters that cannot be seen out of ${cells}, the first in ${this.#cleanedFirst}.`)
    }
    return { ...rest, header, rows: rows.map((row) => padded(row, width)), notes }
  }

  /** People put a title above the headings. A row with one cell filled in, above a row with several, is taken for one. */
  #withoutTitles(notes: string[]): readonly FilledRow[] {
    const rows = this.#rows
    let first = 0
    while (
      first < titleRows &&
      first + 1 < rows.length &&
      filled(rows[first]) === 1 &&
      filled(rows[first + 1]) > 1
    ) {
      first += 1
      notes.push(`Took row ${count(rows[first - 1]?.line ?? 0)} for a title above the headings.`)
    }
    return first === 0 ? rows : rows.slice(first)
  }
}

function isBlank(text: string): boolean {
  return text === '' || text.trim() === ''
}

function filled(row: FilledRow | undefined): number {
  return row === undefined ? 0 : row.cells.filter((cell) => !isBlank(cell)).length
}

function padded(row: FilledRow, width: number): TableRow {
  while (row.cells.length < width) row.cells.push('')
  return { line: row.line, cells: row.cells }
}

function refuseUnevenRow(rows: readonly FilledRow[], headings: FilledRow): void {
  const longer = rows.find((row) => row.width > headings.width)
  if (longer === undefined) return
  throw new UnreadableTable(
    'uneven-row',
    `Row ${count(longer.line)} has ${count(longer.width)} cells, but there are only ${count(headings.width)} headings. ` +
      'Add the missing heading, or put quotation marks round a cell that holds a comma.',
    longer.line,
  )
}
