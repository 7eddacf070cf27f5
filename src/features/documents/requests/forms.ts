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
import type { Side } from '../../partnerships/index.ts'
import { PURPOSES, SIDES } from '../domain.ts'
import type { NewRequest } from './store.ts'

const schema = z.object({
  key: formKey,
  title: text({ max: 200, name: 'What you need', missing: 'Enter what you need' }),
  why: optionalText({ max: 2000, name: 'Why' }),
  purpose: choice(PURPOSES, 'Select what it is for'),
  /** Left out, it is the first of those who can be asked: the other school. */
  asked: choice(SIDES, 'Select whom you ask').optional(),
})

type Asked = Omit<NewRequest, 'partnershipId' | 'askingSide'>

/** Reads "what do you need, why, from whom, by when". A date is not asked for. */
export function parseRequest(
  body: unknown,
  offered: readonly Side[],
  today: Temporal.PlainDate,
):
  | { readonly ok: true; readonly value: Asked; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers } {
  const parsed = parseForm(schema, body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const isEmpty = ['day', 'month', 'year'].every((part) => (answers[`due-${part}`] ?? '').trim() === '')
  const { date, error } = isEmpty ? {} : dateFrom(answers, 'due')
  if (error) errors.push({ field: 'due', message: error })
  else if (date && Temporal.PlainDate.compare(date, today) < 0) {
    errors.push({ field: 'due', message: 'The day must be today or later' })
  } else if (date && date.year > today.year + 2) {
    errors.push({ field: 'due', message: 'The day must be within two years' })
  }
  const askedSide = parsed.ok ? (parsed.value.asked ?? offered[0]) : undefined
  if (parsed.ok && (askedSide === undefined || !offered.includes(askedSide))) {
    errors.push({ field: 'asked', message: 'Select whom you ask' })
  }
  if (!parsed.ok || askedSide === undefined || errors.length > 0) return { ok: false, errors, answers }
  const { key, title, why, purpose } = parsed.value
  return {
    ok: true,
    answers,
    value: { key, title, why, purpose, askedSide, dueOn: date?.toString() ?? null },
  }
}

export const reasonForm = z.object({
  reason: text({ max: 500, name: 'The reason', missing: 'Say in a few words why it is not needed' }),
})
