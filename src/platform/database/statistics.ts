import type { Database } from './types.ts'

/** As a server's own autovacuum has it: so many changes, and so large a part of the table, since it was looked at last. */
const CHANGES = 50
const PART = 0.1

/**
 * Tells the embedded database what its tables hold by now, and takes away what was deleted: a server does both by itself, and
 * without it a page over tables that have grown took twelve seconds in the place of half of one. Table by table, so that
 * requests come in between on the one connection. Nothing on a server.
 * @returns the tables looked at, by name
 */
export async function refreshStatistics(database: Database): Promise<string[]> {
  if (database.kind !== 'pglite') return []
  // What the last transactions changed is counted with a delay otherwise.
  await database.ownerStatements('select pg_stat_force_next_flush()')
  const { rows } = await database.ownerStatements(
    `select format('%I.%I', s.schemaname, s.relname) as name
    from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.n_mod_since_analyze > $1::int + $2::float8 * greatest(c.reltuples, 0)
      -- What was counted is lost when the process ends badly.
      or c.reltuples < 0 and pg_relation_size(c.oid) > 0
    order by s.n_mod_since_analyze desc, 1`,
    [CHANGES, PART],
  )
  const names = rows.map((row) => String(Object(row).name))
  for (const name of names) await database.ownerStatements(`vacuum (analyze) ${name}`)
  return names
}
