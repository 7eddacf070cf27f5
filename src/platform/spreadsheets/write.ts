/** Writes tables as files that people open in a spreadsheet program, and that `readTable` reads back exactly. */
import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { stringify } from 'csv-stringify'
import { guardFormula, harmlessText } from './text.ts'
import { inThread } from './thread.ts'
import type { WriteMessage } from './write-thread.ts'

/** Rows of text; the first is the headings. */
export type Rows = Iterable<readonly string[]> | AsyncIterable<readonly string[]>

export const csvType = 'text/csv; charset=utf-8'
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** After so many rows, the requests of other people have their turn. */
const batchSize = 250

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
  for await (const batch of batches(rows)) {
    for (const row of batch) yield row.map((cell) => guardFormula(harmlessText(cell)))
  }
}

/**
 * An Excel workbook (.xlsx) with one sheet, the headings in bold and kept in sight. Every cell is text, so that leading
 * zeros stay and nothing is run as a formula. Holds all rows in memory, in a thread of its own.
 */
export async function writeXlsx(rows: Rows, options: { readonly sheet?: string } = {}): Promise<Readable> {
  const bytes = await inThread<Uint8Array, Uint8Array>({
    script: new URL('./write-thread.ts', import.meta.url),
    data: { sheet: options.sheet ?? 'Sheet1' },
    milliseconds: 60_000,
    async send(post) {
      for await (const batch of batches(rows)) post({ rows: batch } satisfies WriteMessage)
      post({} satisfies WriteMessage)
    },
    receive: (message) => message,
  })
  if (bytes === undefined) throw new Error('The workbook is too big to be made')
  return Readable.from(Buffer.from(bytes), { objectMode: false })
}

async function* batches(rows: Rows): AsyncIterable<readonly (readonly string[])[]> {
  let batch: (readonly string[])[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
    await setImmediate()
  }
  if (batch.length > 0) yield batch
}
