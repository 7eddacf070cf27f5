import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import { notFound } from '../../platform/refusal.ts'
import type { Table } from '../../platform/spreadsheets/index.ts'
import type { Actor } from '../people/index.ts'
import type {
  AppliedCounts,
  CheckedRow,
  Import,
  Mapping,
  Outcome,
  OutcomeCounts,
  PreviewRow,
  StoredRow,
} from './domain.ts'

interface Row {
  readonly id: number
  readonly kind: string
  readonly filename: string
  readonly header: string[]
  readonly notes: string[]
  readonly row_count: number
  readonly uploaded_by_name: string
  readonly uploaded_at: string
  readonly mapping: Record<string, number> | null
  readonly checked_at: string | null
  readonly replaced_by: number | null
  readonly applied_at: string | null
  readonly applied_by_name: string | null
  readonly created: number | null
  readonly changed: number | null
  readonly unchanged: number | null
  readonly left_out: number | null
}

const columns = sql`id, kind, filename, header, notes, row_count, uploaded_by_name, uploaded_at, mapping, checked_at,
  replaced_by, applied_at, applied_by_name, created, changed, unchanged, left_out`

const toImport = (row: Row): Import => ({
  id: row.id,
  kind: row.kind,
  filename: row.filename,
  header: row.header,
  notes: row.notes,
  rowCount: row.row_count,
  uploadedByName: row.uploaded_by_name,
  uploadedAt: row.uploaded_at,
  mapping: row.mapping,
  checkedAt: row.checked_at,
  replacedBy: row.replaced_by,
  applied:
    row.applied_at === null
      ? null
      : {
          at: row.applied_at,
          byName: row.applied_by_name ?? '',
          created: row.created ?? 0,
          changed: row.changed ?? 0,
          unchanged: row.unchanged ?? 0,
          leftOut: row.left_out ?? 0,
        },
})

/** Large enough to be quick, small enough that one statement stays a modest message. */
const batchSize = 2_000

function* batches<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < rows.length; at += batchSize) yield rows.slice(at, at + batchSize)
}

export interface NewImport {
  readonly key: string
  readonly kind: string
  readonly filename: string
  readonly contentHash: string
  readonly table: Table
  readonly uploadedAt: string
}

/** Keeps the rows of a file. The id is that of the import which the same form made before, if it did. */
export async function insertImport(
  db: Db,
  actor: Actor,
  entry: NewImport,
): Promise<{ id: number; isNew: boolean }> {
  const { rows } = await sql<{ id: number }>`
    insert into imports (key, programme_id, kind, filename, content_hash, header, notes, row_count, uploaded_by,
      uploaded_by_name, uploaded_at)
    values (${entry.key}, ${actor.programmeId}, ${entry.kind}, ${entry.filename}, ${entry.contentHash},
      ${JSON.stringify(entry.table.header)}::jsonb, ${JSON.stringify(entry.table.notes)}::jsonb,
      ${entry.table.rows.length}, ${actor.accountId}, ${actor.name}, ${entry.uploadedAt})
    on conflict (key) do nothing
    returning id`.execute(db)
  const id = rows[0]?.id
  if (id === undefined) {
    const made = await findImportByKey(db, entry.key)
    if (made === undefined) throw notFound()
    return { id: made.id, isNew: false }
  }
  for (const batch of batches(entry.table.rows)) {
    await sql`
      insert into import_rows (import_id, line, cells)
      select ${id}, r.line, r.cells from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as r(line int, cells jsonb)
    `.execute(db)
  }
  return { id, isNew: true }
}

export async function findImportByKey(db: Db, key: string): Promise<Import | undefined> {
  const { rows } = await sql<Row>`select ${columns} from imports where key = ${key}`.execute(db)
  return rows[0] && toImport(rows[0])
}

export async function readImport(db: Db, id: number): Promise<Import> {
  const { rows } = await sql<Row>`select ${columns} from imports where id = ${id}`.execute(db)
  if (rows[0] === undefined) throw notFound()
  return toImport(rows[0])
}

/** As `readImport`, and no one else changes the import until this transaction ends. */
export async function lockImport(db: Db, id: number): Promise<Import> {
  const { rows } = await sql<Row>`select ${columns} from imports where id = ${id} for update`.execute(db)
  if (rows[0] === undefined) throw notFound()
  return toImport(rows[0])
}

export async function listImports(db: Db, page: { limit: number; offset: number }): Promise<Import[]> {
  const { rows } = await sql<Row>`
    select ${columns} from imports where replaced_by is null
    order by uploaded_at desc, id desc limit ${page.limit} offset ${page.offset}`.execute(db)
  return rows.map(toImport)
}

