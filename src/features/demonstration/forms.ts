import { z } from 'zod'
import { formatDate } from '../../design/components/index.ts'
import { type Answers, dateFrom, type FormResult, invalid, parseForm } from '../../platform/forms.ts'
import { rangeAround } from './dates.ts'

const anything = z.record(z.string(), z.string())

/** The date to move to: typed as day, month and year. `own` is the demonstration's own date. */
export function readDateForm(body: unknown, own: Temporal.PlainDate): FormResult<Temporal.PlainDate> {
  const { answers } = parseForm(anything, body)
  const { date, error } = dateFrom(answers, 'date')
  if (!date) return invalid(answers, 'date', error ?? 'Enter a date')
  return withinRange(date, own, answers)
}

function withinRange(
  date: Temporal.PlainDate,
  own: Temporal.PlainDate,
  answers: Answers,
): FormResult<Temporal.PlainDate> {
  const { first, last } = rangeAround(own)
  const { compare } = Temporal.PlainDate
  if (compare(date, first) < 0 || compare(date, last) > 0) {
    return invalid(answers, 'date', `The date must be between ${formatDate(first)} and ${formatDate(last)}`)
  }
  return { ok: true, value: date, answers }
}
