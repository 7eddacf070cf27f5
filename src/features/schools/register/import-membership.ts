import { sql } from 'kysely'
import type { Database } from '../../../platform/database/index.ts'
import { type ImportOutcome, type ImportRequest, NOTHING, runImport } from './import.ts'
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
    const held = await sql<{ urn: number }>`select urn from schools where not invented`.execute(db)
    const known = new Set(held.rows.map(({ urn }) => urn))
    const trusts = await sql<{ uid: number }>`select uid from trusts where not invented`.execute(db)
    const knownTrusts = new Set(trusts.rows.map(({ uid }) => uid))
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
        if (!known.has(member.urn) || !knownTrusts.has(member.uid) || schools.has(member.urn)) return null
        schools.add(member.urn)
        return member
      },
      seen,
    )
    await inBatches(members, async (batch) => {
      const { rows } = await sql<{ changed: number; older: number }>`
        with file as (
          select t.urn, t.uid, d.trust_as_at > ${asAt}::date as newer
          from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as t(urn integer, uid integer)
          left join school_dates d using (urn)
        ), written as (
          update schools s set trust_uid = file.uid from file
          where s.urn = file.urn and s.trust_uid is distinct from file.uid and file.newer is not true
          returning s.urn
        ), dated as (
          update school_dates d set trust_as_at = ${asAt}::date from file
          where d.urn = file.urn and file.newer is not true and d.trust_as_at is distinct from ${asAt}::date
        )
        select (select count(*)::int from written) as changed,
          (select count(*)::int from file where newer) as older`.execute(db)
      const { changed, older } = rows[0] ?? { changed: 0, older: 0 }
      Object.assign(counts, {
        changed: counts.changed + changed,
        older: counts.older + older,
        unchanged: counts.unchanged + batch.length - changed - older,
      })
    })
    return { layout: 'membership', counts: { ...counts, rows: seen.rows, leftOut: seen.leftOut } }
  })
}
