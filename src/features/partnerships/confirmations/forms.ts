import { z } from 'zod'
import {
  type Answers,
  choice,
  dateFrom,
  type FormError,
  formKey,
  optionalText,
  parseForm,
} from '../../../platform/forms.ts'
import type { ConfirmationState, NewConfirmation } from './store.ts'

const STATES = ['done', 'started', 'not-needed', 'reopened'] as const

const schema = z.object({
  key: formKey,
  seen: z.coerce.number().int().min(0).max(2_147_483_647).catch(0),
  state: choice(STATES, 'Select where this stands'),
  hours: optionalText({ max: 10, name: 'Hours' }),
  note: optionalText({ max: 2000, name: 'Note' }),
})

export interface ConfirmationForm extends NewConfirmation {
  readonly seen: number
}

export type ParsedConfirmation =
  | { readonly ok: true; readonly value: ConfirmationForm; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

/** Reads "what happened, when, how long it took". A date is asked for what is done or started, never in the future. */
export function parseConfirmation(body: unknown, today: Temporal.PlainDate): ParsedConfirmation {
  const parsed = parseForm(schema, body)
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const { answers } = parsed
  const state = answers.state as ConfirmationState | undefined

  let happenedOn = today.toString()
  if (state === 'done' || state === 'started') {
    const { date, error } = dateFrom(answers, 'happened')
    if (error) errors.push({ field: 'happened', message: error })
    else if (date && Temporal.PlainDate.compare(date, today) > 0) {
      errors.push({ field: 'happened', message: 'The date must be today or in the past' })
    } else if (date && date.year < 2015) {
      errors.push({ field: 'happened', message: 'The year must be 2015 or later' })
    } else if (date) happenedOn = date.toString()
  }
  if (state === 'not-needed' && (answers.note ?? '').trim() === '') {
    errors.push({ field: 'note', message: 'Say in a few words why it is not needed' })
  }
  const leadershipMinutes = minutesFrom(answers.hours ?? '')
  if (leadershipMinutes === undefined) {
    errors.push({ field: 'hours', message: 'Hours must be a number, for example 1.5, and no more than 500' })
  }

  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers }
  const { key, seen, note } = parsed.value
  return {
    ok: true,
    answers,
    value: {
      key,
      seen,
      state: parsed.value.state,
      happenedOn,
      note,
      leadershipMinutes: leadershipMinutes ?? null,
    },
  }
}

/** "1.5" → 90; "" → null; anything else → undefined. */
function minutesFrom(hours: string): number | null | undefined {
  const typed = hours.trim().replace(',', '.')
  if (typed === '') return null
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(typed)) return undefined
  const minutes = Math.round(Number(typed) * 60)
  return minutes <= 30_000 ? minutes : undefined
}
