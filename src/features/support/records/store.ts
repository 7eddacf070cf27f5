/** The record of a support day: its words as they stand, every wording that was saved, signatures, own views. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { SupportDay, SupportSide } from '../days/domain.ts'
import type { Field, Note, OwnView, Signature, VisitRecord } from './domain.ts'
import type { RecordNow } from './now.ts'

type Day = Pick<SupportDay, 'id' | 'partnershipId'>

const RECORD = sql`revision, saw, working, obstacles, by_name as "byName", written_at as "writtenAt"`

export async function findRecord(db: Db, dayId: number): Promise<VisitRecord | undefined> {
  const { rows } =
    await sql<VisitRecord>`select ${RECORD} from visit_records where item_id = ${dayId} and revision > 0`.execute(
      db,
    )
  return rows[0]
}

/** Of all days of a partnership of which something has been written down. */
export async function listRecordsNow(db: Db, partnershipId: number): Promise<RecordNow[]> {
  const { rows } = await sql<RecordNow>`
    select r.item_id as "dayId",
      array(select s.side from visit_signatures s where s.item_id = r.item_id and s.revision = r.revision) as "signedBy",
      (select a.key from visit_actions a where a.item_id = r.item_id and a.taken_out_at is null
        order by a.number limit 1) as "agreedKey"
    from visit_records r where r.partnership_id = ${partnershipId} and r.revision > 0 order by r.item_id`.execute(
    db,
  )
  return rows
}

/** Opens the record where there is none yet, and holds it until the transaction ends: writers take turns. */
export async function holdRecord(
  db: Db,
  actor: Actor,
  day: Day,
  signBy: Temporal.PlainDate,
): Promise<VisitRecord> {
  await sql`
    insert into visit_records (item_id, partnership_id, sign_by, account_id, by_name)
    values (${day.id}, ${day.partnershipId}, ${signBy.toString()}, ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  const { rows } = await sql<VisitRecord>`
    select ${RECORD} from visit_records where item_id = ${day.id} for update`.execute(db)
  if (!rows[0]) throw new Error('The record is neither there nor was it added')
  return rows[0]
}

/** Holds a record that is there until the transaction ends, and says how it then is. */
export async function heldRevision(db: Db, dayId: number): Promise<number | undefined> {
  const { rows } = await sql<{ revision: number }>`
    select revision from visit_records where item_id = ${dayId} for update`.execute(db)
  return rows[0]?.revision
}

/** The next revision, with these words in the place of those before; without any, because a line was added or taken out. */
export async function writeRevision(
  db: Db,
  actor: Actor,
  dayId: number,
  words: Partial<Record<Field, string>>,
  signBy: Temporal.PlainDate,
): Promise<number> {
  const set = Object.entries(words).map(([field, text]) => sql`${sql.ref(field)} = ${text},`)
  const { rows } = await sql<{ revision: number }>`
    update visit_records set ${sql.join(set, sql` `)} revision = revision + 1, sign_by = ${signBy.toString()},
      account_id = ${actor.accountId}, by_name = ${actor.name}, written_at = alongside.now()
    where item_id = ${dayId} returning revision`.execute(db)
  return rows[0]?.revision ?? 0
}

/** Every wording, oldest first. */
export async function listNotes(db: Db, dayId: number): Promise<Note[]> {
  const { rows } = await sql<Note>`
    select key, field, text, revision, side, by_name as "byName", at, settled_at as "settledAt"
    from visit_notes where item_id = ${dayId} order by number`.execute(db)
  return rows
}

/** Of keys that a device or a form sent, those that have been written before. */
export async function findNotes(db: Db, dayId: number, keys: readonly string[]): Promise<Note[]> {
  const { rows } = await sql<Note>`
    select key, field, text, revision, side, by_name as "byName", at, settled_at as "settledAt"
    from visit_notes where item_id = ${dayId} and key = any (${[...keys]}::uuid[])`.execute(db)
  return rows
}

export async function insertNote(
  db: Db,
  actor: Actor,
  day: Day,
  note: Pick<Note, 'key' | 'field' | 'text' | 'revision' | 'side'>,
): Promise<void> {
  await sql`
    insert into visit_notes (key, item_id, partnership_id, field, text, revision, side, account_id, by_name)
    values (${note.key}, ${day.id}, ${day.partnershipId}, ${note.field}, ${note.text}, ${note.revision}, ${note.side},
      ${actor.accountId}, ${actor.name})`.execute(db)
}

/** @returns false when it was put together before, or was never set aside */
export async function settleNote(db: Db, actor: Actor, dayId: number, key: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update visit_notes set settled_at = alongside.now(), settled_by_name = ${actor.name}
    where item_id = ${dayId} and key = ${key} and revision is null and settled_at is null`.execute(db)
  return numAffectedRows === 1n
}

/** Whether this person has written in this record on this day already: then its history says so already. */
export async function hasWrittenOn(
  db: Db,
  actor: Actor,
  dayId: number,
  today: Temporal.PlainDate,
): Promise<boolean> {
  const { rows } = await sql`
    select from (
      select account_id, at from visit_notes where item_id = ${dayId}
      union all select account_id, at from visit_actions where item_id = ${dayId}) w
    where w.account_id = ${actor.accountId} and (w.at at time zone 'Europe/London')::date = ${today.toString()}
    limit 1`.execute(db)
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

/** @returns false when this side had signed this wording before */
export async function insertSignature(
  db: Db,
  actor: Actor,
  day: Day,
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
  day: Day,
  view: { readonly key: string; readonly side: SupportSide; readonly text: string },
): Promise<boolean> {
  const added = await sql`
    insert into visit_views (key, item_id, partnership_id, side, text, account_id, by_name)
    values (${view.key}, ${day.id}, ${day.partnershipId}, ${view.side}, ${view.text}, ${actor.accountId}, ${actor.name})
    on conflict do nothing`.execute(db)
  return added.numAffectedRows === 1n
}
