/** From the rows of any spreadsheet to priorities, objectives, actions and measures. Pure. */
import { cleanText } from '../../../platform/forms.ts'
import { guessColumns, type TableRow } from '../../../platform/spreadsheets/index.ts'
import type { MeasureKind } from '../domain.ts'
import type { HalfTerm } from '../lines/half-terms.ts'
import { MEASURE_KINDS } from '../words.ts'
import { dayIn } from './dates.ts'

export interface ImportColumn {
  readonly field: string
  readonly label: string
  /** Headings that people use for it beside the label. */
  readonly names: readonly string[]
  readonly max: number
}

/** What a column can hold. Headings of our own download are known again. */
export const COLUMNS: readonly ImportColumn[] = [
  {
    field: 'priority',
    label: 'Priority',
    names: ['area', 'theme', 'focus', 'key priority', 'priority area', 'issue'],
    max: 200,
  },
  {
    field: 'why',
    label: 'Why this matters',
    names: ['rationale', 'reason', 'context', 'evidence'],
    max: 2000,
  },
  {
    field: 'objective',
    label: 'Objective',
    names: ['aim', 'goal', 'outcome', 'intended outcome', 'what will be different'],
    max: 1000,
  },
  {
    field: 'milestones',
    label: 'Milestones',
    names: ['monitoring', 'milestones and monitoring', 'checkpoints'],
    max: 2000,
  },
  {
    field: 'resources',
    label: 'Resources',
    names: ['cost', 'resources and cost', 'budget', 'cpd'],
    max: 2000,
  },
  {
    field: 'action',
    label: 'Action',
    names: ['actions', 'step', 'task', 'what', 'what will we do', 'strategy'],
    max: 1000,
  },
  { field: 'role', label: 'Owner role', names: ['role', 'job title'], max: 200 },
  {
    field: 'owner',
    label: 'Owner',
    names: ['who', 'lead', 'responsible', 'person responsible', 'led by', 'by whom'],
    max: 200,
  },
  {
    field: 'deadline',
    label: 'Deadline',
    names: ['when', 'by when', 'due', 'due date', 'timescale', 'date', 'completion date'],
    max: 200,
  },
  {
    field: 'measure',
    label: 'Measure',
    names: ['success measure', 'success criteria', 'success criterion', 'impact', 'kpi', 'how will we know'],
    max: 500,
  },
  { field: 'kind', label: 'Kind of measure', names: ['measure kind', 'measure type'], max: 60 },
  { field: 'baseline', label: 'Baseline', names: ['starting point', 'current', 'now'], max: 100 },
  { field: 'target', label: 'Target', names: ['target value', 'target figure'], max: 100 },
  { field: 'unit', label: 'Unit', names: ['measured in', 'counted in'], max: 60 },
  { field: 'targetOn', label: 'Date of target', names: ['target date'], max: 60 },
]

/** A column of the file by field; -1 and what is missing: not in the file. */
export type Mapping = Readonly<Record<string, number>>

export const guessMapping = (header: readonly string[]): Mapping =>
  guessColumns(
    header,
    COLUMNS.map(({ field, label, names }) => ({ field, names: [label, ...names] })),
  )

export interface ImportedAction {
  readonly text: string
  readonly role: string
  readonly owner: string
  readonly dueOn: string | null
  readonly dueLabel: string
}
export interface ImportedMeasure {
  readonly text: string
  readonly kind: MeasureKind
  readonly baseline: string
  readonly target: string
  readonly unit: string
  readonly targetOn: string | null
}
export interface ImportedObjective {
  readonly text: string
  readonly milestones: string
  readonly resources: string
  readonly actions: ImportedAction[]
  readonly measures: ImportedMeasure[]
}
export interface ImportedPriority {
  readonly title: string
  readonly why: string
  readonly objectives: ImportedObjective[]
}

/** Something to put right before the file can be brought in. */
export interface Problem {
  readonly line: number
  readonly field: string
  readonly value: string
  readonly message: string
}

export interface Imported {
  readonly priorities: readonly ImportedPriority[]
  readonly problems: readonly Problem[]
}

export const fixName = ({ line, field }: Pick<Problem, 'line' | 'field'>): string => `fix-${line}-${field}`

