/** Reads an Excel workbook (Office Open XML): its first visible sheet, as text. */
import { type Archive, openArchive } from './archive.ts'
import { formatOf, readStyles } from './cell-formats.ts'
import { Rows } from './collect.ts'
import { readSheet } from './sheet.ts'
import { type Table, type TableLimits, UnreadableTable } from './table.ts'
import { damagedWorkbook, readXml } from './xml.ts'

/** Each visible sheet of a workbook as it stands, for reading: nothing is taken for headings. @throws UnreadableTable */
export async function readSheets(
  bytes: Uint8Array,
  unpackedBytes: number,
): Promise<{ readonly name: string; readonly rows: readonly (readonly string[])[] }[]> {
  const { archive, workbook, targets, context } = await openWorkbook(bytes, unpackedBytes)
  const found: { name: string; rows: readonly (readonly string[])[] }[] = []
  for (const sheet of workbook.sheets.filter(({ visible }) => visible)) {
    const xml = await archive.text(targets.find(({ id }) => id === sheet.relation)?.path ?? '')
    const rows: (readonly string[])[] = []
    // A sheet that is a chart alone has no rows.
    if (xml !== undefined) {
      const add = (_line: number, cells: readonly string[]) => rows.push(cells)
      readSheet(xml, { add }, [], { ...context, mostRows: MOST_ROWS_READ, mostColumns: MOST_COLUMNS_READ })
    }
    found.push({ name: sheet.name, rows })
  }
  return found
}

const MOST_ROWS_READ = 100_000
const MOST_COLUMNS_READ = 200

/** The table in a workbook. @throws UnreadableTable */
export async function readWorkbook(bytes: Uint8Array, limits: TableLimits): Promise<Table> {
  const { archive, workbook, targets, context } = await openWorkbook(bytes, limits.unpackedBytes)
  const notes: string[] = []
  const sheet = chooseSheet(workbook.sheets, notes)
  const path = targets.find((target) => target.id === sheet.relation)?.path
  const xml = path === undefined ? undefined : await archive.text(path)
  if (xml === undefined) throw damagedWorkbook()
  const rows = new Rows(limits)
  readSheet(xml, rows, notes, { ...context, mostRows: limits.rows, mostColumns: limits.columns })
  return rows.table('name-columns', { kind: 'xlsx', sheet: sheet.name }, notes)
}

async function openWorkbook(bytes: Uint8Array, unpackedBytes: number) {
  const archive = await openArchive(bytes, unpackedBytes)
  const workbookPath = (await targetOf(archive, '', 'officeDocument')) ?? 'xl/workbook.xml'
  refuseOtherZips(archive, workbookPath)
  const workbook = readSheetList((await archive.text(workbookPath)) ?? '')
  const targets = await relationships(archive, workbookPath)
  const part = (type: string) => targets.find((target) => target.type === type)?.path ?? ''
  const strings = readSharedStrings((await archive.text(part('sharedStrings'))) ?? '')
  const styles = readStyles((await archive.text(part('styles'))) ?? '')
  const format = (style: string | undefined) => formatOf(styles, style)
  return { archive, workbook, targets, context: { strings, format, from1904: workbook.from1904 } }
}

interface SheetEntry {
  readonly name: string
  readonly relation: string
  readonly visible: boolean
}

function readSheetList(xml: string): { sheets: readonly SheetEntry[]; from1904: boolean } {
  const sheets: SheetEntry[] = []
  let from1904 = false
  readXml(xml, {
    open(name, attributes) {
      if (name === 'sheet') {
        const at = attributes()
        const relation = at['r:id'] ?? Object.entries(at).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
        sheets.push({ name: at.name ?? '', relation, visible: (at.state ?? 'visible') === 'visible' })
      } else if (name === 'workbookPr') from1904 = /^(1|true|on)$/.test(attributes().date1904 ?? '')
    },
  })
  return { sheets, from1904 }
}

function chooseSheet(sheets: readonly SheetEntry[], notes: string[]): SheetEntry {
  const visible = sheets.filter((sheet) => sheet.visible)
  const sheet = visible[0]
  if (sheet === undefined) throw damagedWorkbook()
  if (visible.length > 1) notes.push(`Read the first sheet, “${sheet.name}”, and none of the others.`)
  return sheet
}

interface Relationship {
  readonly id: string
  readonly type: string
  readonly path: string
}

/** What a part points at. Paths are made absolute within the archive, without a leading slash. */
async function relationships(archive: Archive, path: string): Promise<readonly Relationship[]> {
  const slash = path.lastIndexOf('/')
  const xml = await archive.text(`${path.slice(0, slash + 1)}_rels/${path.slice(slash + 1)}.rels`)
  const found: Relationship[] = []
  readXml(xml ?? '', {
    open(name, attributes) {
      if (name !== 'Relationship') return
      const { Id: id = '', Type: type = '', Target: target = '' } = attributes()
      found.push({
        id,
        type: type.slice(type.lastIndexOf('/') + 1),
        path: resolve(path.slice(0, slash + 1), target),
      })
    },
  })
  return found
}

async function targetOf(archive: Archive, path: string, type: string): Promise<string | undefined> {
  return (await relationships(archive, path)).find((target) => target.type === type)?.path
}

function resolve(folder: string, target: string): string {
  const steps = target.startsWith('/') ? [] : folder.split('/').filter((step) => step !== '')
  for (const step of target.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '' && step !== '.') steps.push(step)
  }
  return steps.join('/')
}

function refuseOtherZips(archive: Archive, workbookPath: string): void {
  const other = (message: string) => new UnreadableTable('not-a-table', message)
  if (archive.has('word/document.xml')) {
    throw other(
      'The file is a Word document. Copy its table into a spreadsheet and save that as a workbook (.xlsx).',
    )
  }
  if (workbookPath.endsWith('.bin') || archive.has('xl/workbook.bin')) {
    throw other(
      'The file is a binary Excel workbook (.xlsb). Save it as an Excel workbook (.xlsx) and choose that file.',
    )
  }
  if (archive.has('content.xml') && archive.has('mimetype')) {
    throw other(
      'The file is an OpenDocument spreadsheet (.ods). Save it as an Excel workbook (.xlsx) or CSV file.',
    )
  }
  if (archive.has(workbookPath)) return
  throw other('The file is a zip, not an Excel workbook. Choose the workbook (.xlsx) or CSV file inside it.')
}

/** The texts that cells refer to by number. Readings (furigana) beside a text are left out. */
function readSharedStrings(xml: string): readonly string[] {
  const strings: string[] = []
  let text = ''
  let inText = false
  let inReading = false
  readXml(xml, {
    open(name) {
      if (name === 'si') text = ''
      else if (name === 't') inText = !inReading
      else if (name === 'rPh') inReading = true
    },
    close(name) {
      if (name === 'si') strings.push(text)
      else if (name === 't') inText = false
      else if (name === 'rPh') inReading = false
    },
    text(piece) {
      if (inText) text += piece
    },
  })
  return strings
}
