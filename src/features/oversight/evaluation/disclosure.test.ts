import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { cellText, protectRow, type SafeCell, SMALLEST_SHOWN } from './disclosure.ts'

const texts = (counts: readonly number[]) => protectRow(counts).cells.map(cellText)

/** Every row of counts that would be printed as these cells, up to a bound: what a reader could work out by trying. */
function* readings(cells: readonly SafeCell[], total: number): Iterable<number[]> {
  const [cell, ...rest] = cells
  if (!cell) {
    if (total === 0) yield []
    return
  }
  const candidates =
    cell.kind === 'shown'
      ? [cell.count]
      : Array.from({ length: Math.max(0, total) + 1 }, (_, count) => count).filter(
          (count) => cell.kind === 'withheld' || count < SMALLEST_SHOWN,
        )
  for (const count of candidates) {
    for (const others of readings(rest, total - count)) yield [count, ...others]
  }
}

describe('small numbers', () => {
  test('a row without any is printed as it is', () => {
    assert.deepEqual(texts([10, 250, 1234]), ['10', '250', '1,234'])
  })

  test('none is a small number too', () => {
    assert.deepEqual(texts([0, 0, 30, 40]), ['fewer than 10', 'fewer than 10', 'not shown', '40'])
  })

  test('a single one takes another with it, so that the total does not give it away', () => {
    assert.deepEqual(texts([3, 40, 25]), ['fewer than 10', 'not shown', '25'])
  })

  test('a row of a small total says nothing but that', () => {
    const row = protectRow([2, 3, 0])
    assert.deepEqual(row.cells.map(cellText), ['fewer than 10', 'fewer than 10', 'fewer than 10'])
    assert.equal(cellText(row.total), 'fewer than 10')
  })

  test('where even that would give a number away, the row does not say which are small', () => {
    assert.deepEqual(texts([0, 12]), ['not shown', 'not shown'])
  })

  test('no small number is ever printed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 8 }), (counts) => {
        const { cells, total } = protectRow(counts)
        for (const cell of [...cells, total]) assert.ok(cell.kind !== 'shown' || cell.count >= SMALLEST_SHOWN)
        counts.forEach((count, at) => {
          if (count < SMALLEST_SHOWN) assert.notEqual(cells[at]?.kind, 'shown')
        })
      }),
    )
  })

  test('whoever tries every possible row is left with four values for each that is called small, and two for others', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(24), { minLength: 2, maxLength: 4 }), (counts) => {
        const { cells, total } = protectRow(counts)
        if (total.kind !== 'shown') return
        const possible = counts.map(() => new Set<number>())
        for (const reading of readings(cells, total.count)) {
          // A reader knows the rule as well: a reading that would have been printed otherwise is no reading.
          const printed = protectRow(reading).cells
          if (printed.every((cell, at) => cellText(cell) === cellText(cells[at] ?? cell))) {
            reading.forEach((count, at) => {
              possible[at]?.add(count)
            })
          }
        }
        counts.forEach((count, at) => {
          if (count >= SMALLEST_SHOWN) return
          const least = cells[at]?.kind === 'few' ? 4 : 2
          assert.ok((possible[at]?.size ?? 0) >= least, `${counts} at ${at}: ${[...(possible[at] ?? [])]}`)
        })
      }),
      { numRuns: 1500 },
    )
  })
})
