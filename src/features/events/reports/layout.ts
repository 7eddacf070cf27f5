/**
 * What the usual conferencing tools write about a meeting, read into people. Teams writes several tables under one another
 * in UTF-16 with tabs; Zoom writes commas, with a line about the meeting first, and one row each time that somebody
 * joined. The same person joining twice is one person here.
 */
import { type Row, readRows } from '../../../platform/spreadsheets/index.ts'
import { type DayOrder, dayOrder, minutesIn, plainTimeIn } from './times.ts'

export type Tool = 'Teams' | 'Zoom' | 'another tool'

export interface ReportPerson {
  /** The row of the file where this person first stands, as a spreadsheet program counts. */
  readonly line: number
  readonly name: string
  /** Other names in the report for the same person: Zoom writes the name given at sign-in in brackets. */
  readonly otherNames: readonly string[]
  /** '' where the report has none: guests of Teams and unregistered people of Zoom. */
  readonly email: string
  readonly joinedAt: Temporal.PlainDateTime | null
  /** For the last time. */
  readonly leftAt: Temporal.PlainDateTime | null
  readonly minutes: number | null
  /** Whoever ran the meeting. */
  readonly host: boolean
}

export interface Report {
  readonly tool: Tool
  readonly title: string
  /** The day that the report itself gives. */
  readonly heldOn: Temporal.PlainDate | null
  readonly people: readonly ReportPerson[]
  /** Rows that were read as somebody joining. */
  readonly rowsRead: number
}

export type ReportResult =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly message: string }

/** How many rows one report may have; the largest meeting of the programme has some thousands. */
export const MOST_ROWS = 10_000

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

interface Block {
  readonly section: string
  readonly columns: Readonly<Partial<Record<Field, number>>>
  readonly rows: { line: number; cells: Row }[]
}

/** The people of a report, or a sentence that says why there are none. `heldOn` settles whether 02/03 is in March. */
export function readReport(bytes: Uint8Array, heldOn: Temporal.PlainDate): ReportResult {
  const read = readRows(bytes, ['\t', ',', ';'], (rows) => blocksOf(rows).length > 0)
  if (!read.ok) return { ok: false, message: read.refusal.message }
  const blocks = chosenBlocks(blocksOf(read.rows))
  if (blocks.length === 0) {
    return {
      ok: false,
      message:
        'No list of people was found in the file. Choose the report of who joined, as it was downloaded from Teams or Zoom.',
    }
  }
  const rowsRead = blocks.reduce((sum, { rows }) => sum + rows.length, 0)
  if (rowsRead === 0) return { ok: false, message: 'The report has headings and nobody under them.' }
  if (rowsRead > MOST_ROWS)
    return { ok: false, message: `The report has more than ${MOST_ROWS} rows. Split it into smaller files.` }
  const order = dayOrder(
    blocks.flatMap(({ columns, rows }) =>
      rows.slice(0, 200).map(({ cells }) => cell(cells, columns.join ?? columns.stamp)),
    ),
    heldOn,
  )
  const people = together(blocks.flatMap((block) => joiningsOf(block, order)))
  return {
    ok: true,
    report: {
      tool: toolOf(read.rows, blocks),
      title: titleOf(read.rows),
      heldOn: people.find(({ joinedAt }) => joinedAt)?.joinedAt?.toPlainDate() ?? null,
      people,
      rowsRead,
    },
  }
}

const cell = (cells: Row, column: number | undefined): string =>
  column === undefined ? '' : (cells[column] ?? '')
const isBlank = (row: Row): boolean => row.every((each) => each === '')

