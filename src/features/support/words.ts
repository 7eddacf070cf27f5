/** How support days are called where people read them. */
import { formatDate, plural } from '../../design/components/index.ts'
import type { Partnership } from '../partnerships/index.ts'
import type { Actor } from '../people/index.ts'
import type { DayState, DayType, SupportDay, SupportSide, Why } from './days/domain.ts'
import { supportSideOf } from './policy.ts'

export const TYPE_NAMES: Readonly<Record<DayType, string>> = {
  'deep-dive': 'Deep-dive visit',
  visit: 'Visit',
  remote: 'Remote support day',
  training: 'Training',
  review: 'Review day',
}

export const STATE_NAMES: Readonly<Record<DayState, string>> = {
  proposed: 'Proposed',
  booked: 'Booked',
  delivered: 'Took place',
  cancelled: 'Cancelled',
}

/** "half a day", "1 day", "2.5 days". */
export function daysWords(halfDays: number): string {
  return halfDays === 1 ? 'half a day' : plural(halfDays / 2, 'day')
}

/** "14 May 2026", "14 May or 21 May 2026". */
export function datesWords(dates: readonly string[]): string {
  const words = dates.map((date) => formatDate(date))
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** "Deep-dive visit on 14 May 2026", "Visit, date not agreed". */
export function dayName({ type, heldOn }: Pick<SupportDay, 'type' | 'heldOn'>): string {
  return heldOn === null
    ? `${TYPE_NAMES[type]}, date not agreed`
    : `${TYPE_NAMES[type]} on ${formatDate(heldOn)}`
}

/** With the date on which it is said to have taken place, where none was agreed before. */
export const asOffered = <D extends Pick<SupportDay, 'heldOn' | 'offer'>>(day: D): D => ({
  ...day,
  heldOn: day.heldOn ?? (day.offer?.kind === 'delivered' ? (day.offer.dates[0] ?? null) : null),
})

/** The same within a sentence. */
export const dayNameWithin = (day: Pick<SupportDay, 'type' | 'heldOn'>): string =>
  dayName(day).charAt(0).toLowerCase() + dayName(day).slice(1)

/** One of the two schools, as this reader calls it. */
export function nameOfSupportSide(
  side: SupportSide,
  actor: Actor,
  partnership: Pick<Partnership, 'hubName' | 'schoolName'>,
): string {
  if (supportSideOf(actor) === side) return side === 'lead' ? 'your hub' : 'your school'
  return side === 'lead' ? partnership.hubName : partnership.schoolName
}

/** What a form says when a step cannot be taken. */
export const WHY: Readonly<Record<Why, string>> = {
  'gone-on': 'This support day has gone on since you opened the page. Read where it stands now.',
  'own-offer': 'Your side put this forward, so the other school answers it.',
  'no-term': 'The date must be within the support terms of this partnership',
  'too-much': 'There are not enough support days left in the support term of this date',
  'not-yet': 'The date must be today or in the past',
}

export const supportHref = (partnershipId: number): string => `/partnerships/${partnershipId}/support`
export const supportDaysHref = (partnershipId: number): string =>
  `/partnerships/${partnershipId}/support-days`
export const everythingHref = (partnershipId: number): string => `/partnerships/${partnershipId}/everything`
export const supportDayHref = (dayId: number): string => `/support-days/${dayId}`
export const recordHref = (dayId: number): string => `${supportDayHref(dayId)}/visit-record`
