import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Noun } from '../domain.ts'
import { tableOf } from '../store.ts'

/** Of lines under one parent, all of them. Nothing but where they stand is written. */
export async function putInOrder(db: Db, noun: Noun, ids: readonly number[]): Promise<void> {
  await sql`
    update ${tableOf(noun)} l set position = o.position
    from unnest(${ids}::int[]) with ordinality as o (id, position)
    where l.id = o.id and l.position <> o.position`.execute(db)
}
