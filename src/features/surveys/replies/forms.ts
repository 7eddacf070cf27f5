import { z } from 'zod'
import { type Answers, type FormError, optionalText, parseForm } from '../../../platform/forms.ts'
import { pupilWarnings } from '../../action-plans/index.ts'

/** As many as fit on one poster. */
export const PLACES = 5

const numbers = Array.from({ length: PLACES }, (_, at) => at + 1)
const FIELDS = numbers.flatMap((n) => [`said-${n}`, `did-${n}`])

const replyForm = z.object({
  seen: z.coerce.number().int().min(0).max(2_147_483_647).catch(0),
  ...Object.fromEntries(
    FIELDS.map((name) => [
      name,
      optionalText({ max: 200, name: name.startsWith('said') ? 'What you said' : 'What we did' }),
    ]),
  ),
})

export type ReplyForm =
  | { readonly ok: true; readonly seen: number; readonly said: string[]; readonly did: string[] }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

/** Pairs, without those that are empty: a half one is asked about. */
export function parseReply(body: unknown): ReplyForm {
  const parsed = parseForm(replyForm, body)
  const { answers } = parsed
  const text = (name: string): string => (answers[name] ?? '').trim()
  const errors: FormError[] = [...(parsed.ok ? [] : parsed.errors)]
  for (const n of numbers) {
    if (text(`said-${n}`) && !text(`did-${n}`))
      errors.push({ field: `did-${n}`, message: `Say what you did about number ${n}, or plan to do` })
    if (text(`did-${n}`) && !text(`said-${n}`))
      errors.push({ field: `said-${n}`, message: `Say what number ${n} answers` })
  }
  errors.push(...pupilWarnings(answers, FIELDS))
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers }
  const kept = numbers.filter((n) => text(`said-${n}`) !== '')
  const values = new Map(Object.entries(parsed.value))
  return {
    ok: true,
    seen: parsed.value.seen,
    said: kept.map((n) => String(values.get(`said-${n}`))),
    did: kept.map((n) => String(values.get(`did-${n}`))),
  }
}
