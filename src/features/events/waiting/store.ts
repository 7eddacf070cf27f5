import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { By } from '../../history/index.ts'
import type { Party } from '../bookings/party.ts'
import { ofParty } from '../bookings/store.ts'
import type { Room } from '../domain.ts'
import type { Offer, Waiting } from '../seating.ts'

type Of = Pick<Party, 'partnershipId' | 'hubId'>

export interface OpenWait {
  readonly id: number
  readonly places: number
  /** Of a school that has places: so many more. */
  readonly more: boolean
  readonly askedAt: string
  readonly byName: string
}

/** A school that waits, with or without an offer. */
export async function findOpenWait(db: Db, eventId: number, party: Of): Promise<OpenWait | undefined> {
  const { rows } = await sql<OpenWait>`
    select id, places, more, asked_at as "askedAt", by_name as "byName" from event_waits
    where event_id = ${eventId} and left_at is null and ${ofParty(party)}`.execute(db)
  return rows[0]
}

export interface OpenOffer {
  readonly id: number
  readonly places: number
  readonly more: boolean
  readonly reason: string
  readonly expiresAt: string
}

export async function findOpenOffer(db: Db, eventId: number, party: Of): Promise<OpenOffer | undefined> {
  const { rows } = await sql<OpenOffer>`
    select o.id, o.places, w.more, o.reason, o.expires_at as "expiresAt"
    from event_offers o join event_waits w on w.id = o.wait_id
    where o.event_id = ${eventId} and o.answered_at is null
      and (w.partnership_id = ${party.partnershipId} or w.hub_id = ${party.hubId})`.execute(db)
  return rows[0]
}

/** Those without an offer, whoever they are: what decides whose turn it is. */
export async function readQueue(db: Db, eventId: number): Promise<Waiting[]> {
  const { rows } = await sql<Omit<Waiting, 'askedAt'> & { askedAt: string }>`
    select wait_id as "waitId", places, more, asked_at as "askedAt", been, expected, attended
    from alongside.event_queue(${eventId})`.execute(db)
  return rows.map((row) => ({ ...row, askedAt: Temporal.Instant.from(row.askedAt) }))
}

export interface WaitLine {
  readonly waitId: number
  readonly name: string
}

/** The names of those who wait, for the host. */
export async function listWaitNames(db: Db, eventId: number): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<WaitLine>`
    select w.id as "waitId", coalesce(c.school_name, h.name) as name
    from event_waits w
    left join partnership_cards c on c.id = w.partnership_id
    left join hub_cards h on h.id = w.hub_id
    where w.event_id = ${eventId} and w.left_at is null`.execute(db)
  return new Map(rows.map(({ waitId, name }) => [waitId, name]))
}

export interface OfferLine extends OpenOffer {
  readonly name: string
}

export async function listOpenOffers(db: Db, eventId: number): Promise<OfferLine[]> {
  const { rows } = await sql<OfferLine>`
    select o.id, o.places, w.more, o.reason, o.expires_at as "expiresAt", coalesce(c.school_name, h.name) as name
    from event_offers o join event_waits w on w.id = o.wait_id
    left join partnership_cards c on c.id = w.partnership_id
    left join hub_cards h on h.id = w.hub_id
    where o.event_id = ${eventId} and o.answered_at is null order by o.id`.execute(db)
  return rows
}

/** Undefined where this very form was kept before, or the school waits already. */
export async function insertWait(
  db: Db,
  by: By,
  wait: {
    readonly key: string
    readonly eventId: number
    readonly party: Of
    readonly places: number
    readonly more: boolean
  },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into event_waits (form_key, event_id, partnership_id, hub_id, places, more, account_id, by_name)
    values (${wait.key}, ${wait.eventId}, ${wait.party.partnershipId}, ${wait.party.hubId}, ${wait.places}, ${wait.more},
      ${by === 'system' ? null : by.accountId}, ${by === 'system' ? 'Alongside' : by.name})
    on conflict do nothing returning id`.execute(db)
  return rows[0]?.id
}

/**
 * A school leaves the list. An offer that is open, or comes in the same moment, is declined with it, so that the places go
 * on to the next.
 */
export async function leaveList(db: Db, by: { readonly name: string }, waitId: number): Promise<boolean> {
  const decline = () =>
    sql`
    update event_offers set answered_at = alongside.now(), answer = 'declined', answered_by_name = ${by.name}
    where wait_id = ${waitId} and answered_at is null`.execute(db)
  const declined = await decline()
  const left = await sql`
    update event_waits set left_at = alongside.now() where id = ${waitId} and left_at is null`.execute(db)
  await decline()
  return left.numAffectedRows === 1n || declined.numAffectedRows === 1n
}

/** One at a time offers places of an event: held until the transaction ends. */
export async function takeTurnToOffer(db: Db, eventId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(1301, ${eventId})`.execute(db)
}

export async function readRoom(db: Db, eventId: number): Promise<Room | undefined> {
  const { rows } = await sql<Room>`
    select capacity, school_capacity as "schoolCapacity", held_places as "heldPlaces", places_taken as "placesTaken",
      places_offered as "placesOffered", schools_taken as "schoolsTaken", schools_offered as "schoolsOffered", waiting
    from events where id = ${eventId} and cancelled_at is null`.execute(db)
  return rows[0]
}

/** Undefined where the school has left the list in the meantime. */
export async function insertOffer(
  db: Db,
  eventId: number,
  offer: Offer & { readonly reason: string; readonly expiresAt: Temporal.Instant },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into event_offers (wait_id, event_id, places, reason, expires_at)
    select w.id, w.event_id, ${offer.places}, ${offer.reason}, ${offer.expiresAt.toString()}
    from event_waits w where w.id = ${offer.waitId} and w.event_id = ${eventId} and w.left_at is null for update of w
    on conflict do nothing returning id`.execute(db)
  return rows[0]?.id
}

/** Offers that nobody answered in time, across all events. @returns how many ended */
export async function expireOffers(db: Db, now: Temporal.Instant): Promise<number> {
  const result = await sql`
    update event_offers set answered_at = alongside.now(), answer = 'expired'
    where id in (select id from event_offers where answered_at is null and expires_at <= ${now.toString()}
      order by id for update skip locked)`.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

/** Offers of an event that was cancelled end. Those who wait stay on the list, so that they are told. */
export async function withdrawOffers(db: Db, eventId: number, by: { readonly name: string }): Promise<void> {
  await sql`
    update event_offers set answered_at = alongside.now(), answer = 'withdrawn', answered_by_name = ${by.name}
    where event_id = ${eventId} and answered_at is null`.execute(db)
}

/** Events with room where somebody waits: none, unless a job was lost. */
export async function listForgotten(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from events where waiting > 0 and cancelled_at is null
      and (capacity is null or places_taken + places_offered + held_places < capacity)
      and (school_capacity is null or schools_taken + schools_offered < school_capacity
        or exists (select from event_waits w where w.event_id = events.id and w.more and w.left_at is null
          and not exists (select from event_offers o where o.wait_id = w.id)))`.execute(db)
  return rows.map(({ id }) => id)
}
