import { z } from 'zod'
import {
  type Answers,
  dateFrom,
  type FormResult,
  formKey,
  invalid,
  parseForm,
  text,
} from '../../../platform/forms.ts'
import { cohortKey } from '../domain.ts'

export interface CohortForm {
  readonly formKey: string
  readonly key: string
  readonly name: string
  readonly startsOn: Temporal.PlainDate
}

const schema = z.object({
  key: formKey,
  name: text({ max: 60, missing: 'Enter a name for the cohort', name: 'Name' }).refine(
    (name) => cohortKey(name) !== '',
    'Name must include letters or numbers',
  ),
})

/** How far from today a cohort may start: a slip of the keyboard in the year is caught, a late record is not. */
const YEARS_AROUND = 5

export function parseCohortForm(body: unknown, today: Temporal.PlainDate): FormResult<CohortForm> {
  const parsed = parseForm(schema, body)
  const { answers } = parsed
  const start = startOf(answers, today)
  if (!parsed.ok || !start.ok) {
    const errors = [...(parsed.ok ? [] : parsed.errors), ...(start.ok ? [] : start.errors)]
    return { ok: false, errors, answers }
  }
  const { key, name } = parsed.value
  return { ok: true, answers, value: { formKey: key, key: cohortKey(name), name, startsOn: start.value } }
}

function startOf(answers: Answers, today: Temporal.PlainDate): FormResult<Temporal.PlainDate> {
  const { date, error } = dateFrom(answers, 'starts')
  if (!date) return invalid(answers, 'starts', error ?? 'Enter a date')
  const years = Math.abs(date.year - today.year)
  if (years > YEARS_AROUND)
    return invalid(answers, 'starts', `The start must be within ${YEARS_AROUND} years of today`)
  return { ok: true, value: date, answers }
}
