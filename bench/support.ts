/** The room that two schools share and a hub's diary of support days, with a year of support behind them. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openDatabase } from '../src/platform/database/index.ts'
import { pin } from './processes.ts'
import { startService } from './service.ts'
import { type Given, measurePage, OTHERS, SERVICE, type StepFigures } from './steps.ts'
import { signIn, type Visit } from './visits.ts'

export interface SupportFigures {
  readonly rows: Readonly<Record<string, number>>
  readonly steps: readonly StepFigures[]
}

const VISITS = 400
const COUNTED = [
  'support_items',
  'support_entries',
  'visit_records',
  'documents',
  'document_openings',
  'partnership_messages',
]

/** Once for all sections that need it. */
export async function addSupport({ url, say }: Given): Promise<void> {
  const database = await openDatabase({ url })
  try {
    const { rows } = await database.asOwner((db) => sql`select from support_items limit 1`.execute(db))
    if (rows.length > 0) return
    say('Adding a year of one-to-one support …')
    const script = await readFile(join(import.meta.dirname, 'national-support.sql'), 'utf8')
    await database.asOwner((db) => database.runScript(db, script))
    await database.ownerStatements('vacuum analyze')
  } finally {
    await database.close()
  }
}

export async function measureSupport(given: Given): Promise<SupportFigures> {
  await addSupport(given)
  const { rows, rooms, diaries } = await prepare(given.url)
  pin(given.postgresPid, OTHERS)
  const service = await startService({ cores: SERVICE, environment: { DATABASE_URL: given.url } })
  try {
    const room = { key: 'room', name: 'Room of one-to-one support', visits: rooms }
    const diary = { key: 'diary', name: 'Hub’s diary of support days', visits: diaries }
    const steps = [await measurePage(room, service, given), await measurePage(diary, service, given)]
    return { rows, steps }
  } finally {
    await service.stop()
    pin(given.postgresPid, '0,1')
  }
}

async function prepare(url: string) {
  const database = await openDatabase({ url })
  try {
    const rows: Record<string, number> = {}
    for (const table of COUNTED) {
      const counted = await database.asOwner((db) =>
        sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(db),
      )
      rows[table] = counted.rows[0]?.count ?? 0
    }
    const enhanced = await database.asOwner((db) =>
      sql<{ count: number }>`
        select count(distinct partnership_id)::int as count from support_items`.execute(db),
    )
    rows.enhanced = enhanced.rows[0]?.count ?? 0
    const leaders = await signIn(
      database,
      `g.role = 'named-leader' and g.title = 'Headteacher' and p.pathway_key = 'enhanced' and p.status = 'active'`,
      VISITS,
    )
    const leads = await signIn(database, `g.role = 'hub-lead' and g.title = 'Hub lead'`, 93)
    const rooms = leaders.map(
      ({ cookie, name, place, partnershipId }): Visit => ({
        path: `/partnerships/${partnershipId}/support`,
        cookie,
        words: [name, place ?? ''],
      }),
    )
    const diaries = leads.map(
      ({ cookie, name, place, hubId }): Visit => ({
        path: `/hubs/${hubId}/support`,
        cookie,
        words: [name, place ?? ''],
      }),
    )
    return { rows, rooms, diaries }
  } finally {
    await database.close()
  }
}
