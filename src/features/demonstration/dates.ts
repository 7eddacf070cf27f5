import { academicTermName, type Calendar, supportTerms } from '../programmes/index.ts'

/** A day that is worth going to, as a button says it. */
export interface Destination {
  readonly text: string
  readonly date: Temporal.PlainDate
}

/** Where one may want to go from a day. `own` is the demonstration's own date. */
export function destinationsFrom(
  today: Temporal.PlainDate,
  own: Temporal.PlainDate,
  calendar: Calendar,
): Destination[] {
  const [term, next] = supportTerms(today, calendar, 2).map(({ academicTerm }) => academicTerm)
  const upcoming = term && Temporal.PlainDate.compare(term.startsOn, today) > 0 ? term : next
  const year = today.month >= 9 ? today.year : today.year - 1
  const start = calendar.academicYear(year).autumn.startsOn
  return [
    { text: 'Back to the demonstration’s own date', date: own },
    { text: 'One day on', date: today.add({ days: 1 }) },
    { text: 'One week on', date: today.add({ weeks: 1 }) },
    ...(upcoming
      ? [{ text: `Start of ${lowerFirst(academicTermName(upcoming))}`, date: upcoming.startsOn }]
      : []),
    { text: 'Start of the school year', date: start },
  ].filter(({ date }) => !date.equals(today))
}

/** The calendar is written out for these years, and a year of partnerships fits in. */
export function rangeAround(own: Temporal.PlainDate): {
  first: Temporal.PlainDate
  last: Temporal.PlainDate
} {
  return { first: own.subtract({ years: 1 }), last: own.add({ years: 2 }) }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
