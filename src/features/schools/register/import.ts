import { type Clock, systemClock } from '../../../platform/clock.ts'
import type { Database, Db } from '../../../platform/database/index.ts'
import { type FileTally, newTally } from './bytes.ts'
import { findImportOfForm, insertImport, lockRegister } from './import-store.ts'
import { FileRefused } from './refused.ts'

export type ImportKind = 'lookups' | 'trusts' | 'schools' | 'links' | 'membership'

export interface ImportRequest {
  /** The file, plain or gzip. */
  readonly stream: AsyncIterable<Uint8Array>
  /** Where it comes from, as pages will say it: “GIAS establishments, 16 November 2023”. */
  readonly source: string
  /** The day of the publisher's data. Rows that are held from a later day are left alone. */
  readonly asAt: Temporal.PlainDate
  /** Who asked; without it, the service itself. */
  readonly by?: { readonly accountId: number; readonly name: string }
  /** Called as the file is read, for a progress bar. Bytes as sent, compressed if they are. */
  readonly onBytes?: (bytesRead: number) => void
  readonly clock?: Clock
  /** The form that asks; the same one again is answered with the import it made. */
  readonly key?: string
  readonly fileName?: string
}

export interface Counts {
  readonly rows: number
  readonly added: number
  readonly changed: number
  /** Open here before, closed in the file. Not counted again under `changed`. */
  readonly closed: number
  readonly unchanged: number
  /** Left alone: what is held is from a later file. */
  readonly older: number
  /** Rows of another kind than the table keeps. */
  readonly leftOut: number
  readonly rejected: number
  /** Held here and open, and not in the file: left as they are. */
  readonly absent: number
}

export type ImportOutcome =
  | { readonly ok: true; readonly importId: number; readonly counts: Counts }
  | { readonly ok: false; readonly importId: number | null; readonly message: string }

export interface Rejection {
  readonly line: number
  readonly urn: string
  readonly reason: string
  readonly excerpt: string
}

/** What an import of any kind is given, and what it gives back when it has merged. */
export interface Work {
  readonly db: Db
  readonly tally: FileTally
  reject(rejection: Rejection): void
}
export interface Merged {
  readonly layout: string
  readonly counts: Omit<Counts, 'rejected'>
}

/** Rows refused beyond these are counted and not kept: the file is broken in some other way. */
const MOST_REJECTIONS_KEPT = 20_000

/**
 * Runs one import of the register in one transaction, alone: either all of it applies or none. A file that
 * cannot be used is an outcome, recorded with its reason; anything else that breaks is thrown, and nothing is kept.
 */
export async function runImport(
  database: Database,
  kind: ImportKind,
  request: ImportRequest,
  work: (given: Work) => Promise<Merged>,
): Promise<ImportOutcome> {
  const clock = request.clock ?? systemClock
  const startedAt = clock.now()
  const tally = newTally()
  const rejections: Rejection[] = []
  let rejected = 0
  const reject = (rejection: Rejection) => {
    rejected += 1
    if (rejections.length < MOST_REJECTIONS_KEPT) rejections.push(rejection)
  }
  const entry = { kind, request, tally, startedAt, clock, rejections }
  try {
    return await database.asOwner(async (db) => {
      if (!(await lockRegister(db))) {
        const message =
          'Another import of the register is running. Wait until it has finished, then try again'
        return { ok: false, importId: null, message }
      }
      const before = request.key === undefined ? undefined : await findImportOfForm(db, request.key)
      if (before !== undefined) return { ok: false, importId: before, message: 'This form was sent before' }
      const merged = await work({ db, tally, reject })
      const counts = { ...merged.counts, rejected }
      const importId = await insertImport(database, db, {
        ...entry,
        layout: merged.layout,
        counts,
        refusal: null,
      })
      return { ok: true, importId, counts }
    })
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    const counts = { ...NOTHING, rows: rejected, rejected }
    const importId = await database.asOwner((db) =>
      insertImport(database, db, { ...entry, layout: null, counts, refusal: error.message }),
    )
    return { ok: false, importId, message: error.message }
  }
}

export const NOTHING: Counts = {
  rows: 0,
  added: 0,
  changed: 0,
  closed: 0,
  unchanged: 0,
  older: 0,
  leftOut: 0,
  rejected: 0,
  absent: 0,
}
