/** Addresses that open something without signing in, and the codes in them (docs/decisions/0004). Pure. */
import { codeOf, idOfCode } from '../../platform/codes.ts'

/** To take or leave an offer of places. */
export const offerPath = (secret: string, offerId: number | string): string =>
  `/offers/${codeOf(secret, 'event-offer', String(offerId))}`

/** The offer of a code; undefined for one that the service did not make. */
export const offerOfCode = (secret: string, code: string): number | undefined =>
  wholeNumber(idOfCode(secret, 'event-offer', code))

/** Where a guest gives feedback. Says that somebody was a guest, and nothing about what they say. */
export const feedbackPath = (secret: string, guestId: number | string): string =>
  `/feedback/${codeOf(secret, 'event-feedback', String(guestId))}`

/** The guest of a code; undefined for one that the service did not make. */
export const guestOfFeedbackCode = (secret: string, code: string): number | undefined =>
  wholeNumber(idOfCode(secret, 'event-feedback', code))

/** The calendar file of one booking, which follows the event through every change. */
export const bookingCalendarPath = (secret: string, bookingId: number | string): string =>
  `/calendar/${codeOf(secret, 'event-calendar', String(bookingId))}.ics`

export const bookingOfCalendarCode = (secret: string, code: string): number | undefined =>
  wholeNumber(idOfCode(secret, 'event-calendar', code))

/** A private feed. Once its number is raised, earlier addresses open nothing. */
export const feedPath = (secret: string, feed: { readonly id: number; readonly number: number }): string =>
  `/calendar/${codeOf(secret, 'calendar-feed', `${feed.id}.${feed.number}`)}.ics`

export function feedOfCode(secret: string, code: string): { id: number; number: number } | undefined {
  const [id, number] = idOfCode(secret, 'calendar-feed', code)?.split('.') ?? []
  return id !== undefined && number !== undefined ? { id: Number(id), number: Number(number) } : undefined
}

const wholeNumber = (id: string | undefined): number | undefined =>
  id !== undefined && /^\d+$/.test(id) ? Number(id) : undefined
