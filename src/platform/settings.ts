import { sql } from 'kysely'
import type { Db } from './database/index.ts'

/** A setting of this installation that survives a restart. Undefined where it was never written. */
export async function findSetting<T>(db: Db, name: string): Promise<T | undefined> {
  // The writer and the reader of a setting agree on its type by its name.
  const { rows } = await sql<{ value: T }>`select value from settings where name = ${name}`.execute(db)
  return rows[0]?.value
}

/** Writes a setting, in the scope of the system or the programme team. */
export async function writeSetting(db: Db, name: string, value: unknown): Promise<void> {
  await sql`
    insert into settings (name, value) values (${name}, ${JSON.stringify(value)}::text::jsonb)
    on conflict (name) do update set value = excluded.value, changed_at = now()`.execute(db)
}
