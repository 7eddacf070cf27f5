import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

/** Everything here runs in the system's scope. */
export interface Waiting {
  readonly documentId: number
  readonly partnershipId: number
  readonly number: number
  readonly fileId: string
}

const VERSIONS = sql`
  select v.document_id as "documentId", d.partnership_id as "partnershipId", v.number, v.file_id as "fileId"
  from document_versions v join documents d on d.id = v.document_id`
/** What is lost cannot be checked. */
const WAITING = sql`${VERSIONS} where v.check_state = 'waiting' and v.erased_at is null and v.lost_at is null`

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
  const { rows } = await sql<Waiting>`${VERSIONS}
    where v.erased_at is null and (d.deleted_at is not null or v.check_state = 'infected')
      ${documentId === undefined ? sql`` : sql`and d.id = ${documentId}`}
    order by v.document_id, v.number`.execute(db)
  return rows
}

export async function findVersion(db: Db, documentId: number, number: number): Promise<Waiting | undefined> {
  const { rows } = await sql<Waiting>`${VERSIONS}
    where v.document_id = ${documentId} and v.number = ${number}`.execute(db)
  return rows[0]
}

/** Versions whose bytes are not where they should be, those missed longest first. */
export async function listLost(db: Db): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`${VERSIONS}
    where v.lost_at is not null and v.erased_at is null order by v.lost_at, v.document_id`.execute(db)
  return rows
}

/** @returns false when it was known before, or was deleted meanwhile */
export async function writeLost(db: Db, { documentId, number }: Waiting): Promise<boolean> {
  const result = await sql`
    update document_versions set lost_at = now()
    where document_id = ${documentId} and number = ${number} and lost_at is null and erased_at is null`.execute(
    db,
  )
  return result.numAffectedRows === 1n
}

export async function writeFound(db: Db, { documentId, number }: Waiting): Promise<boolean> {
  const result = await sql`
    update document_versions set lost_at = null
    where document_id = ${documentId} and number = ${number} and lost_at is not null`.execute(db)
  return result.numAffectedRows === 1n
}

export interface Giver {
  readonly accountId: number
  readonly email: string
  readonly name: string
  readonly refused: number
  readonly lost: number
  readonly documentIds: readonly number[]
  readonly partnershipIds: readonly number[]
}

/** Takes every newest version that was refused, or has been lost so long, and says whose it is. Those who left are not told. */
export async function takeUntold(db: Db, lostHours: number): Promise<Giver[]> {
  const { rows } = await sql<Giver>`
    with untold as (
      update document_versions v set told_at = alongside.now() from documents d
      where d.id = v.document_id and d.newest = v.number and d.deleted_at is null and v.told_at is null
        and (v.check_state = 'infected' or v.lost_at < now() - make_interval(hours => ${lostHours}::int))
      returning v.document_id, d.partnership_id, v.account_id, v.check_state
    ), working as (
      select distinct u.document_id, u.partnership_id, u.check_state, w.account_id, w.email, w.name
      from untold u
      join partnership_cards p on p.id = u.partnership_id
      join people_at_work w on w.account_id = u.account_id and w.programme_id = p.programme_id
        and (w.school_urn = p.school_urn or w.hub_id = p.hub_id or w.role = 'programme-team')
    )
    select account_id as "accountId", email, name,
      count(*) filter (where check_state = 'infected')::int as refused,
      count(*) filter (where check_state <> 'infected')::int as lost,
      array_agg(document_id order by document_id) as "documentIds",
      array_agg(distinct partnership_id) as "partnershipIds"
    from working group by account_id, email, name order by account_id`.execute(db)
  return rows
}

/** After the bytes are gone: their name goes too. */
export async function writeErased(db: Db, { documentId, number, fileId }: Waiting): Promise<void> {
  await sql`
    update document_versions set erased_at = alongside.now(), lost_at = null, file_name = ''
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
