/** Reads the text of a CSV file. */
import { parse } from 'csv-parse/sync'
import { Rows } from './collect.ts'
import { count, type Encoding, type Table, type TableLimits, UnreadableTable } from './table.ts'

/** The table in a CSV text. @throws UnreadableTable */
export function readCsv(text: string, encoding: Encoding, limits: TableLimits): Table {
  const notes: string[] = []
  // Excel writes and obeys a first line such as “sep=;”.
  const stated = /^\uFEFF?sep=(.)\r?\n/i.exec(text)
  const body = stated === null ? text : text.slice(stated[0].length)
  const delimiter = stated?.[1] ?? sniffDelimiter(body)
  const rows = new Rows(limits)
  // Rows are counted as a spreadsheet program counts them: a line break inside quotation marks starts no row.
  let line = stated === null ? 0 : 1
  try {
    parse(body, {
      delimiter,
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      // One record can hold the widest row there may be; without an end to it, a lost quotation mark eats the file.
      max_record_size: 4 * limits.columns * limits.cell,
      on_record: (record: string[]) => {
        line += 1
        rows.add(line, record)
        return null
      },
    })
  } catch (error) {
    if (error instanceof UnreadableTable) throw error
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new UnreadableTable(
      'damaged',
      `A quotation mark is opened in row ${count(line + 1)} or later and is never closed. Correct it and choose the file again.`,
      line + 1,
    )
  }
  return rows.table('refuse', { kind: 'csv', encoding, delimiter }, notes)
}

const delimiters = [',', ';', '\t', '|'] as const

/** The delimiter that stands most evenly in the first rows, outside quotation marks; a comma when none does. */
export function sniffDelimiter(text: string): string {
  let best = ','
  let bestScore = 0
  for (const delimiter of delimiters) {
    const counts = countsOf(text, delimiter)
    const first = counts[0] ?? 0
    if (first === 0) continue
    const same = counts.filter((n) => n === first).length / counts.length
    // Evenness first: an English text has commas enough, but never the same number in every row.
    const score = same * 1_000 + Math.min(first, 200)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

/** How often the delimiter stands in each of the first rows that hold something. */
function countsOf(text: string, delimiter: string): readonly number[] {
  const counts: number[] = []
  let inQuotes = false
  let found = 0
  let blank = true
  const end = Math.min(text.length, 200_000)
  for (let i = 0; i < end && counts.length < 25; i += 1) {
    const character = text[i]
    if (character === '"') inQuotes = !inQuotes
    else if (!inQuotes && (character === '\n' || character === '\r')) {
      if (!blank) counts.push(found)
      found = 0
      blank = true
      continue
    } else if (!inQuotes && character === delimiter) found += 1
    blank = false
  }
  if (!blank && counts.length < 25) counts.push(found)
  return counts
}
