/** Reads content/calendar: the academic years and bank holidays that are written out. */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { content, type Finding, parseContent } from '../../../platform/content/content-file.ts'
import {
  type AcademicTerm,
  type AcademicYear,
  type Calendar,
  calendarOf,
  SEASONS,
  type Season,
} from './domain.ts'

const { date, group, list, oneOf, text, wholeNumber } = content
const source = oneOf(['public', 'ours'])
const year = wholeNumber(2000, 2200)
const span = group('from and to', { from: date(), to: date() })
const term = group('from, to and halfTerm', { from: date(), to: date(), halfTerm: span })

const calendarSchema = group('a calendar', {
  name: text(60),
  academicYears: list(
    group('an academic year', { year, source, autumn: term, spring: term, summer: term }),
    'academic years',
  ),
  bankHolidays: list(
    group('bank holidays of a year', {
      year,
      source,
      days: list(group('a bank holiday', { on: date(), name: text(80) }), 'bank holidays', 1),
    }),
    'years',
  ),
})

type CalendarFile = z.output<typeof calendarSchema>
type TermDates = z.output<typeof term>

export const calendarFile = join(import.meta.dirname, '../../../../content/calendar/england.yaml')

/** The calendar of a file; the one shipped unless another is named. */
export async function loadCalendar(file: string = calendarFile): Promise<Calendar> {
  return parseCalendar(basename(file), await readFile(file, 'utf8'))
}

/** Dates are written as text of one fixed form, so they sort as they stand. */
export function parseCalendar(file: string, yaml: string): Calendar {
  const parsed = parseContent(file, yaml, calendarSchema, check)
  const years = parsed.academicYears.map((written): [number, AcademicYear] => {
    const of = (season: Season) => academicTerm(written.year, season, written[season])
    return [written.year, { autumn: of('autumn'), spring: of('spring'), summer: of('summer') }]
  })
  const holidays = parsed.bankHolidays.map(
    ({ year, days }) =>
      [year, days.map(({ on, name }) => ({ on: Temporal.PlainDate.from(on), name }))] as const,
  )
  return calendarOf(parsed.name, new Map(years), new Map(holidays))
}

function academicTerm(year: number, season: Season, dates: TermDates): AcademicTerm {
  const day = Temporal.PlainDate.from
  return {
    academicYear: year,
    season,
    startsOn: day(dates.from),
    endsOn: day(dates.to),
    halfTerm: { startsOn: day(dates.halfTerm.from), endsOn: day(dates.halfTerm.to) },
  }
}

function* check(calendar: CalendarFile): Generator<Finding> {
  let before = ''
  for (const [index, written] of calendar.academicYears.entries()) {
    for (const season of SEASONS) {
      const at = ['academicYears', index, season]
      const { from, to, halfTerm } = written[season]
      const expectedYear = season === 'autumn' ? written.year : written.year + 1
      if (!from.startsWith(String(expectedYear))) {
        yield { path: [...at, 'from'], message: `expected a date in ${expectedYear}, found "${from}"` }
      }
      for (const [path, earlier, date] of [
        [[...at, 'from'], before, from],
        [[...at, 'halfTerm', 'from'], from, halfTerm.from],
        [[...at, 'halfTerm', 'to'], halfTerm.from, halfTerm.to],
        [[...at, 'to'], halfTerm.to, to],
      ] as const) {
        if (date <= earlier) yield { path, message: `expected a date after ${earlier}, found "${date}"` }
      }
      before = to
    }
  }
  for (const [index, { year, days }] of calendar.bankHolidays.entries()) {
    for (const [position, { on }] of days.entries()) {
      if (!on.startsWith(String(year))) {
        const path = ['bankHolidays', index, 'days', position, 'on']
        yield { path, message: `expected a date in ${year}, found "${on}"` }
      }
    }
  }
}
