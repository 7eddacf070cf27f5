import { sql } from 'kysely'
import type { Db } from '../database/index.ts'

/** What a handler is given. Ids only: whoever operates the service can read the queue. */
export interface BackgroundJob {
  /** Names the handler. */
  readonly kind: string
  /** 0 unless given; below it for what nobody waits for. */
  readonly priority?: number
  readonly [name: string]: string | number | boolean | null
}

/** Adds jobs that run once the caller's transaction has committed; one statement, however many. */
export async function enqueue(db: Db, ...jobs: readonly BackgroundJob[]): Promise<void> {
  if (jobs.length === 0) return
  await sql`select alongside.enqueue(${JSON.stringify(jobs)}::text::jsonb)`.execute(db)
}
