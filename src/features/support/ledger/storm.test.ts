/** What bin/bench presses 100,000 times on a server is pressed here some hundred times, on both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { checkLedgers, ledgerStorm, type Pair } from '../../../../test/builders/ledger-storm.ts'
import { addActor, addPartnership, addSchool } from '../../../../test/builders/programme-world.ts'
import { openSupportWorld } from '../../../../test/builders/support.ts'
import { loadCalendar } from '../../programmes/index.ts'

test('both schools of several partnerships press at once: every entry is as it was told, and every sum is right', async () => {
  const of = await openSupportWorld()
  try {
    await addSchool(of.database, { urn: 990013, name: 'Cedar School' })
    const cedar = await addPartnership(of.database, of.world, {
      hubId: of.hub,
      urn: 990013,
      pathway: 'enhanced',
    })
    const cedarLeader = await addActor(of.database, 'named-leader', {
      programmeId: of.world.programmeId,
      schoolUrn: 990013,
      name: 'Cy Head',
    })
    const pair = (partnership: number, leader: Pair['leader']): Pair => ({
      partnership,
      leader,
      lead: of.lead,
      days: ['2025-10-06', '2025-11-24', '2026-01-12', '2026-03-02', '2026-04-20', '2026-06-29'],
      todays: ['2025-10-06', '2025-12-31', '2026-03-31', '2026-07-31', '2026-09-30'],
    })
    const pairs = [pair(of.enhanced, of.leader), pair(cedar, cedarLeader)]
    let state = 4711
    const figures = await ledgerStorm({
      database: of.database,
      pairs,
      calendar: await loadCalendar(),
      operations: 250,
      atOnce: 8,
      roll: (below) => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
        return Math.floor((state / 2 ** 32) * below)
      },
    })
    assert.equal(figures.operations, 250)
    assert.ok(figures.taken > 60, `only ${figures.taken} were taken`)
    assert.ok(figures.refused > 10, `only ${figures.refused} were refused`)
    const { entries } = await checkLedgers(of.database, pairs)
    assert.equal(entries, figures.taken)

    // The check can fail: an entry that nobody was told of, and a sum that is not what the days say.
    await of.database.asOwner((db) =>
      sql`update support_items set half_days = 2 - half_days where id = (select min(id) from support_items)`.execute(
        db,
      ),
    )
    await assert.rejects(checkLedgers(of.database, pairs), /is as its last entry left it/)
  } finally {
    await of.close()
  }
})
