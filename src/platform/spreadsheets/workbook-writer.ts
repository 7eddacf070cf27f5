/** Makes an Excel workbook of rows, in this thread. `write.ts` has it done in a thread of its own. */
import writeWorkbook from 'write-excel-file/node'
import { guardApostrophe, harmlessText } from './text.ts'

/** Characters for the width of a column: enough to read, not so much that a long note pushes the rest off the screen. */
const narrowest = 10
const widest = 60

/** The bytes of a workbook with one sheet of text, the headings in bold and kept in sight. */
export async function makeWorkbook(rows: readonly (readonly string[])[], sheet: string): Promise<Buffer> {
  const columns = (rows[0] ?? []).map((_, i) => ({ width: widthOf(rows, i) }))
  const data = rows.map((row, at) => row.map((cell) => cellOf(cell, at === 0)))
  return writeWorkbook(data, { sheet: sheetName(sheet), columns, stickyRowsCount: 1 }).toBuffer()
}

function cellOf(text: string, isHeading: boolean) {
  const value = escapeXml(guardApostrophe(harmlessText(text)))
  if (value === '') return null
  const cell = { value, type: String, format: '@' }
  return isHeading ? { ...cell, fontWeight: 'bold' as const } : cell
}

function widthOf(rows: readonly (readonly string[])[], column: number): number {
  let width = narrowest
  for (const row of rows.slice(0, 200)) width = Math.max(width, (row[column] ?? '').length + 2)
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
  const allowed = harmlessText(name).replace(/[\\/?*[\]:]/g, ' ')
  return allowed.slice(0, 31).trim() || 'Sheet1'
}
