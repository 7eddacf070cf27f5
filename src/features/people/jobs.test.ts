import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { SECRET, seedPeople } from '../../../test/builders/people.ts'
import { openTestDatabase } from '../../../test/database.ts'
import { peopleJobs } from './index.ts'

test('each night what is over is cleared away, and only that', async () => {
  const database = await openTestDatabase()
  const world = await seedPeople(database)
  const account = sql`(select id from accounts where email = 'team@dfe.example')`
  await database.asOwner(async (db) => {
    await sql`insert into sessions (token_hash, account_id, signed_in_by, expires_at, last_seen_at) values
      ('live', ${account}, 'code', now() + interval '1 hour', now()),
      ('over', ${account}, 'code', now() - interval '1 minute', now()),
      ('idle', ${account}, 'code', now() + interval '1 hour', now() - interval '9 hours')`.execute(db)
    await sql`insert into sign_in_codes (id, email_hash, expires_at, created_at) values
      (${randomUUID()}, 'new', now(), now() - interval '23 hours'),
      (${randomUUID()}, 'old', now(), now() - interval '3 days')`.execute(db)
    for (const [email, days] of [
      ['recent', 100],
      ['long-ago', 200],
    ] as const) {
      await sql`insert into invitations (key, role, programme_id, email, invited_at, expires_at)
        values (${randomUUID()}, 'evaluator', ${world.programmeId}, ${`${email}@x.example`}, now(),
          now() - make_interval(days => ${days}::int))`.execute(db)
    }
  })
  const { handlers, schedules } = peopleJobs({
    database,
    secret: SECRET,
    publicUrl: 'http://localhost',
    demonstration: false,
    outbox: true,
  })
  const [nightly] = schedules
  for (let time = 0; time < 2; time += 1) await handlers[nightly?.kind ?? '']?.({ kind: nightly?.kind ?? '' })
  const { rows } = await database.ownerStatements(`
    select token_hash as kept from sessions union all select email_hash from sign_in_codes
    union all select email from invitations order by 1`)
  assert.deepEqual(rows, [{ kept: 'live' }, { kept: 'new' }, { kept: 'recent@x.example' }])
  await database.close()
})
