import { z } from 'zod'
import { type Answers, cleanText, type FormError, formKey, parseForm } from '../../../../platform/forms.ts'
import { pupilWarnings } from '../../../action-plans/index.ts'
import type { Part } from './domain.ts'

export const MOST_PARTS = 20
/** Empty places below what stands, for what is added. */
export const SPARE = 2

const schema = z.object({
  key: formKey,
  seen: z.coerce.number().int().min(0).max(2_147_483_647).catch(0),
  rows: z.coerce.number().int().min(1).max(MOST_PARTS).catch(SPARE),
})

export type ParsedOrder =
  | {
      readonly ok: true
      readonly value: { readonly key: string; readonly seen: number; readonly parts: readonly Part[] }
      readonly answers: Answers
    }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

const LIMITS = { title: [120, 'Part'], who: [200, 'Who'], look: [400, 'What to look at'] } as const

/** A row without a title is left out, unless something else was typed into it. Rows stand by their place, then as typed. */
export function parseOrder(body: unknown, colleagues: readonly string[]): ParsedOrder {
  const form = parseForm(schema, body)
  const { answers } = form
  const errors: FormError[] = form.ok ? [] : [...form.errors]
  const rows: { part: Part; place: number }[] = []
  const written: string[] = []
  for (let at = 1; at <= (form.ok ? form.value.rows : 0); at += 1) {
    const typed = (name: string) => cleanText(answers[`${name}-${at}`] ?? '')
    const [title, who, look, length] = [typed('title'), typed('who'), typed('look'), typed('minutes')]
    if ([title, who, look, length].every((each) => each === '')) continue
    written.push(`title-${at}`, `who-${at}`, `look-${at}`)
    if (title === '')
      errors.push({ field: `title-${at}`, message: `Enter the name of part ${at}, or empty the whole part` })
    for (const [name, [max, label]] of Object.entries(LIMITS)) {
      if (typed(name).length > max)
        errors.push({ field: `${name}-${at}`, message: `${label} must be ${max} characters or fewer` })
    }
    const minutes = Number(length)
    if (!/^\d{1,3}$/.test(length) || minutes < 5 || minutes > 480)
      errors.push({
        field: `minutes-${at}`,
        message: `Enter how many minutes part ${at} takes, from 5 to 480`,
      })
    const place = /^\d{1,3}$/.test(typed('place')) ? Number(typed('place')) : at
    rows.push({ part: { title, minutes, who, look }, place })
  }
  if (form.ok && rows.length === 0) errors.push({ field: 'title-1', message: 'Enter at least one part' })
  if (errors.length === 0) errors.push(...pupilWarnings(answers, written, { colleagues }))
  if (!form.ok || errors.length > 0) return { ok: false, errors, answers }
  const parts = rows.toSorted((one, other) => one.place - other.place).map(({ part }) => part)
  return { ok: true, answers, value: { key: form.value.key, seen: form.value.seen, parts } }
}
