/** The runner is the last gate: it is shown files that fail in every way, and must count each. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { ROOT } from './sources.ts'

const FILES: Readonly<Record<string, { text: string; counts: string; says?: RegExp }>> = {
  'sound.test.ts': {
    text: `test('a', () => {}); test('b', { skip: 'no reason' }, () => {}); test('c', { todo: true }, () => { throw 1 })`,
    counts: '1 passed, 0 failed, 2 skipped',
    says: /b: left out, no reason/,
  },
  'failing.test.ts': {
    text: `suite('s', () => { test('a', () => { throw new Error('boom') }); test('b', () => console.log('heard')) })`,
    counts: '1 passed, 1 failed, 0 skipped',
    says: /Error: boom[\s\S]*it printed:\n {4}heard/,
  },
  'unreadable.test.ts': {
    text: `throw new Error('cannot start')`,
    counts: '0 passed, 1 failed, 0 skipped',
    says: /cannot start/,
  },
  'empty.test.ts': {
    text: '',
    counts: '0 passed, 1 failed, 0 skipped',
    says: /the file holds no test/,
  },
  'before.test.ts': {
    text: `suite('s', () => { before(() => { throw new Error('no database') }); test('a', () => {}) })`,
    counts: '0 passed, 2 failed, 0 skipped',
    says: /no database/,
  },
  'late.test.ts': {
    text: `test('a', () => {}); process.on('exit', () => { process.exitCode = 3 })`,
    counts: '1 passed, 1 failed, 0 skipped',
  },
}

describe('the runner', () => {
  const folder = mkdtempSync(join(tmpdir(), 'alongside-report-'))
  let said = ''

  before(() => {
    const paths = Object.entries(FILES).map(([name, { text }]) => {
      writeFileSync(join(folder, name), `import { before, suite, test } from 'node:test'\n${text}\n`)
      return relative(ROOT, join(folder, name))
    })
    const jobs = paths.map((path) => ({ step: 'unit', path }))
    const script = `import { report, runFiles } from '${import.meta.dirname}/report.ts'
      const counts = await runFiles(${JSON.stringify(jobs)}, new AbortController().signal)
      console.log('total: ' + report(counts.get('unit')))`
    writeFileSync(join(folder, 'run.ts'), script)
    // A test may not run tests, unless it does not know that it is one.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const { stdout, stderr } = spawnSync('node', [join(folder, 'run.ts')], {
      encoding: 'utf8',
      env,
    })
    said = `${stdout}${stderr}`
  })
  after(() => rmSync(folder, { recursive: true }))

  for (const [name, { counts, says }] of Object.entries(FILES)) {
    test(`counts ${name}: ${counts}`, () => {
      assert.match(said, new RegExp(`${name}: ${counts}`))
      if (says) assert.match(said, says)
    })
  }

  test('adds them up', () => assert.match(said, /total: 3 passed, 6 failed, 2 skipped/))
})
