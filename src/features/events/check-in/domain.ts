/** Who is here: arrivals as a phone sends them, now or when the connection is back. Pure. */
import type { Event } from '../domain.ts'
import { saidTime } from '../when.ts'

type Timed = Pick<Event, 'startsAt' | 'endsAt' | 'timeZone' | 'cancelledAt'>

/** A school; at a meeting of leads, a hub. In forms and on phones `p12` or `h3`. */
export type PlaceKey = `p${number}` | `h${number}`

export const placeKeyOf = (place: { partnershipId: number | null; hubId: number | null }): PlaceKey =>
  place.partnershipId === null ? `h${place.hubId ?? 0}` : `p${place.partnershipId}`

export function placeOfKey(key: string): { partnershipId: number | null; hubId: number | null } | undefined {
  const [, kind, number] = /^([ph])([1-9]\d{0,8})$/.exec(key) ?? []
  if (number === undefined) return undefined
  const id = Number(number)
  return kind === 'p' ? { partnershipId: id, hubId: null } : { partnershipId: null, hubId: id }
}

/** Somebody who is expected: a place was booked in their name. */
export interface Expected {
  readonly guestId: number
  readonly partnershipId: number | null
  readonly hubId: number | null
  readonly placeName: string
  readonly name: string
  readonly roleTitle: string
  readonly seniorLeader: boolean
  readonly needs: string
}

/** Somebody who is here, or was. */
export interface Presence {
  readonly id: number
  readonly clientKey: string
  readonly guestId: number | null
  readonly partnershipId: number | null
  readonly hubId: number | null
  readonly placeName: string
  readonly name: string
  readonly seniorLeader: boolean
  readonly how: 'in person' | 'online'
  readonly arrivedAt: Temporal.Instant
  /** Before the end; they took part all the same. */
  readonly leftEarlyAt: Temporal.Instant | null
  readonly minutes: number
  readonly source: 'check-in' | 'report' | 'by hand'
}

/** A place from which somebody may come who is not on the list. */
export interface Place {
  readonly key: PlaceKey
  readonly name: string
  /** Places booked for which no name was given. */
  readonly unnamed: number
}

/** The list opens half a day before the event, for whoever prepares it, and stays open for what was forgotten. */
export const checkInOpensAt = (event: Timed): Temporal.Instant => event.startsAt.subtract({ hours: 12 })

export const canCheckIn = (event: Timed, now: Temporal.Instant): boolean =>
  event.cancelledAt === null && Temporal.Instant.compare(now, checkInOpensAt(event)) >= 0

/**
 * When somebody came. Phones say how long ago that was, by a clock that need not be right; what lies outside the event by
 * more than half a day was ticked afterwards, and they came at the start.
 */
export function arrivedAt(event: Timed, now: Temporal.Instant, secondsAgo: number): Temporal.Instant {
  const at = now.subtract({ seconds: Math.max(0, Math.round(secondsAgo)) })
  const early = Temporal.Instant.compare(at, checkInOpensAt(event)) < 0
  const late = Temporal.Instant.compare(at, event.endsAt) > 0
  return early || late ? event.startsAt : at
}

/** From the start, or from when they came, to the end, or to when they left. */
export function minutesPresent(
  event: Timed,
  arrived: Temporal.Instant,
  left: Temporal.Instant = event.endsAt,
): number {
  const from = Temporal.Instant.compare(arrived, event.startsAt) > 0 ? arrived : event.startsAt
  return Math.max(0, Math.min(6_000, Math.round(from.until(left).total('minutes'))))
}

/** Somebody can be said to have left while it goes on: before, nobody has come; afterwards, everybody goes. */
export const canLeaveEarly = (event: Timed, now: Temporal.Instant): boolean =>
  event.cancelledAt === null &&
  Temporal.Instant.compare(now, event.startsAt) > 0 &&
  Temporal.Instant.compare(now, event.endsAt) < 0

/** “Left at 2:10pm” */
export const leftInWords = (event: Timed, left: Temporal.Instant): string =>
  `Left at ${saidTime(left.toZonedDateTimeISO(event.timeZone).round({ smallestUnit: 'minute', roundingMode: 'floor' }))}`

/** “Here since 9:55am”, “Came at 10:25am, 25 minutes after the start”. */
export function arrivedInWords(event: Timed, arrived: Temporal.Instant): string {
  const time = saidTime(
    arrived.toZonedDateTimeISO(event.timeZone).round({ smallestUnit: 'minute', roundingMode: 'floor' }),
  )
  const late = Math.floor(event.startsAt.until(arrived).total('minutes'))
  return late < 5 ? `Here since ${time}` : `Came at ${time}, ${late} minutes after the start`
}
