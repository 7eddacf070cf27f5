/** Times and durations as the conferencing tools write them, in the language and order of whoever downloaded the report. */

/** Whether 02/03/2026 is in March (`day first`) or in February. */
export type DayOrder = 'day first' | 'month first'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * The order under which these times fall nearest to the day of the event: the file does not say which it uses, and the two
 * differ on most days. A number above 12 settles it; where nothing does, days come first, as in England.
 */
export function dayOrder(times: readonly string[], heldOn: Temporal.PlainDate): DayOrder {
  const distance = (order: DayOrder) => {
    const days = times.map((text) => {
      const time = plainTimeIn(text, order)
      return time === null ? FAR : Math.abs(heldOn.until(time.toPlainDate(), { largestUnit: 'days' }).days)
    })
    return days.reduce((sum, each) => sum + Math.min(each, FAR), 0)
  }
  return distance('month first') < distance('day first') ? 'month first' : 'day first'
}
/** Farther than any day that can be read. */
const FAR = 40_000

/** '1/29/26, 4:02:11 PM', '29.01.2026 16:02', 'Jan 29, 2026 04:02:11 PM', '2026-01-29T16:02:11Z'; null for what is no time. */
export function plainTimeIn(text: string, order: DayOrder): Temporal.PlainDateTime | null {
  // Newer programs put a narrow space before PM, and some write p.m.
  const value = text
    .replace(/[\u00A0\u202F]/g, ' ')
    .trim()
    .toLowerCase()
  const clock = /(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*([ap]\.?m\.?)?/.exec(afterDate(value))
  const day = dayIn(value, order)
  if (!day || !clock) return null
  const half = clock[4]?.[0]
  const hour = Number(clock[1])
  try {
    return Temporal.PlainDateTime.from(
      {
        ...day,
        hour: half ? (hour % 12) + (half === 'p' ? 12 : 0) : hour,
        minute: Number(clock[2]),
        second: Number(clock[3] ?? 0),
      },
      { overflow: 'reject' },
    )
  } catch {
    return null
  }
}

const DATE =
  /^(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})|([a-z]{3,9})\.? (\d{1,2}),? (\d{4})|(\d{1,2}) ([a-z]{3,9})\.?,? (\d{4}))/

const afterDate = (value: string): string => value.slice(DATE.exec(value)?.[0].length ?? 0)

function dayIn(value: string, order: DayOrder): { year: number; month: number; day: number } | undefined {
  const found = DATE.exec(value)
  if (!found) return undefined
  const [
    ,
    isoYear,
    isoMonth,
    isoDay,
    one,
    two,
    year,
    monthFirst,
    dayAfter,
    yearAfter,
    dayFirst,
    month,
    yearLast,
  ] = found
  if (isoYear) return { year: Number(isoYear), month: Number(isoMonth), day: Number(isoDay) }
  if (year) {
    const [day, number] = order === 'day first' ? [one, two] : [two, one]
    return { year: Number(year) + (year.length === 2 ? 2000 : 0), month: Number(number), day: Number(day) }
  }
  if (monthFirst) return { year: Number(yearAfter), month: monthNumber(monthFirst), day: Number(dayAfter) }
  return { year: Number(yearLast), month: monthNumber(month), day: Number(dayFirst) }
}

const monthNumber = (name = ''): number => MONTHS.indexOf(name.slice(0, 3)) + 1

/** '2h 0m 32s' → 121, '48' → 48 (Zoom counts minutes), '01:45:10' → 105; null for what is no duration. Rounded to a minute. */
export function minutesIn(text: string): number | null {
  const value = text
    .replace(/[\u00A0\u202F]/g, ' ')
    .trim()
    .toLowerCase()
  if (/^\d{1,4}(\.\d+)?$/.test(value)) return Math.round(Number(value))
  const clock = /^(\d{1,2}):(\d{2}):(\d{2})$/.exec(value)
  if (clock) return Math.round(Number(clock[1]) * 60 + Number(clock[2]) + Number(clock[3]) / 60)
  const parts =
    /^(?:(\d{1,3})\s*(?:h|hrs?|hours?))?\s*(?:(\d{1,4})\s*(?:m|mins?|minutes?))?\s*(?:(\d{1,5})\s*(?:s|secs?|seconds?))?$/.exec(
      value,
    )
  if (!parts || value === '') return null
  return Math.round(Number(parts[1] ?? 0) * 60 + Number(parts[2] ?? 0) + Number(parts[3] ?? 0) / 60)
}
