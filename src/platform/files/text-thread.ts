/** The thread in which the text of a file is read: started by `text.ts` with the bytes, sends what it found. */
import { parentPort, workerData } from 'node:worker_threads'
import { openArchive } from '../spreadsheets/archive.ts'
import { readSheets } from '../spreadsheets/workbook.ts'
import { readXml } from '../spreadsheets/xml.ts'
import { Found } from './found-text.ts'
import { readPdf } from './pdf-text.ts'
import type { FoundText, TextFound, TextWork } from './text.ts'

/** Unpacked in all; a text of this length has some ten thousand pages. */
const UNPACKED_BYTES = 60_000_000

// What text.ts put there.
const { kind, bytes, most } = workerData as TextWork

interface Marks {
  readonly text: ReadonlySet<string>
  /** What ends a paragraph; within a row of a table, only the row does. */
  readonly end: ReadonlySet<string>
  readonly space: ReadonlySet<string>
  readonly row: string
  readonly cell: string
}

/** Where text stands in each format, what ends a paragraph, what stands for a space, and what a table is made of. */
const MARKS = {
  office: {
    text: new Set(['t']),
    end: new Set(['p']),
    space: new Set(['tab', 'br']),
    row: 'tr',
    cell: 'tc',
  },
  open: {
    text: new Set(['p', 'h', 'span', 'a']),
    end: new Set(['p', 'h']),
    space: new Set(['tab', 'line-break', 's']),
    row: 'table-row',
    cell: 'table-cell',
  },
} as const satisfies Record<string, Marks>

function readPart(xml: string, { text, end, space, row, cell }: Marks, into: Found): void {
  const inside: boolean[] = []
  let rows = 0
  let cells = 0
  readXml(xml, {
    open(name) {
      inside.push(text.has(name))
      if (space.has(name)) into.add(' ')
      else if (name === row) {
        rows += 1
        cells = 0
      } else if (name === cell) {
        if (cells > 0) into.add(' · ')
        cells += 1
      }
    },
    close(name) {
      inside.pop()
      if (name === row) rows -= 1
      if (rows > 0) {
        if (end.has(name)) into.add(' ')
      } else if (name === row || end.has(name)) into.end()
    },
    text(words) {
      if (inside.at(-1)) into.add(words)
    },
  })
  into.end()
}

/** The sheets of an OpenDocument spreadsheet. Cells that are said to repeat are taken once. */
function readOpenSheets(xml: string, into: Found): void {
  let sheet: { name: string; rows: string[][] } | undefined
  let [row, cell]: [string[], string | undefined] = [[], undefined]
  let depth = 0
  readXml(xml, {
    open(name, attributes) {
      if (name === 'table') sheet = { name: attributes()['table:name'] ?? '', rows: [] }
      else if (name === 'table-row') row = []
      else if (name === 'table-cell' || name === 'covered-table-cell') cell = ''
      else if (name === 'p') depth += 1
    },
    close(name) {
      if (name === 'p') depth -= 1
      else if (name === 'table-cell' || name === 'covered-table-cell') {
        row.push(cell ?? '')
        cell = undefined
      } else if (name === 'table-row') sheet?.rows.push(row)
      else if (name === 'table' && sheet) into.sheet(sheet.name, sheet.rows)
    },
    text(words) {
      if (cell !== undefined && depth > 0) cell += words
    },
  })
}

async function read(): Promise<FoundText> {
  const found = new Found(most)
  if (kind === 'pdf') await readPdf(bytes, found)
  else if (kind === 'txt' || kind === 'csv') {
    const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
    for (const line of new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes).split(/\r?\n/)) {
      found.add(line)
      found.end()
      if (found.isFull) break
    }
  } else if (kind === 'xlsx') {
    for (const { name, rows } of await readSheets(bytes, UNPACKED_BYTES)) found.sheet(name, rows)
  } else {
    const archive = await openArchive(bytes, UNPACKED_BYTES)
    if (kind === 'docx') readPart((await archive.text('word/document.xml')) ?? '', MARKS.office, found)
    else if (kind === 'pptx') {
      for (let slide = 1; archive.has(`ppt/slides/slide${slide}.xml`) && !found.isFull; slide += 1) {
        readPart((await archive.text(`ppt/slides/slide${slide}.xml`)) ?? '', MARKS.office, found)
      }
    } else if (kind === 'ods') readOpenSheets((await archive.text('content.xml')) ?? '', found)
    else readPart((await archive.text('content.xml')) ?? '', MARKS.open, found)
  }
  return { paragraphs: found.paragraphs, sheets: found.sheets, isCut: found.isCut }
}

const answer: TextFound = await read().catch(
  (error: unknown): TextFound =>
    // As the reader of PDFs calls it.
    error instanceof Error && error.name === 'PasswordException'
      ? { paragraphs: [], sheets: [], isCut: false, isProtected: true }
      : { fault: String(error) },
)
parentPort?.postMessage(answer)
