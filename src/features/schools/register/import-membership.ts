import type { Database } from '../../../platform/database/index.ts'
import { type ImportOutcome, type ImportRequest, NOTHING, runImport } from './import.ts'
import { mergeMembers, readMembershipKeys } from './membership-store.ts'
import { inBatches, readTable } from './table.ts'
import { readWhole } from './values.ts'

const COLUMNS = {
  urn: ['URN'],
  uid: ['Linked UID', 'Group UID', 'TrustId', 'Trusts (code)'],
  kind: ['Group Type', ''],
  closedOn: ['Closed Date', ''],
}

/**
 * Imports which school is in which trust, from the register's membership file or any with URN and trust UID.
 * Memberships of sponsors and of closed groups are left out; a school the file does not have keeps its trust.
 */
export function importMembership(database: Database, request: ImportRequest): Promise<ImportOutcome> {
  return runImport(database, 'membership', request, async (work) => {
    const { db } = work
    const asAt = request.asAt.toString()
    const seen = { rows: 0, leftOut: 0 }
    const counts = { ...NOTHING }
    const schools = new Set<number>()
    const { urns, uids } = await readMembershipKeys(db)
    const members = readTable(
      request,
      work,
      COLUMNS,
      (row) => {
        const kind = row.text('kind').toLowerCase()
        if ((kind !== '' && !kind.endsWith('trust')) || row.text('closedOn') !== '') return null
        const member = {
          urn: row.need('urn', (text) => readWhole(text, 100_000, 989_999)),
          uid: row.need('uid', (text) => readWhole(text, 1, 989_999)),
        }
        // A school or trust that the other files have not brought yet: the next run of this file finds it.
        if (!urns.has(member.urn) || !uids.has(member.uid) || schools.has(member.urn)) return null
        schools.add(member.urn)
        return member
      },
      seen,
    )
    await inBatches(members, async (batch) => {
      const { changed, older } = await mergeMembers(db, batch, asAt)
      Object.assign(counts, {
        changed: counts.changed + changed,
        older: counts.older + older,
        unchanged: counts.unchanged + batch.length - changed - older,
      })
    })
    return { layout: 'membership', counts: { ...counts, rows: seen.rows, leftOut: seen.leftOut } }
  })
}
