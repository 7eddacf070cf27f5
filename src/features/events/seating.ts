/**
 * Who gets a place: whether a school can book, and to whom free places are offered. Pure. The counters are kept by
 * triggers in the database, whose checks are the last word; this decides what is asked of it.
 */
import type { Room } from './domain.ts'

/** Places that nobody has, is offered, or that the host keeps. Infinite where there is no limit. */
export function placesFree(room: Room): number {
  if (room.capacity === null) return Number.POSITIVE_INFINITY
  return room.capacity - room.heldPlaces - room.placesTaken - room.placesOffered
}

export function schoolsFree(room: Room): number {
  if (room.schoolCapacity === null) return Number.POSITIVE_INFINITY
  return room.schoolCapacity - room.schoolsTaken - room.schoolsOffered
}

export type Seating = 'seated' | 'full' | 'others wait'

/**
 * Whether a school can have so many more places now. Fewer is always possible. Nobody passes those who wait; the host,
 * who answers for it, can.
 */
export function seatingFor(
  room: Room,
  ask: { readonly more: number; readonly newSchool: boolean; readonly byHost?: boolean },
): Seating {
  if (ask.more <= 0) return 'seated'
  if (placesFree(room) < ask.more || (ask.newSchool && schoolsFree(room) < 1)) return 'full'
  return room.waiting > 0 && !ask.byHost ? 'others wait' : 'seated'
}

/** A school that waits, with what decides whose turn it is. */
export interface Waiting {
  readonly waitId: number
  readonly places: number
  /** It has places already and asks for more: no room for another school is needed. */
  readonly more: boolean
  readonly askedAt: Temporal.Instant
  /** At an event of this kind in this support term. */
  readonly been: boolean
  /** How many events of this kind were expected of it by then, and how many it has been at. */
  readonly expected: number
  readonly attended: number
}

const shortfall = ({ expected, attended }: Waiting): number => Math.max(0, expected - attended)

/** Whose turn comes first: not yet been this support term; furthest from its expected number; then time of asking. */
export function inOrder(queue: readonly Waiting[]): Waiting[] {
  return queue.toSorted(
    (one, other) =>
      Number(one.been) - Number(other.been) ||
      shortfall(other) - shortfall(one) ||
      Temporal.Instant.compare(one.askedAt, other.askedAt) ||
      one.waitId - other.waitId,
  )
}

export interface Offer {
  readonly waitId: number
  readonly places: number
}

/**
 * Offers of all that is free, in order. Whoever asked for more than there is gets what there is. Where no other school
 * can come, those that have places already are still offered more.
 */
export function offersFor(room: Room, queue: readonly Waiting[]): Offer[] {
  const offers: Offer[] = []
  let [places, schools] = [placesFree(room), schoolsFree(room)]
  for (const { waitId, places: asked, more } of inOrder(queue)) {
    if (places < 1) break
    if (schools < 1 && !more) continue
    const given = Math.min(asked, places)
    offers.push({ waitId, places: given })
    places -= given
    if (!more) schools -= 1
  }
  return offers
}

/** Why a school stands where it does, in words that it may read. */
export function reasonOf({
  been,
  expected,
  attended,
}: Pick<Waiting, 'been' | 'expected' | 'attended'>): string {
  const term = been
    ? 'has been to such an event this support term'
    : 'has not been to such an event this support term'
  const of =
    expected > 0
      ? `, and was at ${attended === 0 ? 'none' : attended} of the ${expected} expected so far`
      : ''
  return `The school ${term}${of}.`
}
