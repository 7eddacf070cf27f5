import { sql } from 'kysely'
import type { Database, Db } from '../../src/platform/database/index.ts'

export interface DryRun {
  readonly database: Database
  /** Work that succeeds is rolled back none the less, so that any number of forms can be sent to the same world. */
  on: boolean
  /** Whether anything has been written in the transactions so far, kept or not. */
  wrote: boolean
}

class RolledBack extends Error {
  readonly result: unknown
  constructor(result: unknown) {
    super('A dry run was rolled back')
    this.result = result
  }
}

/** A database that can be told to keep nothing. */
export function dryRun(database: Database): DryRun {
  const run = { on: false, wrote: false, database: {} as Database } // filled two lines below
  type Transaction = <T>(
    begin: (work: (db: Db) => Promise<T>) => Promise<T>,
    work: (db: Db) => Promise<T>,
  ) => Promise<T>
  const transaction: Transaction = async (begin, work) => {
    if (!run.on) return begin(work)
    try {
      return await begin(async (db) => {
        const before = await rowsWritten(db)
        const result = await work(db)
        run.wrote ||= (await rowsWritten(db)) > before
        throw new RolledBack(result)
      })
    } catch (error) {
      // The result is what `work` gave, so it has the type that `work` promises.
      if (error instanceof RolledBack) return error.result as Awaited<ReturnType<typeof work>>
      throw error
    }
  }
  run.database = {
    ...database,
    inScope: (settings, work) => transaction((each) => database.inScope(settings, each), work),
    asOwner: (work) => transaction((each) => database.asOwner(each), work),
  }
  return run
}

/**
 * How many rows this connection has written lately; it may begin with those of transactions before. Sessions are left
 * out: any request may note that its person was there. The view pg_stat_xact_user_tables says the same in thrice the time.
 */
async function rowsWritten(db: Db): Promise<number> {
  const { rows } = await sql<{ written: number }>`
    select coalesce(sum(pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
      + pg_stat_get_xact_tuples_deleted(oid)), 0)::int as written
    from pg_class where relkind = 'r' and relname <> 'sessions'
      and relnamespace <> all (array['pg_catalog', 'information_schema']::regnamespace[])`.execute(db)
  return rows[0]?.written ?? 0
}

/**
 * A mark of everything in every table: it changes when any row does. Sessions are left out: reading a page touches them.
 */
export function markOfEverything(database: Database): Promise<string> {
  return database.asOwner(async (db) => {
    const { rows: tables } = await sql<{ name: string }>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'sessions'
      order by relname`.execute(db)
    const marks = tables.map(
      ({
        name,
      }) => sql`select ${name} as name, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as mark,
        count(*)::int as rows from ${sql.table(name)} t`,
    )
    const { rows } = await sql<{ name: string; mark: string; rows: number }>`
      ${sql.join(marks, sql` union all `)} order by name`.execute(db)
    return rows.map(({ name, mark, rows }) => `${name}: ${rows} rows, ${mark}`).join('\n')
  })
}
