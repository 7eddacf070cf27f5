import { z } from 'zod'
import { type Answers, dateFrom, type FormError, parseForm } from '../../../platform/forms.ts'
import type { Side } from '../../partnerships/index.ts'
import { sidesIn } from '../giving/forms.ts'
import type { Sharing } from './actions.ts'

const schema = z.object({ revision: z.coerce.number().int().min(1).max(2_147_483_647).catch(1) })

/** Whom to share with, and until when. Nobody is an answer too. */
export function parseSharing(
  body: unknown,
  offered: readonly Side[],
  today: Temporal.PlainDate,
):
  | { readonly ok: true; readonly value: Sharing }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers } {
  const parsed = parseForm(schema, body)
  const { answers } = parsed
  const sharedWith = sidesIn(answers, offered)
  const isEmpty = ['day', 'month', 'year'].every((part) => (answers[`until-${part}`] ?? '').trim() === '')
  const { date, error } = isEmpty ? {} : dateFrom(answers, 'until')
  const errors: FormError[] = []
  if (error) errors.push({ field: 'until', message: error })
  else if (date && sharedWith.length > 0 && Temporal.PlainDate.compare(date, today) < 0) {
    errors.push({
      field: 'until',
      message: 'The last day must be today or later. To end it now, share it with nobody',
    })
  } else if (date && date.year > today.year + 10) {
    errors.push({ field: 'until', message: 'The last day must be within ten years' })
  }
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers }
  return {
    ok: true,
    value: { revision: parsed.value.revision, sharedWith, expiresOn: date?.toString() ?? null },
  }
}
