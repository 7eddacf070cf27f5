import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../../../test/database.ts'
import { refreshStatistics } from './index.ts'

test('the embedded database learns what a table holds once it has changed much, and a server needs no telling', async () => {
  const database = await openTestDatabase()
  const rowsOf = async (table: string) => {
    const { rows } = await database.ownerStatements(
      `select reltuples::int as rows from pg_class where relname = $1`,
      [table],
    )
    return Object(rows[0]).rows
  }
  await refreshStatistics(database)
  await database.ownerStatements(
    `create table grown (id int primary key, text text not null);
    insert into grown select i, md5(i::text) from generate_series(1, 2000) i`,
  )
  const looked = await refreshStatistics(database)
  if (database.kind === 'postgres') assert.deepEqual(looked, [])
  else {
    assert.deepEqual(looked, ['public.grown'])
    assert.equal(await rowsOf('grown'), 2000)
    // A tenth is not much.
    await database.ownerStatements('delete from grown where id <= 200')
    assert.deepEqual(await refreshStatistics(database), [])
    await database.ownerStatements('delete from grown where id <= 1000')
    assert.deepEqual(await refreshStatistics(database), ['public.grown'])
    assert.equal(await rowsOf('grown'), 1000)
    assert.deepEqual(await refreshStatistics(database), [])
  }
  await database.close()
})
