import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

/** Everything here runs in the system's scope. */
export interface Waiting {
  readonly documentId: number
  readonly partnershipId: number
  readonly number: number
  readonly fileId: string
}

const WAITING = sql`
  select v.document_id as "documentId", d.partnership_id as "partnershipId", v.number, v.file_id as "fileId"
  from document_versions v join documents d on d.id = v.document_id
  where v.check_state = 'waiting' and v.erased_at is null`

export async function findWaiting(db: Db, documentId: number, number: number): Promise<Waiting | undefined> {
  const { rows } = await sql<Waiting>`${WAITING}
    and v.document_id = ${documentId} and v.number = ${number}`.execute(db)
  return rows[0]
}

/** What nobody has checked yet, the longest waiting first. */
export async function listWaiting(db: Db, limit: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`${WAITING} order by v.at limit ${limit}`.execute(db)
  return rows
}

/** @returns false when it was decided before */
export async function writeVerdict(
  db: Db,
  { documentId, number }: Waiting,
  verdict: 'clean' | 'infected',
): Promise<boolean> {
  const result = await sql`
    update document_versions set check_state = ${verdict}, checked_at = alongside.now()
    where document_id = ${documentId} and number = ${number} and check_state = 'waiting'`.execute(db)
  return result.numAffectedRows === 1n
}

/** Versions whose bytes have to go: of deleted documents, and those that the scanner refused. */
export async function listToErase(db: Db, documentId?: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select v.document_id as "documentId", d.partnership_id as "partnershipId", v.number, v.file_id as "fileId"
    from document_versions v join documents d on d.id = v.document_id
    where v.erased_at is null and (d.deleted_at is not null or v.check_state = 'infected')
      ${documentId === undefined ? sql`` : sql`and d.id = ${documentId}`}
    order by v.document_id, v.number`.execute(db)
  return rows
}

/** After the bytes are gone: their name goes too. */
export async function writeErased(db: Db, { documentId, number, fileId }: Waiting): Promise<void> {
  await sql`
    update document_versions set erased_at = alongside.now(), file_name = ''
    where document_id = ${documentId} and number = ${number}`.execute(db)
  await forgetFile(db, fileId)
}

/**
 * Names in the storage that no document has: an upload that broke off between its steps, or a demonstration that began anew.
 * Young ones may still be on their way. By the true clock.
 */
export async function listOrphans(db: Db, olderThanHours: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.id from document_files f
    where f.started_at < now() - make_interval(hours => ${olderThanHours}::int)
      and not exists (select from document_versions v where v.file_id = f.id)
    order by f.id`.execute(db)
  return rows.map(({ id }) => id)
}

export async function forgetFile(db: Db, id: string): Promise<void> {
  await sql`delete from document_files where id = ${id}`.execute(db)
}
