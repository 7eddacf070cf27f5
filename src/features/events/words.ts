/** Addresses and words that several pages of events use. */
import { plural } from '../../design/components/index.ts'
import type { BookingState, Event, Room } from './domain.ts'
import { placesFree, schoolsFree } from './seating.ts'
import { saidDay, saidWhen } from './when.ts'

export const eventHref = (event: number | Pick<Event, 'id'>, below = ''): string =>
  `/events/${typeof event === 'number' ? event : event.id}${below && `/${below}`}`

/** "Thursday 21 May 2026, 10am to midday"; without the time where nobody has said it. */
export function whenOf(event: Pick<Event, 'startsAt' | 'endsAt' | 'timeZone' | 'timeConfirmed'>): string {
  return event.timeConfirmed
    ? saidWhen(event)
    : `${saidDay(event.startsAt.toZonedDateTimeISO(event.timeZone))}, time to be confirmed`
}

/** "Online", "At Oakfield Academy", "Otley Town Hall". */
export function whereOf(event: Pick<Event, 'place' | 'placeText' | 'leadName'>): string {
  if (event.place === 'online') return 'Online'
  if (event.place === 'lead-school') return event.leadName ?? 'At the lead school'
  return event.placeText
}

/** "CPD 3: Day to day systems", or the title alone. */
export const nameOf = (event: Pick<Event, 'title' | 'number' | 'kind'>): string =>
  event.number === null ? event.title : `CPD ${event.number}: ${event.title}`

export const STATE_WORDS: Readonly<Record<BookingState, string>> = {
  cancelled: 'Cancelled',
  over: 'Over',
  'not yet': 'Booking is not open yet',
  closed: 'Booking has closed',
  open: 'Open for booking',
}

/** "12 of 40 places taken by 9 schools"; "12 places taken by 9 schools" where there is no limit; hubs at meetings of leads. */
export function roomInWords(room: Room & Pick<Event, 'audience'>): string {
  const who = room.audience === 'leads' ? 'hub' : 'school'
  const taken =
    room.capacity === null
      ? `${plural(room.placesTaken, 'place')} taken`
      : `${room.placesTaken} of ${plural(room.capacity, 'place')} taken`
  const schools =
    room.schoolCapacity === null
      ? plural(room.schoolsTaken, who)
      : `${room.schoolsTaken} of ${plural(room.schoolCapacity, who)}`
  return `${taken} by ${schools}`
}

/** What a school wants to know: whether there is room. */
export function freeInWords(room: Room): string {
  const [places, schools] = [placesFree(room), schoolsFree(room)]
  if (places < 1 || schools < 1) return 'Full'
  if (room.waiting > 0) return 'Free places go to the schools that wait'
  return places === Number.POSITIVE_INFINITY ? 'Places free' : `${plural(places, 'place')} free`
}