/** Every table of people in the file, under the heading of its section. */
function blocksOf(rows: readonly Row[]): Block[] {
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
function chosenBlocks(blocks: readonly Block[]): readonly Block[] {
  const once = blocks.filter(({ section }) => /participants/i.test(section))
  return once.length > 0 ? once : blocks
}

interface Joining extends Omit<ReportPerson, 'minutes' | 'otherNames'> {
  readonly stated: number | null
  readonly otherNames: readonly string[]
}

function joiningsOf({ section, columns, rows }: Block, order: DayOrder): Joining[] {
  const inMinutes = columns.minutes !== undefined
  const whole = rows.flatMap(({ line, cells }): Joining[] => {
    // Zoom lists who registered for a webinar and stayed away.
    if (/^no$/i.test(cell(cells, columns.attended))) return []
    const { name, otherNames } = namesIn(cell(cells, columns.name))
    if (name === '') return []
    const address = [cell(cells, columns.email), cell(cells, columns.upn)]
      .map(addressIn)
      .find((each) => each !== '')
    return [
      {
        line,
        name,
        otherNames,
        email: address ?? '',
        joinedAt: plainTimeIn(cell(cells, columns.join ?? columns.stamp), order),
        leftAt: plainTimeIn(cell(cells, columns.leave), order),
        stated: inMinutes ? minutesIn(cell(cells, columns.minutes)) : null,
        host:
          /^(organi[sz]er|host|co-?organi[sz]er)$/i.test(cell(cells, columns.role)) || /^host/i.test(section),
      },
    ]
  })
  return columns.action === undefined ? whole : paired(whole, rows, columns.action)
}

/**
 * An address as people know it: Teams writes those of other organisations as “jane_oakfield.sch.uk#EXT#@host.onmicrosoft.com”.
 */
function addressIn(written: string): string {
  const value = written.toLowerCase().trim()
  const external = /^(.+)_([^_@#]+\.[^_@#]+)#ext#@/.exec(value)
  if (external) return `${external[1]}@${external[2]}`
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) && value.length <= 254 ? value : ''
}

/** The oldest layout of Teams has a row for joining and a row for leaving. */
function paired(joinings: readonly Joining[], rows: Block['rows'], action: number): Joining[] {
  const actions = new Map(rows.map(({ line, cells }) => [line, cell(cells, action)]))
  const open = new Map<string, Joining>()
  const done: Joining[] = []
  for (const each of joinings) {
    if (/left/i.test(actions.get(each.line) ?? '')) {
      const joined = open.get(each.name)
      if (joined) done.push({ ...joined, leftAt: each.joinedAt })
      open.delete(each.name)
    } else if (!open.has(each.name)) open.set(each.name, each)
  }
  return [...done, ...open.values()].sort((one, other) => one.line - other.line)
}

/** “Jane S (Jane Smith)” → Jane S, also known as Jane Smith. Notes of Teams such as “(Guest)” are no names. */
function namesIn(written: string): { name: string; otherNames: string[] } {
  const bare = written
    .replace(/\s*\((guest|external|unverified|presenter|host|co-host|me)[^)]*\)/gi, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
  const both = /^(.+?)\s*\((.+)\)$/.exec(bare)
  return both ? { name: both[1] ?? bare, otherNames: [both[2] ?? ''] } : { name: bare, otherNames: [] }
}

const nameKey = (name: string): string => name.normalize('NFKC').toLowerCase()

/** One person for each address; those without one are known by their name, and join the one address of that name. */
function together(joinings: readonly Joining[]): ReportPerson[] {
  const addresses = new Map<string, Set<string>>()
  for (const { name, email } of joinings) {
    if (email === '') continue
    const known = addresses.get(nameKey(name)) ?? new Set()
    addresses.set(nameKey(name), known.add(email))
  }
  const groups = new Map<string, Joining[]>()
  for (const each of joinings) {
    const known = [...(addresses.get(nameKey(each.name)) ?? [])]
    const key = each.email || (known.length === 1 ? (known[0] ?? '') : `name:${nameKey(each.name)}`)
    const group = groups.get(key)
    if (group) group.push(each)
    else groups.set(key, [each])
  }
  return [...groups.values()].map(oneOf)
}

function oneOf(joinings: readonly Joining[]): ReportPerson {
  const [first] = joinings
  if (!first) throw new Error('A person of a report without a row')
  const names = new Set(joinings.flatMap(({ name, otherNames }) => [name, ...otherNames]))
  names.delete(first.name)
  return {
    line: first.line,
    name: first.name,
    otherNames: [...names],
    email: joinings.find(({ email }) => email !== '')?.email ?? '',
    joinedAt: earliest(joinings.flatMap(({ joinedAt }) => (joinedAt ? [joinedAt] : []))),
    leftAt: latest(joinings.map(({ leftAt }) => leftAt)),
    minutes: minutesOf(joinings),
    host: joinings.some(({ host }) => host),
  }
}

function earliest(times: readonly Temporal.PlainDateTime[]): Temporal.PlainDateTime | null {
  return times.toSorted(Temporal.PlainDateTime.compare)[0] ?? null
}

/** Nothing where one of the times is missing: whoever is not said to have left may have stayed. */
function latest(times: readonly (Temporal.PlainDateTime | null)[]): Temporal.PlainDateTime | null {
  const known = times.flatMap((time) => (time ? [time] : []))
  return known.length === times.length
    ? (known.toSorted(Temporal.PlainDateTime.compare).at(-1) ?? null)
    : null
}

/** Two devices at once are one hour and not two: times that overlap are counted once where the report gives them. */
function minutesOf(joinings: readonly Joining[]): number | null {
  const [only, ...others] = joinings
  if (only && others.length === 0 && only.stated !== null) return only.stated
  const spans = joinings.flatMap(({ joinedAt, leftAt }) => (joinedAt && leftAt ? [{ joinedAt, leftAt }] : []))
  if (spans.length === joinings.length) return Math.round(covered(spans))
  const stated = joinings.flatMap((each) => (each.stated === null ? [] : [each.stated]))
  return stated.length > 0 ? stated.reduce((sum, each) => sum + each, 0) : null
}

function covered(
  spans: readonly { joinedAt: Temporal.PlainDateTime; leftAt: Temporal.PlainDateTime }[],
): number {
  let total = 0
  let until: Temporal.PlainDateTime | undefined
  for (const { joinedAt, leftAt } of spans.toSorted((one, other) =>
    Temporal.PlainDateTime.compare(one.joinedAt, other.joinedAt),
  )) {
    const from = until && Temporal.PlainDateTime.compare(until, joinedAt) > 0 ? until : joinedAt
    if (Temporal.PlainDateTime.compare(leftAt, from) <= 0) continue
    total += from.until(leftAt).total({ unit: 'minutes' })
    until = leftAt
  }
  return total
}

function toolOf(rows: readonly Row[], [block]: readonly Block[]): Tool {
  const words = rows
    .slice(0, 12)
    .map((row) => row.join(' '))
    .join(' ')
    .toLowerCase()
  if (/meeting title|meeting summary|in-meeting|user action|participant id \(upn\)/.test(words))
    return 'Teams'
  if (/original name|meeting id|webinar id|user email/.test(words)) return 'Zoom'
  return block?.columns.upn !== undefined ? 'Teams' : 'another tool'
}

function titleOf(rows: readonly Row[]): string {
  for (const [at, row] of rows.slice(0, 12).entries()) {
    if (/^meeting title$/i.test(row[0] ?? '')) return row[1] ?? ''
    const topic = row.findIndex((each) => /^topic$/i.test(each))
    if (topic >= 0) return rows[at + 1]?.[topic] ?? ''
  }
  return ''
}
