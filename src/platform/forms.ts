import { z } from 'zod'

export interface FormError {
  /** The name and id of the field, so that the error summary can link to it. */
  readonly field: string
  readonly message: string
}

/** What was typed, by field, as it goes back into the page. */
export type Answers = Readonly<Record<string, string>>

export type FormResult<T> =
  | { readonly ok: true; readonly value: T; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

/** Checks a posted form. Never throws for what a person typed; everything typed comes back in `answers`. */
export function parseForm<S extends z.ZodType>(schema: S, body: unknown): FormResult<z.output<S>> {
  const answers = answersOf(body)
  const parsed = schema.safeParse(answers)
  if (parsed.success) return { ok: true, value: parsed.data, answers }
  const seen = new Set<string>()
  const errors: FormError[] = []
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? '')
    if (seen.has(field)) continue
    seen.add(field)
    errors.push({ field, message: issue.message })
  }
  return { ok: false, errors, answers }
}

/** An invalid result made by a rule that needed the database. */
export function invalid(answers: Answers, field: string, message: string): FormResult<never> {
  return { ok: false, errors: [{ field, message }], answers }
}

/** Repeated fields (checkboxes) are joined by a line break: `z` schemas split them with `choices`. */
function answersOf(body: unknown): Record<string, string> {
  const answers: Record<string, string> = Object.create(null)
  if (typeof body !== 'object' || body === null) return answers
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') answers[name] = value
    else if (Array.isArray(value)) answers[name] = value.filter((part) => typeof part === 'string').join('\n')
  }
  return answers
}

// Bidirectional controls can make text read as something it is not; they carry no meaning in our fields.
const BIDI_CONTROLS = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g

/**
 * Makes typed text safe to store and to show: NFC, no control or bidirectional control characters, lone
 * surrogates replaced, line ends as `\n`, trimmed.
 */
export function cleanText(value: string): string {
  return value
    .toWellFormed()
    .normalize('NFC')
    .replace(BIDI_CONTROLS, '')
    .replace(CONTROLS, '')
    .replace(/\r\n?/g, '\n')
    .trim()
}

/** A required text of at most `max` characters. `name` reads in messages: "Enter the reason". */
export function text(options: { max: number; missing: string; name: string }) {
  return z
    .string({ error: options.missing })
    .transform(cleanText)
    .pipe(
      z
        .string()
        .min(1, options.missing)
        .max(options.max, `${options.name} must be ${options.max} characters or fewer`),
    )
}

/** As `text`, but may be left empty: then the value is ''. */
export function optionalText(options: { max: number; name: string }) {
  return z
    .string()
    .optional()
    .default('')
    .transform(cleanText)
    .pipe(z.string().max(options.max, `${options.name} must be ${options.max} characters or fewer`))
}

/** One of a closed list. */
export function choice<const T extends readonly [string, ...string[]]>(values: T, missing: string) {
  return z.enum(values, { error: missing })
}

/** The idempotency key that every create form carries. A broken key is a broken form, not a person's mistake. */
export const formKey = z.uuid({ error: 'This form has expired: open the page again' })

/** A date typed as three fields `name-day`, `name-month`, `name-year` is put together before the schema sees it. */
export function dateFrom(answers: Answers, name: string): { date?: Temporal.PlainDate; error?: string } {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => (answers[`${name}-${part}`] ?? '').trim())
  if (!day && !month && !year) return { error: 'Enter a date' }
  if (!day || !month || !year) {
    const missing = [!day && 'a day', !month && 'a month', !year && 'a year'].filter(Boolean).join(' and ')
    return { error: `The date must include ${missing}` }
  }
  if (![day, month, year].every((part) => /^\d{1,4}$/.test(part)))
    return { error: 'Enter the date in numbers, for example 27 3 2026' }
  if (year.length !== 4) return { error: 'The year must have four digits' }
  try {
    return {
      date: Temporal.PlainDate.from(
        { day: Number(day), month: Number(month), year: Number(year) },
        { overflow: 'reject' },
      ),
    }
  } catch {
    return { error: 'Enter a real date' }
  }
}
