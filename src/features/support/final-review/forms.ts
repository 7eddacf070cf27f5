import { z } from 'zod'
import {
  choice,
  dateFrom,
  type FormError,
  formKey,
  optionalText,
  parseForm,
  text,
} from '../../../platform/forms.ts'
import { type Calendar, isSchoolDay } from '../../programmes/index.ts'
import type { Parsed } from '../days/forms.ts'
import type { Written } from './domain.ts'
import type { StepWords, WrittenTopic } from './store.ts'

const number = z.coerce.number().int().min(0).max(2_147_483_647).catch(0)
const optional = z.object({
  key: formKey,
  seen: number,
  words: optionalText({ max: 4000, name: 'The text' }),
})
const needed = optional.extend({
  words: text({ max: 4000, missing: 'Write something down before you save', name: 'The text' }),
})
/** What helped may go without saying; what the two will look at on the day, too. */
const MAY_BE_EMPTY: ReadonlySet<Written> = new Set(['support', 'follow-up'])

export function parseTopic(
  topic: Written,
  body: unknown,
  { today, calendar }: { readonly today: Temporal.PlainDate; readonly calendar: Calendar },
): Parsed<WrittenTopic> {
  const parsed = parseForm(MAY_BE_EMPTY.has(topic) ? optional : needed, body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  let onDay: string | null = null
  if (topic === 'follow-up') {
    const { date, error } = dateFrom(answers, 'onDay')
    const wrong = error ?? (date && notAFollowUp(date, today, calendar))
    if (wrong) errors.unshift({ field: 'onDay', message: wrong })
    onDay = date?.toString() ?? null
  }
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers }
  return { ok: true, answers, value: { ...parsed.value, topic, onDay } }
}

function notAFollowUp(
  date: Temporal.PlainDate,
  today: Temporal.PlainDate,
  calendar: Calendar,
): string | undefined {
  if (Temporal.PlainDate.compare(date, today) <= 0) return 'The date must be in the future'
  if (Temporal.PlainDate.compare(date, today.add({ years: 2 })) > 0)
    return 'The date must be within the next two years'
  return isSchoolDay(date, calendar)
    ? undefined
    : 'The date must be a school day: this one is in a holiday or at a weekend'
}

const step = z.object({
  key: formKey,
  seen: number,
  text: text({ max: 500, missing: 'Enter what will be done', name: 'What will be done' }),
  ownerSide: choice(['partner', 'lead'], 'Select which school sees to it'),
  ownerRole: text({ max: 100, missing: 'Enter the role of whoever sees to it', name: 'Role' }),
  ownerName: optionalText({ max: 100, name: 'Name' }),
})

export interface StepForm {
  readonly key: string
  readonly seen: number
  readonly words: StepWords
}

/** A next step; the day by which it is done may be left open. */
export function parseStep(body: unknown): Parsed<StepForm> {
  const parsed = parseForm(step, body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const typed = ['day', 'month', 'year'].some((part) => (answers[`dueOn-${part}`] ?? '').trim() !== '')
  const { date, error } = typed ? dateFrom(answers, 'dueOn') : {}
  if (error) errors.push({ field: 'dueOn', message: error })
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers }
  const { key, seen, ...words } = parsed.value
  return { ok: true, answers, value: { key, seen, words: { ...words, dueOn: date?.toString() ?? null } } }
}

export const removalSchema = z.object({ seen: number })
export const signatureSchema = z.object({ revision: number })
