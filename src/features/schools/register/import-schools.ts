import type { Database } from '../../../platform/database/index.ts'
import type { SchoolFacts } from '../domain.ts'
import { utf8Bytes } from './bytes.ts'
import { type Columns, columnsOf } from './columns.ts'
import { type ImportOutcome, type ImportRequest, runImport, type Work } from './import.ts'
import { FileRefused } from './refused.ts'
import { type Row, readRows } from './rows.ts'
import { excerptOf, type Known, type NamedTrust, readSchool } from './school-row.ts'
import { addMissingTrusts, mergeSchools, readKnown, stageSchools } from './school-store.ts'

/**
 * Imports an establishments file of the register: any of the published layouts, plain or gzip. It can be run
 * again at any time: only rows that differ are written. Invented schools are never touched, and schools that the
 * file does not have stay as they are.
 */
export function importRegister(database: Database, request: ImportRequest): Promise<ImportOutcome> {
  return runImport(database, 'schools', request, async (work) => {
    const { db, tally } = work
    const asAt = request.asAt.toString()
    const known = await readKnown(db)
    const rows = readRows(utf8Bytes(request.stream, tally, request.onBytes))
    const header = await rows.next()
    if (header.done) throw new FileRefused('The file has no rows')
    const columns = columnsOf(header.value.cells)

    const seen = { rows: 0, accepted: 0, trusts: new Map<number, NamedTrust>() }
    await stageSchools(database, db, columns, schoolsOf(rows, columns, known, work, seen))
    if (seen.rows === 0) throw new FileRefused('The file has a heading and no rows')
    if (seen.accepted < seen.rows / 2) {
      throw new FileRefused(
        `${seen.rows - seen.accepted} of ${seen.rows} rows cannot be used, so the whole file is refused`,
      )
    }
    await addMissingTrusts(db, [...seen.trusts.values()], asAt)
    const counts = await mergeSchools(db, columns, asAt)
    return { layout: columns.layout, counts: { ...counts, rows: seen.rows, leftOut: 0 } }
  })
}

interface Seen {
  rows: number
  accepted: number
  readonly trusts: Map<number, NamedTrust>
}

async function* schoolsOf(
  rows: AsyncIterable<Row>,
  columns: Columns,
  known: Known,
  work: Work,
  seen: Seen,
): AsyncGenerator<SchoolFacts> {
  const lines = new Map<number, number>()
  for await (const { line, cells } of rows) {
    seen.rows += 1
    const read = readSchool(cells, columns, known, work.tally.nulBytes)
    if (!read.ok) {
      work.reject({ line, urn: read.urn, reason: read.reason, excerpt: excerptOf(cells) })
      continue
    }
    const { urn } = read.school
    const before = lines.get(urn)
    if (before !== undefined) {
      const reason = `URN ${urn} is on line ${before} already`
      work.reject({ line, urn: String(urn), reason, excerpt: excerptOf(cells) })
      continue
    }
    lines.set(urn, line)
    if (read.trust) seen.trusts.set(read.trust.uid, read.trust)
    seen.accepted += 1
    yield read.school
  }
}
