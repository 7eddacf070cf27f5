import type { Database } from '../../../platform/database/index.ts'
import { mergeCouncils } from './council-store.ts'
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
    const { added, changed } = await mergeCouncils(db, councils)
    return {
      layout: 'councils',
      counts: { ...NOTHING, rows: seen.rows, added, changed, unchanged: councils.length - added - changed },
    }
  })
}
