import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Counts, ImportKind } from './import.ts'

/** One import as it was recorded. */
export interface RecordedImport {
  readonly id: number
  readonly kind: ImportKind
  readonly source: string
  readonly fileName: string | null
  readonly layout: string | null
  readonly encoding: string | null
  readonly asAt: string
  readonly startedAt: string
  readonly finishedAt: string
  readonly outcome: 'applied' | 'refused'
  readonly refusal: string | null
  readonly startedBy: string
  readonly counts: Counts
}

const RECORDED = sql`id, kind, source, file_name as "fileName", layout, encoding, as_at as "asAt",
  started_at as "startedAt", finished_at as "finishedAt", outcome, refusal, started_by as "startedBy",
  jsonb_build_object('rows', rows_read, 'added', added, 'changed', changed, 'closed', closed, 'unchanged', unchanged,
    'older', older, 'leftOut', left_out, 'rejected', rejected, 'absent', absent) as counts`

/** The newest first. */
export async function listImports(
  db: Db,
  page: { readonly limit: number; readonly offset: number },
): Promise<RecordedImport[]> {
  const { rows } = await sql<RecordedImport>`select ${RECORDED} from register_imports
    order by id desc limit ${page.limit} offset ${page.offset}`.execute(db)
  return rows
}

export async function countImports(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from register_imports`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** @throws not found */
export async function readImport(db: Db, id: number): Promise<RecordedImport> {
  const { rows } =
    await sql<RecordedImport>`select ${RECORDED} from register_imports where id = ${id}`.execute(db)
  const recorded = rows[0]
  if (!recorded) throw notFound()
  return recorded
}

export interface RejectedRow {
  readonly line: number
  readonly urn: string
  readonly reason: string
  readonly excerpt: string
}

export async function listRejectedRows(db: Db, importId: number, limit: number): Promise<RejectedRow[]> {
  const { rows } = await sql<RejectedRow>`select line, urn, reason, excerpt from register_rejections
    where import_id = ${importId} order by line, id limit ${limit}`.execute(db)
  return rows
}
