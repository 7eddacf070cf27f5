/** One row of a spreadsheet as a statement, or what is wrong with it in a sentence. */
import type { ImportRow } from '../../../imports/index.ts'
import {
  MEASURE_KINDS,
  type Questionnaire,
  type Statement,
  type Strand,
  statementSchema,
  statementsOf,
  type Theme,
} from '../definition.ts'
import { FIELDS, levelField } from './fields.ts'

export interface Fault {
  readonly field: string
  readonly message: string
}

export interface StatementRow {
  readonly line: number
  readonly themeName: string
  readonly themeAbout: string
  readonly statement: Statement
}

const STRANDS: Readonly<Record<string, Strand>> = {
  '': 'both',
  attendance: 'attendance',
  behaviour: 'behaviour',
  behavior: 'behaviour',
  both: 'both',
  'attendance and behaviour': 'both',
}

/** Reads a row beside the questionnaire as it is now, whose statements keep their keys. */
export function readRow(row: ImportRow, now: Questionnaire): StatementRow | Fault {
  const value = (field: string) => row.values[field] ?? ''
  const strand = STRANDS[plain(value('strand'))]
  if (strand === undefined) {
    return { field: 'strand', message: `“${value('strand')}” is not Attendance, Behaviour or Both` }
  }
  const actions = readActions(value('actions'))
  if ('message' in actions) return actions
  const measures = readMeasures(value('measures'))
  if ('message' in measures) return measures
  const suggestion = suggestionOf(value, actions.items, measures.items)
  if (suggestion && 'message' in suggestion) return suggestion
  const known = statementsOf(now).find(({ statement }) => plain(statement.text) === plain(value('text')))
  const parsed = statementSchema.safeParse({
    key: value('key') || known?.statement.key || keyFrom(value('text')),
    number: value('number'),
    strand,
    text: value('text'),
    ...(value('guidance') && { guidance: value('guidance') }),
    descriptors: Object.fromEntries(now.levels.map(({ key }, rank) => [key, value(levelField(rank))])),
    tags: pieces(value('tags'), /[;\n]/),
    ...(suggestion && { suggestion }),
  })
  if (!parsed.success) return faultOf(parsed.error.issues[0], now)
  const tags = new Set(
    now.frameworks.flatMap(({ key, parts }) => [key, ...parts.map((part) => `${key}/${part.key}`)]),
  )
  const unknown = parsed.data.tags.find((tag) => !tags.has(tag))
  if (unknown !== undefined)
    return { field: 'tags', message: `The tag “${unknown}” is no part of a framework` }
  return { line: row.line, themeName: value('theme'), themeAbout: value('about'), statement: parsed.data }
}

type Items<T> = { readonly items: T[] } | Fault

interface ActionRow {
  text: string
  role: string
  weeks: number
}

function readActions(text: string): Items<ActionRow> {
  const items: ActionRow[] = []
  for (const line of pieces(text, /\n/)) {
    const [what = '', who = '', weeks = ''] = line.split('|').map((part) => part.trim())
    if (!what || !who || !/^\d{1,2}$/.test(weeks)) {
      return {
        field: 'actions',
        message: `The action “${shown(line)}” must read: what | who | weeks, such as 4`,
      }
    }
    items.push({ text: what, role: who, weeks: Number(weeks) })
  }
  return { items }
}

type MeasureKind = (typeof MEASURE_KINDS)[number]

interface MeasureRow {
  text: string
  kind: MeasureKind
  unit?: string
  source?: string
}

function readMeasures(text: string): Items<MeasureRow> {
  const items: MeasureRow[] = []
  for (const line of pieces(text, /\n/)) {
    const [what = '', kindText = '', unit, source] = line.split('|').map((part) => part.trim())
    const kind = MEASURE_KINDS.find((each) => each === plain(kindText).replace(' ', '-'))
    if (!what || !kind) {
      return {
        field: 'measures',
        message: `The measure “${shown(line)}” must read: what | kind, where the kind is ${MEASURE_KINDS.join(', ')}`,
      }
    }
    items.push({ text: what, kind, ...(unit && { unit }), ...(source && { source }) })
  }
  return { items }
}

interface SuggestionRow {
  priority: string
  objective: string
  actions: ActionRow[]
  measures: MeasureRow[]
}

function suggestionOf(
  value: (field: string) => string,
  actions: ActionRow[],
  measures: MeasureRow[],
): SuggestionRow | Fault | undefined {
  const [priority, objective] = [value('priority'), value('objective')]
  if (!priority && !objective && actions.length === 0 && measures.length === 0) return undefined
  if (!priority) return { field: 'priority', message: 'A suggestion needs a priority' }
  if (!objective) return { field: 'objective', message: 'A suggestion needs an objective' }
  if (actions.length === 0) return { field: 'actions', message: 'A suggestion needs at least one action' }
  return { priority, objective, actions, measures }
}

function faultOf(
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
  now: Questionnaire,
): Fault {
  const [first, second] = issue?.path ?? []
  const rank = now.levels.findIndex(({ key }) => key === second)
  const field =
    first === 'descriptors' && rank >= 0
      ? levelField(rank)
      : first === 'suggestion'
        ? String(second)
        : String(first ?? 'text')
  const label = FIELDS.find(({ key }) => key === field)?.label ?? 'The row'
  return { field, message: `${label} must be ${issue?.message ?? 'as described'}` }
}

/** The theme that the row means: by its name, with or without a number in front, or by its key. */
export function findThemeOf(now: Questionnaire, name: string): Theme | undefined {
  const wanted = plain(withoutNumber(name))
  return now.themes.find((theme) => plain(theme.name) === wanted || theme.key === name)
}

export const withoutNumber = (name: string): string => name.replace(/^\s*\d{1,2}\s*[.):–-]?\s+/, '')

export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** "One page sets out good attendance" gives "one-page-sets-out-good-attendance". */
export function keyFrom(text: string): string {
  const key = plain(text).replaceAll(' ', '-').slice(0, 56).replace(/-+$/, '')
  return /^[a-z]/.test(key) ? key : `s-${key || 'statement'}`
}

const pieces = (text: string, between: RegExp): string[] =>
  text
    .split(between)
    .map((part) => part.trim())
    .filter(Boolean)

const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
