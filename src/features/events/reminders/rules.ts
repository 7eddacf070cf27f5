/** When reminders of an event go out. Pure: the same event and calendar give the same times. */
import type { Calendar } from '../../programmes/index.ts'
import { contains, lastSchoolDay, nextSchoolDay, quietTimeAt } from '../quiet-times.ts'

type Instant = Temporal.Instant
type Day = Temporal.PlainDate
const { compare } = Temporal.Instant

export const REMINDER_RULES = ['week-before', 'day-before', 'joining-link'] as const
export type ReminderRule = (typeof REMINDER_RULES)[number]

export const RULE_NAMES: Readonly<Record<ReminderRule, string>> = {
  'week-before': 'A week before',
  'day-before': 'The day before',
  'joining-link': 'Joining link, an hour before',
}

/** What the rules need to know of an event. */
export interface Reminded {
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly timeZone: string
  /** It has a link to join it by. */
  readonly joinable: boolean
}

export interface Reminder {
  readonly rule: ReminderRule
  readonly sendAt: Instant
  /** By then it says nothing that is of use. */
  readonly until: Instant
}

const MORNING = Temporal.PlainTime.from('09:00')
/** A reminder that would have to go out longer before than this goes out when school begins again, if that is in time. */
const EARLIEST_DAYS = 10
const JOINING_LINK_BEFORE = { minutes: 60 }

/**
 * The reminders of one event, in order. A reminder that would fall in a quiet time goes out on the last school day
 * before, at nine; where that is long before, on the first school day after, if the event is still to come. Where two
 * fall together the one nearest to the event goes out alone. A quiet time in which the event itself lies is not quiet
 * for it.
 */
export function remindersOf(event: Reminded, calendar: Calendar): Reminder[] {
  const starts = event.startsAt.toZonedDateTimeISO(event.timeZone)
  const startDay = starts.toPlainDate()
  const due: { rule: ReminderRule; at: Instant }[] = [
    { rule: 'week-before', at: morningOf(startDay.subtract({ days: 7 }), event) },
    { rule: 'day-before', at: morningOf(startDay.subtract({ days: 1 }), event) },
  ]
  if (event.joinable) due.push({ rule: 'joining-link', at: event.startsAt.subtract(JOINING_LINK_BEFORE) })
  const timed = due.map(({ rule, at }) => ({ rule, sendAt: outOfQuiet(at, event, calendar) }))
  return timed
    .filter((one, index) => !timed.slice(index + 1).some((other) => compare(other.sendAt, one.sendAt) <= 0))
    .map((one, index, kept) => ({
      ...one,
      // Late people still join, so the link is worth having until the end.
      until: kept[index + 1]?.sendAt ?? (one.rule === 'joining-link' ? event.endsAt : event.startsAt),
    }))
}

/** Whether an event's people may be written to at an instant. */
export function mayRemind(
  now: Instant,
  event: Pick<Reminded, 'startsAt' | 'timeZone'>,
  calendar: Calendar,
): boolean {
  const quiet = quietTimeAt(now, calendar, event.timeZone)
  return !quiet || contains(quiet, event.startsAt)
}

/** The reminder to be sent now, if any: after an outage only the latest, and none in a quiet time. */
export function reminderDue(event: Reminded, now: Instant, calendar: Calendar): Reminder | undefined {
  if (!mayRemind(now, event, calendar)) return undefined
  return remindersOf(event, calendar).find(({ sendAt, until }) => contains({ from: sendAt, until }, now))
}

function outOfQuiet(due: Instant, event: Reminded, calendar: Calendar): Instant {
  const { timeZone, startsAt } = event
  const quiet = quietTimeAt(due, calendar, timeZone)
  if (!quiet || contains(quiet, startsAt)) return due
  const dueDay = due.toZonedDateTimeISO(timeZone).toPlainDate()
  const before = lastSchoolDay(dueDay, calendar)
  const after = nextSchoolDay(dueDay, calendar)
  if (dueDay.since(before).days > EARLIEST_DAYS) {
    const morning = morningOf(after, event)
    if (compare(morning, startsAt) < 0) return morning
  }
  return morningOf(before, event)
}

function morningOf(day: Day, { timeZone }: Reminded): Instant {
  return day.toZonedDateTime({ timeZone, plainTime: MORNING }).toInstant()
}
