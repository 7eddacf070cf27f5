import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'

export async function listOpenAtClosedSchools(db: Db): Promise<{ id: number; schoolUrn: number }[]> {
  const { rows } = await sql<{ id: number; schoolUrn: number }>`
    select p.id, p.school_urn as "schoolUrn" from partnerships p
    join school_cards s on s.urn = p.school_urn and s.status = 'closed'
    where p.status in ('invited', 'confirmed', 'active', 'paused') order by p.id`.execute(db)
  return rows
}

/**
 * Gives partnerships, with their agreements to share, to the schools that took over. Where two would end up at one
 * school of one programme, the later stays behind. Returns the ids that moved.
 */
export async function followSchools(
  db: Db,
  moves: readonly { id: number; from: number; to: number }[],
): Promise<number[]> {
  if (moves.length === 0) return []
  const { rows } = await sql<{ id: number }>`
    with wanted as (
      select distinct on (p.programme_id, m."to") p.id, p.programme_id, m."to"
      from jsonb_to_recordset(${JSON.stringify(moves)}::text::jsonb) as m(id int, "to" int)
      join partnerships p on p.id = m.id
      where not exists (select from partnerships o where o.programme_id = p.programme_id and o.school_urn = m."to"
        and o.status in ('invited', 'confirmed', 'active', 'paused'))
      order by p.programme_id, m."to", p.id
    )
    update partnerships p set school_urn = w."to" from wanted w where p.id = w.id returning p.id`.execute(db)
  const ids = rows.map(({ id }) => id)
  // An agreement was with the trust of the school that closed; the school that took over decides for itself.
  await sql`
    update trust_agreements a set withdrawn_at = now(), withdrawn_by_name = 'Alongside'
    where a.partnership_id = any(${ids}::int[]) and a.withdrawn_at is null
      and a.trust_uid is distinct from (select s.trust_uid from partnerships p join school_cards s on s.urn = p.school_urn where p.id = a.partnership_id)`.execute(
    db,
  )
  await sql`
    update trust_agreements a set school_urn = p.school_urn from partnerships p
    where p.id = a.partnership_id and a.partnership_id = any(${ids}::int[]) and a.withdrawn_at is null`.execute(
    db,
  )
  return ids
}
