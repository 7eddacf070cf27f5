/**
 * Spreadsheets in and out: CSV and Excel workbooks (.xlsx). Reading never trusts a file: it is recognised by its content,
 * read in a thread of its own within limits, and refused in a sentence. Writing gives files that are safe to open and that
 * are read back exactly.
 */
export { guessColumns, type WantedColumn } from './columns.ts'
export { readTable } from './read.ts'
export { type Row, type RowsResult, readRows } from './records.ts'
export {
  columnLetters,
  defaultLimits,
  type Encoding,
  type RefusalReason,
  type Table,
  type TableLimits,
  type TableRefusal,
  type TableResult,
  type TableRow,
} from './table.ts'
export { harmlessText } from './text.ts'
export { csvType, type Rows, writeCsv, writeXlsx, xlsxType } from './write.ts'
