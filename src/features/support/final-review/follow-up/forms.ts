import { z } from 'zod'
import { dateFrom, type FormError, formKey, parseForm, text } from '../../../../platform/forms.ts'
import type { Parsed } from '../../days/forms.ts'
import type { Held } from './store.ts'

const schema = z.object({
  key: formKey,
  words: text({ max: 500, missing: 'Enter a sentence on what you found', name: 'The sentence' }),
})

/** When the two looked again, and a sentence on what they found. */
export function parseHeld(body: unknown, today: Temporal.PlainDate): Parsed<Held> {
  const parsed = parseForm(schema, body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const { date, error } = dateFrom(answers, 'heldOn')
  const isLater = date && Temporal.PlainDate.compare(date, today) > 0
  const wrong = error ?? (isLater ? 'The date must be today or in the past' : undefined)
  if (wrong) errors.unshift({ field: 'heldOn', message: wrong })
  if (!parsed.ok || !date || errors.length > 0) return { ok: false, errors, answers }
  return { ok: true, answers, value: { ...parsed.value, heldOn: date.toString() } }
}
