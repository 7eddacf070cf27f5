/** Dates, times and numbers in words, as the GOV.UK style guide has them. */

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** A date of the calendar, or its ISO form as the database gives it. */
export type DateLike = Temporal.PlainDate | string

/** "12 January 2026". */
export function formatDate(date: DateLike): string {
  const { day, month, year } = plain(date)
  return `${day} ${months[month - 1]} ${year}`
}

/** "12 Jan 2026", for tables. */
export function formatDateShort(date: DateLike): string {
  const { day, month, year } = plain(date)
  return `${day} ${months[month - 1]?.slice(0, 3)} ${year}`
}

/** "12 to 16 January 2026", "12 January to 3 February 2026", "12 December 2025 to 3 January 2026". */
export function formatDateRange(from: DateLike, to: DateLike): string {
  const first = plain(from)
  const last = plain(to)
  if (first.equals(last)) return formatDate(last)
  if (first.year !== last.year) return `${formatDate(first)} to ${formatDate(last)}`
  if (first.month !== last.month) return `${first.day} ${months[first.month - 1]} to ${formatDate(last)}`
  return `${first.day} to ${formatDate(last)}`
}

/** "12 January 2026 at 2:05pm", in England. */
export function formatDateTime(instant: Temporal.Instant | string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London')
  const hour = local.hour % 12 === 0 ? 12 : local.hour % 12
  const minute = String(local.minute).padStart(2, '0')
  return `${formatDate(local.toPlainDate())} at ${hour}:${minute}${local.hour < 12 ? 'am' : 'pm'}`
}

/** "1 school", "2 schools", "1,200 people" with `plural(1200, 'person', 'people')`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`
}

/** With a capital at its beginning, as a sentence or a line of a list has it. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** "5,000". */
export function number(value: number): string {
  return formatter.format(value)
}
const formatter = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/** "5 minutes", "1 hour", "1 hour 30 minutes". */
export function minutes(count: number): string {
  const hours = Math.floor(count / 60)
  const rest = count % 60
  if (hours === 0) return plural(rest, 'minute')
  return rest === 0 ? plural(hours, 'hour') : `${plural(hours, 'hour')} ${plural(rest, 'minute')}`
}

function plain(date: DateLike): Temporal.PlainDate {
  return typeof date === 'string' ? Temporal.PlainDate.from(date) : date
}
