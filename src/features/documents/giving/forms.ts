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

/** Who can be given it, and whoever of them waits for it, by name. */
export interface Receivers {
  readonly offered: readonly Side[]
  readonly waiting: { readonly side: Side; readonly name: string } | undefined
}

function whoIsWrong(sharedWith: readonly Side[], { waiting }: Receivers): readonly FormError[] {
  if (waiting && !sharedWith.includes(waiting.side)) {
    return [{ field: 'with', message: `Select ${waiting.name}: they wait for it` }]
  }
  return sharedWith.length === 0 ? [{ field: 'with', message: 'Select who can open it' }] : []
}

export function parseGiven(answers: Answers, receivers: Receivers): Parsed<Given> {
  const parsed = parseForm(fileSchema, answers)
  const sharedWith = sidesIn(answers, receivers.offered)
  const errors = [...(parsed.ok ? [] : parsed.errors), ...whoIsWrong(sharedWith, receivers)]
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers: parsed.answers }
  return { ok: true, answers: parsed.answers, value: { ...parsed.value, sharedWith } }
}

export function parseLink(body: unknown, receivers: Receivers, today: Temporal.PlainDate): Parsed<LinkGiven> {
  const parsed = parseForm(linkSchema, body)
  const { answers } = parsed
  const sharedWith = sidesIn(answers, receivers.offered)
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  if (parsed.ok && !isPublicAddress(parsed.value.url)) {
    errors.push({ field: 'url', message: 'The address must begin with https://' })
  }
  const { date, error } = dateFrom(answers, 'asAt')
  if (error) errors.push({ field: 'asAt', message: error })
  else if (date && Temporal.PlainDate.compare(date, today) > 0) {
    errors.push({ field: 'asAt', message: 'The date must be today or in the past' })
  }
  errors.push(...whoIsWrong(sharedWith, receivers))
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
