/** Rows of a report as people who joined: each time that somebody did, by which names and address. */
import { type Block, cell } from './tables.ts'
import { type DayOrder, minutesIn, plainTimeIn } from './times.ts'

export interface Joining {
  /** The row of the file, as a spreadsheet program counts. */
  readonly line: number
  readonly name: string
  /** Other names in the report for the same person: Zoom writes the name given at sign-in in brackets. */
  readonly otherNames: readonly string[]
  /** '' where the report has none: guests of Teams and unregistered people of Zoom. */
  readonly email: string
  readonly joinedAt: Temporal.PlainDateTime | null
  readonly leftAt: Temporal.PlainDateTime | null
  /** Minutes that the report gives. */
  readonly stated: number | null
  /** Whoever ran the meeting. */
  readonly host: boolean
}

export function joiningsOf({ section, columns, rows }: Block, order: DayOrder): Joining[] {
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
