/** Every form × every role × own and foreign records: who may write what. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { readAccess } from './access.ts'
import { ask, close, open, people, records, run, testRows } from './isolation.ts'

describe('who gets what from every address that is written to', () => {
  before(() => open())
  after(close)

  testRows(({ method }) => method !== 'GET')

  test('a form that is let through does write', async () => {
    const row = readAccess().find(
      ({ name }) => name === 'POST /partnerships/:id/expectations/:key/:occurrence',
    )
    const [lead, first] = [people.find(({ name }) => name === 'lead'), records[0]]
    assert.ok(row && lead && first)
    run.on = true
    run.wrote = false
    await ask(row, lead, first)
    run.on = false
    assert.ok(run.wrote)
  })
})
