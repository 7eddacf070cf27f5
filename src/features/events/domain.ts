/** What an event is, and where it stands at a moment. Pure. */
import { ENGLAND } from './quiet-times.ts'

type Instant = Temporal.Instant

export const KINDS = ['open-day', 'networking', 'cpd', 'induction'] as const
export type EventKind = (typeof KINDS)[number]

export const KIND_NAMES: Readonly<Record<EventKind, string>> = {
  'open-day': 'Open day',
  networking: 'Networking meeting',
  cpd: 'CPD session',
  induction: 'Induction',
}

export type Audience = 'partners' | 'leads'
export const PLACES = ['lead-school', 'elsewhere', 'online'] as const
export type EventPlace = (typeof PLACES)[number]

export interface Material {
  readonly title: string
  readonly address: string
}

/** How full an event is. A place on offer is as good as gone until it is answered. */
export interface Room {
  /** In all; null is no limit. */
  readonly capacity: number | null
  readonly schoolCapacity: number | null
  readonly heldPlaces: number
  readonly placesTaken: number
  readonly placesOffered: number
  readonly schoolsTaken: number
  readonly schoolsOffered: number
  /** Schools that wait and have no offer: a free place is theirs. */
  readonly waiting: number
}

export interface Event extends Room {
  readonly id: number
  readonly formKey: string
  readonly programmeId: number
  readonly kind: EventKind
  readonly audience: Audience
  /** Null: the programme team runs it. */
  readonly hubId: number | null
  readonly hubName: string | null
  /** The lead school or trust of the hub, and whether the register still has it open. */
  readonly leadName: string | null
  readonly leadSchoolUrn: number | null
  readonly leadClosed: boolean
  readonly seriesKey: string | null
  readonly number: number | null
  readonly title: string
  readonly description: string
  readonly agenda: string
  readonly preparation: string
  readonly materials: readonly Material[]
  readonly themes: readonly string[]
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly timeZone: string
  /** A definition gives a session its date; the programme team says its time. */
  readonly timeConfirmed: boolean
  readonly place: EventPlace
  readonly placeText: string
  readonly gettingThere: string
  readonly safetyNotes: string
  readonly joiningLink: string
  readonly recordingLink: string
  readonly placesPerSchool: number
  readonly bookingOpensAt: Instant | null
  readonly bookingClosesAt: Instant | null
  readonly createdAt: Instant
  readonly cancelledAt: Instant | null
  readonly cancelledReason: string | null
  readonly cancelledByName: string | null
  readonly revision: number
}

type Timed = Pick<Event, 'startsAt' | 'endsAt' | 'cancelledAt'>

/** Whether places can be booked: first what ends it for good, then the window. */
export type BookingState = 'cancelled' | 'over' | 'not yet' | 'closed' | 'open'

export function bookingStateAt(
  event: Timed & Pick<Event, 'bookingOpensAt' | 'bookingClosesAt'>,
  now: Instant,
): BookingState {
  if (event.cancelledAt) return 'cancelled'
  if (isOver(event, now)) return 'over'
  if (event.bookingOpensAt && isBefore(now, event.bookingOpensAt)) return 'not yet'
  return isBefore(now, event.bookingClosesAt ?? event.startsAt) ? 'open' : 'closed'
}

export const isBefore = (one: Instant, other: Instant): boolean => Temporal.Instant.compare(one, other) < 0
export const hasBegun = (event: Timed, now: Instant): boolean => !isBefore(now, event.startsAt)
export const isOver = (event: Timed, now: Instant): boolean => !isBefore(now, event.endsAt)

/** Names can be changed until it is over: substitutes come on the day. */
export const canStillSwap = (event: Timed, now: Instant): boolean => !event.cancelledAt && !isOver(event, now)
/** Places can be given back until it begins; afterwards they could help nobody. */
export const canStillGiveBack = (event: Timed, now: Instant): boolean =>
  !event.cancelledAt && !hasBegun(event, now)

export const startsOn = (event: Pick<Event, 'startsAt' | 'timeZone'>): Temporal.PlainDate =>
  event.startsAt.toZonedDateTimeISO(event.timeZone).toPlainDate()

/** What its host typed as day, time and time of the end, as an instant each. An end before the start is after midnight. */
export function instantsOf(typed: {
  readonly day: Temporal.PlainDate
  readonly starts: Temporal.PlainTime
  readonly ends: Temporal.PlainTime
  readonly timeZone?: string
}): { startsAt: Instant; endsAt: Instant } {
  const timeZone = typed.timeZone ?? ENGLAND
  const at = (day: Temporal.PlainDate, plainTime: Temporal.PlainTime) =>
    day.toZonedDateTime({ timeZone, plainTime }).toInstant()
  const startsAt = at(typed.day, typed.starts)
  const sameDay = at(typed.day, typed.ends)
  return {
    startsAt,
    endsAt: isBefore(startsAt, sameDay) ? sameDay : at(typed.day.add({ days: 1 }), typed.ends),
  }
}
