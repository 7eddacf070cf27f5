/** Every page and file × every role × own and foreign records: who may read what. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { readAccess } from './access.ts'
import { close, open, testRows, unmatched, whole } from './isolation.ts'

describe('who gets what from every address that is read', () => {
  before(() => open())
  after(close)

  test('every route is in the table, and every row of the table is a route', () => {
    assert.deepEqual(unmatched(whole.routes, readAccess()), [])
  })

  testRows(({ method }) => method === 'GET')
})
