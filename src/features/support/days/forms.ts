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
import { leadersFrom } from '../leaders/domain.ts'
import { DAY_TYPES, type DayType, type Offer } from './domain.ts'

/** How many days one offer may hold. */
export const DATES_IN_AN_OFFER = 3
export const dateFieldName = (number: number): string => `date${number}`

const seen = z.coerce.number().int().min(0).max(2_147_483_647).catch(0)
const time = z
  .string()
  .optional()
  .default('')
  .transform((value) => timeFrom(value))
  .pipe(z.string({ error: 'Enter a time, for example 9:30 or 15:30' }))
const LENGTHS = ['half', 'whole'] as const
const lengthOf = (value: (typeof LENGTHS)[number]): number => (value === 'half' ? 1 : 2)

const planned = {
  key: formKey,
  length: choice(LENGTHS, 'Select how long it takes'),
  startsAt: time,
  endsAt: time,
  place: optionalText({ max: 200, name: 'Place' }),
  note: optionalText({ max: 1000, name: 'Note' }),
}
const proposal = z.object({ ...planned, type: choice(DAY_TYPES, 'Select what kind of support day it is') })
const otherDates = z.object({ ...planned, seen })
/** Who has the day in the calendar already is told why it should be another. */
const movedDates = otherDates.extend({
  note: text({ max: 1000, missing: 'Say in a few words why it should move', name: 'The reason' }),
})
const record = z.object({
  key: formKey,
  seen,
  length: choice(['none', ...LENGTHS], 'Select how long it took'),
  leadPeople: optionalText({ max: 300, name: 'Who came from the lead school' }),
  partnerPeople: optionalText({ max: 300, name: 'Who took part from the partner school' }),
  travel: optionalText({ max: 4, name: 'Travel time' }),
  note: optionalText({ max: 1000, name: 'Note' }),
})
const past = z.object({
  type: choice(DAY_TYPES, 'Select what kind of support day it was'),
  length: choice(LENGTHS, 'Select how long it took'),
})
export const cancellationSchema = z.object({
  key: formKey,
  seen,
  note: text({ max: 1000, missing: 'Say in a few words why', name: 'The reason' }),
})
export const answerSchema = z.object({ key: formKey, seen, on: z.string().max(10).optional().default('') })
export const keepSchema = z.object({
  key: formKey,
  seen,
  why: text({ max: 1000, missing: 'Say in a few words why', name: 'The reason' }),
})

export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

export interface DatesForm {
  readonly key: string
  readonly seen: number
  readonly note: string
  readonly offer: Omit<Offer, 'side'>
}

export const parseProposal = (
  body: unknown,
  { today, leaders }: { readonly today: Temporal.PlainDate; readonly leaders: readonly string[] },
): Parsed<DatesForm & { readonly type: DayType }> => {
  const parsed = parseForm(proposal, body)
  const dates = datesFrom(parsed.answers, today)
  const errors = [...(parsed.ok ? [] : parsed.errors), ...dates.errors]
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers: parsed.answers }
  const { key, type, note } = parsed.value
  const value = {
    key,
    type,
    note,
    seen: 0,
    offer: offerOf(parsed.value, dates.dates, leadersFrom(parsed.answers, leaders)),
  }
  return inOrder(value, parsed.answers)
}

export const parseOtherDates = (
  body: unknown,
  {
    today,
    isBooked,
    leaders,
  }: {
    readonly today: Temporal.PlainDate
    readonly isBooked: boolean
    readonly leaders: readonly string[]
  },
): Parsed<DatesForm> => {
  const parsed = parseForm(isBooked ? movedDates : otherDates, body)
  const dates = datesFrom(parsed.answers, today)
  const errors = [...(parsed.ok ? [] : parsed.errors), ...dates.errors]
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers: parsed.answers }
  const { key, note } = parsed.value
  const value = {
    key,
    note,
    seen: parsed.value.seen,
    offer: offerOf(parsed.value, dates.dates, leadersFrom(parsed.answers, leaders)),
  }
  return inOrder(value, parsed.answers)
}

function inOrder<T extends DatesForm>(value: T, answers: Answers): Parsed<T> {
  const { startsAt, endsAt } = value.offer
  if (startsAt !== '' && endsAt !== '' && endsAt <= startsAt) {
    return { ok: false, answers, errors: [{ field: 'endsAt', message: 'The end must be after the start' }] }
  }
  if (startsAt === '' && endsAt !== '') {
    return { ok: false, answers, errors: [{ field: 'startsAt', message: 'Enter when it starts' }] }
  }
  return { ok: true, answers, value }
}

