/** Reads the rows of one sheet of a workbook. */
import { type CellFormat, numberText } from './cell-formats.ts'
import type { Rows } from './collect.ts'
import { count, UnreadableTable } from './table.ts'
import { readXml } from './xml.ts'

export interface SheetContext {
  readonly strings: readonly string[]
  readonly format: (style: string | undefined) => CellFormat
  readonly from1904: boolean
  readonly mostRows: number
  readonly mostColumns: number
}

interface Cell {
  readonly column: number
  readonly type: string
  readonly style: string | undefined
  formula: boolean
  value: string
}

/** No more than this many cells are filled in from merged ranges. */
const mostMergedCells = 500_000

/** Reads a sheet's XML into `rows`. Cells may be anywhere in the sheet: only those that hold something take space. */
export function readSheet(
  xml: string,
  rows: Pick<Rows, 'add'>,
  notes: string[],
  context: SheetContext,
): void {
  const found: { line: number; cells: string[] }[] = []
  const merges: string[] = []
  let line = 0
  let cells: string[] = []
  let cell: Cell | undefined
  let place: 'v' | 't' | 'rPh' | undefined
  let lastColumn = -1
  let unsaved = 0

  readXml(xml, {
    open(name, attributes) {
      if (name === 'row') {
        line = Number(attributes().r) || line + 1
        cells = []
        lastColumn = -1
      } else if (name === 'c') {
        const at = attributes()
        lastColumn = columnOf(at.r) ?? lastColumn + 1
        cell = { column: lastColumn, type: at.t ?? 'n', style: at.s, formula: false, value: '' }
      } else if (name === 'f' && cell !== undefined) cell.formula = true
      else if (name === 'v') place = 'v'
      else if (name === 'rPh') place = 'rPh'
      else if (name === 't' && place !== 'rPh') place = 't'
      else if (name === 'mergeCell') merges.push(attributes().ref ?? '')
    },
    close(name) {
      if (name === 'row') {
        if (cells.length > 0) found.push({ line, cells })
        refuseTooManyRows(found.length, context.mostRows)
      } else if (name === 'c' && cell !== undefined) {
        const text = cellText(cell, context)
        if (text === '' && cell.formula && cell.type !== 'str') unsaved += 1
        // A cell in the last column Excel has must not make a row of 16,384 cells before it is refused.
        if (text.trim() !== '') {
          if (cell.column >= context.mostColumns) rows.add(line, sparseRow(cell.column, text))
          while (cells.length < cell.column) cells.push('')
          cells[cell.column] = text
        }
        cell = undefined
      } else if (name === 'v' || name === 't') {
        if (place === name) place = undefined
      } else if (name === 'rPh') place = undefined
    },
    text(piece) {
      if (cell !== undefined && (place === 'v' || place === 't')) cell.value += piece
    },
  })

  if (unsaved > 0) {
    notes.push(
      'Some cells hold a formula without a saved result and were read as empty. Open the file in Excel and save it.',
    )
  }
  fillMerged(found, merges, context.mostColumns)
  for (const row of found) rows.add(row.line, row.cells)
}

function cellText(cell: Cell, context: SheetContext): string {
  const { type, value } = cell
  if (type === 's') return unescaped(context.strings[Number(value)] ?? '')
  if (type === 'inlineStr' || type === 'str') return unescaped(value)
  if (type === 'b') return value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : ''
  if (type === 'd') return value.replace(/T00:00:00(\.0+)?Z?$/, '')
  // The text of an error (“#N/A”) is kept: a row that needs the value is then refused for it, not taken for empty.
  if (type === 'e') return value
  return value === '' ? '' : numberText(value, context.format(cell.style), context.from1904)
}

/** Workbooks write characters that XML cannot hold as _x000D_. */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** 'AB12' → 27. `undefined` for what is no address. */
function columnOf(address: string | undefined): number | undefined {
  const letters = /^\$?([A-Za-z]{1,3})/.exec(address ?? '')?.[1]
  if (letters === undefined) return undefined
  let column = 0
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

/** A row with one cell far out, for `Rows` to refuse in its own words. */
function sparseRow(column: number, text: string): readonly string[] {
  const row: string[] = Array.from({ length: column }, () => '')
  row.push(text)
  return row
}

function refuseTooManyRows(found: number, most: number): void {
  // Titles and blank rows are sorted out later; this only keeps a hostile file from filling the memory.
  if (found <= most * 2) return
  throw new UnreadableTable(
    'too-many-rows',
    `The file has more than ${count(most)} rows. Split it into smaller files.`,
  )
}

/** A merged range shows one value over many cells: each of them is given it, so that no row loses its hub. */
function fillMerged(
  rows: { line: number; cells: string[] }[],
  merges: readonly string[],
  mostColumns: number,
): void {
  if (merges.length === 0) return
  const byLine = new Map(rows.map((row) => [row.line, row]))
  let budget = mostMergedCells
  for (const range of merges) {
    const [from = '', to = from] = range.split(':')
    const firstLine = Number(/\d+$/.exec(from)?.[0])
    const lastLine = Math.min(Number(/\d+$/.exec(to)?.[0]), rows.at(-1)?.line ?? 0)
    const firstColumn = columnOf(from) ?? 0
    const value = byLine.get(firstLine)?.cells[firstColumn]
    // Only downwards: a title merged across the top must stay one cell, or it would pass for headings.
    if (value === undefined || value === '' || firstColumn >= mostColumns || firstColumn !== columnOf(to))
      continue
    for (let line = firstLine + 1; line <= lastLine && budget > 0; line += 1, budget -= 1) {
      const cells = byLine.get(line)?.cells
      if (cells === undefined) continue
      while (cells.length < firstColumn) cells.push('')
      cells[firstColumn] ||= value
    }
  }
}
