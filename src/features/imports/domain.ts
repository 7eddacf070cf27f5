import type { Db } from '../../platform/database/index.ts'
import { cleanText, type FormError } from '../../platform/forms.ts'
import { guessColumns } from '../../platform/spreadsheets/index.ts'
import type { Actor } from '../people/index.ts'

/** One thing that a row of the file can say. */
export interface ImportField {
  readonly key: string
  readonly label: string
  readonly hint?: string
  /** A row without it is refused. */
  readonly required: boolean
  /** Headings that people use for it beside its label. */
  readonly synonyms: readonly string[]
}

/** A row with the columns chosen and corrections made; every field is there, `''` when empty. */
export interface ImportRow {
  readonly line: number
  readonly values: Readonly<Record<string, string>>
}

export type Outcome = 'new' | 'changed' | 'unchanged' | 'refused'

export interface CheckedRow {
  readonly line: number
  readonly outcome: Outcome
  /** Why the row is refused, as a sentence; of other rows, nothing. */
  readonly message?: string
  /** The field that the message is about. */
  readonly field?: string
  /** What the row is about, in a few words: "Otley Grange Academy joins North Hub". */
  readonly summary: string
}

export interface AppliedCounts {
  readonly created: number
  readonly changed: number
  readonly unchanged: number
}

/** What can be imported. Each feature that takes imports makes one of these, and `app.ts` passes them on. */
export interface ImportKind {
  /** In addresses and in the table: lower-case letters and hyphens. */
  readonly key: string
  /** As a heading: "Hubs". */
  readonly name: string
  readonly fields: readonly ImportField[]
  /** Where to look at what was imported. */
  readonly result?: { readonly href: string; readonly text: string }
  /** Says what applying would do to each row; writes nothing. Set-based: thousands of rows at once. */
  check(db: Db, actor: Actor, rows: readonly ImportRow[]): Promise<readonly CheckedRow[]>
  /** Writes every row or throws, inside the caller's transaction. */
  apply(db: Db, actor: Actor, rows: readonly ImportRow[]): Promise<AppliedCounts>
  /** What is held now, in the form in which it would be imported. */
  export(db: Db, actor: Actor): AsyncIterable<Readonly<Record<string, string>>>
}

/** Field by position of its column. */
export type Mapping = Readonly<Record<string, number>>

export type ImportState = 'columns' | 'preview' | 'replaced' | 'applied'

export interface Import {
  readonly id: number
  readonly kind: string
  readonly filename: string
  readonly header: readonly string[]
  readonly notes: readonly string[]
  readonly rowCount: number
  readonly uploadedByName: string
  readonly uploadedAt: string
  readonly mapping: Mapping | null
  readonly checkedAt: string | null
  readonly replacedBy: number | null
  readonly applied:
    | (AppliedCounts & { readonly leftOut: number; readonly at: string; readonly byName: string })
    | null
}

/** A row as it is kept. */
export interface StoredRow {
  readonly line: number
  readonly cells: readonly string[]
  readonly corrections: Readonly<Record<string, string>>
}

/** A row as the preview shows it. */
export interface PreviewRow extends StoredRow {
  readonly outcome: Outcome
  readonly summary: string
  readonly message: string | null
  readonly field: string | null
}

export type OutcomeCounts = Readonly<Record<Outcome, number>>

export function stateOf(entry: Pick<Import, 'applied' | 'replacedBy' | 'mapping'>): ImportState {
  if (entry.applied !== null) return 'applied'
  if (entry.replacedBy !== null) return 'replaced'
  return entry.mapping === null ? 'columns' : 'preview'
}

/** The address at which a person goes on with an import. */
export function pathOf(entry: Pick<Import, 'id' | 'applied' | 'replacedBy' | 'mapping'>): string {
  const state = stateOf(entry)
  return state === 'columns' || state === 'preview' ? `/imports/${entry.id}/${state}` : `/imports/${entry.id}`
}

/** Which column is likely to hold what. */
export function guessMapping(kind: ImportKind, header: readonly string[]): Mapping {
  return guessColumns(
    header,
    kind.fields.map((field) => ({ field: field.key, names: [field.label, field.key, ...field.synonyms] })),
  )
}

/** The columns as a form gave them: positions as text, by field. */
export function readMapping(
  kind: ImportKind,
  header: readonly string[],
  answers: Readonly<Record<string, string>>,
): { readonly mapping: Mapping; readonly errors: readonly FormError[] } {
  const mapping: Record<string, number> = {}
  const errors: FormError[] = []
  const takenBy = new Map<number, string>()
  for (const { key, label, required } of kind.fields) {
    const answer = answers[key] ?? ''
    if (answer === '') {
      if (required) errors.push({ field: key, message: `Choose the column that holds: ${label}` })
      continue
    }
    const column = /^\d{1,4}$/.test(answer) ? Number(answer) : -1
    const other = takenBy.get(column)
    if (header[column] === undefined)
      errors.push({ field: key, message: `Choose a column of the file for: ${label}` })
    else if (other !== undefined) {
      errors.push({ field: key, message: `The same column is chosen for “${other}” and “${label}”` })
    } else {
      takenBy.set(column, label)
      mapping[key] = column
    }
  }
  return { mapping, errors }
}

/** What a row says, with the columns chosen and the corrections made. */
export function toImportRow(kind: ImportKind, mapping: Mapping, row: StoredRow): ImportRow {
  const values: Record<string, string> = {}
  for (const { key } of kind.fields) {
    const column = mapping[key]
    values[key] = row.corrections[key] ?? cleanText(column === undefined ? '' : (row.cells[column] ?? ''))
  }
  return { line: row.line, values }
}

/** Rows that lack a required field need not be asked about any further. */
export function refuseIncomplete(
  kind: ImportKind,
  rows: readonly ImportRow[],
): { readonly refused: readonly CheckedRow[]; readonly complete: readonly ImportRow[] } {
  const refused: CheckedRow[] = []
  const complete: ImportRow[] = []
  for (const row of rows) {
    const missing = kind.fields.find((field) => field.required && row.values[field.key] === '')
    if (missing === undefined) complete.push(row)
    else {
      refused.push({
        line: row.line,
        outcome: 'refused',
        message: `${missing.label} is missing`,
        field: missing.key,
        summary: summaryOf(kind, row),
      })
    }
  }
  return { refused, complete }
}

/** What stands in a row, for a person to recognise it by. */
export function summaryOf(kind: ImportKind, row: ImportRow): string {
  return kind.fields
    .map((field) => row.values[field.key] ?? '')
    .filter((value) => value !== '')
    .slice(0, 3)
    .join(', ')
}

/** "3 new, 2 changed, 40 unchanged" for a line of history. */
export function countsInWords(counts: AppliedCounts & { readonly leftOut: number }): string {
  const words = [`${counts.created} new`, `${counts.changed} changed`, `${counts.unchanged} unchanged`]
  if (counts.leftOut > 0) words.push(`${counts.leftOut} left out`)
  return words.join(', ')
}
