import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { openTestDatabase } from '../../../test/database.ts'
import type { Database } from '../database/index.ts'
import { openLog } from '../log.ts'
import { type BackgroundJob, enqueue, type Jobs, prepareJobs, startJobs } from './index.ts'

const APP = { 'alongside.role': 'hub-lead' }

async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (const end = Date.now() + 120_000; Date.now() < end; ) {
    const found = await look()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${what} did not happen`)
}

describe('background jobs', () => {
  let database: Database
  let jobs: Jobs
  const done: BackgroundJob[] = []
  let failures = 0

  before(async () => {
    database = await openTestDatabase()
    jobs = await startJobs(
      database,
      openLog('silent'),
      {
        note: async (job) => {
          done.push(job)
        },
        fail: async () => {
          failures += 1
          throw new Error('it cannot be done')
        },
      },
      [{ kind: 'note', cron: '10 3 * * *' }],
    )
  })
  after(async () => {
    await jobs.stop()
    await database.close()
  })

  const stateOf = async (kind: string) => {
    const { rows } = await database.ownerStatements(
      `select state, output::text as output from pgboss.job where data ->> 'kind' = $1 and data ->> 'n' is not null`,
      [kind],
    )
    return rows[0] as { state: string; output: string } | undefined
  }

  test('run once the transaction that added them has committed', async () => {
    await database.inScope(APP, async (db) => {
      await enqueue(db, { kind: 'note', n: 1 }, { kind: 'note', n: 2 })
      await enqueue(db)
    })
    await until('both jobs', () => done.length === 2)
    // Jobs added together run in any order.
    assert.deepEqual(done.map(({ n }) => n).sort(), [1, 2])
    await until('the note of it', async () => (await stateOf('note'))?.state === 'completed')
  })

  test('do not run when that transaction rolled back', async () => {
    done.length = 0
    await assert.rejects(
      database.inScope(APP, async (db) => {
        await enqueue(db, { kind: 'note', n: 3 })
        throw new Error('no')
      }),
    )
    await database.inScope(APP, (db) => enqueue(db, { kind: 'note', n: 4 }))
    await until('the later job', () => done.length > 0)
    assert.deepEqual(
      done.map(({ n }) => n),
      [4],
    )
  })

  test('are tried again after a failure, which takes nothing else with it', async () => {
    done.length = 0
    await database.inScope(APP, (db) =>
      enqueue(db, { kind: 'fail', n: 5 }, { kind: 'note', n: 6 }, { kind: 'unknown', n: 7 }),
    )
    await until('the job beside the failing one', () => done.length === 1)
    // Jobs added together run in any order.
    await until('the failing job', () => failures > 0)
    assert.equal(failures, 1)
    await until('the failed job waiting', async () => (await stateOf('fail'))?.state === 'retry')
    assert.doesNotMatch((await stateOf('fail'))?.output ?? '', /cannot be done/)
    await until('the unknown job waiting', async () => (await stateOf('unknown'))?.state === 'retry')
  })

  test('cannot be read or changed by a request', async () => {
    for (const statement of [
      sql`select from pgboss.job`,
      sql`delete from pgboss.job`,
      sql`select from pgboss.queue`,
    ]) {
      await assert.rejects(
        database.inScope(APP, (db) => statement.execute(db)),
        /permission denied/,
      )
    }
  })

  test('keep their schedule, and the queue, when prepared and started again', async () => {
    await prepareJobs(database)
    const { rows } = await database.ownerStatements('select key, cron, timezone from pgboss.schedule')
    assert.deepEqual(rows, [{ key: 'note', cron: '10 3 * * *', timezone: 'Europe/London' }])
  })
})

test('several processes prepare the queue at once', async () => {
  const database = await openTestDatabase()
  await Promise.all([prepareJobs(database), prepareJobs(database), prepareJobs(database)])
  await database.close()
})

test('statements of the owner end with their own transaction, whatever goes wrong in it', async () => {
  const database = await openTestDatabase()
  await assert.rejects(database.ownerStatements('begin; create table half (id int); select 1 / 0; commit'))
  const { rows } = await database.ownerStatements(`begin; select 1 as n; commit; select 2 as n`)
  assert.deepEqual(rows, [{ n: 1 }, { n: 2 }])
  const half = await database.ownerStatements(`select to_regclass('half') as half`)
  assert.deepEqual(half.rows, [{ half: null }])
  await database.close()
})
