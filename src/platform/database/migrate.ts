import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from './types.ts'

/** Any number will do, as long as every process of the service uses the same. */
const MIGRATION_LOCK = 7_201_526
const MIGRATIONS = join(import.meta.dirname, '../../../db/migrations')

/**
 * Applies `NNNN-name.sql` in order, all in one transaction under an advisory lock, so that several processes
 * starting together migrate once. Refuses a migration whose text changed after it was applied.
 * @returns the names applied now
 */
export async function migrate(database: Database, directory = MIGRATIONS): Promise<string[]> {
  const files = (await readdir(directory)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort()
  return database.asOwner(async (db) => {
    await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`.execute(db)
    await sql`create table if not exists migrations (
      name text primary key, content_hash text not null, applied_at timestamptz not null default now())`.execute(
      db,
    )
    const { rows } = await sql<{ name: string; content_hash: string }>`
      select name, content_hash from migrations`.execute(db)
    const applied = new Map(rows.map((row) => [row.name, row.content_hash]))
    const now: string[] = []
    for (const name of files) {
      const text = await readFile(join(directory, name), 'utf8')
      const hash = createHash('sha256').update(text).digest('hex')
      const before = applied.get(name)
      if (before === hash) continue
      if (before)
        throw new Error(`db/migrations/${name} was changed after it was applied: add a new migration instead`)
      await database.runScript(db, text)
      await sql`insert into migrations (name, content_hash) values (${name}, ${hash})`.execute(db)
      now.push(name)
    }
    return now
  })
}
