import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { SupportDay, SupportSide } from '../days/domain.ts'
import type { OwnView, RecordWords, Signature, VisitRecord } from './domain.ts'

export async function findRecord(db: Db, dayId: number): Promise<VisitRecord | undefined> {
  const { rows } = await sql<VisitRecord>`
    select revision, saw, working, obstacles, lead_next as "leadNext", partner_next as "partnerNext", by_name as "byName",
      written_at as "writtenAt"
    from visit_records where item_id = ${dayId}`.execute(db)
  return rows[0]
}

export async function isRecordKey(db: Db, dayId: number, key: string): Promise<boolean> {
  const { rows } =
    await sql`select from visit_records where item_id = ${dayId} and last_key = ${key}`.execute(db)
  return rows.length > 0
}

export async function listSignatures(db: Db, dayId: number): Promise<Signature[]> {
  const { rows } = await sql<Signature>`
    select side, revision, by_name as "byName", at from visit_signatures where item_id = ${dayId} order by at`.execute(
    db,
  )
  return rows
}

/** Oldest first. */
export async function listViews(db: Db, dayId: number): Promise<OwnView[]> {
  const { rows } = await sql<OwnView>`
    select id, side, text, by_name as "byName", at from visit_views where item_id = ${dayId} order by id`.execute(
    db,
  )
  return rows
}

interface Written {
  readonly key: string
  /** The revision that the form was made from; nought where there was no record yet. */
  readonly seen: number
  readonly words: RecordWords
}

/** @returns false when somebody else has written in the meantime: nothing is overwritten */
export async function writeRecord(
  db: Db,
  actor: Actor,
  day: Pick<SupportDay, 'id' | 'partnershipId'>,
  { key, seen, words }: Written,
): Promise<boolean> {
  const { saw, working, obstacles, leadNext, partnerNext } = words
  const written =
    seen === 0
      ? await sql`
          insert into visit_records (item_id, partnership_id, saw, working, obstacles, lead_next, partner_next, last_key,
            account_id, by_name)
          values (${day.id}, ${day.partnershipId}, ${saw}, ${working}, ${obstacles}, ${leadNext}, ${partnerNext}, ${key},
            ${actor.accountId}, ${actor.name})
          on conflict do nothing`.execute(db)
      : await sql`
          update visit_records set revision = revision + 1, saw = ${saw}, working = ${working},
            obstacles = ${obstacles}, lead_next = ${leadNext}, partner_next = ${partnerNext}, last_key = ${key},
            account_id = ${actor.accountId}, by_name = ${actor.name}, written_at = alongside.now()
          where item_id = ${day.id} and revision = ${seen}`.execute(db)
  return written.numAffectedRows === 1n
}

/** @returns false when this side had signed this wording before */
export async function insertSignature(
  db: Db,
  actor: Actor,
  day: Pick<SupportDay, 'id' | 'partnershipId'>,
  { side, revision }: { readonly side: SupportSide; readonly revision: number },
): Promise<boolean> {
  const added = await sql`
    insert into visit_signatures (item_id, partnership_id, side, revision, account_id, by_name)
    values (${day.id}, ${day.partnershipId}, ${side}, ${revision}, ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return added.numAffectedRows === 1n
}

/** @returns false when this very form was recorded before */
export async function insertView(
  db: Db,
  actor: Actor,
  day: Pick<SupportDay, 'id' | 'partnershipId'>,
  view: { readonly key: string; readonly side: SupportSide; readonly text: string },
): Promise<boolean> {
  const added = await sql`
    insert into visit_views (key, item_id, partnership_id, side, text, account_id, by_name)
    values (${view.key}, ${day.id}, ${day.partnershipId}, ${view.side}, ${view.text}, ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return added.numAffectedRows === 1n
}
