/** Reads a text file that holds several tables under one another, as programs write their reports. */
import { parse } from 'csv-parse/sync'
import { fileTooBig } from './parse.ts'
import { sniff } from './sniff.ts'
import { count, defaultLimits, type TableLimits, type TableRefusal, UnreadableTable } from './table.ts'
import { harmlessText, unguardFormula } from './text.ts'

/** One line of the file; empty lines are kept, because they end a table. */
export type Row = readonly string[]

export type RowsResult =
  | { readonly ok: true; readonly rows: readonly Row[] }
  | { readonly ok: false; readonly refusal: TableRefusal }

/** A report of five thousand rows is half a megabyte, twice that in UTF-16. */
const limits: TableLimits = { ...defaultLimits, bytes: 5 * 1024 * 1024 }

/**
 * Every line of a text file, cells apart, whatever its encoding. Never throws for what the bytes hold.
 * @param delimiters tried in this order: the first under which `found` finds what the reader looks for is taken
 */
export function readRows(
  bytes: Uint8Array,
  delimiters: readonly string[],
  found: (rows: readonly Row[]) => boolean,
): RowsResult {
  try {
    if (bytes.length > limits.bytes) throw fileTooBig(limits)
    const file = sniff(bytes)
    if (file.kind === 'zip') {
      throw new UnreadableTable(
        'not-a-table',
        'The file is a workbook or a zip file. Choose the report as it was downloaded, a CSV file.',
      )
    }
    let first: readonly Row[] | undefined
    for (const delimiter of delimiters) {
      const rows = rowsOf(file.text, delimiter)
      if (found(rows)) return { ok: true, rows }
      first ??= rows
    }
    return { ok: true, rows: first ?? [] }
  } catch (error) {
    if (error instanceof UnreadableTable) return { ok: false, refusal: error.refusal }
    throw error
  }
}

function rowsOf(text: string, delimiter: string): Row[] {
  const rows: Row[] = []
  let size = 0
  try {
    parse(text, {
      delimiter,
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: 100_000,
      on_record: (record: string[]) => {
        if (rows.length >= limits.rows) {
          throw new UnreadableTable(
            'too-many-rows',
            `The file has more than ${count(limits.rows)} rows. Split it into smaller files.`,
          )
        }
        rows.push(
          record.slice(0, limits.columns).map((cell) => {
            const value = unguardFormula(harmlessText(cell).trim()).slice(0, limits.cell)
            size += value.length
            return value
          }),
        )
        return null
      },
    })
  } catch (error) {
    if (error instanceof UnreadableTable) throw error
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new UnreadableTable(
      'damaged',
      'A quotation mark in the file is opened and never closed. Download the report again and choose that file.',
    )
  }
  if (size > limits.text)
    throw new UnreadableTable('too-much-text', 'The file holds too much text. Split it into smaller files.')
  return rows
}
