/**
 * Imports: bringing in many rows from a spreadsheet, of any kind that another feature offers.
 *
 * A person chooses a file, says which column holds what, sees what would become of every row, puts right what is refused,
 * and then imports the whole file or nothing. Rows that are refused are left out only when the person says so. The same
 * file imported twice changes nothing; the form pressed twice imports once. The rows of the file are kept, not the file.
 * Tables: imports, import_rows.
 */
export type { AppliedCounts, CheckedRow, ImportField, ImportKind, ImportRow, Outcome } from './domain.ts'
export { importRoutes } from './routes.ts'
export { deleteAbandonedImports } from './store.ts'
export { readUpload, type UploadForm } from './upload.ts'
