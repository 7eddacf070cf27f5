import { z } from 'zod'
import {
  type Answers,
  cleanText,
  type FormError,
  formKey,
  optionalText,
  parseForm,
} from '../../../platform/forms.ts'
import { pupilWarnings } from '../../action-plans/index.ts'
import type { Event } from '../domain.ts'
import type { Booking, NamedGuest } from './domain.ts'
import type { Party } from './party.ts'

export interface BookingForm {
  readonly key: string
  /** The revision of the booking that the form showed; 0 for a new one. */
  readonly seen: number
  readonly places: number
  readonly guests: readonly NamedGuest[]
}

export type ParsedBooking =
  | { readonly ok: true; readonly value: BookingForm; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** How many people the form has room for: what the event allows, or what the school has been given beyond it. */
export const rowsOf = (event: Pick<Event, 'placesPerSchool'>, booking: Booking | undefined): number =>
  Math.max(event.placesPerSchool, booking?.places ?? 0, booking?.guests.length ?? 0)

/** Reads the places and the people. One of a school's people is a senior leader where the programme expects it. */
export function parseBooking(
  body: unknown,
  event: Pick<Event, 'placesPerSchool'>,
  party: Pick<Party, 'seniorLeader'>,
  booking: Booking | undefined,
): ParsedBooking {
  const rows = rowsOf(event, booking)
  const numbers = Array.from({ length: rows }, (_none, index) => index + 1)
  const parsed = parseForm(schemaOf(rows, numbers), body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const known = new Set(booking?.guests.map(({ id }) => id))
  const guests = numbers.flatMap((number) => guestIn(answers, number, known, errors))
  if (parsed.ok) errors.push(...faultsOf(parsed.value.places, guests, party, numbers, answers))
  const wrong = new Set(errors.map(({ field }) => field))
  const free = numbers.flatMap((number) => [`needs-${number}`, `role-${number}`])
  errors.push(
    ...pupilWarnings(answers, free, booking ? { kept: answersOf(booking) } : {}).filter(
      ({ field }) => !wrong.has(field),
    ),
  )
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers }
  const { key, seen, places } = parsed.value
  return { ok: true, answers, value: { key, seen, places, guests } }
}

function schemaOf(rows: number, numbers: readonly number[]) {
  const lines: Record<string, z.ZodType> = {}
  for (const number of numbers) {
    lines[`name-${number}`] = optionalText({ max: 200, name: 'Name' })
    lines[`email-${number}`] = optionalText({ max: 254, name: 'Email address' })
    lines[`role-${number}`] = optionalText({ max: 200, name: 'Role' })
    lines[`needs-${number}`] = optionalText({ max: 500, name: 'Diet and access' })
  }
  return z.object({
    key: formKey,
    seen: z.coerce.number().int().min(0).max(2_147_483_647).catch(0),
    places: z.coerce
      .number({ error: 'Select how many places you need' })
      .int('Select how many places you need')
      .min(1, 'Select how many places you need')
      .max(rows, `A school can have ${rows} places at this event`),
    ...lines,
  })
}

function guestIn(
  answers: Answers,
  number: number,
  known: ReadonlySet<number>,
  errors: FormError[],
): NamedGuest[] {
  const typed = (field: string) => cleanText(answers[`${field}-${number}`] ?? '')
  const [name, email, roleTitle, needs] = [typed('name'), typed('email'), typed('role'), typed('needs')]
  const seniorLeader = answers[`senior-${number}`] === 'yes'
  if (name === '') {
    // A tick alone is no person: the row was left empty.
    if (email || roleTitle || needs)
      errors.push({ field: `name-${number}`, message: `Enter the name of person ${number}` })
    return []
  }
  if (email !== '' && !EMAIL.test(email)) {
    errors.push({
      field: `email-${number}`,
      message: `The email address of ${name} must be like name@example.org`,
    })
  }
  const id = Number(answers[`guest-${number}`])
  return [{ id: known.has(id) ? id : null, name, email, roleTitle, seniorLeader, needs }]
}

function faultsOf(
  places: number,
  guests: readonly NamedGuest[],
  party: Pick<Party, 'seniorLeader'>,
  numbers: readonly number[],
  answers: Answers,
): FormError[] {
  if (guests.length === 0) return [{ field: 'name-1', message: 'Enter the name of at least one person' }]
  if (guests.length > places) {
    return [{ field: 'places', message: `You name ${guests.length} people: select at least as many places` }]
  }
  if (!party.seniorLeader || guests.some(({ seniorLeader }) => seniorLeader)) return []
  const first = numbers.find((number) => cleanText(answers[`name-${number}`] ?? '') !== '') ?? 1
  return [
    {
      field: `senior-${first}`,
      message: 'At least one person must be a senior leader of the school: say who',
    },
  ]
}

/** A booking as the form shows it at first. */
export function answersOf(booking: Booking): Answers {
  return Object.fromEntries([
    ['places', String(booking.places)],
    ...booking.guests.flatMap((guest, index) => [
      [`guest-${index + 1}`, String(guest.id)],
      [`name-${index + 1}`, guest.name],
      [`email-${index + 1}`, guest.email],
      [`role-${index + 1}`, guest.roleTitle],
      [`senior-${index + 1}`, guest.seniorLeader ? 'yes' : ''],
      [`needs-${index + 1}`, guest.needs],
    ]),
  ])
}
