import { z } from 'zod'
import {
  type Answers,
  choice,
  dateFrom,
  type FormError,
  formKey,
  optionalText,
  parseForm,
  text,
} from '../../../platform/forms.ts'
import { pupilWarnings } from '../../action-plans/index.ts'
import { type EventKind, instantsOf, isBefore, PLACES } from '../domain.ts'
import { type Details, isWebAddress, materialsFrom, type NewEvent, timeFrom } from './domain.ts'

const details = z.object({
  title: text({ max: 200, missing: 'Enter a title', name: 'Title' }),
  description: optionalText({ max: 4000, name: 'What it is about' }),
  agenda: optionalText({ max: 4000, name: 'Agenda' }),
  preparation: optionalText({ max: 4000, name: 'What to prepare' }),
  materials: optionalText({ max: 4000, name: 'Materials' }),
  themes: z.string().optional().default(''),
  place: choice(PLACES, 'Select where it will be'),
  placeText: optionalText({ max: 500, name: 'Address' }),
  gettingThere: optionalText({ max: 2000, name: 'How to get there' }),
  safetyNotes: optionalText({ max: 2000, name: 'Site safety' }),
  joiningLink: optionalText({ max: 1000, name: 'Joining link' }),
  recordingLink: optionalText({ max: 1000, name: 'Recording' }),
})

export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

const FREE = ['title', 'description', 'agenda', 'preparation', 'gettingThere', 'safetyNotes', 'placeText']

/** What guests see. `kept`: the form as it stood, so that words are asked about once. */
export function parseDetails(
  body: unknown,
  kept: Answers = {},
): Parsed<Details & { readonly key: string; readonly seen: number }> {
  const schema = details.extend({
    key: formKey,
    seen: z.coerce.number().int().min(0).max(2_147_483_647).catch(0),
  })
  const parsed = parseForm(schema, body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const said = parsed.ok ? saidIn(parsed.value, errors) : undefined
  warn(errors, answers, kept)
  if (!parsed.ok || !said || errors.length > 0) return { ok: false, errors, answers }
  return { ok: true, answers, value: { ...said, key: parsed.value.key, seen: parsed.value.seen } }
}

function saidIn(value: z.output<typeof details>, errors: FormError[]): Details {
  const materials = materialsFrom(value.materials)
  if (!materials) {
    errors.push({
      field: 'materials',
      message:
        'Each line of the materials must end with a web address, for example “Agenda: https://example.org/agenda”',
    })
  }
  if (value.place === 'elsewhere' && value.placeText === '')
    errors.push({ field: 'placeText', message: 'Enter the address of the place' })
  for (const field of ['joiningLink', 'recordingLink'] as const) {
    if (value[field] !== '' && !isWebAddress(value[field]))
      errors.push({ field, message: 'Enter a web address that begins with https://' })
  }
  return {
    ...value,
    materials: materials ?? [],
    themes: value.themes.split('\n').filter((key) => /^[a-z0-9-]{1,80}$/.test(key)),
  }
}

function warn(errors: FormError[], answers: Answers, kept: Answers): void {
  const wrong = new Set(errors.map(({ field }) => field))
  errors.push(...pupilWarnings(answers, FREE, { kept }).filter(({ field }) => !wrong.has(field)))
}

const COUNT = /^\d{1,5}$/
/** "" is no limit; anything but a whole number is a mistake. */
export function limitFrom(answers: Answers, field: string, name: string, errors: FormError[]): number | null {
  const typed = (answers[field] ?? '').trim()
  if (typed === '') return null
  if (COUNT.test(typed)) return Number(typed)
  errors.push({ field, message: `${name} must be a whole number, or left empty for no limit` })
  return null
}

export function numberFrom(
  answers: Answers,
  field: string,
  of: { readonly from: number; readonly to: number; readonly message: string },
  errors: FormError[],
): number {
  const typed = (answers[field] ?? '').trim()
  const number = COUNT.test(typed) ? Number(typed) : Number.NaN
  if (number >= of.from && number <= of.to) return number
  errors.push({ field, message: of.message })
  return of.from
}

/** A day, a time and a time of the end; in the past only where `past` is allowed. */
export function whenFrom(
  answers: Answers,
  now: Temporal.Instant,
  errors: FormError[],
): { startsAt: Temporal.Instant; endsAt: Temporal.Instant } | undefined {
  const { date: day, error } = dateFrom(answers, 'day')
  const starts = timeFrom(answers.starts ?? '')
  const ends = timeFrom(answers.ends ?? '')
  if (error) errors.push({ field: 'day', message: error })
  if (!starts) errors.push({ field: 'starts', message: 'Enter when it begins, for example 9:30am' })
  if (!ends) errors.push({ field: 'ends', message: 'Enter when it ends, for example 3pm' })
  if (!day || !starts || !ends) return undefined
  if (day.year < 2015 || day.year > 2100) {
    errors.push({ field: 'day', message: 'Enter a year between 2015 and 2100' })
    return undefined
  }
  const when = instantsOf({ day, starts, ends })
  if (isBefore(when.startsAt, now)) {
    errors.push({ field: 'day', message: 'The date and time must be in the future' })
    return undefined
  }
  return when
}

/** A new event: the least that makes one; the rest is said when it is there. */
export function parseNewEvent(body: unknown, kind: EventKind, now: Temporal.Instant): Parsed<NewEvent> {
  const schema = details
    .pick({ title: true, place: true, placeText: true, description: true })
    .extend({ key: formKey, audience: z.string().optional() })
  const parsed = parseForm(schema, body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const when = whenFrom(answers, now, errors)
  const capacity = limitFrom(answers, 'capacity', 'Places', errors)
  const schoolCapacity = limitFrom(answers, 'schoolCapacity', 'Schools', errors)
  const placesPerSchool = numberFrom(
    answers,
    'placesPerSchool',
    { from: 1, to: 50, message: 'Places for each school must be between 1 and 50' },
    errors,
  )
  if (parsed.ok && parsed.value.place === 'elsewhere' && parsed.value.placeText === '')
    errors.push({ field: 'placeText', message: 'Enter the address of the place' })
  warn(errors, answers, {})
  if (!parsed.ok || !when || errors.length > 0) return { ok: false, errors, answers }
  const { key, title, place, placeText, description, audience } = parsed.value
  const value: NewEvent = {
    ...{ key, kind, title, place, placeText, description },
    audience: kind === 'networking' && audience === 'leads' ? 'leads' : 'partners',
    ...{ agenda: '', preparation: '', materials: [], themes: [], gettingThere: '', safetyNotes: '' },
    ...{ joiningLink: '', recordingLink: '' },
    ...when,
    ...{ capacity, schoolCapacity, placesPerSchool },
  }
  return { ok: true, answers, value }
}
