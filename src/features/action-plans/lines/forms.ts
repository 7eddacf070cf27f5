/** From a line to the answers of its form, and from answers to what is kept. One rule a control. */
import { z } from 'zod'
import {
  type Answers,
  dateFrom,
  type FormError,
  formKey,
  optionalText,
  parseForm,
  text,
} from '../../../platform/forms.ts'
import type { Person } from '../change.ts'
import type { Action, Line, Measure, Noun } from '../domain.ts'
import { pupilWarnings } from '../pupil-check.ts'
import { MEASURE_KINDS } from '../words.ts'
import { LINES, type LineField } from './fields.ts'
import type { HalfTerm } from './half-terms.ts'

/** What the choices of a form depend on. */
export interface LineContext {
  readonly people: readonly Person[]
  readonly halfTerms: readonly HalfTerm[]
}

/** By the name of the property on the line. */
export type Values = Readonly<Record<string, string | number | null>>

export interface LineForm {
  readonly key: string
  /** The revision that the form showed; 0 for a new line. */
  readonly seen: number
  readonly values: Values
}

export type ParsedLine =
  | { readonly ok: true; readonly value: LineForm; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

const isFree = ({ control }: LineField) => control === 'line' || control === 'paragraph'

/** @param kept the form of the line as it stands, for a line that is changed */
export function parseLine(
  noun: Noun,
  body: unknown,
  context: LineContext & { readonly colleagues: readonly string[] },
  kept: Answers = {},
): ParsedLine {
  const { fields } = LINES[noun]
  const parsed = parseForm(schemaOf(noun), body)
  const { answers } = parsed
  const errors: FormError[] = parsed.ok ? [] : [...parsed.errors]
  const values: Record<string, string | number | null> = {}
  for (const field of fields) {
    if (isFree(field) && parsed.ok) values[field.name] = String(parsed.value[field.name] ?? '')
    else if (!isFree(field))
      Object.assign(values, CONTROLS[field.control as keyof typeof CONTROLS](field, answers, context, errors))
  }
  const free = fields.filter(isFree).map(({ name }) => name)
  const wrong = new Set(errors.map(({ field }) => field))
  const written = noun === 'action' ? [...free, 'ownerRole'] : free
  const { colleagues } = context
  errors.push(
    ...pupilWarnings(answers, written, { colleagues, kept }).filter(({ field }) => !wrong.has(field)),
  )
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers }
  const { key, seen } = parsed.value
  return { ok: true, answers, value: { key: String(key), seen: Number(seen), values } }
}

function schemaOf(noun: Noun): z.ZodType<Readonly<Record<string, unknown>>> {
  const free = LINES[noun].fields.filter(isFree)
  const shape: Record<string, z.ZodType<string>> = Object.fromEntries(
    free.map(({ name, label, max, missing }) => [
      name,
      missing === undefined
        ? optionalText({ max, name: label.replace(' (optional)', '') })
        : text({ max, missing, name: label }),
    ]),
  )
  return z.object({
    ...shape,
    key: formKey,
    seen: z.coerce.number().int().min(0).max(2_147_483_647).catch(0),
  })
}

type Parse = (field: LineField, answers: Answers, context: LineContext, errors: FormError[]) => Values

