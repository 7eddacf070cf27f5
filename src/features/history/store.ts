import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import { type About, type By, chainOf, type HistoryEntry, SYSTEM_NAME } from './domain.ts'

export interface NewEntry {
  readonly about: About
  /** For machines: 'partnership.confirmed'. */
  readonly kind: string
  /** For people, without the name of who did it: "Confirmed the partnership". */
  readonly sentence: string
  readonly details?: Readonly<Record<string, unknown>>
  /** Default: the time that the transaction states, which the demonstration can move. */
  readonly happenedAt?: Temporal.Instant
}

/** Adds one entry, in the caller's transaction: what rolled back was never done. */
export function recordHistory(db: Db, by: By, entry: NewEntry): Promise<void> {
  return recordHistories(db, [{ by, ...entry }])
}

/** Adds many entries in one statement, in the order given. */
export async function recordHistories(
  db: Db,
  entries: readonly (NewEntry & { readonly by: By })[],
): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map(({ by, about, kind, sentence, details, happenedAt }) => ({
    chain: chainOf(about),
    programme_id: 'programmeId' in about ? about.programmeId : null,
    hub_id: 'hubId' in about ? about.hubId : null,
    partnership_id: 'partnershipId' in about ? about.partnershipId : null,
    kind,
    sentence,
    details: details ?? {},
    account_id: by === 'system' ? null : by.accountId,
    by_name: by === 'system' ? SYSTEM_NAME : by.name,
    happened_at: happenedAt?.toString() ?? null,
  }))
  await sql`
    insert into history (chain, programme_id, hub_id, partnership_id, kind, sentence, details, account_id, by_name,
      happened_at, sequence, previous_hash, hash)
    select e.chain, e.programme_id, e.hub_id, e.partnership_id, e.kind, e.sentence, e.details, e.account_id, e.by_name,
      coalesce(e.happened_at, alongside.now()), 0, '', ''
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as e(chain text, programme_id int, hub_id int,
      partnership_id int, kind text, sentence text, details jsonb, account_id int, by_name text, happened_at timestamptz)
  `.execute(db)
}

/** The entries about one partnership or hub that this actor may read, newest first. */
export async function listHistory(
  db: Db,
  about: { partnershipId: number } | { hubId: number },
  page: { limit: number; before?: number },
): Promise<HistoryEntry[]> {
  const thing =
    'partnershipId' in about ? sql`partnership_id = ${about.partnershipId}` : sql`hub_id = ${about.hubId}`
  const { rows } = await sql<HistoryEntry>`
    select id, sentence, kind, by_name as "byName", happened_at as "happenedAt"
    from history
    where ${thing} ${page.before ? sql`and id < ${page.before}` : sql``}
    order by id desc
    limit ${sql.lit(page.limit)}
  `.execute(db)
  return rows
}

export interface BrokenLink {
  readonly chain: string
  readonly sequence: number
  readonly fault: string
}

/** Walks every chain. Empty when the whole history is as it was written. Needs the owner's scope. */
export async function findBrokenHistory(db: Db): Promise<BrokenLink[]> {
  const { rows } = await sql<BrokenLink>`
    select chain, sequence, fault from alongside.broken_history() order by chain, sequence`.execute(db)
  return rows
}

/** How much history there is. Needs the owner's scope. */
export async function countHistory(db: Db): Promise<{ entries: number; chains: number }> {
  const { rows } = await sql<{ entries: number; chains: number }>`
    select count(*)::int as entries, count(distinct chain)::int as chains from history`.execute(db)
  return rows[0] ?? { entries: 0, chains: 0 }
}
