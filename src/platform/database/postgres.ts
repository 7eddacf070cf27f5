import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { RawBuilder } from 'kysely'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Connection, compiled, inTransaction, type Opening } from './connection.ts'
import type { Database, Db, ScopeSettings } from './types.ts'

const DATE = 1082
const TIMESTAMP_WITH_TIME_ZONE = 1184
const OLDEST_VERSION = 15

/** Dates as 'YYYY-MM-DD', instants as ISO text: the same as the embedded database gives. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === DATE) return (value: string) => value
    if (oid === TIMESTAMP_WITH_TIME_ZONE) return (value: string) => new Date(value).toISOString()
    // pg's overloads are by literal format; both are passed on as given.
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

/** More texts than the code has come only from lists of changing length, which are not worth keeping. */
const MOST_PREPARED = 1_000
const names = new Map<string, string>()

/** Names a statement by its text, so that each connection parses and plans it once. */
function prepared(text: string, parameters: readonly unknown[]): pg.QueryConfig {
  let name = names.get(text)
  if (name === undefined && names.size < MOST_PREPARED) {
    name = `s${names.size + 1}`
    names.set(text, name)
  }
  return { ...(name === undefined ? {} : { name }), text, values: [...parameters] }
}

const holding = new WeakSet<pg.PoolClient>()

/** Statements sent without waiting for one another leave in one write: writing took two fifths of a page's time. */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = client.connection
  if (!client.pipeline || holding.has(client)) return
  holding.add(client)
  stream.cork()
  setImmediate(() => {
    holding.delete(client)
    stream.uncork()
  })
}

/** Commits before it returns, and with it everything that was committed before on this server. */
const SAFE = `select pg_logical_emit_message(true, 'alongside', '')`

const IDLE_MILLISECONDS = 600_000

interface PostgresSettings {
  readonly url: string
  readonly requestsUrl?: string | undefined
  /** Connections for requests. */
  readonly poolSize?: number
  readonly statementTimeoutMs?: number
}

/**
 * Two pools on one server. Requests connect with `role=alongside_app` as the session's own setting, so even
 * `reset role` stays inside it; with a login of their own (`requestsUrl`) `set role none` does too. The owner's few connections are for migrations, the register and jobs.
 */
export async function openPostgres(settings: PostgresSettings): Promise<Database> {
  const shared = {
    connectionString: settings.url,
    types,
    application_name: 'alongside',
    // Connections that do nothing keep no process alive.
    allowExitOnIdle: true,
  }
  // The search path is stated because the usual one begins with a schema of the user's own name: for a user called
  // alongside that is our schema of functions, and the tables would land there.
  const owners = new pg.Pool({ ...shared, max: 6, options: '-c timezone=UTC -c search_path=public' })
  const requests = new pg.Pool({
    ...shared,
    connectionString: settings.requestsUrl ?? settings.url,
    // Statements of one transaction go out together and are answered in order: fewer waits on the network.
    pipeline: true,
    max: settings.poolSize ?? 10,
    // A new connection plans every statement again, which takes longer than many pages.
    idleTimeoutMillis: IDLE_MILLISECONDS,
    // Compiling pays for long analyses: for a page's statements, whose policies look dear to the planner, it took seconds.
    options: `-c timezone=UTC -c search_path=public -c role=alongside_app -c jit=off -c statement_timeout=${settings.statementTimeoutMs ?? 30_000} -c idle_in_transaction_session_timeout=60000`,
  })
  // A connection that breaks is replaced by the pool, and what was asked on it has failed. Without listeners it would end the
  // process: the pool's hears those that lie idle, a connection's own those that somebody holds.
  for (const pool of [owners, requests]) {
    pool.on('error', () => {})
    pool.on('connect', (client) => client.on('error', () => {}))
  }

  try {
    const { rows } = await owners.query<{ version: number }>(
      `select current_setting('server_version_num')::int / 10000 as version`,
    )
    const version = rows[0]?.version ?? 0
    if (version < OLDEST_VERSION) {
      throw new Error(`PostgreSQL ${OLDEST_VERSION} or later is needed; DATABASE_URL answers as ${version}`)
    }
  } catch (error) {
    await Promise.all([owners.end(), requests.end()])
    throw error
  }

  const clients = new WeakMap<Db, pg.PoolClient>()

  async function transaction<T>(
    pool: pg.Pool,
    opening: Opening,
    work: (db: Db) => Promise<T>,
    crowded = false,
  ): Promise<T> {
    const client = await pool.connect()
    let broken: Error | undefined
    const connection: Connection = {
      pipelined: client.pipeline,
      async query(text, parameters) {
        sendTogether(client)
        const result = await client.query(prepared(text, parameters))
        return { rows: result.rows, affected: result.rowCount ?? 0 }
      },
      async script(text) {
        sendTogether(client)
        try {
          await client.query(text)
        } catch (error) {
          // A failed begin, commit or rollback leaves the connection in doubt: it is not used again.
          broken = error instanceof Error ? error : new Error(String(error))
          throw error
        }
      },
    }
    try {
      const result = await inTransaction(connection, opening, (db) => {
        clients.set(db, client)
        return work(db)
      })
      if (crowded) await connection.script(SAFE)
      return result
    } finally {
      client.release(broken)
    }
  }

  // The role is the session's own setting already.
  const opening = (settings: ScopeSettings): Opening => ({ begin: 'begin', settings })
  return {
    kind: 'postgres',
    inScope: (scope, work, how) =>
      how?.crowded
        ? transaction(requests, opening({ ...scope, synchronous_commit: 'off' }), work, true)
        : transaction(requests, opening(scope), work),
    async ask<Row>(statement: RawBuilder<Row>) {
      const { sql, parameters } = compiled(statement)
      const client = await requests.connect()
      try {
        return (await client.query<Row & pg.QueryResultRow>(prepared(sql, parameters))).rows
      } finally {
        client.release()
      }
    },
    asOwner: (work) => transaction(owners, opening({}), work),
    async copyIn(db, table, columns, csv) {
      const client = clients.get(db)
      if (!client) throw new Error('copyIn needs the db of an open transaction')
      const stream = client.query(
        copyFrom(`copy ${table} (${columns.join(', ')}) from stdin with (format csv)`),
      )
      await pipeline(Readable.from(csv), stream)
      return stream.rowCount
    },
    async ownerStatements(text, values) {
      const client = await owners.connect()
      try {
        // pg gives an array where the text held several statements; its types know only of one result.
        const result: pg.QueryResult | pg.QueryResult[] = await client.query({
          text,
          types: pg.types,
          ...(values && values.length > 0 ? { values: [...values] } : {}),
        })
        client.release()
        return { rows: Array.isArray(result) ? result.flatMap((one) => one.rows) : result.rows }
      } catch (error) {
        // A transaction that the text began may still be open: the connection is not used again.
        client.release(true)
        throw error
      }
    },
    async runScript(db, text) {
      const client = clients.get(db)
      if (!client) throw new Error('runScript needs the db of an open transaction')
      await client.query(text)
    },
    async close() {
      await Promise.all([requests.end(), owners.end()])
    },
  }
}
