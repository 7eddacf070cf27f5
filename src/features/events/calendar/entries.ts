/** Events as entries of a calendar. Pure. */
import type { Event } from '../domain.ts'
import { placeInFull } from '../place.ts'
import { eventHref, nameOf, whenOf } from '../words.ts'
import type { CalendarEntry } from './ics.ts'

/** What a calendar knows of an event beyond its page. */
export interface Dated {
  readonly event: Event
  /** Of the programme, which names the sessions of its series. */
  readonly programmeKey: string
  readonly changedAt: Temporal.Instant
  /** Of this school or hub, if it has one. */
  readonly booking: { readonly places: number; readonly revision: number; readonly givenBack: boolean } | null
  /** The reader's own hub, or the programme team itself, holds it. */
  readonly host: boolean
}

/** Stays the same for as long as the event does; sessions of a series are made anew with the tables, and keep theirs too. */
export function uidOf(dated: Pick<Dated, 'event' | 'programmeKey'>): string {
  const { id, formKey, seriesKey, number } = dated.event
  const own = seriesKey === null ? (formKey ?? `event-${id}`) : `${dated.programmeKey}-${seriesKey}-${number}`
  return `${own}@alongside`
}

export function entryOf(dated: Dated, publicUrl: string): CalendarEntry {
  const { event, booking, host } = dated
  const comes = host || (booking !== null && !booking.givenBack)
  const url = `${publicUrl}${eventHref(event)}`
  const lines = [
    event.timeConfirmed ? '' : whenOf(event),
    comes && !host
      ? `Your school has ${booking?.places === 1 ? 'a place' : `${booking?.places} places`}.`
      : '',
    comes && event.joiningLink !== '' ? `Join: ${event.joiningLink}` : '',
    event.gettingThere && `How to get there: ${event.gettingThere}`,
    event.preparation && `What to prepare: ${event.preparation}`,
    event.cancelledReason && `Why it was cancelled: ${event.cancelledReason}`,
    url,
  ]
  return {
    uid: uidOf(dated),
    // Both only ever go up, so a place given back reaches a calendar that knew an older state of either.
    changes: event.revision - 1 + (booking ? booking.revision - 1 : 0),
    changedAt: dated.changedAt,
    title: comes || booking?.givenBack ? nameOf(event) : `Not booked: ${nameOf(event)}`,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    place: placeInFull(event),
    description: lines.filter((line) => line).join('\n\n'),
    url,
    state: stateOf(event, booking, comes),
  }
}

function stateOf(event: Event, booking: Dated['booking'], comes: boolean): CalendarEntry['state'] {
  if (event.cancelledAt || booking?.givenBack) return 'cancelled'
  return comes ? 'confirmed' : 'tentative'
}
