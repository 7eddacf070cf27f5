/** Writes tables as files that people open in a spreadsheet program, and that `readTable` reads back exactly. */
import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import writeWorkbook from 'write-excel-file/node'
import { guardApostrophe, guardFormula, harmlessText } from './text.ts'

/** Rows of text; the first is the headings. */
export type Rows = Iterable<readonly string[]> | AsyncIterable<readonly string[]>

export const csvType = 'text/csv; charset=utf-8'
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * A CSV file (RFC 4180, UTF-8), written as it is read from: memory does not grow with the rows. Cells that a spreadsheet
 * program would run as a formula get an apostrophe in front. With `mark`, the byte order mark that Excel needs to see
 * UTF-8 is written first.
 */
export function writeCsv(rows: Rows, options: { readonly mark?: boolean } = {}): Readable {
  const csv = stringify({
    bom: options.mark ?? true,
    record_delimiter: 'windows',
    // Quoted whenever a program might take a character for a delimiter or the cell for Excel's “sep=” line.
    quoted_match: /[,;\t|\r\n]|^sep=/i,
  })
  const source = Readable.from(guardedRows(rows))
  source.on('error', (error) => csv.destroy(error))
  return source.pipe(csv)
}

async function* guardedRows(rows: Rows): AsyncIterable<readonly string[]> {
  for await (const row of rows) yield row.map((cell) => guardFormula(harmlessText(cell)))
}

/** Characters for the width of a column: enough to read, not so much that a long note pushes the rest off the screen. */
const narrowest = 10
const widest = 60

/**
 * An Excel workbook (.xlsx) with one sheet, the headings in bold and kept in sight. Every cell is text, so that leading
 * zeros stay and nothing is run as a formula. Holds all rows in memory.
 */
export async function writeXlsx(rows: Rows, options: { readonly sheet?: string } = {}): Promise<Readable> {
  const table: string[][] = []
  for await (const row of rows) table.push(row.map((cell) => guardApostrophe(harmlessText(cell))))
  const columns = (table[0] ?? []).map((_, i) => ({ width: widthOf(table, i) }))
  const data = table.map((row, at) =>
    row.map((cell) => {
      if (cell === '') return null
      const value = escapeXml(cell)
      return at === 0
        ? { value, type: String, format: '@', fontWeight: 'bold' as const }
        : { value, type: String, format: '@' }
    }),
  )
  const file = writeWorkbook(data, {
    sheet: sheetName(options.sheet ?? 'Sheet1'),
    columns,
    stickyRowsCount: 1,
  })
  return Readable.from(await file.toBuffer(), { objectMode: false })
}

function widthOf(table: readonly (readonly string[])[], column: number): number {
  let width = narrowest
  for (const row of table.slice(0, 200)) width = Math.max(width, (row[column] ?? '').length + 2)
  return Math.min(width, widest)
}

// XML would turn a carriage return into a line feed, and the library leaves out U+FFFD; a text that looks like such an
// escape is escaped itself. The library keeps its texts in a plain object, where “__proto__” would get lost.
function escapeXml(text: string): string {
  if (text in {}) return `_x${text.charCodeAt(0).toString(16).padStart(4, '0')}_${text.slice(1)}`
  return text
    .replace(/_x[\dA-Fa-f]{4}_/g, (found) => `_x005F${found}`)
    .replace(/[\r\uFFFD]/g, (found) => (found === '\r' ? '_x000D_' : '_xFFFD_'))
}

// Excel allows 31 characters in the name of a sheet, and not these.
function sheetName(name: string): string {
  return (
    harmlessText(name)
      .replace(/[\\/?*[\]:]/g, ' ')
      .slice(0, 31)
      .trim() || 'Sheet1'
  )
}
