/** When somebody may be disturbed: on school days, in working hours. */
import { addSchoolDays, type Calendar, isSchoolDay } from '../../programmes/index.ts'
import { TAKE_BACK_MINUTES } from '../domain.ts'

const ENGLAND = 'Europe/London'
const FROM = Temporal.PlainTime.from('07:30')
const UNTIL = Temporal.PlainTime.from('18:00')

/** Evenings, weekends, bank holidays and school holidays. */
export function isQuiet(now: Temporal.Instant, calendar: Calendar): boolean {
  const local = now.toZonedDateTimeISO(ENGLAND)
  const time = local.toPlainTime()
  return (
    !isSchoolDay(local.toPlainDate(), calendar) ||
    Temporal.PlainTime.compare(time, FROM) < 0 ||
    Temporal.PlainTime.compare(time, UNTIL) >= 0
  )
}

/** When an email about something written now goes out: not while it can be taken back, and not in quiet hours. */
export function sendTime(now: Temporal.Instant, calendar: Calendar): Temporal.Instant {
  const soonest = now.add({ minutes: TAKE_BACK_MINUTES })
  if (!isQuiet(soonest, calendar)) return soonest
  const local = soonest.toZonedDateTimeISO(ENGLAND)
  const today = local.toPlainDate()
  const isEarly = isSchoolDay(today, calendar) && Temporal.PlainTime.compare(local.toPlainTime(), FROM) < 0
  const day = isEarly ? today : addSchoolDays(today, 1, calendar)
  return day.toZonedDateTime({ timeZone: ENGLAND, plainTime: FROM }).toInstant()
}
