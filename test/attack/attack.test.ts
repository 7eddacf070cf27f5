import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attack, type RulesName } from './attack.ts'
import { solve } from './equations.ts'
import { answersOfTheLast } from './late.ts'
import { RULES } from './views.ts'

const SHORT = { seed: 500, worlds: 6, schools: 7, combinations: 6000 }

test('no hidden cell can be worked out from everything that all roles are shown', () => {
  const { recovered, hidden, views } = attack('whole', SHORT)
  assert.ok(hidden > 500 && views > 5000, 'there is something to find, and to find it by')
  assert.deepEqual(recovered, [])
})

test('nor with the lowest floor that a setting allows', () => {
  assert.deepEqual(attack('whole', { ...SHORT, floor: 5 }).recovered, [])
})

for (const name of Object.keys(RULES).filter((name) => name !== 'whole') as RulesName[]) {
  test(`the attack breaks in where ${name}`, () => {
    assert.ok(attack(name, SHORT).recovered.length > 0)
  })
}

test('one more answer could be read off results that are made again', () => {
  assert.ok(answersOfTheLast(50) > 0)
})

test('equations settle what follows from them, and leave the rest open', () => {
  const ranges = solve([
    {
      terms: new Map([
        [1, 1],
        [2, 1],
        [3, 1],
      ]),
      value: 10,
    },
    {
      terms: new Map([
        [1, 1],
        [2, 1],
      ]),
      value: 7,
    },
    {
      terms: new Map([
        [2, 2],
        [4, -1],
      ]),
      value: 0,
    },
  ])
  assert.deepEqual(ranges.get(3), { low: 3, high: 3 })
  assert.deepEqual(ranges.get(1), { low: 0, high: 7 })
  assert.deepEqual(ranges.get(4), { low: 0, high: 14 })
})
