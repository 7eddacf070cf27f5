/** That the isolation tests can fail: planted faults, each of which they must find. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { WholeApp } from '../builders/whole-app.ts'
import { readAccess } from './access.ts'
import { close, faultsOf, open, unmatched, whole } from './isolation.ts'
import { loosenedApp } from './loosened.ts'

const CAN_READ_HUB = `actor.role === 'programme-team' || (actor.role`

/** A route that nobody thought of, and one that asks nobody who they are. */
function plant(app: WholeApp['app']): void {
  app.get('/forgotten', async () => 'Nobody thought of who may see this')
  app.get('/leaking/:id', async (request) => {
    const { id } = request.params as { id: string } // the route's own pattern names it
    const { rows } = await app.database.asOwner((db) =>
      sql<{ name: string }>`select school_name as name from partnership_cards where id = ${id}`.execute(db),
    )
    return rows[0]?.name
  })
}

describe('a planted fault is caught:', () => {
  before(async () => {
    await open({
      plant,
      build: await loosenedApp('partnerships/policy.ts', CAN_READ_HUB, `true || ${CAN_READ_HUB}`),
    })
  })
  after(close)

  test('a route that nobody wrote into the table', () => {
    const faults = unmatched(whole.routes, readAccess())
    assert.ok(faults.includes('GET /forgotten is not in test/whole/access.ts'))
    assert.ok(faults.includes('GET /leaking/:id is not in test/whole/access.ts'))
  })

  test('a row of the table without a route', () => {
    const faults = unmatched(
      whole.routes.filter(({ url }) => url !== '/people'),
      readAccess(),
    )
    assert.ok(faults.includes('GET /people is in test/whole/access.ts, and no such route is there'))
  })

  test('a route that answers to strangers', async () => {
    const [row] = readAccess(`a heading
      GET /leaking/:id | yes yes 404 | yes 404 404 | yes 404 404 | yes 404 404 | 404 404 404 | sign in`)
    assert.ok(row)
    const faults = await faultsOf(row)
    assert.ok(faults.some((fault) => fault.includes('as otherLeader of the first hub: yes, not 404')))
    assert.ok(faults.some((fault) => fault.includes('as signedOut of the first hub: yes, not sign in')))
  })

  test('a policy function that was loosened', async () => {
    const row = readAccess().find(({ name }) => name === 'GET /hubs/:id/owed')
    assert.ok(row)
    const faults = await faultsOf(row)
    assert.ok(faults.some((fault) => fault.includes('as leader of the first hub: yes, not 404')))
    assert.ok(faults.some((fault) => fault.includes('as otherLead of the first hub: yes, not 404')))
    // The second lock still holds: the hub of another programme is not there to be shown.
    assert.ok(!faults.some((fault) => fault.includes('as leadElsewhere of the first hub')))
  })

  test('a row-level policy that was loosened', async () => {
    const row = readAccess().find(({ name }) => name === 'GET /partnerships/:id/history')
    assert.ok(row)
    await whole.database.asOwner((db) =>
      sql`create policy too_loose on partnerships for select to alongside_app using (true)`.execute(db),
    )
    const faults = await faultsOf(row)
    await whole.database.asOwner((db) => sql`drop policy too_loose on partnerships`.execute(db))
    assert.ok(faults.some((fault) => fault.includes('as otherLeader of the first hub: yes, not 404')))
  })

  test('a table that asks for too much', async () => {
    const row = readAccess().find(({ name }) => name === 'GET /partnerships/:id')
    assert.ok(row)
    const faults = await faultsOf({ ...row, expected: () => 'yes' as const })
    assert.ok(faults.some((fault) => fault.includes('as otherLeader of the first hub: 404, not yes')))
  })
})
