import { sql } from 'kysely'
import type { Db } from '../../../../platform/database/index.ts'
import type { Actor } from '../../../people/index.ts'
import type { SupportDay } from '../../days/domain.ts'
import type { Part } from './domain.ts'

/** As the two schools have changed it. */
export interface KeptOrder {
  readonly revision: number
  readonly parts: readonly Part[]
  readonly lastKey: string
  readonly byName: string
  readonly writtenAt: string
}

export async function findOrder(db: Db, dayId: number): Promise<KeptOrder | undefined> {
  const { rows } = await sql<KeptOrder>`
    select revision, parts, last_key as "lastKey", by_name as "byName", written_at as "writtenAt"
    from visit_running_orders where item_id = ${dayId}`.execute(db)
  return rows[0]
}

/** @returns false when somebody else has written in the meantime: nothing is overwritten */
export async function writeOrder(
  db: Db,
  actor: Actor,
  day: Pick<SupportDay, 'id' | 'partnershipId'>,
  { key, seen, parts }: { readonly key: string; readonly seen: number; readonly parts: readonly Part[] },
): Promise<boolean> {
  const json = sql`${JSON.stringify(parts)}::text::jsonb`
  const written =
    seen === 0
      ? await sql`
          insert into visit_running_orders (item_id, partnership_id, parts, last_key, account_id, by_name)
          values (${day.id}, ${day.partnershipId}, ${json}, ${key}, ${actor.accountId}, ${actor.name})
          on conflict do nothing`.execute(db)
      : await sql`
          update visit_running_orders set revision = revision + 1, parts = ${json}, last_key = ${key},
            account_id = ${actor.accountId}, by_name = ${actor.name}, written_at = alongside.now()
          where item_id = ${day.id} and revision = ${seen}`.execute(db)
  return written.numAffectedRows === 1n
}
