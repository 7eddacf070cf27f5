import type { Database } from '../../../platform/database/index.ts'
import { type ImportOutcome, type ImportRequest, NOTHING, runImport } from './import.ts'
import { inBatches, readTable } from './table.ts'
import { dateTrusts, mergeTrusts } from './trust-store.ts'
import { type Read, readDate, readPostcode, readText, readWhole, UNREADABLE } from './values.ts'

/** The groups of the register that are trusts. Federations, sponsors and children's centres are left out. */
const KINDS = new Set([
  'multi-academy trust',
  'single-academy trust',
  'secure single-academy trust',
  'trust',
  'umbrella trust',
])

const COLUMNS = {
  uid: ['Group UID'],
  name: ['Group Name'],
  kind: ['Group Type'],
  status: ['Group Status'],
  companiesHouse: ['Companies House Number', ''],
  openedOn: ['Open date', ''],
  incorporatedOn: ['Incorporated on (open date)', ''],
  closedOn: ['Closed Date', ''],
  town: ['Group Town', 'Group Contact Town', ''],
  postcode: ['Group Postcode', 'Group Contact Postcode', ''],
  ukprn: ['UKPRN', ''],
}

function readStatus(published: string): Read<string> {
  const statuses: Record<string, string> = { open: 'open', closed: 'closed', 'proposed to open': 'proposed' }
  return statuses[published.toLowerCase()] ?? UNREADABLE
}

/** Imports a file of the register's groups ("allgroupsdata"), keeping trusts. Only trusts that differ are written. */
export function importTrusts(database: Database, request: ImportRequest): Promise<ImportOutcome> {
  return runImport(database, 'trusts', request, async (work) => {
    const { db } = work
    const asAt = request.asAt.toString()
    const seen = { rows: 0, leftOut: 0 }
    const uids = new Set<number>()
    const counts = { ...NOTHING }
    const trusts = readTable(
      request,
      work,
      COLUMNS,
      (row) => {
        if (!KINDS.has(row.text('kind').toLowerCase())) return null
        return {
          uid: row.need('uid', (text) => {
            const uid = readWhole(text, 1, 989_999)
            if (typeof uid === 'number' && uids.has(uid)) return UNREADABLE
            if (typeof uid === 'number') uids.add(uid)
            return uid
          }),
          name: row.need('name', readText),
          kind: row.need('kind', readText),
          status: row.need('status', readStatus),
          companies_house_number: row.read('companiesHouse', readText),
          ukprn: row.read('ukprn', (text) => readWhole(text, 1, 99_999_999)),
          town: row.read('town', readText),
          postcode: row.read('postcode', readPostcode),
          opened_on: row.read('openedOn', readDate) ?? row.read('incorporatedOn', readDate),
          closed_on: row.read('closedOn', readDate),
        }
      },
      seen,
    )
    await inBatches(trusts, async (batch) => {
      const written = await mergeTrusts(db, batch, asAt)
      Object.assign(counts, {
        added: counts.added + written.added,
        changed: counts.changed + written.changed,
        closed: counts.closed + written.closed,
        older: counts.older + written.older,
        unchanged:
          counts.unchanged + batch.length - written.added - written.changed - written.closed - written.older,
      })
    })
    await dateTrusts(db, [...uids], asAt)
    return { layout: 'groups', counts: { ...counts, rows: seen.rows, leftOut: seen.leftOut } }
  })
}
