/** The tables of support days: the days as their entries have left them, the entries, and the sums. */
import { type RawBuilder, sql } from 'kysely'
import { anyOf, type Db } from '../../platform/database/index.ts'
import { notFound } from '../../platform/refusal.ts'
import type { Actor } from '../people/index.ts'
import type { DayNow, DayState, DayType, EntryKind, Offer, SupportDay, SupportSide } from './days/domain.ts'
import type { Taken } from './ledger/domain.ts'

const NOW = sql`state, half_days as "halfDays", support_term as "supportTerm", held_on as "heldOn",
  starts_at as "startsAt", ends_at as "endsAt", place, lead_people as "leadPeople", partner_people as "partnerPeople",
  travel_minutes as "travelMinutes", offer`
const DAY = sql`id, partnership_id as "partnershipId", type, entries, agreed_on as "agreedOn", ${NOW}`

/** Not found where there is none, or this actor may not see it: row-level security makes the two one. */
export async function readSupportDay(db: Db, id: number): Promise<SupportDay> {
  const { rows } = await sql<SupportDay>`select ${DAY} from support_items where id = ${id}`.execute(db)
  const [day] = rows
  if (!day) throw notFound()
  return day
}

/** All days of one partnership: those with a date in order of date, then those that have none yet. */
export function listSupportDays(db: Db, partnershipId: number): Promise<SupportDay[]> {
  return listDays(db, sql`partnership_id = ${partnershipId}`)
}

/** What is still open in some partnerships on a day: booked from then on, or put forward and not answered. */
export function listOpenDays(
  db: Db,
  partnershipIds: readonly number[],
  today: Temporal.PlainDate,
): Promise<SupportDay[]> {
  const isOpen = sql`(offer is not null or (state = 'booked' and held_on >= ${today.toString()}))`
  return listDays(db, sql`partnership_id = ${anyOf(partnershipIds)} and ${isOpen}`)
}

async function listDays(db: Db, which: RawBuilder<unknown>): Promise<SupportDay[]> {
  const { rows } = await sql<SupportDay>`
    select ${DAY} from support_items where ${which} order by held_on nulls last, starts_at, id`.execute(db)
  return rows
}

/** Opens the ledger where it is not open yet and holds it until the transaction ends: steps take turns. */
export async function holdLedger(db: Db, partnershipId: number): Promise<void> {
  await sql`select alongside.hold_support_days(${partnershipId})`.execute(db)
}

/** What is taken of each support term in which something was arranged, by partnership. */
export async function listTaken(db: Db, partnershipIds: readonly number[]): Promise<Map<number, Taken[]>> {
  const { rows } = await sql<Taken & { readonly partnershipId: number }>`
    select partnership_id as "partnershipId", support_term as "supportTerm", booked, delivered
    from support_day_counts where partnership_id = ${anyOf(partnershipIds)}`.execute(db)
  return Map.groupBy(rows, ({ partnershipId }) => partnershipId)
}

export async function insertDay(db: Db, partnershipId: number, type: DayType): Promise<SupportDay> {
  const { rows } = await sql<SupportDay>`
    insert into support_items (partnership_id, type) values (${partnershipId}, ${type}) returning ${DAY}`.execute(
    db,
  )
  const [day] = rows
  if (!day) throw new Error('A support day was not added')
  return day
}

export interface NewEntry {
  readonly key: string
  readonly kind: EntryKind
  readonly side: SupportSide
  readonly note: string
}

/** The next entry of a day; the database counts it, and refuses what would not go. */
export async function insertEntry(
  db: Db,
  actor: Actor,
  day: Pick<SupportDay, 'id' | 'partnershipId' | 'entries'>,
  entry: NewEntry,
  now: DayNow,
): Promise<void> {
  await sql`
    insert into support_entries (item_id, number, partnership_id, key, kind, side, state, half_days, support_term, held_on,
      starts_at, ends_at, place, lead_people, partner_people, travel_minutes, offer, note, account_id, by_name)
    values (${day.id}, ${day.entries + 1}, ${day.partnershipId}, ${entry.key}, ${entry.kind}, ${entry.side}, ${now.state},
      ${now.halfDays}, ${now.supportTerm}, ${now.heldOn}, ${now.startsAt}, ${now.endsAt}, ${now.place},
      ${now.leadPeople}, ${now.partnerPeople}, ${now.travelMinutes},
      ${now.offer === null ? null : JSON.stringify(now.offer)}::text::jsonb, ${entry.note}, ${actor.accountId},
      ${actor.name})`.execute(db)
}

/** The day to which a form was added before, when this very form has been sent already. */
export async function findDayByKey(db: Db, key: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select item_id as id from support_entries where key = ${key}`.execute(db)
  return rows[0]?.id
}

export interface Entry {
  readonly number: number
  readonly kind: EntryKind
  readonly side: SupportSide
  readonly state: DayState
  readonly halfDays: number
  readonly heldOn: string | null
  readonly offer: Offer | null
  readonly note: string
  readonly byName: string
  readonly at: string
}

/** Everything that was said of one day, newest first. */
export async function listEntries(db: Db, dayId: number): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select number, kind, side, state, half_days as "halfDays", held_on as "heldOn", offer, note, by_name as "byName", at
    from support_entries where item_id = ${dayId} order by number desc`.execute(db)
  return rows
}
