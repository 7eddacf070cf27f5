import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { codeOf, idOfCode } from './codes.ts'

const SECRET = 'a secret of thirty-two characters'

describe('a code in a link', () => {
  it('stands for its id, for one purpose and one installation', () => {
    for (const id of ['1', '12', '999999999', '12.0', '12.3']) {
      const code = codeOf(SECRET, 'offer', id)
      assert.equal(idOfCode(SECRET, 'offer', code), id)
      assert.equal(idOfCode(SECRET, 'feed', code), undefined)
      assert.equal(idOfCode(`${SECRET}!`, 'offer', code), undefined)
    }
  })

  it('cannot be turned into that of another', () => {
    const signature = codeOf(SECRET, 'feed', '12.3').split('.').at(-1)
    for (const id of ['12.4', '12', '1', '13.3', '012.3'])
      assert.equal(idOfCode(SECRET, 'feed', `${id}.${signature}`), undefined)
  })

  it('is nothing when it is anything else', () => {
    fc.assert(fc.property(fc.string(), (text) => idOfCode(SECRET, 'offer', text) === undefined))
    assert.throws(() => codeOf(SECRET, 'offer', 'x'), /cannot stand/)
  })
})
