/**
 * When people of schools are left in peace, and the hours in which they can be expected to answer. Pure.
 *
 * Quiet is from Friday noon until Monday, every bank holiday, and every day outside the academic terms or in a half-term
 * holiday. Times are those of a clock on the wall in the time zone given, so a change of the clocks moves nothing.
 */
import { type Calendar, isSchoolDay } from '../programmes/index.ts'

type Day = Temporal.PlainDate
type Instant = Temporal.Instant

export const ENGLAND = 'Europe/London'

/** A stretch of time; its end is not part of it. */
export interface Stretch {
  readonly from: Instant
  readonly until: Instant
}

const NOON = Temporal.PlainTime.from('12:00')
const MIDNIGHT = Temporal.PlainTime.from('00:00')
/** Long enough for two summers; a calendar without a school day in it is a mistake. */
const LONGEST_QUIET_DAYS = 800

/** When quiet begins on a day: at midnight where there is no school, on Fridays at noon, else not. */
function quietFrom(day: Day, calendar: Calendar): Temporal.PlainTime | undefined {
  if (!isSchoolDay(day, calendar)) return MIDNIGHT
  return day.dayOfWeek === 5 ? NOON : undefined
}

/** The whole quiet time that an instant lies in, from its first moment to the school day after it. */
export function quietTimeAt(instant: Instant, calendar: Calendar, timeZone = ENGLAND): Stretch | undefined {
  const local = instant.toZonedDateTimeISO(timeZone)
  const day = local.toPlainDate()
  const begins = quietFrom(day, calendar)
  if (!begins || Temporal.PlainTime.compare(local.toPlainTime(), begins) < 0) return undefined
  let first = day
  // A Friday of school ends quiet before it as well as beginning quiet after it.
  while (!isSchoolDay(first, calendar)) {
    const before = first.subtract({ days: 1 })
    if (!quietFrom(before, calendar)) break
    first = before
    mustBeNear(first, day)
  }
  const next = nextSchoolDay(day, calendar)
  return {
    from: at(first, quietFrom(first, calendar) ?? MIDNIGHT, timeZone),
    until: at(next, MIDNIGHT, timeZone),
  }
}

export function isQuiet(instant: Instant, calendar: Calendar, timeZone = ENGLAND): boolean {
  return quietTimeAt(instant, calendar, timeZone) !== undefined
}

/** The first school day after a day. */
export function nextSchoolDay(day: Day, calendar: Calendar): Day {
  let next = day.add({ days: 1 })
  while (!isSchoolDay(next, calendar)) {
    next = next.add({ days: 1 })
    mustBeNear(next, day)
  }
  return next
}

/** The last day on or before a day on which something may be sent in the morning. */
export function lastSchoolDay(day: Day, calendar: Calendar): Day {
  let last = day
  while (!isSchoolDay(last, calendar)) {
    last = last.subtract({ days: 1 })
    mustBeNear(last, day)
  }
  return last
}

export const WORKING_DAY_BEGINS = Temporal.PlainTime.from('08:00')
export const WORKING_DAY_ENDS = Temporal.PlainTime.from('17:00')

/** The hours in which an answer can be expected on a day: of school days only, and on Fridays until quiet begins. */
export function workingHoursOf(day: Day, calendar: Calendar, timeZone = ENGLAND): Stretch | undefined {
  if (!isSchoolDay(day, calendar)) return undefined
  const ends = quietFrom(day, calendar) ?? WORKING_DAY_ENDS
  return { from: at(day, WORKING_DAY_BEGINS, timeZone), until: at(day, ends, timeZone) }
}

/** Whether people can be expected to answer at an instant. */
export function isWorkingHour(instant: Instant, calendar: Calendar, timeZone = ENGLAND): boolean {
  const day = instant.toZonedDateTimeISO(timeZone).toPlainDate()
  const hours = workingHoursOf(day, calendar, timeZone)
  return hours !== undefined && contains(hours, instant)
}

/**
 * The instant at which so much working time has gone by since another. What would end in an evening, at a weekend or in
 * a holiday goes on in the next working hours, so nothing ever runs out while nobody is there.
 */
export function addWorkingTime(
  from: Instant,
  time: Temporal.Duration,
  calendar: Calendar,
  timeZone = ENGLAND,
): Instant {
  let left = time.total('milliseconds')
  let day = from.toZonedDateTimeISO(timeZone).toPlainDate()
  for (;;) {
    const hours = workingHoursOf(day, calendar, timeZone)
    if (hours) {
      const begin = Temporal.Instant.compare(from, hours.from) > 0 ? from : hours.from
      const available = hours.until.epochMilliseconds - begin.epochMilliseconds
      // To the end of a day's hours is not yet over: it ends within the next, where somebody is there to see it.
      if (available > left) return begin.add({ milliseconds: left })
      if (available > 0) left -= available
    }
    day = nextSchoolDay(day, calendar)
  }
}

export function contains({ from, until }: Stretch, instant: Instant): boolean {
  return Temporal.Instant.compare(from, instant) <= 0 && Temporal.Instant.compare(instant, until) < 0
}

function at(day: Day, plainTime: Temporal.PlainTime, timeZone: string): Instant {
  return day.toZonedDateTime({ timeZone, plainTime }).toInstant()
}

function mustBeNear(day: Day, other: Day): void {
  if (Math.abs(day.since(other).days) > LONGEST_QUIET_DAYS)
    throw new Error('The calendar has no further school days')
}
