/** England's academic terms, school days and working days, and the support terms that a cohort's start gives. Pure. */
import { academicYearByRule, bankHolidaysByRule } from './rules.ts'

type Day = Temporal.PlainDate
const { compare } = Temporal.PlainDate

export const SEASONS = ['autumn', 'spring', 'summer'] as const
export type Season = (typeof SEASONS)[number]

/** First and last day, both included. */
export interface Span {
  readonly startsOn: Day
  readonly endsOn: Day
}

export interface AcademicTerm extends Span {
  /** The year in which its autumn term starts: 2025 for 2025/26. */
  readonly academicYear: number
  readonly season: Season
  readonly halfTerm: Span
}

export type AcademicYear = Readonly<Record<Season, AcademicTerm>>

export interface BankHoliday {
  readonly on: Day
  readonly name: string
}

/** One of the terms of a cohort's time, counted from its start. */
export interface SupportTerm extends Span {
  readonly number: number
  /** "Support term 1" */
  readonly name: string
  readonly academicTerm: AcademicTerm
}

export interface Calendar {
  readonly name: string
  academicYear(year: number): AcademicYear
  bankHolidays(year: number): readonly BankHoliday[]
}

/** A calendar of the years written out, and of every other year by the standing rules. */
export function calendarOf(
  name: string,
  years: ReadonlyMap<number, AcademicYear>,
  holidays: ReadonlyMap<number, readonly BankHoliday[]>,
): Calendar {
  const allYears = new Map(years)
  const allHolidays = new Map(holidays)
  return {
    name,
    academicYear: (year) => allYears.getOrInsertComputed(year, academicYearByRule),
    bankHolidays: (year) => allHolidays.getOrInsertComputed(year, bankHolidaysByRule),
  }
}

/** "Spring term 2026" */
export function academicTermName(term: AcademicTerm): string {
  const season = term.season.charAt(0).toUpperCase() + term.season.slice(1)
  return `${season} term ${term.startsOn.year}`
}

/** Academic terms in order, from the one that a day lies in; a day in a holiday begins with the term that follows. */
export function* academicTermsFrom(day: Day, calendar: Calendar): Generator<AcademicTerm> {
  for (let year = day.year - 1; ; year += 1) {
    const terms = calendar.academicYear(year)
    for (const season of SEASONS) {
      if (compare(terms[season].endsOn, day) >= 0) yield terms[season]
    }
  }
}

/** The academic term that a day lies in, half-term included; nothing for a day between terms. */
export function academicTermOn(day: Day, calendar: Calendar): AcademicTerm | undefined {
  const term = firstOf(academicTermsFrom(day, calendar))
  return within(day, term) ? term : undefined
}

/**
 * Support terms follow the academic terms from the one a cohort starts in. The first begins on the day the cohort
 * starts (or with the next term, when it starts in a holiday) and so may be short; a term is never skipped.
 */
export function supportTerms(cohortStart: Day, calendar: Calendar, count = 3): SupportTerm[] {
  return academicTermsFrom(cohortStart, calendar)
    .take(count)
    .map((academicTerm, index) => ({
      number: index + 1,
      name: `Support term ${index + 1}`,
      startsOn: later(academicTerm.startsOn, cohortStart),
      endsOn: academicTerm.endsOn,
      academicTerm,
    }))
    .toArray()
}

export function isWorkingDay(day: Day, calendar: Calendar): boolean {
  return day.dayOfWeek <= 5 && !calendar.bankHolidays(day.year).some(({ on }) => on.equals(day))
}

/** A working day in term and outside half-term. A school's own training days are not known here. */
export function isSchoolDay(day: Day, calendar: Calendar): boolean {
  if (!isWorkingDay(day, calendar)) return false
  const term = academicTermOn(day, calendar)
  return term !== undefined && !within(day, term.halfTerm)
}

/** The day `count` working days after (or, below nought, before) a day. Nought gives the day itself. */
export function addWorkingDays(day: Day, count: number, calendar: Calendar): Day {
  return step(day, count, (each) => isWorkingDay(each, calendar))
}

/** As `addWorkingDays`, in school days: nothing given five school days falls due in a holiday. */
export function addSchoolDays(day: Day, count: number, calendar: Calendar): Day {
  return step(day, count, (each) => isSchoolDay(each, calendar))
}

function step(from: Day, count: number, counts: (day: Day) => boolean): Day {
  const direction = Math.sign(count)
  let day = from
  for (let left = Math.abs(count); left > 0; ) {
    day = day.add({ days: direction })
    if (counts(day)) left -= 1
  }
  return day
}

function firstOf<T>(items: Iterator<T, void>): T {
  const { value, done } = items.next()
  if (done || value === undefined) throw new Error('The calendar has no further terms')
  return value
}

function within(day: Day, span: Span): boolean {
  return compare(day, span.startsOn) >= 0 && compare(day, span.endsOn) <= 0
}

export function later(one: Day, other: Day): Day {
  return compare(one, other) >= 0 ? one : other
}
