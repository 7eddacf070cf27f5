/** The forms of hubs, people, imports, signing in and whatever is new; and what is sent with no form at all. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { openWholeApp } from '../../builders/whole-app.ts'
import { type DryRun, dryRun } from '../dry-run.ts'
import { otherForms, sendToForms } from './send.ts'

describe('bad input to every other form', () => sendToForms(otherForms()))

test('a body goes with a form only', async () => {
  const whole = await openWholeApp()
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const) {
    const reply = await whole.app.inject({ method, url: '/hubs' })
    assert.ok(reply.statusCode === 404 || reply.statusCode === 405, `${method}: ${reply.statusCode}`)
  }
  await whole.close()
})

test('a planted fault is caught: a route that breaks, and one that writes before it refuses', async () => {
  let run: DryRun | undefined
  const whole = await openWholeApp({
    through: (database) => {
      run = dryRun(database)
      return run.database
    },
    plant: (app) => {
      app.post('/breaks', async () => {
        throw new Error('planted')
      })
      app.post('/writes', async (_request, reply) => {
        await app.database.asOwner((db) =>
          sql`insert into outbox (to_email, subject, body) values ('a@b.example', 'Half', 'saved')`.execute(
            db,
          ),
        )
        return reply.code(422).send('refused')
      })
    },
  })
  assert.ok(run)
  run.on = true
  const client = await whole.as(null)
  const broken = await client.post('/breaks')
  run.wrote = false
  const refused = await client.post('/writes')
  await whole.close()
  assert.deepEqual([broken.status, refused.status, run.wrote], [500, 422, true])
})
