import { z } from 'zod'
import { type Answers, formKey, parseForm } from '../../../platform/forms.ts'
import type { Table, TableRow } from '../../../platform/spreadsheets/index.ts'
import { pupilWarnings } from '../pupil-check.ts'
import { COLUMNS, type ImportedPriority, type Mapping } from './table.ts'

/** A plan is a page or two: what is longer is not one. It travels with the form, and nothing is kept until it is saved. */
export const MOST_ROWS = 200
export const MOST_CHARACTERS = 200_000

export interface Sheet {
  readonly header: readonly string[]
  readonly rows: readonly TableRow[]
}

export const isTooLong = ({ header, rows }: Table): boolean =>
  rows.length > MOST_ROWS || JSON.stringify([header, rows]).length > MOST_CHARACTERS

const sheetSchema = z.object({
  header: z.array(z.string().max(2000)).max(200),
  rows: z
    .array(z.object({ line: z.number().int().min(1), cells: z.array(z.string()).max(200) }))
    .max(MOST_ROWS),
})

/** The rows as the page carries them; nothing for a form that was tampered with. */
const sheetText = z.string().transform((text, context): Sheet => {
  try {
    return sheetSchema.parse(JSON.parse(text))
  } catch {
    context.addIssue({ code: 'custom', message: 'This form has expired: choose the file again' })
    return z.NEVER
  }
})

const schema = z.object({ key: formKey, sheet: sheetText })

export function parseSheet(body: unknown) {
  return parseForm(schema, body)
}

export const columnName = (field: string): string => `column-${field}`

/** The columns as the person chose them. */
export function mappingIn(answers: Answers, header: readonly string[]): Mapping {
  return Object.fromEntries(
    COLUMNS.flatMap(({ field }) => {
      const answer = answers[columnName(field)] ?? ''
      const column = /^\d{1,3}$/.test(answer) ? Number(answer) : -1
      return header[column] === undefined ? [] : [[field, column]]
    }),
  )
}

/** Every sentence of the plan is looked through at once; the way through is for all of them together. */
export function warningsIn(
  priorities: readonly ImportedPriority[],
  answers: Answers,
  colleagues: readonly string[],
) {
  const texts = priorities.flatMap(({ title, why, objectives }) => [
    title,
    why,
    ...objectives.flatMap(({ text, milestones, resources, actions, measures }) => [
      text,
      milestones,
      resources,
      ...actions.map((action) => action.text),
      ...measures.map((measure) => measure.text),
    ]),
  ])
  const named = Object.fromEntries(texts.map((text, at) => [`text-${at}`, text]))
  const looked = { ...named, 'no-pupil': answers['no-pupil'] ?? '' }
  return pupilWarnings(looked, Object.keys(named), { colleagues }).map(({ message }) => ({
    field: 'no-pupil',
    message,
  }))
}
