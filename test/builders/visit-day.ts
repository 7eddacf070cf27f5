/** A visit that is over, in the demonstration world, whose record has not been begun. */
import { sql } from 'kysely'
import type { Database } from '../../src/platform/database/index.ts'

/** Of the support days that the world holds for this school nothing is left, so that there is room for it. */
export function addVisitDay(database: Database, schoolUrn: number, heldOn = '2026-05-12'): Promise<number> {
  return database.asOwner(async (db) => {
    const { rows: found } = await sql<{ id: number; term: number }>`
      select p.id, (select max(t.number) from support_terms t where t.cohort_id = p.cohort_id) as term
      from partnerships p join programmes g on g.id = p.programme_id
      where p.school_urn = ${schoolUrn} and g.key like 'rise%' and p.status = 'active'`.execute(db)
    const [partnership] = found
    if (!partnership) throw new Error(`The world has no partnership of the school ${schoolUrn}`)
    await sql`delete from support_items where partnership_id = ${partnership.id}`.execute(db)
    await sql`delete from support_day_counts where partnership_id = ${partnership.id}`.execute(db)
    await sql`select set_config('alongside.role', 'system', true)`.execute(db)
    await sql`select alongside.hold_support_days(${partnership.id})`.execute(db)
    const { rows } = await sql<{ id: number }>`
      insert into support_items (partnership_id, type) values (${partnership.id}, 'visit') returning id`.execute(
      db,
    )
    const id = rows[0]?.id ?? 0
    await sql`
      insert into support_entries (item_id, number, partnership_id, key, kind, side, state, half_days, support_term, held_on,
        by_name)
      values (${id}, 1, ${partnership.id}, gen_random_uuid(), 'booked', 'lead', 'booked', 1, ${partnership.term}, ${heldOn},
        'Somebody')`.execute(db)
    return id
  })
}
