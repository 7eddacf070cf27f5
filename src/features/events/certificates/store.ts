import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Party } from '../bookings/party.ts'

export interface Holder {
  readonly presenceId: number
  readonly name: string
  readonly placeName: string
}

const HOLDER = sql`p.id as "presenceId", p.name, coalesce(c.school_name, h.name) as "placeName"`
const FROM_PRESENCES = sql`
  from event_presences p
  left join partnership_cards c on c.id = p.partnership_id
  left join hub_cards h on h.id = p.hub_id`

export interface CertifiedRow extends Holder {
  readonly eventId: number
  readonly programmeName: string
  readonly how: 'in person' | 'online'
  readonly minutes: number
}

/** Undefined once somebody was taken off again. */
export async function findCertified(db: Db, presenceId: number): Promise<CertifiedRow | undefined> {
  const { rows } = await sql<CertifiedRow>`
    select ${HOLDER}, p.event_id as "eventId", p.how, p.minutes, g.name as "programmeName" ${FROM_PRESENCES}
    join events e on e.id = p.event_id join programme_cards g on g.id = e.programme_id
    where p.id = ${presenceId} and p.undone_at is null`.execute(db)
  return rows[0]
}

/** Who took part, of one school or of all that this actor may see, and how many they are. */
export async function listHolders(
  db: Db,
  eventId: number,
  of: Party | 'all',
  page: { readonly limit: number; readonly offset: number },
): Promise<{ holders: Holder[]; count: number }> {
  const whose =
    of === 'all'
      ? sql`true`
      : of.partnershipId === null
        ? sql`p.hub_id = ${of.hubId}`
        : sql`p.partnership_id = ${of.partnershipId}`
  const { rows } = await sql<Holder & { count: number }>`
    select ${HOLDER}, count(*) over ()::int as count ${FROM_PRESENCES}
    where p.event_id = ${eventId} and p.undone_at is null and ${whose}
    order by 3, p.name, p.id limit ${page.limit} offset ${page.offset}`.execute(db)
  return { holders: rows.map(({ count: _count, ...holder }) => holder), count: rows[0]?.count ?? 0 }
}
