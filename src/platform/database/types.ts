import type { Kysely, RawBuilder } from 'kysely'
import type { Schema } from './schema.ts'

/** A handle inside a transaction. Store functions take one first; the outer handle is out of their reach. */
export type Db = Kysely<Schema>

/** What a transaction states about its actor, e.g. `{ 'alongside.role': 'hub-lead', 'alongside.hub': '12' }`. */
export type ScopeSettings = Readonly<Record<string, string>>

export type DatabaseSettings =
  | { readonly dataDir: string; readonly loadDataDir?: Blob }
  | {
      /** Connects as the owner of the tables. */
      readonly url: string
      /** Connects as a login that is a member of `alongside_app` and owns nothing; without it, `url` serves both. */
      readonly requestsUrl?: string | undefined
      readonly poolSize?: number
      readonly statementTimeoutMs?: number
    }

/**
 * `crowded`: many transactions change one row at once. Each lets go of it as soon as it has committed, and is answered
 * when what it wrote is safe on the disk: the disk is waited for together, not one after another. What was committed
 * later can never be safe earlier, so nothing that somebody was told is lost when the server stops.
 */
export interface Crowd {
  readonly crowded: boolean
}

export interface Database {
  readonly kind: 'pglite' | 'postgres'
  /** One transaction as the application role, which row-level security binds. Rolls back when `work` throws. */
  inScope<T>(settings: ScopeSettings, work: (db: Db) => Promise<T>, how?: Crowd): Promise<T>
  /**
   * One statement as the application role, with no actor stated: what is asked before there is one, through functions of
   * the owner's. Committed with its answer, so that it is one message where a transaction of its own would be three.
   */
  ask<Row>(statement: RawBuilder<Row>): Promise<readonly Row[]>
  /** One transaction as the owner of the tables: migrations, the register, background work. No row is hidden. */
  asOwner<T>(work: (db: Db) => Promise<T>): Promise<T>
  /**
   * `COPY table (columns) FROM STDIN` in CSV, inside an owner's transaction. Returns the number of rows.
   * `table` and `columns` are names from code, never from a person.
   */
  copyIn(
    db: Db,
    table: string,
    columns: readonly string[],
    csv: AsyncIterable<string | Uint8Array>,
  ): Promise<number>
  /** Runs SQL text of several statements, inside an owner's transaction. For migrations only. */
  runScript(db: Db, text: string): Promise<void>
  /**
   * Statements as the owner, in no transaction of ours: for a library that begins and ends its own (the job queue).
   * Values come back as the driver's own types. Several statements need `values` to be left out.
   */
  ownerStatements(text: string, values?: readonly unknown[]): Promise<{ rows: unknown[] }>
  /** Ends when every connection is given back. */
  close(): Promise<void>
}
