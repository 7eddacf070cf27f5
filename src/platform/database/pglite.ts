import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import type { RawBuilder } from 'kysely'
import { type Connection, inTransaction } from './connection.ts'
import { copyBatches } from './copy-batches.ts'
import type { Database, Db } from './types.ts'

/** Dates travel as the text PostgreSQL prints; the domain turns them into Temporal at its edge. */
const DATE = 1082
const TIMESTAMP_WITH_TIME_ZONE = 1184

/** The driver's own, which a library expects. */
const OWN_TYPES = {
  parsers: {
    [DATE]: (value: string) => new Date(value),
    [TIMESTAMP_WITH_TIME_ZONE]: (value: string) => new Date(value),
  },
}

const AS_APPLICATION = 'begin; set local role alongside_app'

/**
 * The embedded database. It has one connection, so transactions queue here: a second one never sees
 * the middle of the first. It does not fsync: for trying, teaching and tests.
 */
export async function openPglite(settings: { dataDir: string; loadDataDir?: Blob }): Promise<Database> {
  const pglite = await PGlite.create({
    dataDir: settings.dataDir,
    extensions: { pg_trgm },
    ...(settings.loadDataDir ? { loadDataDir: settings.loadDataDir } : {}),
    parsers: {
      [DATE]: (value) => value,
      [TIMESTAMP_WITH_TIME_ZONE]: (value) => new Date(value).toISOString(),
    },
  })
  await pglite.exec(`set time zone 'UTC'`)

  const connection: Connection = {
    pipelined: false,
    async query(text, parameters) {
      const { rows, affectedRows } = await pglite.query(text, [...parameters])
      return { rows, affected: affectedRows ?? 0 }
    },
    async script(text) {
      await pglite.exec(text)
    },
  }

  let queue: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work, work)
    queue = turn.catch(() => undefined)
    return turn
  }

  return {
    kind: 'pglite',
    inScope: (settings, work) =>
      inTurn(() => inTransaction(connection, { begin: AS_APPLICATION, settings }, work)),
    // Its one connection has the owner's role, so the application's has to be taken on, in a transaction.
    ask: <Row>(statement: RawBuilder<Row>) =>
      inTurn(() =>
        inTransaction(
          connection,
          { begin: AS_APPLICATION, settings: {} },
          async (db) => (await statement.execute(db)).rows,
        ),
      ),
    asOwner: (work) => inTurn(() => inTransaction(connection, { begin: 'begin', settings: {} }, work)),
    async copyIn(_db: Db, table, columns, csv) {
      // The one connection is inside the caller's transaction already. PGlite reads COPY from a blob,
      // so it goes in batches and a 50,000-row file needs little memory.
      let rows = 0
      for await (const batch of copyBatches(csv)) {
        const statement = `copy ${table} (${columns.join(', ')}) from '/dev/blob' with (format csv)`
        const result = await pglite.query(statement, [], { blob: new Blob([batch]) })
        rows += result.affectedRows ?? 0
      }
      return rows
    },
    ownerStatements: (text, values) =>
      inTurn(async () => {
        try {
          if (values && values.length > 0) return await pglite.query(text, [...values], OWN_TYPES)
          return { rows: (await pglite.exec(text, OWN_TYPES)).flatMap((result) => result.rows) }
        } catch (error) {
          // A transaction that the text began must not outlive it: the next in turn has the same connection.
          await pglite.exec('rollback')
          throw error
        }
      }),
    runScript: (_db, text) => connection.script(text),
    close: () => inTurn(() => pglite.close()),
  }
}

/** The whole data directory as a tarball, for tests that start from a migrated database. */
export async function dumpPglite(
  dataDir: string,
  prepare: (database: Database) => Promise<void>,
): Promise<Blob> {
  const database = await openPglite({ dataDir })
  await prepare(database)
  await database.close()
  const again = await PGlite.create({ dataDir, extensions: { pg_trgm } })
  const blob = await again.dumpDataDir('none')
  await again.close()
  return blob
}