/**
 * Reads rows from the top. An empty priority or objective means the one above, as in merged cells; without any
 * objective the priority says it. `fixes` are what a person typed instead of cells that could not be used.
 */
export function readRows(
  rows: readonly TableRow[],
  mapping: Mapping,
  fixes: Readonly<Record<string, string>>,
  halfTerms: readonly HalfTerm[],
): Imported {
  const priorities: ImportedPriority[] = []
  const problems: Problem[] = []
  let priority: ImportedPriority | undefined
  let objective: ImportedObjective | undefined

  for (const { line, cells } of rows) {
    const refuse = (field: string, value: string, message: string) =>
      problems.push({ line, field, value, message })
    const cell = (field: string) => valueIn(cells, mapping, field, fixes[fixName({ line, field })])
    for (const { field, label, max } of COLUMNS) {
      if (cell(field).length > max) refuse(field, cell(field), `${label} must be ${max} characters or fewer`)
    }
    const title = cell('priority') || (priority ? '' : cell('objective'))
    if (title && title !== priority?.title) {
      priority = priorities.find((each) => each.title === title) ?? {
        title,
        why: cell('why'),
        objectives: [],
      }
      if (!priorities.includes(priority)) priorities.push(priority)
      objective = undefined
    }
    if (!priority) {
      refuse('priority', '', 'Enter the priority that this row belongs to')
      continue
    }
    const text = cell('objective') || (objective ? '' : priority.title)
    const hasMore = ['objective', 'action', 'measure'].some((field) => cell(field) !== '')
    if (hasMore && text && text !== objective?.text) {
      const known = priority.objectives.find((each) => each.text === text)
      objective = known ?? {
        text,
        milestones: cell('milestones'),
        resources: cell('resources'),
        actions: [],
        measures: [],
      }
      if (!known) priority.objectives.push(objective)
    }
    if (cell('action')) {
      const due = deadlineIn(cell('deadline'), halfTerms)
      if (!due)
        refuse(
          'deadline',
          cell('deadline'),
          `“${cell('deadline')}” is not a date or a half term. Enter a date, for example 27/3/2026, or empty the field`,
        )
      objective?.actions.push({
        text: cell('action'),
        role: cell('role'),
        owner: cell('owner'),
        ...(due ?? { dueOn: null, dueLabel: '' }),
      })
    }
    if (cell('measure')) {
      const targetOn = cell('targetOn') ? dayIn(cell('targetOn')) : null
      if (targetOn === undefined)
        refuse(
          'targetOn',
          cell('targetOn'),
          `“${cell('targetOn')}” is not a date. Enter one, for example 27/3/2026, or empty the field`,
        )
      objective?.measures.push({
        text: cell('measure'),
        kind: kindIn(cell('kind')),
        baseline: cell('baseline'),
        target: cell('target'),
        unit: cell('unit'),
        targetOn: targetOn ?? null,
      })
    }
  }
  return { priorities, problems }
}

function valueIn(cells: readonly string[], mapping: Mapping, field: string, fix: string | undefined): string {
  // An empty field clears a deadline; of a priority it means that nobody has typed one yet.
  if (fix !== undefined && (fix !== '' || field !== 'priority')) return cleanText(fix)
  const column = mapping[field]
  return column === undefined ? '' : cleanText(cells[column] ?? '')
}

/** Nothing for what is neither a date nor a half term. */
function deadlineIn(
  value: string,
  halfTerms: readonly HalfTerm[],
): { dueOn: string | null; dueLabel: string } | undefined {
  if (value === '') return { dueOn: null, dueLabel: '' }
  const half = halfTerms.find(({ label }) => label.toLowerCase() === value.toLowerCase())
  if (half) return { dueOn: half.endsOn, dueLabel: half.label }
  const dueOn = dayIn(value)
  return dueOn === undefined ? undefined : { dueOn, dueLabel: '' }
}

/** What a school typed about its own plan is a number that it keeps, unless it says otherwise. */
function kindIn(value: string): MeasureKind {
  const known = Object.entries(MEASURE_KINDS).find(([key, name]) =>
    [key, name.toLowerCase()].includes(value.toLowerCase()),
  )
  return (known?.[0] as MeasureKind | undefined) ?? 'school-entered' // the keys of MEASURE_KINDS
}
