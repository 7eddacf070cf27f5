import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isAsset } from '../access.ts'
import { ROWS, receiveBadInput } from './send.ts'
import { QUERY_NAMES, VALUES } from './values.ts'

/** Not in a query: too long for an address, or no worse there than another. */
const LEFT_OUT = new Set(['half a megabyte', 'blanks', 'SQL', 'a formula'])

describe('queries that make no sense', () =>
  receiveBadInput((input) => {
    test('still find a page', async () => {
      const faults: string[] = []
      for (const row of ROWS.filter(({ method, url }) => method === 'GET' && !isAsset(url))) {
        const address = input.addressOf(row)
        for (const [what, value] of Object.entries(VALUES)) {
          if (LEFT_OUT.has(what)) continue
          const names = what === 'nothing' ? [...QUERY_NAMES, ...QUERY_NAMES] : QUERY_NAMES
          const query = names.map((name) => `${name}=${value}`).join('&')
          const fault = input.faultOf(row, await input.send(row, `${address}?${query}`))
          if (fault) faults.push(`${row.name} with ${what}: ${fault}`)
        }
      }
      assert.deepEqual(faults, [])
    })
  }))
