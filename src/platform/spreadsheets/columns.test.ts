import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { guessColumns } from './columns.ts'

const wanted = [
  { field: 'urn', names: ['URN', 'Unique reference number', 'School URN'] },
  { field: 'hub', names: ['Hub', 'Hub name', 'Lead school'] },
  { field: 'leadUrn', names: ['Lead school URN', 'Hub URN'] },
  { field: 'email', names: ['Email', 'Email address', 'E-mail'] },
]

test('columns are found by their usual names, however they are written', () => {
  assert.deepEqual(guessColumns(['E-MAIL  address', 'hub_name', 'urn ', 'LeadSchoolURN'], wanted), {
    urn: 2,
    hub: 1,
    leadUrn: 3,
    email: 0,
  })
})

test('small typing mistakes are forgiven, other words are not', () => {
  assert.deepEqual(guessColumns(['Emial adress', 'Unique refrence number', 'URL', 'Notes'], wanted), {
    urn: 1,
    email: 0,
  })
})

test('a column is given to one field only, and nothing is guessed from nothing', () => {
  assert.deepEqual(guessColumns(['URN'], wanted), { urn: 0 })
  assert.deepEqual(guessColumns(['', '???', '日本'], wanted), {})
})

test('any headings give at most one column a field and one field a column', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 20 }), (header) => {
      const columns = Object.values(guessColumns(header, wanted))
      assert.equal(new Set(columns).size, columns.length)
      assert.ok(columns.every((column) => column >= 0 && column < header.length))
    }),
  )
})
