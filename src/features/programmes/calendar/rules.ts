/** Standing rules for years that content/calendar does not write out. Typical dates, ours: no national list exists. */
import type { AcademicTerm, AcademicYear, BankHoliday, Season } from './domain.ts'

type Day = Temporal.PlainDate

/** Easter Sunday in the Gregorian calendar, by the method that needs no tables (Meeus, Jones and Butcher). */
export function easterSunday(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return date(year, month, day)
}

/** The bank holidays of England and Wales by the standing rules, substitute days included, in order. */
export function bankHolidaysByRule(year: number): BankHoliday[] {
  const easter = easterSunday(year)
  const newYear = date(year, 1, 1)
  const christmas = date(year, 12, 25)
  const onWeekend = (day: Day) => day.dayOfWeek > 5
  // When both days of Christmas or one of them falls on a weekend, the next free weekdays stand in.
  const boxing = date(year, 12, 26)
  const christmasKept = onWeekend(christmas) ? date(year, 12, 27) : christmas
  const boxingKept = onWeekend(boxing) ? date(year, 12, 28) : boxing
  const holiday = (name: string, due: Day, kept: Day): BankHoliday => ({
    on: kept,
    name: kept.equals(due) ? name : `${name} (substitute day)`,
  })
  const plain = (name: string, on: Day): BankHoliday => ({ name, on })
  return [
    holiday('New Year’s Day', newYear, onWeekend(newYear) ? nextMonday(newYear) : newYear),
    plain('Good Friday', easter.subtract({ days: 2 })),
    plain('Easter Monday', easter.add({ days: 1 })),
    plain('Early May bank holiday', firstMonday(year, 5)),
    plain('Spring bank holiday', lastMonday(year, 5)),
    plain('Summer bank holiday', lastMonday(year, 8)),
    holiday('Christmas Day', christmas, christmasKept),
    holiday('Boxing Day', boxing, boxingKept),
  ].toSorted((one, other) => Temporal.PlainDate.compare(one.on, other.on))
}

/** A typical academic year. `year` is the one in which the autumn term starts. */
export function academicYearByRule(year: number): AcademicYear {
  const term = (season: Season, startsOn: Day, endsOn: Day, halfTermMonday: Day): AcademicTerm => ({
    academicYear: year,
    season,
    startsOn,
    endsOn,
    halfTerm: { startsOn: halfTermMonday, endsOn: halfTermMonday.add({ days: 4 }) },
  })
  // Autumn starts on 1 September, or the Monday after when that is a Friday or a weekend; it ends on the last Friday
  // that leaves Christmas Eve free, and two weeks off follow.
  const september = date(year, 9, 1)
  const autumnStart = september.dayOfWeek >= 5 ? nextMonday(september) : september
  const autumnEnd = fridayUpTo(date(year, 12, 22))
  const january = autumnEnd.add({ days: 17 })
  const newYear = date(year + 1, 1, 1)
  const springStart =
    newYear.dayOfWeek > 5 && january.equals(nextMonday(newYear)) ? january.add({ days: 1 }) : january
  const { lastDay, firstDay } = easterHoliday(year + 1)
  const july = date(year + 1, 7, 22)
  const summerEnd = july.dayOfWeek === 1 || july.dayOfWeek > 5 ? fridayUpTo(july) : july
  return {
    autumn: term('autumn', autumnStart, autumnEnd, lastMonday(year, 10)),
    spring: term('spring', springStart, lastDay, mondayFrom(date(year + 1, 2, 12))),
    summer: term('summer', firstDay, summerEnd, lastMonday(year + 1, 5)),
  }
}

/** Two weeks that hold Good Friday and Easter Monday: after an early Easter, around one in early April, before a late one. */
function easterHoliday(year: number): { lastDay: Day; firstDay: Day } {
  const easter = easterSunday(year)
  if (Temporal.PlainDate.compare(easter, date(year, 3, 31)) <= 0) {
    return { lastDay: easter.subtract({ days: 3 }), firstDay: easter.add({ days: 15 }) }
  }
  if (Temporal.PlainDate.compare(easter, date(year, 4, 9)) <= 0) {
    return { lastDay: easter.subtract({ days: 9 }), firstDay: easter.add({ days: 8 }) }
  }
  return { lastDay: easter.subtract({ days: 16 }), firstDay: easter.add({ days: 2 }) }
}

function date(year: number, month: number, day: number): Day {
  return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
}

const mondayFrom = (day: Day) => day.add({ days: (8 - day.dayOfWeek) % 7 })
const nextMonday = (day: Day) => day.add({ days: 8 - day.dayOfWeek })
const firstMonday = (year: number, month: number) => mondayFrom(date(year, month, 1))
const fridayUpTo = (day: Day) => day.subtract({ days: (day.dayOfWeek + 2) % 7 })

function lastMonday(year: number, month: number): Day {
  const end = date(year, month, 1).add({ months: 1 }).subtract({ days: 1 })
  return end.subtract({ days: end.dayOfWeek - 1 })
}
