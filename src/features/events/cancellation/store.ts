import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

/** @returns false when it was cancelled before */
export async function cancelEvent(
  db: Db,
  id: number,
  by: { readonly name: string },
  reason: string,
): Promise<boolean> {
  const result = await sql`
    update events set cancelled_at = alongside.now(), cancelled_reason = ${reason}, cancelled_by_name = ${by.name},
      revision = revision + 1
    where id = ${id} and cancelled_at is null`.execute(db)
  return result.numAffectedRows === 1n
}
