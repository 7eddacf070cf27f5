import { sql } from 'kysely'
import type { Database } from '../../../platform/database/index.ts'
import { type ImportOutcome, type ImportRequest, NOTHING, runImport } from './import.ts'
import { readTable } from './table.ts'
import { readDate, readText, readWhole } from './values.ts'

const COLUMNS = {
  code: ['la_code', 'old_la_code'],
  gssCode: ['gss_code', 'new_la_code'],
  name: ['la_name'],
  regionCode: ['region_code'],
  regionName: ['region_name'],
  endedOn: ['ended_on', ''],
}

/** Imports the list of councils and, from it, the nine regions. Councils and regions are never removed. */
export function importCouncils(database: Database, request: ImportRequest): Promise<ImportOutcome> {
  return runImport(database, 'lookups', request, async (work) => {
    const { db } = work
    const seen = { rows: 0, leftOut: 0 }
    const read = readTable(
      request,
      work,
      COLUMNS,
      (row) => ({
        code: row.need('code', (text) => readWhole(text, 200, 999)),
        gss_code: row.need('gssCode', readText),
        name: row.need('name', readText),
        region_code: row.need('regionCode', readText),
        region_name: row.need('regionName', readText),
        ended_on: row.read('endedOn', readDate),
      }),
      seen,
    )
    const councils = await Array.fromAsync(read)
    const file = sql`jsonb_to_recordset(${JSON.stringify(councils)}::jsonb) as t(
      code integer, gss_code text, name text, region_code text, region_name text, ended_on date)`
    await sql`insert into regions as r (code, name) select distinct region_code, region_name from ${file}
      on conflict (code) do update set name = excluded.name where r.name <> excluded.name`.execute(db)
    const { rows } = await sql<{ added: number; changed: number }>`
      with held as (select t.code from ${file} join local_authorities using (code)), written as (
        insert into local_authorities as l (code, gss_code, name, region_code, ended_on)
        select code, gss_code, name, region_code, ended_on from ${file}
        on conflict (code) do update set (gss_code, name, region_code, ended_on)
          = row(excluded.gss_code, excluded.name, excluded.region_code, excluded.ended_on)
          where (l.gss_code, l.name, l.region_code, l.ended_on)
            is distinct from (excluded.gss_code, excluded.name, excluded.region_code, excluded.ended_on)
        returning code)
      select (count(*) filter (where held.code is null))::int as added,
        (count(*) filter (where held.code is not null))::int as changed
      from written left join held using (code)`.execute(db)
    const { added, changed } = rows[0] ?? { added: 0, changed: 0 }
    return {
      layout: 'councils',
      counts: { ...NOTHING, rows: seen.rows, added, changed, unchanged: councils.length - added - changed },
    }
  })
}
