/** A support day as an entry for a calendar (RFC 5545). Pure: the same day gives the same file. */
import ical, { ICalEventStatus } from 'ical-generator'
import type { Partnership } from '../../partnerships/index.ts'
import type { SupportDay } from '../days/domain.ts'
import { supportDayHref, TYPE_NAMES } from '../words.ts'

const ENGLAND = 'Europe/London'

/**
 * Times stand in UTC, which no change of time zone rules in a reader's calendar can move; a day without times is an entry for
 * the whole day. Each entry of the day counts as a change, so that a calendar that has it brings it up to date, and a
 * cancelled day is shown as cancelled.
 */
export function calendarFile(
  day: SupportDay & { readonly heldOn: string },
  { schoolName, hubName }: Pick<Partnership, 'schoolName' | 'hubName'>,
  { publicUrl, at }: { readonly publicUrl: string; readonly at: string },
): string {
  const title = `${TYPE_NAMES[day.type]}: ${schoolName} and ${hubName}`
  const cancelled = day.state === 'cancelled'
  const calendar = ical({
    name: title,
    prodId: { company: 'Alongside', product: 'Support days', language: 'EN' },
  })
  const date = Temporal.PlainDate.from(day.heldOn)
  const timed = day.startsAt !== ''
  const end = day.endsAt === '' ? undefined : day.endsAt
  const stamp = new Date(Temporal.Instant.from(at).epochMilliseconds)
  calendar.createEvent({
    id: `support-day-${day.id}@${new URL(publicUrl).host}`,
    sequence: day.entries,
    stamp,
    lastModified: stamp,
    ...(timed
      ? { start: instantOf(date, day.startsAt), end: end ? instantOf(date, end) : afterHours(date, day) }
      : { start: new Date(`${day.heldOn}T00:00:00Z`), allDay: true }),
    summary: cancelled ? `Cancelled: ${title}` : title,
    location: day.place || null,
    url: new URL(supportDayHref(day.id), publicUrl).href,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    class: null,
  })
  return `${calendar.toString()}\r\n`
}

const zoned = (date: Temporal.PlainDate, time: string) =>
  date.toZonedDateTime({ timeZone: ENGLAND, plainTime: Temporal.PlainTime.from(time) })
const instantOf = (date: Temporal.PlainDate, time: string): Date =>
  new Date(zoned(date, time).epochMilliseconds)

/** Half a day is three hours, a day six, where no end is given. */
function afterHours(date: Temporal.PlainDate, { startsAt, halfDays }: SupportDay): Date {
  return new Date(zoned(date, startsAt).add({ hours: 3 * halfDays }).epochMilliseconds)
}
