/** When a wave is open: typed as days and times in England, kept as instants. Pure. */
import type { Answers, FormError } from '../../../platform/forms.ts'
import { dateFrom } from '../../../platform/forms.ts'

export const ENGLAND = 'Europe/London'

export interface Window {
  readonly opensAt: Temporal.Instant
  readonly closesAt: Temporal.Instant
}

/** Long enough for a school that meets holidays, short enough to be one moment in a school's year. */
export const MOST_DAYS = 92

/** "9:30", "9.30am", "2pm", "midday", "midnight" → a time of day. */
export function timeFrom(typed: string): Temporal.PlainTime | undefined {
  const text = typed.trim().toLowerCase().replaceAll(/\s+/g, '')
  if (text === 'midday' || text === 'noon') return Temporal.PlainTime.from('12:00')
  if (text === 'midnight') return Temporal.PlainTime.from('00:00')
  const parts = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/.exec(text)
  if (!parts || (parts[2] === undefined && parts[3] === undefined)) return undefined
  const [hour, minute, half] = [Number(parts[1]), Number(parts[2] ?? 0), parts[3]]
  if (minute > 59 || (half ? hour < 1 || hour > 12 : hour > 23)) return undefined
  const hours = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0)
  return Temporal.PlainTime.from({ hour: hours, minute })
}

/** As it stands in a form and in a sentence: "9:30am", "4pm", "midnight". */
export function timeInWords(time: Temporal.PlainTime): string {
  if (time.minute === 0 && time.hour === 12) return 'midday'
  if (time.minute === 0 && time.hour === 0) return 'midnight'
  const minutes = time.minute === 0 ? '' : `:${String(time.minute).padStart(2, '0')}`
  return `${time.hour % 12 || 12}${minutes}${time.hour < 12 ? 'am' : 'pm'}`
}

/**
 * A moment in England. The hour that the clocks leave out is taken as the hour after it, and of the hour that they bring
 * twice the first one opens and the second one closes, so that a window is never shorter than it reads.
 */
export function instantIn(
  day: Temporal.PlainDate,
  plainTime: Temporal.PlainTime,
  edge: 'opens' | 'closes',
): Temporal.Instant {
  const plain = day.toPlainDateTime(plainTime)
  const earlier = plain.toZonedDateTime(ENGLAND, { disambiguation: 'earlier' })
  const later = plain.toZonedDateTime(ENGLAND, { disambiguation: 'later' })
  const leftOut = !earlier.toPlainDateTime().equals(plain)
  return (leftOut || edge === 'closes' ? later : earlier).toInstant()
}

/** The two moments that a form names, or what is wrong with them. "Midnight" as the end is the end of the day. */
export function windowFrom(answers: Answers, now: Temporal.Instant, errors: FormError[]): Window | undefined {
  const before = errors.length
  const opensAt =
    answers.opens === 'now'
      ? now
      : answers.opens === 'later'
        ? momentFrom(answers, 'start', 'it opens', 'opens', '8:30am', errors)
        : undefined
  const closesAt = momentFrom(answers, 'end', 'it closes', 'closes', '4pm', errors)
  if (!opensAt || !closesAt || errors.length > before) return undefined
  checkWindow({ opensAt, closesAt }, now, errors)
  return errors.length > before ? undefined : { opensAt, closesAt }
}

/** What no window may be. */
export function checkWindow({ opensAt, closesAt }: Window, now: Temporal.Instant, errors: FormError[]): void {
  if (Temporal.Instant.compare(closesAt, opensAt) <= 0) {
    errors.push({ field: 'end', message: 'The survey must close after it opens' })
  } else if (Temporal.Instant.compare(closesAt, now) <= 0) {
    errors.push({ field: 'end', message: 'The survey must close in the future' })
  } else if (closesAt.since(opensAt).total('hours') > MOST_DAYS * 24 + 1) {
    errors.push({ field: 'end', message: `A survey can be open for ${MOST_DAYS} days at most` })
  }
}

/** One moment, of the fields `name-day`, `name-month`, `name-year` and `nameTime`. */
export function momentFrom(
  answers: Answers,
  name: string,
  what: string,
  edge: 'opens' | 'closes',
  example: string,
  errors: FormError[],
): Temporal.Instant | undefined {
  const { date, error } = dateFrom(answers, name)
  if (error) {
    errors.push({ field: name, message: error === 'Enter a date' ? `Enter the day ${what}` : error })
  } else if (date && (date.year < 2020 || date.year > 2100)) {
    errors.push({ field: name, message: 'Enter a year between 2020 and 2100' })
    return undefined
  }
  const time = timeFrom(answers[`${name}Time`] ?? '')
  if (!time) errors.push({ field: `${name}Time`, message: `Enter the time ${what}, for example ${example}` })
  if (!date || !time) return undefined
  const isEndOfDay = edge === 'closes' && time.hour === 0 && time.minute === 0
  return instantIn(isEndOfDay ? date.add({ days: 1 }) : date, time, edge)
}

const DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const

/** "Monday 12 January 2026 at 8:30am"; an end at midnight is said as the end of the day before. */
export function sayMoment(instant: Temporal.Instant | string, edge: 'opens' | 'closes'): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(ENGLAND)
  const time = local.toPlainTime()
  const isEndOfDay = edge === 'closes' && time.hour === 0 && time.minute === 0
  const day = isEndOfDay ? local.toPlainDate().subtract({ days: 1 }) : local.toPlainDate()
  const said = day.toLocaleString('en-GB', DAY).replace(',', '')
  return `${said} at ${timeInWords(time)}`
}

/** "Monday 12 January 2026 at 8:30am to Friday 16 January 2026 at 4pm". */
export function sayWindow(wave: { readonly opensAt: string; readonly closesAt: string }): string {
  return `${sayMoment(wave.opensAt, 'opens')} to ${sayMoment(wave.closesAt, 'closes')}`
}

/** What stands in a form for a moment that is kept. */
export function momentInForm(
  instant: string,
  edge: 'opens' | 'closes',
): { readonly day: string; readonly time: string } {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(ENGLAND)
  const time = local.toPlainTime()
  const isEndOfDay = edge === 'closes' && time.hour === 0 && time.minute === 0
  const day = isEndOfDay ? local.toPlainDate().subtract({ days: 1 }) : local.toPlainDate()
  return { day: day.toString(), time: timeInWords(time) }
}
