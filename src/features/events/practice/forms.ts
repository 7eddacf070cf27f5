import { z } from 'zod'
import {
  type Answers,
  type FormError,
  formKey,
  optionalText,
  parseForm,
  text,
} from '../../../platform/forms.ts'
import { pupilWarnings } from '../../action-plans/index.ts'

export const MOST = 2000

const schema = z.object({
  key: formKey,
  /** The revision that the page was made from; 0 for what is new. */
  seen: z.coerce.number().int().min(0).max(2_147_483_647).catch(0),
  willTry: text({
    max: MOST,
    missing: 'Enter one thing that your school will try',
    name: 'What your school will try',
  }),
  became: optionalText({ max: MOST, name: 'What became of it' }),
})

export type PracticeForm = z.output<typeof schema>

export type ParsedPractice =
  | { readonly ok: true; readonly value: PracticeForm; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

export function parsePractice(body: unknown): ParsedPractice {
  const parsed = parseForm(schema, body)
  const errors = [
    ...(parsed.ok ? [] : parsed.errors),
    ...pupilWarnings(parsed.answers, ['willTry', 'became']),
  ]
  return parsed.ok && errors.length === 0 ? parsed : { ok: false, errors, answers: parsed.answers }
}