function offerOf(
  planned: { length: 'half' | 'whole'; startsAt: string; endsAt: string; place: string },
  dates: readonly string[],
  leadPeople: string,
): Omit<Offer, 'side'> {
  const { startsAt, endsAt, place } = planned
  return {
    kind: 'dates',
    dates,
    halfDays: lengthOf(planned.length),
    startsAt,
    endsAt,
    place,
    leadPeople,
    partnerPeople: '',
    travelMinutes: null,
  }
}

/** The first date is asked for, the others may be left empty. */
function datesFrom(answers: Answers, today: Temporal.PlainDate) {
  const dates: string[] = []
  const errors: FormError[] = []
  for (let number = 1; number <= DATES_IN_AN_OFFER; number += 1) {
    const field = dateFieldName(number)
    const typed = ['day', 'month', 'year'].some((part) => (answers[`${field}-${part}`] ?? '').trim() !== '')
    if (number > 1 && !typed) continue
    const { date, error } = dateFrom(answers, field)
    if (error) errors.push({ field, message: error })
    else if (date && Temporal.PlainDate.compare(date, today) < 0) {
      errors.push({ field, message: 'The date must be today or in the future' })
    } else if (date && dates.includes(date.toString())) {
      errors.push({ field, message: 'Each date must be another day' })
    } else if (date) dates.push(date.toString())
  }
  return { dates, errors }
}

export interface RecordForm {
  readonly key: string
  readonly seen: number
  readonly note: string
  readonly heldOn: string
  readonly halfDays: number
  readonly leadPeople: string
  readonly partnerPeople: string
  readonly travelMinutes: number | null
}

/** How a day was: `correcting` one that both have agreed needs a reason. */
export function parseRecord(
  body: unknown,
  today: Temporal.PlainDate,
  correcting: boolean,
): Parsed<RecordForm> {
  const parsed = parseForm(record, body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const { date, error } = dateFrom(answers, 'heldOn')
  if (error) errors.push({ field: 'heldOn', message: error })
  else if (date && Temporal.PlainDate.compare(date, today) > 0) {
    errors.push({ field: 'heldOn', message: 'The date must be today or in the past' })
  }
  const travel = (answers.travel ?? '').trim()
  if (travel !== '' && !(/^\d{1,4}$/.test(travel) && Number(travel) <= 1440)) {
    errors.push({ field: 'travel', message: 'Travel time must be a number of minutes, for example 45' })
  }
  if (parsed.ok && correcting && parsed.value.note === '') {
    errors.push({ field: 'note', message: 'Say in a few words what is to be corrected' })
  }
  if (!parsed.ok || !date || errors.length > 0) return { ok: false, errors, answers }
  const { key, length, note, leadPeople, partnerPeople } = parsed.value
  const halfDays = length === 'none' ? 0 : lengthOf(length)
  const travelMinutes = travel === '' ? null : Number(travel)
  const { seen } = parsed.value
  return {
    ok: true,
    answers,
    value: { key, seen, note, heldOn: date.toString(), halfDays, leadPeople, partnerPeople, travelMinutes },
  }
}

/** A day that was not arranged beforehand: what kind it was, and how it was. */
export function parsePast(
  body: unknown,
  today: Temporal.PlainDate,
): Parsed<RecordForm & { readonly type: DayType }> {
  const kind = parseForm(past, body)
  const how = parseRecord(body, today, false)
  const { answers } = how
  if (kind.ok && how.ok) return { ok: true, answers, value: { ...how.value, type: kind.value.type } }
  const errors = [...(kind.ok ? [] : kind.errors), ...(how.ok ? [] : how.errors)]
  return {
    ok: false,
    answers,
    errors: errors.filter(({ field }, at) => errors.findIndex((each) => each.field === field) === at),
  }
}

/** "9", "9:30", "09.30" → "09:30"; "" → ""; anything else is no time. */
function timeFrom(typed: string): string | undefined {
  const text = typed.trim()
  if (text === '') return ''
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text) ?? []
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined
  return `${hour.padStart(2, '0')}:${minute}`
}
