import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Organisation, parseOrganisation } from './organisation.ts'

const school: Organisation = { name: 'Ashby Primary School', kind: 'school', urn: 990011, uid: null }

describe('the organisation that DfE Sign-in tells', () => {
  for (const [shape, claim] of [
    ['an object', { name: school.name, category: { id: '001' }, urn: '990011' }],
    ['text', JSON.stringify({ name: school.name, category: { id: '001' }, urn: '990011' })],
    ['text in text', JSON.stringify(JSON.stringify({ name: school.name, urn: '990011' }))],
    ['a wrapper', { organisation: { name: school.name, urn: 990011 } }],
    ['a wrapper of text', { Organisation: JSON.stringify({ name: school.name, urn: 990011 }) }],
    ['a list', [null, {}, { name: school.name, urn: '990011' }]],
    ['capitals', { Name: school.name, URN: ' 990011 ', Category: { Id: 1 } }],
    ['a bare category', { name: school.name, category: '001', urn: '990011' }],
    ['no category', { name: school.name, urn: '990011', category: null }],
    ['a status as a number', { name: school.name, urn: '990011', pimsStatus: 1, status: { id: 1 } }],
    ['a status as text', { name: school.name, urn: '990011', pimsStatus: 'Open', ukprn: null }],
  ] as const) {
    test(`is read as ${shape}`, () => assert.deepEqual(parseOrganisation(claim), school))
  }

  for (const [what, claim] of [
    ['nothing', undefined],
    ['null', null],
    ['empty text', ''],
    ['an empty object', {}],
    ['an empty object as text', '{}'],
    ['an empty list', []],
    ['broken text', '{"urn":'],
    ['a number', 7],
    ['an organisation of nothing but nulls', { id: null, name: null, urn: null, uid: null, category: null }],
  ] as const) {
    test(`is missing when it is ${what}`, () => assert.equal(parseOrganisation(claim), undefined))
  }

  for (const [category, kind] of [
    ['001', 'school'],
    ['002', 'council'],
    ['010', 'trust'],
    ['013', 'trust'],
    ['011', 'government'],
    ['051', 'other'],
  ] as const) {
    test(`of category ${category} is of the kind ${kind}`, () => {
      assert.equal(parseOrganisation({ name: 'X', category: { id: category } })?.kind, kind)
      assert.equal(parseOrganisation({ name: 'X', category: Number(category) })?.kind, kind)
    })
  }

  test('whatever arrives, it is read or missing, and never breaks signing in', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.jsonValue()), (claim) => {
        const found = parseOrganisation(claim)
        if (!found) return
        assert.ok(found.name.length > 0 && found.name.length <= 200)
        assert.ok(found.urn === null || (found.urn >= 100_000 && found.urn <= 999_999))
        assert.ok(found.uid === null || (found.uid >= 1 && found.uid <= 999_999))
      }),
      { numRuns: 2000 },
    )
  })

  test('any wrapping of an organisation says the same', () => {
    const wrappings = fc.array(
      fc.constantFrom<(claim: unknown) => unknown>(
        JSON.stringify,
        (claim) => [claim],
        (claim) => ({ organisation: claim }),
        (claim) => ({ value: claim, pimsStatus: null }),
      ),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 100_000, max: 999_999 }),
        fc.boolean(),
        wrappings,
        (urn, asText, wraps) => {
          const bare: unknown = { name: 'A school', urn: asText ? String(urn) : urn }
          const wrapped = wraps.reduce((claim, wrap) => wrap(claim), bare)
          assert.deepEqual(parseOrganisation(wrapped), { name: 'A school', kind: 'school', urn, uid: null })
        },
      ),
    )
  })
})
