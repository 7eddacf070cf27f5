/** A month as weeks of days, with what happens on each. Pure. */
import type { Event } from '../domain.ts'

export interface MonthDay {
  readonly day: Temporal.PlainDate
  readonly inMonth: boolean
  readonly events: readonly Event[]
}

/** Undefined for what is no month of ours: from 2000 to 2100. */
export function monthFrom(text: string): Temporal.PlainYearMonth | undefined {
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(text)) return undefined
  return Temporal.PlainYearMonth.from(text)
}

/** Weeks from Monday to Sunday. An event across midnight stands on both days. */
export function weeksOf(month: Temporal.PlainYearMonth, events: readonly Event[]): MonthDay[][] {
  const first = month.toPlainDate({ day: 1 })
  const start = first.subtract({ days: first.dayOfWeek - 1 })
  const last = month.toPlainDate({ day: month.daysInMonth })
  const weeks: MonthDay[][] = []
  for (let week = start; Temporal.PlainDate.compare(week, last) <= 0; week = week.add({ weeks: 1 })) {
    weeks.push(
      Array.from({ length: 7 }, (_none, index) => {
        const day = week.add({ days: index })
        return {
          day,
          inMonth: day.month === month.month,
          events: events.filter((event) => isOn(event, day)),
        }
      }),
    )
  }
  return weeks
}

function isOn(event: Pick<Event, 'startsAt' | 'endsAt' | 'timeZone'>, day: Temporal.PlainDate): boolean {
  const begins = event.startsAt.toZonedDateTimeISO(event.timeZone).toPlainDate()
  // What ends at midnight is not on the day that begins then.
  const ends = event.endsAt.subtract({ nanoseconds: 1 }).toZonedDateTimeISO(event.timeZone).toPlainDate()
  return Temporal.PlainDate.compare(begins, day) <= 0 && Temporal.PlainDate.compare(day, ends) <= 0
}

/** From its first moment to the first of the next, in England. */
export function boundsOf(month: Temporal.PlainYearMonth): {
  from: Temporal.Instant
  until: Temporal.Instant
} {
  const start = (each: Temporal.PlainYearMonth) =>
    each.toPlainDate({ day: 1 }).toZonedDateTime('Europe/London').toInstant()
  return { from: start(month), until: start(month.add({ months: 1 })) }
}
