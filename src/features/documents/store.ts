import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import { notFound } from '../../platform/refusal.ts'
import type { Side } from '../partnerships/index.ts'
import type { Actor } from '../people/index.ts'
import type { Document, Opening, Openings, Purpose, Version } from './domain.ts'

const OPENINGS_A_PAGE = 100

const DOCUMENTS = sql`
  select d.id, d.partnership_id as "partnershipId", d.expectation_key as "expectationKey", d.occurrence,
    d.request_id as "requestId", d.kind, d.title, d.purpose, d.from_side as "fromSide", d.shared_with as "sharedWith",
    d.expires_on as "expiresOn", d.link_url as "linkUrl", d.link_source as "linkSource", d.link_as_at as "linkAsAt",
    d.given_at as "givenAt", d.given_by_name as "givenByName", d.newest, d.revision, d.deleted_at as "deletedAt",
    d.deleted_by_name as "deletedByName", d.deleted_because as "deletedBecause", v.file_kind as "fileKind",
    v.file_name as "fileName", v.bytes::int as bytes, v.check_state as "checkState",
    v.lost_at is not null as "isLost"
  from documents d left join document_versions v on v.document_id = d.id and v.number = d.newest`

/** Not found where this actor may not see it: it belongs to others, is not shared any more, or has expired. */
export async function readDocument(db: Db, id: number): Promise<Document> {
  const { rows } = await sql<Document>`${DOCUMENTS} where d.id = ${id}`.execute(db)
  const [row] = rows
  if (!row) throw notFound()
  return row
}

/** What this actor may see of a partnership, newest first; what was deleted is left out. */
export async function listDocuments(db: Db, partnershipId: number): Promise<Document[]> {
  const { rows } = await sql<Document>`${DOCUMENTS}
    where d.partnership_id = ${partnershipId} and d.deleted_at is null order by d.id desc`.execute(db)
  return rows
}

/** With those that were deleted, as far as this actor may know of them; oldest first. */
export async function listDocumentsEver(db: Db, partnershipId: number): Promise<Document[]> {
  const { rows } =
    await sql<Document>`${DOCUMENTS} where d.partnership_id = ${partnershipId} order by d.id`.execute(db)
  return rows
}

const VERSIONS = sql`
  select document_id as "documentId", number, file_id as "fileId", file_name as "fileName", file_kind as "fileKind",
    bytes::int as bytes, check_state as "checkState", by_name as "byName", at, erased_at as "erasedAt",
    lost_at is not null as "isLost"
  from document_versions`

/** Newest first. Whoever did not give the document sees the newest only. */
export async function listVersions(db: Db, documentId: number): Promise<Version[]> {
  const { rows } = await sql<Version>`${VERSIONS}
    where document_id = ${documentId} order by number desc`.execute(db)
  return rows
}

export async function readVersion(db: Db, documentId: number, number: number): Promise<Version> {
  const { rows } = await sql<Version>`${VERSIONS}
    where document_id = ${documentId} and number = ${number}`.execute(db)
  const [row] = rows
  if (!row) throw notFound()
  return row
}

export interface NewDocument {
  readonly key: string
  readonly partnershipId: number
  readonly expectationKey: string | null
  readonly occurrence: number | null
  readonly requestId: number | null
  /** Whoever waits for it; null where nobody asked. */
  readonly givenTo: Side | null
  readonly title: string
  readonly purpose: Purpose
  readonly fromSide: Side
  readonly sharedWith: readonly Side[]
  readonly expiresOn: string | null
  readonly link?: { readonly url: string; readonly source: string; readonly asAt: string | null }
}

/** Whether this very form was recorded before. */
export async function isFormKnown(db: Db, key: string): Promise<boolean> {
  const { rows } = await sql`select from documents where key = ${key}`.execute(db)
  return rows.length > 0
}

