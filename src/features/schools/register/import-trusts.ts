import { sql } from 'kysely'
import type { Database } from '../../../platform/database/index.ts'
import { type ImportOutcome, type ImportRequest, NOTHING, runImport } from './import.ts'
import { inBatches, readTable } from './table.ts'
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
  openedOn: ['Open date', 'Incorporated on (open date)', ''],
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
          opened_on: row.read('openedOn', readDate),
          closed_on: row.read('closedOn', readDate),
        }
      },
      seen,
    )
    await inBatches(trusts, async (batch) => {
      const { rows } = await sql<{ added: number; changed: number; closed: number; older: number }>`
        with file as (
          select * from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as t(
            uid integer, name text, kind text, status text, companies_house_number text, ukprn integer, town text,
            postcode text, opened_on date, closed_on date)
        ), held as (
          select file.uid, trusts.status as was, file.status as becomes, trusts.register_as_at > ${asAt}::date as newer
          from file join trusts using (uid)
        ), written as (
          insert into trusts as s (uid, name, kind, status, companies_house_number, ukprn, town, postcode,
            opened_on, closed_on, register_as_at)
          select *, ${asAt}::date from file
          on conflict (uid) do update set (name, kind, status, companies_house_number, ukprn, town, postcode,
            opened_on, closed_on, register_as_at) = row(excluded.name, excluded.kind, excluded.status,
            excluded.companies_house_number, excluded.ukprn, excluded.town, excluded.postcode, excluded.opened_on,
            excluded.closed_on, excluded.register_as_at)
          where s.register_as_at <= excluded.register_as_at
            and (s.name, s.kind, s.status, s.companies_house_number, s.ukprn, s.town, s.postcode, s.opened_on,
              s.closed_on) is distinct from (excluded.name, excluded.kind, excluded.status,
              excluded.companies_house_number, excluded.ukprn, excluded.town, excluded.postcode,
              excluded.opened_on, excluded.closed_on)
          returning uid
        )
        select (count(*) filter (where held.uid is null))::int as added,
          (count(*) filter (where held.uid is not null and not (held.becomes = 'closed' and held.was <> 'closed')))::int
            as changed,
          (count(*) filter (where held.becomes = 'closed' and held.was <> 'closed'))::int as closed,
          (select count(*)::int from held where newer) as older
        from written left join held using (uid)`.execute(db)
      const written = rows[0]
      if (!written) return
      Object.assign(counts, {
        added: counts.added + written.added,
        changed: counts.changed + written.changed,
        closed: counts.closed + written.closed,
        older: counts.older + written.older,
        unchanged:
          counts.unchanged + batch.length - written.added - written.changed - written.closed - written.older,
      })
    })
    // Kept the day of the whole file, so that the page of a trust that did not change says the newer date too.
    await sql`update trusts set register_as_at = ${asAt}::date
      where uid = any(${[...uids]}::int[]) and register_as_at < ${asAt}::date`.execute(db)
    return { layout: 'groups', counts: { ...counts, rows: seen.rows, leftOut: seen.leftOut } }
  })
}
