import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Database, Db } from '../src/platform/database/index.ts'
import { openTestDatabase } from './database.ts'

describe('a test database', () => {
  let database: Database
  before(async () => {
    database = await openTestDatabase()
  })
  after(() => database.close())

  test('is of the kind that was asked for', () => {
    assert.equal(database.kind, process.env.TEST_DATABASE ?? 'pglite')
  })

  test('is migrated', async () => {
    const { rows } = await database.asOwner((db) =>
      sql<{ name: string }>`select name from migrations`.execute(db),
    )
    assert.ok(rows.some(({ name }) => name.startsWith('0001-')))
  })

  test('shares nothing with another', async () => {
    await database.asOwner((db) => sql`create table only_here (id int)`.execute(db))
    const other = await openTestDatabase()
    try {
      await assert.rejects(other.asOwner((db) => sql`select from only_here`.execute(db)))
    } finally {
      await other.close()
    }
  })

  test('binds a request to the application’s role, which row-level security binds', async () => {
    const { rows } = await database.inScope({}, (db) =>
      sql<{ name: string; free: boolean }>`select rolname as name, rolsuper or rolbypassrls as free
        from pg_roles where rolname = current_user`.execute(db),
    )
    assert.deepEqual(rows, [{ name: 'alongside_app', free: false }])
  })

  // The embedded database has no connection that could break.
  const onServer = process.env.TEST_DATABASE === 'postgres' ? test : () => {}
  onServer('outlives the end of a connection that a transaction holds', async () => {
    const pidOf = async (db: Db) =>
      (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid ?? 0
    let heard = 0
    const work = async (db: Db) => {
      const pid = await pidOf(db)
      await database.ownerStatements(`select pg_terminate_backend(${pid}, 10000)`)
      // Nobody asks anything of the connection while this process hears of its end.
      await new Promise((resolve) => setTimeout(resolve, 100))
      await assert.rejects(pidOf(db))
      heard += 1
    }
    for (const hold of [() => database.asOwner(work), () => database.inScope({}, work)]) {
      await assert.rejects(hold())
      assert.ok(await database.inScope({}, pidOf))
    }
    assert.equal(heard, 2)
  })

  test('keeps what a crowd writes, and the next transaction waits for the disk as before', async () => {
    await database.asOwner((db) =>
      database.runScript(db, 'create table crowd (id int); grant select, insert on crowd to alongside_app'),
    )
    await Promise.all(
      Array.from({ length: 20 }, (_none, id) =>
        database.inScope({}, (db) => sql`insert into crowd values (${id})`.execute(db), { crowded: true }),
      ),
    )
    await assert.rejects(
      database.inScope(
        {},
        async (db) => {
          await sql`insert into crowd values (20)`.execute(db)
          throw new Error('no')
        },
        { crowded: true },
      ),
    )
    const { rows } = await database.inScope({}, (db) =>
      sql<{ kept: number; waits: string }>`
        select count(*)::int as kept, current_setting('synchronous_commit') as waits from crowd`.execute(db),
    )
    const usual = await database.ownerStatements('show synchronous_commit')
    assert.deepEqual(rows, [
      { kept: 20, waits: (usual.rows[0] as { synchronous_commit: string }).synchronous_commit },
    ])
  })

  test('gives dates as text and counts as numbers', async () => {
    const { rows } = await database.asOwner((db) =>
      sql`select date '2026-09-01' as day, timestamptz '2026-09-01 09:00+01' as moment, 7::int as count`.execute(
        db,
      ),
    )
    assert.deepEqual(rows, [{ day: '2026-09-01', moment: '2026-09-01T08:00:00.000Z', count: 7 }])
  })
})
