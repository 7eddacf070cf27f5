import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { ofParty } from '../bookings/store.ts'

/** An offer as whoever holds its link sees it. */
export interface Offered {
  readonly id: number
  readonly waitId: number
  readonly eventId: number
  readonly places: number
  /** The school has places already: these are more. */
  readonly more: boolean
  readonly expiresAt: string
  readonly answer: 'taken' | 'declined' | 'expired' | 'withdrawn' | null
  readonly partnershipId: number | null
  readonly hubId: number | null
  /** The programme expects a senior leader among the people of the school, and it has named none yet. */
  readonly asksSenior: boolean
  /** The school, or the hub. */
  readonly name: string
  readonly ended: boolean
}

/** As the service itself: whoever has the link answers for the school. Holds the offer until the transaction ends. */
export async function lockOffer(db: Db, id: number): Promise<Offered | undefined> {
  // First the booking, as when it is given back in the same moment.
  await sql`
    select from event_bookings b join event_waits w on w.event_id = b.event_id
      and (w.partnership_id = b.partnership_id or w.hub_id = b.hub_id)
    join event_offers o on o.wait_id = w.id
    where o.id = ${id} and w.more and b.given_back_at is null for update of b`.execute(db)
  await sql`select from event_offers where id = ${id} for update`.execute(db)
  return findOffer(db, id)
}

export async function findOffer(db: Db, id: number): Promise<Offered | undefined> {
  const { rows } = await sql<Offered>`
    select o.id, o.wait_id as "waitId", o.event_id as "eventId", o.places, w.more, o.expires_at as "expiresAt", o.answer,
      w.partnership_id as "partnershipId", w.hub_id as "hubId", coalesce(c.school_name, h.name) as name,
      exists (select from expectation_cards x where x.programme_version_id = c.programme_version_id
          and x.pathway_key = c.pathway_key and x.kind = 'senior-leaders')
        and not exists (select from event_bookings b join event_guests g on g.booking_id = b.id
          where b.event_id = o.event_id and b.partnership_id = w.partnership_id and b.given_back_at is null
            and g.left_at is null and g.senior_leader) as "asksSenior",
      coalesce(c.status in ('withdrawn', 'completed', 'moved'), false) as ended
    from event_offers o join event_waits w on w.id = o.wait_id
    left join partnership_cards c on c.id = w.partnership_id
    left join hub_cards h on h.id = w.hub_id
    where o.id = ${id}`.execute(db)
  return rows[0]
}

/** What was offered to a school that has places is added to them. @returns its booking */
export async function addOffered(db: Db, offer: Offered): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    update event_bookings set places = places + ${offer.places}, offer_id = ${offer.id}, revision = revision + 1
    where event_id = ${offer.eventId} and given_back_at is null and ${ofParty(offer)} returning id`.execute(
    db,
  )
  return rows[0]?.id
}

export async function answerOffer(
  db: Db,
  id: number,
  answer: 'taken' | 'declined' | 'expired',
  byName: string,
): Promise<boolean> {
  const result = await sql`
    update event_offers set answered_at = alongside.now(), answer = ${answer}, answered_by_name = ${byName}
    where id = ${id} and answered_at is null`.execute(db)
  return result.numAffectedRows === 1n
}
