import type { FastifyBaseLogger } from 'fastify'
import { sql } from 'kysely'
import { type Job, type JobResult, PgBoss } from 'pg-boss'
import type { Database } from '../database/index.ts'
import type { BackgroundJob } from './enqueue.ts'

/** By kind of job. A handler may run more than once for one job, so it must be safe to repeat. */
export type JobHandlers = Readonly<Record<string, (job: BackgroundJob) => Promise<void>>>

export interface Schedule {
  /** The kind of job to add. */
  readonly kind: string
  /** Five cron fields, in England's time. */
  readonly cron: string
}

export interface Jobs {
  /** Takes no more jobs and waits for those under way, at most ten seconds. */
  stop(): Promise<void>
}

/** One queue for everything: an installation polls once, however many kinds of job there are. */
const QUEUE = 'jobs'
const POLL_SECONDS = 1
/** Taken at each poll: a whole import's invitations leave in minutes, and a stop waits for few. */
const BATCH = 25
const STOP_MILLISECONDS = 10_000
/** Any number, the same in every process. */
const PREPARE_LOCK = 7_201_528

/** Five retries, the first after about ten seconds, the last after about five minutes. */
/** How often a job is tried in all before it is given up. */
export const TRIES = 6
const RETRIES = { retryLimit: TRIES - 1, retryDelay: 10, retryBackoff: true, expireInSeconds: 600 }

function bossOn(database: Database, working: boolean): PgBoss {
  return new PgBoss({
    // The library brings its own transactions and asks for plain rows.
    db: { executeSql: (text, values) => database.ownerStatements(text, values) },
    backend: database.kind,
    supervise: working,
    schedule: working,
    // Rebuilding indexes is an operator's choice, and no queue here grows large.
    reindex: false,
    monitorVacuum: false,
  })
}

/**
 * Makes the queue's tables, or brings them to the library's version. Once at start, after the migrations and before
 * anything is enqueued; safe when several processes do it together.
 */
export async function prepareJobs(database: Database): Promise<void> {
  // The embedded database has one connection and one process: there is nobody to wait for, and no second connection.
  if (database.kind === 'pglite') return prepare(database)
  // The library makes its schema before it takes a lock of its own: on an empty server several would collide.
  await database.asOwner(async (db) => {
    await sql`select pg_advisory_xact_lock(${PREPARE_LOCK}::bigint)`.execute(db)
    await prepare(database)
  })
}

async function prepare(database: Database): Promise<void> {
  const boss = bossOn(database, false)
  // Without a listener an error event would end the process; start() rejects with it in any case.
  boss.on('error', () => {})
  await boss.start()
  try {
    await boss.createQueue(QUEUE, RETRIES)
    await boss.updateQueue(QUEUE, RETRIES)
  } finally {
    await boss.stop({ graceful: false })
  }
}

/** Starts working through the jobs. After `prepareJobs`. */
export async function startJobs(
  database: Database,
  log: FastifyBaseLogger,
  handlers: JobHandlers,
  schedules: readonly Schedule[],
): Promise<Jobs> {
  const boss = bossOn(database, true)
  boss.on('error', (error) => log.error({ err: error }, 'The job queue has a problem'))
  await boss.start()
  for (const { kind, cron } of schedules) {
    await boss.schedule(QUEUE, cron, { kind }, { key: kind, tz: 'Europe/London' })
  }
  const kinds = new Set(schedules.map(({ kind }) => kind))
  for (const { key } of await boss.getSchedules(QUEUE)) {
    if (!kinds.has(key)) await boss.unschedule(QUEUE, key)
  }
  async function run({ id, data }: Job<BackgroundJob>): Promise<JobResult> {
    try {
      const handler = handlers[data.kind]
      if (!handler) throw new Error(`No handler for the job “${data.kind}”`)
      await handler(data)
      return { id, status: 'completed' }
    } catch (error) {
      log.error({ err: error, job: id, kind: data.kind }, 'A job failed and may be tried again')
      return { id, status: 'failed' }
    }
  }

  const options = { pollingIntervalSeconds: POLL_SECONDS, batchSize: BATCH, perJobResults: true } as const
  await boss.work<BackgroundJob>(QUEUE, options, async (batch: Job<BackgroundJob>[]) => {
    const results: JobResult[] = []
    for (const job of batch) results.push(await run(job))
    return results
  })
  return { stop: () => boss.stop({ graceful: true, timeout: STOP_MILLISECONDS }) }
}
