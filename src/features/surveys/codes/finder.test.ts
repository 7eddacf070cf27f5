import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestDatabase } from '../../../../test/database.ts'
import type { Database } from '../../../platform/database/index.ts'
import { codeFinder } from './finder.ts'

describe('wrong codes', () => {
  let database: Database
  before(async () => {
    database = await openTestDatabase()
  })
  after(() => database.close())

  it('share one budget between all processes', async () => {
    for (const processes of [1, 4]) {
      const began = performance.now()
      const finders = Array.from({ length: processes }, () => codeFinder(database, { wait: 1, processes }))
      const findings = await Promise.all(
        finders.flatMap((finder) => Array.from({ length: 200 }, () => finder.find('BBBBBB'))),
      )
      const calmly = findings.filter((each) => !each.found && !each.slowed).length
      // Two a second come back, and this takes however long it takes.
      const most = 60 + 2 * ((performance.now() - began) / 1_000)
      assert.ok(calmly >= 60 && calmly <= most, `${calmly} with ${processes} processes`)
    }
  })
})
