/** Where the tables of people stand in a report, and what their columns hold. */
import type { Row } from '../../../platform/spreadsheets/index.ts'

type Field =
  | 'name'
  | 'email'
  | 'upn'
  | 'join'
  | 'leave'
  | 'minutes'
  | 'role'
  | 'attended'
  | 'action'
  | 'stamp'

const HEADINGS: Readonly<Record<Field, RegExp>> = {
  name: /^(name|full name|user name|participant|participant name|display name)( \(original name\))?$/,
  email: /^(e-?mail|e-?mail address|user e-?mail)$/,
  upn: /^participant id( \(upn\))?$/,
  join: /^(first join|join time|first join time)( \(.*\))?$/,
  leave: /^(last leave|leave time|last leave time)( \(.*\))?$/,
  minutes:
    /^(in-meeting duration|duration|total duration|duration \(minutes\)|total duration \(minutes\)|time in session \(minutes\)|attendance duration)$/,
  role: /^role$/,
  attended: /^attended$/,
  action: /^user action$/,
  stamp: /^timestamp$/,
}

export interface Block {
  readonly section: string
  readonly columns: Readonly<Partial<Record<Field, number>>>
  readonly rows: { line: number; cells: Row }[]
}

export const cell = (cells: Row, column: number | undefined): string =>
  column === undefined ? '' : (cells[column] ?? '')
const isBlank = (row: Row): boolean => row.every((each) => each === '')

/** Every table of people in the file, under the heading of its section. */
export function blocksOf(rows: readonly Row[]): Block[] {
  const blocks: Block[] = []
  let open: Block | undefined
  let section = ''
  rows.forEach((row, at) => {
    if (isBlank(row)) {
      open = undefined
      return
    }
    const columns = columnsOf(row)
    if (columns) {
      open = { section, columns, rows: [] }
      blocks.push(open)
    } else if (row.filter((each) => each !== '').length === 1 && row[0] !== '' && looksLikeSection(row[0])) {
      section = row[0] ?? ''
      open = undefined
    } else if (open && cell(row, open.columns.name) !== '') {
      open.rows.push({ line: at + 1, cells: row })
    }
  })
  return blocks
}

const looksLikeSection = (text = ''): boolean =>
  /^\d+\. |^(host|panelist|attendee|other attended|participants?|summary|meeting summary)( details)?:?$|^attendee report$|^in-meeting activities$/i.test(
    text,
  )

/** A row of headings of a list of people: a name, and when or for how long or by which address. */
function columnsOf(row: Row): Block['columns'] | undefined {
  const columns: Partial<Record<Field, number>> = {}
  row.forEach((heading, at) => {
    const words = heading.toLowerCase().replace(/\s+/g, ' ').trim()
    for (const field of FIELDS)
      if (columns[field] === undefined && HEADINGS[field].test(words)) columns[field] = at
  })
  const told = [columns.join, columns.minutes, columns.email, columns.stamp].filter(
    (each) => each !== undefined,
  )
  return columns.name !== undefined && told.length > 0 ? columns : undefined
}
const FIELDS: readonly Field[] = [
  'name',
  'email',
  'upn',
  'join',
  'leave',
  'minutes',
  'role',
  'attended',
  'action',
  'stamp',
]

/** Teams lists everybody twice: once each, and once a joining. Where there is the first list, the second adds nothing. */
export function chosenBlocks(blocks: readonly Block[]): readonly Block[] {
  const once = blocks.filter(({ section }) => /participants/i.test(section))
  return once.length > 0 ? once : blocks
}
