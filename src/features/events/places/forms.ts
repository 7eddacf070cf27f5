import { z } from 'zod'
import { type Answers, dateFrom, type FormError, formKey, parseForm } from '../../../platform/forms.ts'
import { limitFrom, numberFrom, type Parsed } from '../details/forms.ts'
import { type Event, isBefore } from '../domain.ts'
import { ENGLAND } from '../quiet-times.ts'
import type { Places } from './store.ts'

const schema = z.object({
  key: formKey,
  seen: z.coerce.number().int().min(0).max(2_147_483_647).catch(0),
})

/** How many come, how many are held, and when booking is open. */
export function parsePlaces(body: unknown, event: Event): Parsed<Places & { readonly seen: number }> {
  const parsed = parseForm(schema, body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const capacity = limitFrom(answers, 'capacity', 'Places', errors)
  const schoolCapacity = limitFrom(answers, 'schoolCapacity', 'Schools', errors)
  const placesPerSchool = numberFrom(
    answers,
    'placesPerSchool',
    { from: 1, to: 50, message: 'Places for each school must be between 1 and 50' },
    errors,
  )
  const heldPlaces = numberFrom(
    answers,
    'heldPlaces',
    { from: 0, to: 10_000, message: 'Places held back must be a whole number, for example 0' },
    errors,
  )
  const bookingOpensAt = dayFrom(answers, 'opens', '00:00', errors)
  const bookingClosesAt = dayFrom(answers, 'closes', '23:59', errors)
  if (errors.length === 0)
    errors.push(...faultsOf(event, { capacity, schoolCapacity, heldPlaces, bookingOpensAt, bookingClosesAt }))
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers }
  const value = { capacity, schoolCapacity, placesPerSchool, heldPlaces, bookingOpensAt, bookingClosesAt }
  return { ok: true, answers, value: { ...value, seen: parsed.value.seen } }
}

/** Left empty: no such day. */
function dayFrom(answers: Answers, name: string, time: string, errors: FormError[]): Temporal.Instant | null {
  const typed = ['day', 'month', 'year'].some((part) => (answers[`${name}-${part}`] ?? '').trim() !== '')
  if (!typed) return null
  const { date, error } = dateFrom(answers, name)
  if (error) errors.push({ field: name, message: error })
  if (!date) return null
  if (date.year < 2015 || date.year > 2100) {
    errors.push({ field: name, message: 'Enter a year between 2015 and 2100' })
    return null
  }
  return date.toZonedDateTime({ timeZone: ENGLAND, plainTime: time }).toInstant()
}

/** What is taken or on offer stays so: nobody loses a place because a number was made smaller. */
function faultsOf(event: Event, to: Omit<Places, 'placesPerSchool'>): FormError[] {
  const errors: FormError[] = []
  const used = event.placesTaken + event.placesOffered
  if (to.capacity !== null && used + to.heldPlaces > to.capacity) {
    const on = event.placesOffered > 0 ? ` or on offer` : ''
    errors.push({
      field: to.capacity < used ? 'capacity' : 'heldPlaces',
      message: `${used} places are taken${on}: with ${to.heldPlaces} held back there must be at least ${used + to.heldPlaces}`,
    })
  }
  const schools = event.schoolsTaken + event.schoolsOffered
  if (to.schoolCapacity !== null && schools > to.schoolCapacity)
    errors.push({ field: 'schoolCapacity', message: `${schools} schools have places already` })
  const { bookingOpensAt: opens, bookingClosesAt: closes } = to
  if (opens && closes && isBefore(closes, opens))
    errors.push({ field: 'closes', message: 'Booking must close after it opens' })
  else if (closes && isBefore(event.startsAt, closes) && !isSameDay(event, closes))
    errors.push({ field: 'closes', message: 'Booking must close before the event begins' })
  if (opens && !isBefore(opens, event.startsAt))
    errors.push({ field: 'opens', message: 'Booking must open before the event begins' })
  return errors
}

const isSameDay = (event: Event, instant: Temporal.Instant): boolean =>
  event.startsAt
    .toZonedDateTimeISO(ENGLAND)
    .toPlainDate()
    .equals(instant.toZonedDateTimeISO(ENGLAND).toPlainDate())

const hostBooking = z.object({
  key: formKey,
  party: z.string({ error: 'Select who to book in' }).regex(/^[ph]\d{1,9}$/, 'Select who to book in'),
  places: z.coerce
    .number({ error: 'Enter how many places' })
    .int('Enter a whole number of places')
    .min(1, 'Enter how many places')
    .max(50, 'A school can have 50 places at most'),
})

export interface HostBooking {
  readonly key: string
  readonly partnershipId: number | null
  readonly hubId: number | null
  readonly places: number
}

/** A school that the host books in itself; who comes, the school says. */
export function parseHostBooking(body: unknown): Parsed<HostBooking> {
  const parsed = parseForm(hostBooking, body)
  if (!parsed.ok) return parsed
  const { key, party, places } = parsed.value
  const id = Number(party.slice(1))
  const isHub = party.startsWith('h')
  return {
    ok: true,
    answers: parsed.answers,
    value: { key, places, partnershipId: isHub ? null : id, hubId: isHub ? id : null },
  }
}
