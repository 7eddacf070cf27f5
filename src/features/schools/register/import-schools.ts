import { createHash } from 'node:crypto'
import type { Database } from '../../../platform/database/index.ts'
import { utf8Bytes } from './bytes.ts'
import { type Columns, columnsOf } from './columns.ts'
import { type ImportOutcome, type ImportRequest, runImport, type Work } from './import.ts'
import { FileRefused } from './refused.ts'
import { type Row, readRows } from './rows.ts'
import { excerptOf, type Known, type NamedTrust, readSchool } from './school-row.ts'
import {
  addMissingTrusts,
  mergeSchools,
  readKnown,
  readRowHashes,
  type StagedSchool,
  stageKnown,
  stageSchools,
} from './school-store.ts'

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
    const lines = new Map<number, number>()
    const hashes = await readRowHashes(db)
    const same: number[] = []
    const rows = readRows(utf8Bytes(request.stream, tally, request.onBytes), {
      seed: seedOf(known),
      has(hash, line) {
        const urn = hashes.get(hash)
        // The same row a second time in one file is read like any other, and rejected.
        if (urn === undefined || lines.has(urn)) return false
        lines.set(urn, line)
        same.push(urn)
        return true
      },
    })
    const header = await rows.next()
    if (header.done) throw new FileRefused('The file has no rows')
    const columns = columnsOf(header.value.cells)

    const seen = { rows: 0, accepted: 0, lines, trusts: new Map<number, NamedTrust>() }
    await stageSchools(database, db, columns, schoolsOf(rows, columns, known, work, seen))
    await stageKnown(database, db, same)
    seen.rows += same.length
    seen.accepted += same.length
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
  /** The line on which each URN was first seen. */
  readonly lines: Map<number, number>
  readonly trusts: Map<number, NamedTrust>
}

async function* schoolsOf(
  rows: AsyncIterable<Row>,
  columns: Columns,
  known: Known,
  work: Work,
  seen: Seen,
): AsyncGenerator<StagedSchool> {
  for await (const { line, cells, hash } of rows) {
    seen.rows += 1
    const read = readSchool(cells, columns, known, work.tally.nulBytes)
    if (!read.ok) {
      work.reject({ line, urn: read.urn, reason: read.reason, excerpt: excerptOf(cells) })
      continue
    }
    const { urn } = read.school
    const before = seen.lines.get(urn)
    if (before !== undefined) {
      const reason = `URN ${urn} is on line ${before} already`
      work.reject({ line, urn: String(urn), reason, excerpt: excerptOf(cells) })
      continue
    }
    seen.lines.set(urn, line)
    if (read.trust) seen.trusts.set(read.trust.uid, read.trust)
    seen.accepted += 1
    yield { school: read.school, hash }
  }
}

/** Raise it whenever a row is read differently than before, so that every row is read again. */
const READING = 1

/** What the reading of a row depends on beside the row: councils and trusts that it may point at. */
function seedOf(known: Known): number {
  const names = [[...known.laCodes], [...known.laCodesByName], [...known.trustUidsByName]]
  const digest = createHash('sha256')
    .update(JSON.stringify([READING, names]))
    .digest()
  return digest.readUIntBE(0, 6)
}
