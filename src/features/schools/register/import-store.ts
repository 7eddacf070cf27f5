import { sql } from 'kysely'
import type { Clock } from '../../../platform/clock.ts'
import type { Database, Db } from '../../../platform/database/index.ts'
import { encodingOf, type FileTally } from './bytes.ts'
import { csvCell } from './csv-cell.ts'
import type { Counts, ImportKind, ImportRequest, Rejection } from './import.ts'

/** Any number will do, as long as every process uses the same. */
const REGISTER_LOCK = 7_201_530

/** Until the transaction ends; false when another import holds it. */
export async function lockRegister(db: Db): Promise<boolean> {
  const { rows } = await sql<{ alone: boolean }>`
    select pg_try_advisory_xact_lock(${REGISTER_LOCK}::bigint) as alone`.execute(db)
  return rows[0]?.alone ?? false
}

/** The import that a form made, if it made one. */
export async function findImportOfForm(db: Db, key: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id from register_imports where key = ${key}`.execute(db)
  return rows[0]?.id
}

/** Whether a file with this SHA-256 was imported before. */
export async function wasImported(db: Db, kind: ImportKind, fileHash: string): Promise<boolean> {
  const { rows } = await sql`
    select from register_imports where file_hash = ${fileHash} and kind = ${kind} and outcome = 'applied'`.execute(
    db,
  )
  return rows.length > 0
}

interface Entry {
  readonly kind: ImportKind
  readonly request: ImportRequest
  readonly tally: FileTally
  readonly startedAt: Temporal.Instant
  readonly clock: Clock
  readonly layout: string | null
  readonly counts: Counts
  readonly refusal: string | null
  readonly rejections: readonly Rejection[]
}

/** Writes down an import and the rows it refused. Returns its number. */
export async function insertImport(database: Database, db: Db, entry: Entry): Promise<number> {
  const { request, tally, counts } = entry
  const { rows } = await sql<{ id: number }>`
    insert into register_imports (
      key, kind, source, file_name, file_hash, layout, encoding, as_at, started_at, finished_at, outcome, refusal, rows_read, added,
      changed, closed, unchanged, older, left_out, rejected, absent, account_id, started_by
    ) values (
      ${request.key ?? null}, ${entry.kind}, ${request.source}, ${request.fileName ?? null}, ${tally.fileHash || null}, ${entry.layout}, ${encodingOf(tally)},
      ${request.asAt.toString()}, ${entry.startedAt.toString()}, ${entry.clock.now().toString()},
      ${entry.refusal === null ? 'applied' : 'refused'}, ${entry.refusal}, ${counts.rows}, ${counts.added},
      ${counts.changed}, ${counts.closed}, ${counts.unchanged}, ${counts.older}, ${counts.leftOut}, ${counts.rejected},
      ${counts.absent}, ${request.by?.accountId ?? null}, ${request.by?.name ?? 'the service'}
    ) returning id`.execute(db)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('The import was not recorded')
  if (entry.rejections.length > 0) {
    await database.copyIn(
      db,
      'register_rejections',
      ['import_id', 'line', 'urn', 'reason', 'excerpt'],
      rejectionLines(id, entry.rejections),
    )
  }
  return id
}

async function* rejectionLines(importId: number, rejections: readonly Rejection[]): AsyncGenerator<string> {
  for (const { line, urn, reason, excerpt } of rejections)
    yield `${importId},${line},${csvCell(urn)},${csvCell(reason)},${csvCell(excerpt)}\n`
}
