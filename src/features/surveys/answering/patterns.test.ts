import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { patterns } from './patterns.ts'

const MINUTE = 60_000
/** Answers that differ, as people's do. */
const person = (n: number) =>
  Uint8Array.of(1 + (n % 4), 1 + (Math.floor(n / 4) % 5), 1 + (Math.floor(n / 20) % 5))

describe('patterns of answers', () => {
  it('are not seen in a class, nor in a whole year group that ends together', () => {
    const { see } = patterns()
    for (let n = 0; n < 30; n += 1) {
      assert.equal(see(1, { expected: 30, answered: n }, person(n), n * 100), undefined)
    }
    for (let n = 0; n < 120; n += 1) {
      assert.equal(see(2, { expected: null, answered: n }, person(n), n * 10), undefined)
    }
  })

  it('begin where more answer than the class has, with some to spare', () => {
    const { see } = patterns()
    const seen = Array.from({ length: 40 }, (_, n) =>
      see(1, { expected: 30, answered: n }, person(n), n * MINUTE),
    )
    assert.equal(seen.findIndex(Boolean), 33)
    assert.equal(seen.at(-1), 'more-than-expected')
  })

  it('begin where one comes faster than a class can, and end with calm', () => {
    const { see } = patterns()
    const watched = { expected: null, answered: 0 }
    const seen = Array.from({ length: 200 }, (_, n) => see(1, watched, person(n), n * 50))
    assert.equal(seen.findIndex(Boolean), 120)
    assert.equal(see(1, watched, person(1), 5 * MINUTE), 'faster-than-a-class')
    assert.equal(see(1, watched, person(2), 30 * MINUTE), undefined)
  })

  it('begin where the same comes again and again, and end with another', () => {
    const { see } = patterns()
    const watched = { expected: null, answered: 0 }
    const seen = Array.from({ length: 15 }, (_, n) => see(1, watched, person(7), n * MINUTE))
    assert.equal(seen.findIndex(Boolean), 11)
    assert.equal(see(1, watched, person(8), 16 * MINUTE), undefined)
    assert.equal(see(2, watched, person(7), 16 * MINUTE), undefined)
  })
})
