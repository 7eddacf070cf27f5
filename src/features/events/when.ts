/** How the time of an event is said, as GOV.UK writes dates and times. Pure. */
import { ENGLAND } from './quiet-times.ts'

export interface Timed {
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly timeZone: string
}

const DAY = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const

/** "Thursday 21 May 2026, 10am to midday"; an event across midnight names both days. */
export function saidWhen({ startsAt, endsAt, timeZone }: Timed): string {
  const [starts, ends] = [startsAt, endsAt].map((instant) => instant.toZonedDateTimeISO(timeZone)) as [
    Temporal.ZonedDateTime,
    Temporal.ZonedDateTime,
  ]
  const zone = timeZone === ENGLAND ? '' : ` (time in ${timeZone.split('/').at(-1)?.replaceAll('_', ' ')})`
  const until = starts.toPlainDate().equals(ends.toPlainDate())
    ? saidTime(ends)
    : `${saidTime(ends)} on ${saidDay(ends)}`
  return `${saidDay(starts)}, ${saidTime(starts)} to ${until}${zone}`
}

/** "Thursday 21 May 2026" */
export function saidDay(time: Temporal.ZonedDateTime): string {
  return time.toPlainDate().toLocaleString('en-GB', DAY).replace(',', '')
}

/** "10am", "2:30pm", "midday". The hour that the clocks bring twice says which it is. */
export function saidTime(time: Temporal.ZonedDateTime): string {
  const { hour, minute } = time
  const twice =
    time.timeZoneId === ENGLAND && isTwice(time) ? ` (${time.offset === '+01:00' ? 'BST' : 'GMT'})` : ''
  if (minute === 0 && hour === 12) return `midday${twice}`
  if (minute === 0 && hour === 0) return `midnight${twice}`
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`
  return `${hour % 12 || 12}${minutes}${hour < 12 ? 'am' : 'pm'}${twice}`
}

function isTwice(time: Temporal.ZonedDateTime): boolean {
  const plain = time.toPlainDateTime()
  const of = (disambiguation: 'earlier' | 'later') =>
    plain.toZonedDateTime(time.timeZoneId, { disambiguation })
  return !of('earlier').equals(of('later'))
}
