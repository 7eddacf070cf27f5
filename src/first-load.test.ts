import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesOn } from './first-load.ts'

test('where nobody watches, progress is a line for each tenth', () => {
  const lines: string[] = []
  const report = linesOn({ write: (text: string) => lines.push(text) })
  for (const share of [0, 0.05, 0.1, 0.1, 0.25, 0.2, 0.999, 1, 1]) report(share, 'the register of schools')
  assert.deepEqual(lines, [
    'Loading: 10% (the register of schools)\n',
    'Loading: 20% (the register of schools)\n',
    'Loading: 90% (the register of schools)\n',
    'Loading: 100% (the register of schools)\n',
  ])
})
