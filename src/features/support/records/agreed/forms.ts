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
} from '../../../../platform/forms.ts'
import { pupilWarnings } from '../../../action-plans/index.ts'
import type { AgreedAction } from '../domain.ts'

const schema = z.object({
  key: formKey,
  doer: choice(['lead', 'partner'], 'Select who will do it'),
  action: text({ max: 1000, missing: 'Enter what will be done', name: 'What will be done' }),
  owner: optionalText({ max: 200, name: 'Who sees to it' }),
  objective: z.coerce.number().int().min(1).max(2_147_483_647).nullable().catch(null),
})

export type ParsedAgreed =
  | { readonly ok: true; readonly value: AgreedAction; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

/** One line, as its form or a device sends it. An objective that the plan does not have open is none. */
export function parseAgreed(
  body: unknown,
  known: { readonly colleagues: readonly string[]; readonly objectives: ReadonlySet<number> },
): ParsedAgreed {
  const form = parseForm(schema, body)
  const { answers } = form
  const errors: FormError[] = form.ok ? [] : [...form.errors]
  const dueOn = dueIn(answers, errors)
  const wrong = new Set(errors.map(({ field }) => field))
  const { colleagues } = known
  errors.push(
    ...pupilWarnings(answers, ['action', 'owner'], { colleagues }).filter(({ field }) => !wrong.has(field)),
  )
  if (!form.ok || errors.length > 0) return { ok: false, errors, answers }
  const { key, doer, action, owner, objective } = form.value
  const objectiveId = objective !== null && known.objectives.has(objective) ? objective : null
  return { ok: true, answers, value: { key, doer, text: action, ownerName: owner, dueOn, objectiveId } }
}

function dueIn(answers: Answers, errors: FormError[]): string | null {
  if (['day', 'month', 'year'].every((part) => !(answers[`due-${part}`] ?? '').trim())) return null
  const { date, error } = dateFrom(answers, 'due')
  if (date && date.year >= 2015 && date.year <= 2100) return date.toString()
  errors.push({ field: 'due', message: error ?? 'The year must be between 2015 and 2100' })
  return null
}
