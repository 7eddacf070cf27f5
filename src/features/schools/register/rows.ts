import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { FileRefused } from './refused.ts'

export interface Row {
  /** The line of the file on which the row starts, the header being line 1. */
  readonly line: number
  readonly cells: readonly string[]
}

/** No row of the register comes near this: past it, a quotation mark was opened and never closed. */
const LONGEST_ROW = 1_000_000

/**
 * The rows of a CSV file, in order, header included, whatever their number of cells. Comma-separated, quoted
 * where needed, any line end.
 */
export async function* readRows(utf8: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  // Lines of the rows that are parsed and not read yet, a few at most: rows come out in the order they went in.
  const lines: number[] = []
  const parser = parse({
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: LONGEST_ROW,
    on_record: (cells, context) => {
      lines.push(context.lines - breaksWithin(cells))
      return cells
    },
  })
  // The callback form: an error of either stream is thrown below, where the rows are read.
  pipeline(Readable.from(utf8), parser, () => {})
  try {
    for await (const cells of parser) yield { line: lines.shift() ?? 0, cells }
  } catch (error) {
    if (error instanceof CsvError) throw new FileRefused(plainWords(error))
    throw error
  }
}

/** csv-parse counts the line a row ends on; a row with a line break inside a cell starts above that. */
function breaksWithin(cells: readonly string[]): number {
  let breaks = 0
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) breaks += 1
  }
  return breaks
}

function plainWords(error: CsvError): string {
  const line = typeof error.lines === 'number' ? ` at line ${error.lines}` : ''
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE')
    return `A quotation mark is opened and never closed${line}, so the rows after it cannot be told apart`
  return `A quotation mark stands inside a cell${line}: it must be doubled, or the rows cannot be told apart`
}
