import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import {
  type KnownRows,
  LONGEST_ROW,
  NO_ROW_KNOWN,
  type RowNote,
  unclosed,
  withoutKnownRows,
} from './records.ts'
import { FileRefused } from './refused.ts'

export interface Row extends RowNote {
  readonly cells: readonly string[]
}

/**
 * The rows of a CSV file, in order, header included, whatever their number of cells; all but the known ones.
 * Comma-separated, quoted where needed, any line end.
 */
export async function* readRows(
  utf8: AsyncIterable<Uint8Array>,
  known: KnownRows = NO_ROW_KNOWN,
): AsyncGenerator<Row> {
  // Of the rows that are parsed and not read yet, a few at a time: rows come out in the order they went in.
  const notes: RowNote[] = []
  let read = 0
  const parser = parse({
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: LONGEST_ROW,
  })
  // The callback form: an error of either stream is thrown below, where the rows are read.
  pipeline(Readable.from(withoutKnownRows(utf8, notes, known)), parser, () => {})
  try {
    for await (const cells of parser) {
      const note = notes.shift()
      if (!note) throw new Error('The parser found a row that the file does not have')
      read += 1
      yield { ...note, cells }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = notes[Number(error.records ?? read) - read]?.line ?? 1
    if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') throw unclosed(line)
    throw new FileRefused(
      `A quotation mark stands inside a cell in the row at line ${line}: it must be doubled, or the rows cannot be told apart`,
    )
  }
}
