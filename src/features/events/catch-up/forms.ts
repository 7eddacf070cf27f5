import { z } from 'zod'
import {
  type Answers,
  dateFrom,
  type FormError,
  formKey,
  optionalText,
  parseForm,
  text,
} from '../../../platform/forms.ts'
import { pupilWarnings } from '../../action-plans/index.ts'
import { type Event, startsOn } from '../domain.ts'
import type { NewCatchUp } from './store.ts'

export const MOST = 2000

const schema = z.object({
  key: formKey,
  hours: optionalText({ max: 10, name: 'Hours' }),
  willDo: text({ max: MOST, missing: 'Enter what your school will do', name: 'What your school will do' }),
})

export type ParsedCatchUp =
  | { readonly ok: true; readonly value: NewCatchUp; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

/** When it was watched, for how long, and what the school will do. A recording is watched after the session. */
export function parseCatchUp(body: unknown, event: Event, today: Temporal.PlainDate): ParsedCatchUp {
  const parsed = parseForm(schema, body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const { date, error } = dateFrom(answers, 'watched')
  if (error) errors.push({ field: 'watched', message: error })
  else if (date && Temporal.PlainDate.compare(date, today) > 0)
    errors.push({ field: 'watched', message: 'The date must be today or in the past' })
  else if (date && Temporal.PlainDate.compare(date, startsOn(event)) < 0)
    errors.push({ field: 'watched', message: 'The date must be on or after the day of the session' })
  const minutes = minutesFrom(answers.hours ?? '')
  if (minutes === undefined)
    errors.push({ field: 'hours', message: 'Hours must be a number, for example 2, and no more than 100' })
  errors.push(...pupilWarnings(answers, ['willDo']))
  if (!parsed.ok || !date || errors.length > 0) return { ok: false, errors, answers }
  const { key, willDo } = parsed.value
  return { ok: true, answers, value: { key, willDo, watchedOn: date.toString(), minutes: minutes ?? 0 } }
}

/** "1.5" → 90; "" → 0; anything else → undefined. */
function minutesFrom(hours: string): number | undefined {
  const typed = hours.trim().replace(',', '.')
  if (typed === '') return 0
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(typed)) return undefined
  const minutes = Math.round(Number(typed) * 60)
  return minutes <= 6_000 ? minutes : undefined
}
