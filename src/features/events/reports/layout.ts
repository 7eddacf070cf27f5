/**
 * What the usual conferencing tools write about a meeting, read into people. Teams writes several tables under one another
 * in UTF-16 with tabs; Zoom writes commas, with a line about the meeting first, and one row each time that somebody
 * joined. The same person joining twice is one person here.
 */
import { type Row, readRows } from '../../../platform/spreadsheets/index.ts'
import { joiningsOf } from './joinings.ts'
import { type Block, blocksOf, cell, chosenBlocks } from './tables.ts'
import { dayOrder } from './times.ts'
import { type ReportPerson, together } from './together.ts'

export type Tool = 'Teams' | 'Zoom' | 'another tool'

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