const CONTROLS: Readonly<Record<'measure-kind' | 'date' | 'deadline' | 'owner', Parse>> = {
  'measure-kind': ({ name, missing = '' }, answers, _context, errors) => {
    const kind = answers[name] ?? ''
    if (!Object.hasOwn(MEASURE_KINDS, kind)) errors.push({ field: name, message: missing })
    return { [name]: kind }
  },

  date: (field, answers, _context, errors) => ({
    [field.name]: dateOf(field.name, answers, errors, 'left empty'),
  }),

  deadline: (_field, answers, { halfTerms }, errors) => {
    if (answers.deadline === 'half-term') {
      const half = halfTerms.find(({ endsOn }) => endsOn === answers.halfTerm)
      if (!half) errors.push({ field: 'halfTerm', message: 'Select a half term' })
      return { dueOn: half?.endsOn ?? null, dueLabel: half?.label ?? '' }
    }
    if (answers.deadline !== 'date') return { dueOn: null, dueLabel: '' }
    return { dueOn: dateOf('dueOn', answers, errors, 'needed'), dueLabel: '' }
  },

  owner: (_field, answers, { people }, errors) => {
    const role = optionalText({ max: 200, name: 'Role' }).safeParse(answers.ownerRole ?? '')
    const name = optionalText({ max: 200, name: 'Name' }).safeParse(answers.ownerName ?? '')
    if (!role.success) errors.push({ field: 'ownerRole', message: 'Role must be 200 characters or fewer' })
    if (!name.success) errors.push({ field: 'ownerName', message: 'Name must be 200 characters or fewer' })
    const person = people.find((each) => ownerValue(each) === answers.owner)
    return {
      ownerSide: person?.side ?? (answers.owner === 'lead' ? 'lead' : 'partner'),
      ownerRole: role.data ?? '',
      ownerAccountId: person?.accountId ?? null,
      ownerName: person?.name ?? name.data ?? '',
    }
  },
}

function dateOf(
  name: string,
  answers: Answers,
  errors: FormError[],
  empty: 'left empty' | 'needed',
): string | null {
  const isEmpty = ['day', 'month', 'year'].every((part) => !(answers[`${name}-${part}`] ?? '').trim())
  if (isEmpty && empty === 'left empty') return null
  const { date, error } = dateFrom(answers, name)
  if (date && date.year >= 2015 && date.year <= 2100) return date.toString()
  errors.push({ field: name, message: error ?? 'The year must be between 2015 and 2100' })
  return null
}

export const ownerValue = ({ side, accountId }: Pick<Person, 'side' | 'accountId'>): string =>
  `${side} ${accountId}`

/** The form of a line as it stands. */
export function answersOf(noun: Noun, line: Line, context: LineContext): Answers {
  const answers: Record<string, string> = {}
  for (const field of LINES[noun].fields) Object.assign(answers, SHOWN[field.control](field, line, context))
  return answers
}

/** A field's name is the name of a property: of which kind of line, the table of fields says and no type can. */
function propertyOf(line: Line, name: string): string | number | null {
  const value: unknown = Object.entries(line).find(([key]) => key === name)?.[1]
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

const plain: Shown = ({ name }, line) => ({ [name]: String(propertyOf(line, name) ?? '') })
type Shown = (field: LineField, line: Line, context: LineContext) => Answers

const SHOWN: Readonly<Record<LineField['control'], Shown>> = {
  line: plain,
  paragraph: plain,
  'measure-kind': plain,
  date: ({ name }, line) => dateAnswers(name, (line as Measure).targetOn),
  deadline: (_field, line, { halfTerms }) => {
    const { dueOn, dueLabel } = line as Action
    const half = halfTerms.find(({ label, endsOn }) => label === dueLabel && endsOn === dueOn)
    if (half) return { deadline: 'half-term', halfTerm: half.endsOn }
    return { deadline: dueOn === null ? 'none' : 'date', ...dateAnswers('dueOn', dueOn) }
  },
  owner: (_field, line, { people }) => {
    const action = line as Action
    const person = people.find(({ accountId }) => accountId === action.ownerAccountId)
    return {
      owner: person ? ownerValue(person) : action.ownerSide === 'lead' ? 'lead' : '',
      ownerRole: action.ownerRole,
      ownerName: person ? '' : action.ownerName,
    }
  },
}

function dateAnswers(name: string, date: string | null): Answers {
  if (date === null) return {}
  const { day, month, year } = Temporal.PlainDate.from(date)
  return { [`${name}-day`]: String(day), [`${name}-month`]: String(month), [`${name}-year`]: String(year) }
}

/** What was typed differs from what the line holds: two people wanted different things. */
export function differsFrom(line: Line, values: Values): boolean {
  return Object.entries(values).some(([name, value]) => propertyOf(line, name) !== value)
}