/** @returns nothing when this form was recorded before */
export async function insertDocument(
  db: Db,
  actor: Actor,
  position: number,
  { link, ...document }: NewDocument,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into documents (key, position, partnership_id, expectation_key, occurrence, request_id, given_to, kind, title, purpose,
      from_side, shared_with, expires_on, link_url, link_source, link_as_at, given_by, given_by_name)
    values (${document.key}, ${position}, ${document.partnershipId}, ${document.expectationKey}, ${document.occurrence},
      ${document.requestId}, ${document.givenTo}, ${link ? 'link' : 'file'}, ${document.title}, ${document.purpose}, ${document.fromSide},
      ${document.sharedWith}::text[], ${document.expiresOn}, ${link?.url ?? null}, ${link?.source ?? null},
      ${link?.asAt ?? null}, ${actor.accountId}, ${actor.name})
    on conflict do nothing returning id`.execute(db)
  return rows[0]?.id
}

export interface NewVersion {
  readonly key: string
  readonly documentId: number
  readonly number: number
  readonly fileId: string
  readonly fileName: string
  readonly fileKind: string
  readonly bytes: number
  readonly sha256: string
  readonly checkState: 'waiting' | 'unchecked'
}

/** @returns false when this very form was recorded before */
export async function insertVersion(db: Db, actor: Actor, version: NewVersion): Promise<boolean> {
  const result = await sql`
    insert into document_versions (document_id, number, key, file_id, file_name, file_kind, bytes, sha256, check_state,
      account_id, by_name)
    values (${version.documentId}, ${version.number}, ${version.key}, ${version.fileId}, ${version.fileName},
      ${version.fileKind}, ${version.bytes}, ${version.sha256}, ${version.checkState}, ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return result.numAffectedRows === 1n
}

export async function isVersionKnown(db: Db, documentId: number, key: string): Promise<boolean> {
  const { rows } = await sql`
    select from document_versions where document_id = ${documentId} and key = ${key}`.execute(db)
  return rows.length > 0
}

/** Holds the document until the transaction ends, so that two changes of it take turns. */
export async function lockDocument(db: Db, id: number): Promise<void> {
  await sql`select from documents where id = ${id} for update`.execute(db)
}

export async function setNewest(db: Db, id: number, number: number): Promise<void> {
  await sql`update documents set newest = ${number}, revision = revision + 1 where id = ${id}`.execute(db)
}

/** @returns false when somebody else changed the document since `revision` was read */
export async function updateSharing(
  db: Db,
  id: number,
  change: {
    readonly revision: number
    readonly sharedWith: readonly Side[]
    readonly expiresOn: string | null
  },
): Promise<boolean> {
  const result = await sql`
    update documents set shared_with = ${change.sharedWith}::text[], expires_on = ${change.expiresOn},
      revision = revision + 1
    where id = ${id} and revision = ${change.revision} and deleted_at is null`.execute(db)
  return result.numAffectedRows === 1n
}

/** From now on nobody opens it; its name goes at once, its bytes as soon as the job runs. */
export async function markDeleted(
  db: Db,
  id: number,
  by: { readonly name: string; readonly because: 'by hand' | 'kept long enough' },
): Promise<boolean> {
  const result = await sql`
    update documents set deleted_at = alongside.now(), deleted_by_name = ${by.name}, deleted_because = ${by.because},
      title = 'Deleted document', revision = revision + 1
    where id = ${id} and deleted_at is null`.execute(db)
  return result.numAffectedRows === 1n
}

/** Written down before the first byte leaves. */
export async function insertOpening(
  db: Db,
  actor: Actor,
  opening: { documentId: number; number: number; side: Side; how: Opening['how'] },
): Promise<void> {
  await sql`
    insert into document_openings (document_id, number, account_id, by_name, side, how)
    values (${opening.documentId}, ${opening.number}, ${actor.accountId}, ${actor.name}, ${opening.side},
      ${opening.how})`.execute(db)
}

/** Newest first, so many from the `page`th lot on; empty for everyone but the side that gave the document. */
export async function listOpenings(db: Db, documentId: number, page: number): Promise<Openings> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from document_openings where document_id = ${documentId}`.execute(db)
  const count = rows[0]?.count ?? 0
  const pages = Math.max(1, Math.ceil(count / OPENINGS_A_PAGE))
  const shown = Math.min(page, pages)
  const found = await sql<Opening>`
    select number, by_name as "byName", side, how, at from document_openings
    where document_id = ${documentId} order by id desc
    limit ${OPENINGS_A_PAGE} offset ${(shown - 1) * OPENINGS_A_PAGE}`.execute(db)
  return { list: found.rows, count, page: shown, pages }
}

/** Says that bytes are about to go into the storage, so that they are found again whatever happens next. System's scope. */
export async function noteFiles(db: Db, ids: readonly string[]): Promise<void> {
  await sql`insert into document_files (id) select unnest(${ids}::uuid[])`.execute(db)
}