export async function countImports(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from imports where replaced_by is null`.execute(db)
  return rows[0]?.count ?? 0
}

/** The latest import of the very same file, if it was applied. */
export async function findSameFileApplied(db: Db, id: number): Promise<Import | undefined> {
  const { rows } = await sql<Row>`
    select ${columns} from imports
    where applied_at is not null and id <> ${id} and (programme_id, kind, content_hash) =
      (select programme_id, kind, content_hash from imports where id = ${id})
    order by applied_at desc limit 1`.execute(db)
  return rows[0] && toImport(rows[0])
}

/** Every row, or the first few. */
export async function listRows(db: Db, id: number, limit?: number): Promise<StoredRow[]> {
  const { rows } = await sql<StoredRow>`
    select line, cells, corrections from import_rows where import_id = ${id} order by line
    ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(db)
  return rows
}

export async function readRow(db: Db, id: number, line: number): Promise<PreviewRow> {
  const { rows } = await sql<PreviewRow>`
    select line, cells, corrections, coalesce(outcome, 'unchanged') as outcome, summary, message, field
    from import_rows where import_id = ${id} and line = ${line}`.execute(db)
  if (rows[0] === undefined) throw notFound()
  return rows[0]
}

/** Rows for the preview: refused ones first, then in the order of the file. */
export async function listPreviewRows(
  db: Db,
  id: number,
  page: { outcome?: Outcome | undefined; limit: number; offset: number },
): Promise<PreviewRow[]> {
  const { rows } = await sql<PreviewRow>`
    select line, cells, corrections, outcome, summary, message, field from import_rows
    where import_id = ${id} and outcome is not null ${page.outcome ? sql`and outcome = ${page.outcome}` : sql``}
    order by outcome <> 'refused', line limit ${page.limit} offset ${page.offset}`.execute(db)
  return rows
}

export async function countOutcomes(db: Db, id: number): Promise<OutcomeCounts> {
  const { rows } = await sql<{ outcome: Outcome; count: number }>`
    select outcome, count(*)::int as count from import_rows where import_id = ${id} and outcome is not null
    group by outcome`.execute(db)
  const counts = { new: 0, changed: 0, unchanged: 0, refused: 0 }
  for (const { outcome, count } of rows) counts[outcome] = count
  return counts
}

export async function saveMapping(db: Db, id: number, mapping: Mapping): Promise<void> {
  await sql`update imports set mapping = ${JSON.stringify(mapping)}::jsonb where id = ${id}`.execute(db)
}

export async function saveCorrections(
  db: Db,
  id: number,
  line: number,
  corrections: Readonly<Record<string, string>>,
): Promise<void> {
  await sql`update import_rows set corrections = ${JSON.stringify(corrections)}::jsonb
    where import_id = ${id} and line = ${line}`.execute(db)
}

/** Writes down what became of each row. Only rows whose outcome is another than before are touched. */
export async function saveOutcomes(
  db: Db,
  id: number,
  rows: readonly CheckedRow[],
  checkedAt: string,
): Promise<void> {
  for (const batch of batches(rows)) {
    await sql`
      update import_rows as i set outcome = r.outcome, summary = r.summary, message = r.message, field = r.field
      from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb)
        as r(line int, outcome text, summary text, message text, field text)
      where i.import_id = ${id} and i.line = r.line
        and (i.outcome, i.summary, i.message, i.field) is distinct from (r.outcome, r.summary, r.message, r.field)
    `.execute(db)
  }
  await sql`update imports set checked_at = ${checkedAt} where id = ${id}`.execute(db)
}

export async function saveApplied(
  db: Db,
  actor: Actor,
  id: number,
  counts: AppliedCounts & { leftOut: number },
  at: string,
): Promise<void> {
  await sql`
    update imports set applied_at = ${at}, applied_by = ${actor.accountId}, applied_by_name = ${actor.name},
      created = ${counts.created}, changed = ${counts.changed}, unchanged = ${counts.unchanged},
      left_out = ${counts.leftOut}
    where id = ${id}`.execute(db)
}

export async function saveReplacedBy(db: Db, id: number, replacedBy: number): Promise<void> {
  await sql`update imports set replaced_by = ${replacedBy} where id = ${id} and applied_at is null`.execute(
    db,
  )
}

/** With its rows. Applied imports stay: they are part of the history. */
export async function deleteUnapplied(db: Db, id: number): Promise<void> {
  await sql`delete from imports where id = ${id} and applied_at is null`.execute(db)
}

/** Deletes imports that were begun before an instant and never applied. For a job, in the system's scope. */
export async function deleteAbandonedImports(db: Db, before: Temporal.Instant): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    delete from imports where applied_at is null and uploaded_at < ${before.toString()} returning id`.execute(
    db,
  )
  return rows.length
}
