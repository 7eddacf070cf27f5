import { type Calendar, isSchoolDay } from '../../programmes/index.ts'
import type { Dice } from './dice.ts'

/** The school days of the world's year, and times of day at which people write things down. Dates are ISO text. */
export interface Days {
  readonly today: string
  /** The first school day on or after a date. */
  from(date: string): string
  /** So far between two dates, counted in school days: 0 is the first, 1 the second. */
  between(from: string, to: string, share: number): string
  /** School days after a date; negative for before. */
  after(date: string, count: number): string
  /** School days from a date to another. */
  count(from: string, to: string): number
  /** Some minute of a working day, never later than the world's own now. */
  timeOn(date: string, dice: Dice, name: string): string
}

export function daysOf(calendar: Calendar, today: string): Days {
  const schoolDays: string[] = []
  const end = Temporal.PlainDate.from(today).add({ months: 9 })
  for (
    let day = Temporal.PlainDate.from(today).subtract({ months: 14 });
    Temporal.PlainDate.compare(day, end) < 0;
    day = day.add({ days: 1 })
  ) {
    if (isSchoolDay(day, calendar)) schoolDays.push(day.toString())
  }
  const positions = new Map(schoolDays.map((day, position) => [day, position]))
  const positionOf = (date: string): number => {
    const exact = positions.get(date)
    if (exact !== undefined) return exact
    const next = schoolDays.findIndex((day) => day > date)
    return next === -1 ? schoolDays.length - 1 : next
  }
  const at = (position: number): string => {
    const day = schoolDays[Math.max(0, Math.min(schoolDays.length - 1, position))]
    if (day === undefined) throw new Error('The calendar has no school days')
    return day
  }
  return {
    today,
    from: (date) => at(positionOf(date)),
    between(from, to, share) {
      const [first, last] = [positionOf(from), positionOf(to)]
      return at(first + Math.round((last - first) * share))
    },
    after: (date, count) => at(positionOf(date) + count),
    count: (from, to) => positionOf(to) - positionOf(from),
    timeOn(date, dice, name) {
      // Before nine on the last day: the world begins at noon.
      const hour = dice.between(`${name} hour`, 7, date === today ? 8 : 17)
      const minute = dice.between(`${name} minute`, 0, 59)
      return `${date}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00Z`
    },
  }
}
