import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type RawBuilder,
} from 'kysely'
import type { Schema } from './schema.ts'
import type { Db, ScopeSettings } from './types.ts'

/** What a driver must be able to do for one transaction: run a statement, or a script of several. */
export interface Connection {
  /** It answers in the order asked, so that a statement may be sent before the one ahead of it is answered. */
  readonly pipelined: boolean
  query(text: string, parameters: readonly unknown[]): Promise<{ rows: unknown[]; affected: number }>
  script(text: string): Promise<void>
}

/**
 * Kysely over one connection that is already inside a transaction. The transaction itself is ours
 * (`inTransaction`), so that stating the actor costs no round trip of its own.
 */
export function kyselyOver(connection: Connection): Db {
  const held: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, affected } = await connection.query(query.sql, query.parameters)
      // The schema type is checked against the database by `bin/schema --check`.
      return { rows: rows as R[], numAffectedRows: BigInt(affected) }
    },
    // biome-ignore lint/correctness/useYield: rows are read in pages where there are many
    async *streamQuery() {
      throw new Error('Streaming is not supported: read in pages')
    },
  }
  const refuse = async () => {
    throw new Error('A transaction is already open: pass the db you were given')
  }
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => held,
    releaseConnection: async () => {},
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: async () => {},
  }
  return new Kysely<Schema>({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  })
}

const compiler = kyselyOver({
  pipelined: false,
  query: () => Promise.reject(new Error('This one only compiles')),
  script: () => Promise.reject(new Error('This one only compiles')),
})

/** The text of a statement and its parameters, for a driver. */
export function compiled(statement: RawBuilder<unknown>): {
  readonly sql: string
  readonly parameters: readonly unknown[]
} {
  return statement.compile(compiler)
}

/** How a transaction opens: in which role, and what it states about its actor. */
export interface Opening {
  readonly begin: 'begin' | 'begin; set local role alongside_app'
  readonly settings: ScopeSettings
}

/**
 * Begins, states the role and the actor, runs `work`, commits; rolls back when `work` throws.
 * After the end every further use of the handle is an error, so that no forgotten promise
 * writes outside the transaction it believes to be in.
 */
export async function inTransaction<T>(
  connection: Connection,
  { begin, settings }: Opening,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  let open = true
  const guarded: Connection = {
    ...connection,
    query(text, parameters) {
      if (!open) throw new Error('This transaction has ended: await every query inside it')
      return connection.query(text, parameters)
    },
    script(text) {
      if (!open) throw new Error('This transaction has ended: await every query inside it')
      return connection.script(text)
    },
  }
  const opened = openTransaction(connection, begin, settings)
  // Where statements are pipelined the first query need not wait: if the opening fails, everything behind it fails.
  if (connection.pipelined) opened.catch(() => {})
  else await opened
  try {
    const result = await work(kyselyOver(guarded))
    await opened
    open = false
    await connection.script('commit')
    return result
  } catch (error) {
    open = false
    await connection.script('rollback')
    throw error
  }
}

async function openTransaction(
  connection: Connection,
  begin: string,
  settings: ScopeSettings,
): Promise<void> {
  const begun = connection.script(begin)
  if (!connection.pipelined) await begun
  const values = Object.entries(settings).flat()
  // Names as parameters too, so that one prepared statement serves every actor.
  const states = values.flatMap((_, at) => (at % 2 === 0 ? `set_config($${at + 1}, $${at + 2}, true)` : []))
  await Promise.all([begun, states.length > 0 && connection.query(`select ${states.join(', ')}`, values)])
}
