/** Calendar files (RFC 5545). Pure: the same entries give the same file, so that a browser can keep it. */
import ical, { ICalEventStatus } from 'ical-generator'

export interface CalendarEntry {
  /** Stays the same through every change, so that a calendar brings its own entry up to date. */
  readonly uid: string
  /** How often it was changed; a calendar takes the highest. */
  readonly changes: number
  readonly changedAt: Temporal.Instant
  readonly title: string
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly place: string
  readonly description: string
  /** Its page. */
  readonly url: string
  readonly state: 'confirmed' | 'tentative' | 'cancelled'
}

export interface CalendarName {
  readonly name: string
  /** A feed that is asked for again. */
  readonly feed?: boolean
}

const STATUS = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const
const ASK_AGAIN_SECONDS = 4 * 60 * 60

/**
 * Times stand in UTC, which no change of clocks or of time zone rules in a reader's calendar can move. A cancelled
 * event stays in the file, as cancelled: were it left out, what was saved before would stay in a calendar for ever.
 */
export function calendarFile(
  { name, feed = false }: CalendarName,
  entries: readonly CalendarEntry[],
): string {
  const calendar = ical({
    name: clean(name),
    prodId: { company: 'Alongside', product: 'Events', language: 'EN' },
    ...(feed ? { ttl: ASK_AGAIN_SECONDS } : {}),
  })
  for (const entry of entries) {
    const cancelled = entry.state === 'cancelled'
    calendar.createEvent({
      id: entry.uid,
      sequence: entry.changes,
      stamp: dateOf(entry.changedAt),
      lastModified: dateOf(entry.changedAt),
      start: dateOf(entry.startsAt),
      end: dateOf(entry.endsAt),
      summary: clean(cancelled ? `Cancelled: ${entry.title}` : entry.title),
      location: clean(entry.place) || null,
      description: clean(entry.description) || null,
      url: entry.url,
      status: STATUS[entry.state],
      class: null,
    })
  }
  return `${calendar.toString()}\r\n`
}

const dateOf = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds)

/** The format knows line feeds and tabs, and no other control character. */
const clean = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  text.replaceAll(/\r\n?/g, '\n').replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
