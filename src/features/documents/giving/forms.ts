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
import { PURPOSES, type Purpose } from '../domain.ts'

const what = {
  key: formKey,
  purpose: choice(PURPOSES, 'Select what it is for'),
}
const fileSchema = z.object({ ...what, title: optionalText({ max: 200, name: 'What it is' }) })
const linkSchema = z.object({
  ...what,
  title: text({ max: 200, name: 'What it is', missing: 'Enter what it is' }),
  url: text({ max: 500, name: 'The address', missing: 'Enter the address of the page or the report' }),
  source: text({ max: 200, name: 'Who publishes it', missing: 'Enter who publishes it' }),
})

/** The ticked sides, of those that are offered. */
export function sidesIn(answers: Answers, offered: readonly Side[]): Side[] {
  const ticked = (answers.with ?? '').split('\n')
  return offered.filter((side) => ticked.includes(side))
}

interface Given {
  readonly key: string
  readonly purpose: Purpose
  readonly title: string
  readonly sharedWith: readonly Side[]
}
export type LinkGiven = Given & {
  readonly link: { readonly url: string; readonly source: string; readonly asAt: string | null }
}

type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

const WITH_WHOM: FormError = { field: 'with', message: 'Select who can open it' }

export function parseGiven(answers: Answers, offered: readonly Side[]): Parsed<Given> {
  const parsed = parseForm(fileSchema, answers)
  const sharedWith = sidesIn(answers, offered)
  const errors = [...(parsed.ok ? [] : parsed.errors), ...(sharedWith.length === 0 ? [WITH_WHOM] : [])]
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers: parsed.answers }
  return { ok: true, answers: parsed.answers, value: { ...parsed.value, sharedWith } }
}

export function parseLink(
  body: unknown,
  offered: readonly Side[],
  today: Temporal.PlainDate,
): Parsed<LinkGiven> {
  const parsed = parseForm(linkSchema, body)
  const { answers } = parsed
  const sharedWith = sidesIn(answers, offered)
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  if (parsed.ok && !isPublicAddress(parsed.value.url)) {
    errors.push({ field: 'url', message: 'The address must begin with https://' })
  }
  const { date, error } = dateFrom(answers, 'asAt')
  if (error) errors.push({ field: 'asAt', message: error })
  else if (date && Temporal.PlainDate.compare(date, today) > 0) {
    errors.push({ field: 'asAt', message: 'The date must be today or in the past' })
  }
  if (sharedWith.length === 0) errors.push(WITH_WHOM)
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers }
  const { key, purpose, title, url, source } = parsed.value
  const link = { url, source, asAt: date?.toString() ?? null }
  return { ok: true, answers, value: { key, purpose, title, sharedWith, link } }
}

/** An address that anyone can open: no user, no port, no machine of one's own. */
function isPublicAddress(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname, username, port } = new URL(value)
  return (
    protocol === 'https:' &&
    username === '' &&
    port === '' &&
    /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(hostname)
  )
}
