/** A table read from a file that a person chose, and the words in which a file that cannot be read is refused. */

/** One row under the headings. */
export interface TableRow {
  /** The row's number as a spreadsheet program shows it, so that a person finds it again. Headings are usually row 1. */
  readonly line: number
  /** As many cells as there are headings; an empty cell is `''`. */
  readonly cells: readonly string[]
}

export interface Table {
  readonly header: readonly string[]
  /** Rows with at least one cell filled in, in the order of the file. */
  readonly rows: readonly TableRow[]
  readonly kind: 'csv' | 'xlsx'
  /** Of a CSV file: how its bytes were read and what stands between its cells. */
  readonly encoding?: Encoding
  readonly delimiter?: string
  /** Of a workbook: the sheet that was read. */
  readonly sheet?: string
  /** What was left out or changed while reading, in sentences for the person who chose the file. */
  readonly notes: readonly string[]
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export interface TableLimits {
  /** Size of the file. */
  readonly bytes: number
  /** Rows under the headings. */
  readonly rows: number
  readonly columns: number
  /** Characters in one cell (UTF-16 code units). */
  readonly cell: number
  /** Characters in the whole table. */
  readonly text: number
  /** Size of what a workbook unpacks to. A workbook is a zip: a small one can hide a huge one. */
  readonly unpackedBytes: number
  /** Time that reading may take. */
  readonly milliseconds: number
}

export const defaultLimits: TableLimits = {
  bytes: 10 * 1024 * 1024,
  rows: 20_000,
  columns: 200,
  cell: 2_000,
  text: 20_000_000,
  unpackedBytes: 100 * 1024 * 1024,
  milliseconds: 30_000,
}

export type RefusalReason =
  | 'empty'
  | 'no-rows'
  | 'not-a-table'
  | 'old-excel'
  | 'protected'
  | 'damaged'
  | 'file-too-big'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'cell-too-long'
  | 'too-much-text'
  | 'uneven-row'

/** Why a file cannot be read, with a sentence that says what to do. */
export interface TableRefusal {
  readonly reason: RefusalReason
  readonly message: string
  readonly line?: number
}

export type TableResult =
  | { readonly ok: true; readonly table: Table }
  | { readonly ok: false; readonly refusal: TableRefusal }

/** Thrown inside this folder only, and turned into a `TableRefusal` where reading began. */
export class UnreadableTable extends Error {
  readonly refusal: TableRefusal

  constructor(reason: RefusalReason, message: string, line?: number) {
    super(message)
    this.refusal = line === undefined ? { reason, message } : { reason, message, line }
  }
}

const counts = new Intl.NumberFormat('en-GB')

/** 20000 → '20,000' */
export function count(n: number): string {
  return counts.format(n)
}

/** The letters above a column: 0 → 'A', 26 → 'AA'. */
export function columnLetters(index: number): string {
  let letters = ''
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  }
  return letters
}

/** Megabytes for a sentence: '10 MB'. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`
}
