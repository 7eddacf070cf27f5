import { join, relative } from 'node:path'
import type { EventData } from 'node:test'
import { run } from 'node:test'
import { inspect } from 'node:util'
import { ROOT } from './sources.ts'

export interface Count {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** One for each core of the machines that we test on; a third only makes the others wait. */
const AT_ONCE = 2
/** The longest files need some two minutes on a quiet machine; what hangs must still leave time for the rest. */
const FILE_TIMEOUT = 10 * 60_000
const SLOWEST = 5

interface FileReport {
  passed: number
  failed: number
  skipped: number
  said: string
  failures: string[]
  skips: string[]
}

/** “1 passed, 0 failed, 0 skipped”. */
export function report(count: Count): string {
  return `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`
}

/** Runs test files, each in a process of its own, and prints a line for each, with every failure in full. */
export async function runFiles(paths: readonly string[], signal: AbortSignal): Promise<Count> {
  if (!paths.length) return { passed: 0, failed: 0, skipped: 0 }
  const reports = new Map<string, FileReport>()
  const durations: { path: string; seconds: number }[] = []
  const of = (file: string | undefined): FileReport => {
    const path = relative(ROOT, file ?? 'a test without a file')
    const known = reports.get(path) ?? { passed: 0, failed: 0, skipped: 0, said: '', failures: [], skips: [] }
    reports.set(path, known)
    return known
  }

  const shown = new Set<string>()
  function show(path: string) {
    const file = of(join(ROOT, path))
    shown.add(path)
    if (signal.aborted) return
    console.log(`${file.failed ? '✖' : '✔'} ${path}: ${report(file)}`)
    for (const line of file.skips.splice(0)) console.log(`  - ${line}`)
    for (const failure of file.failures.splice(0)) console.log(failure.replace(/^/gm, '  '))
    if (file.failed && file.said) console.log(`  it printed:\n${file.said.replace(/^/gm, '    ')}`)
    file.said = ''
  }

  const stream = run({
    files: paths.map((path) => join(ROOT, path)),
    cwd: ROOT,
    concurrency: AT_ONCE,
    timeout: FILE_TIMEOUT,
    signal,
  })
  stream.on('test:stdout', ({ file, message, ...rest }) => {
    of(entryOf({ file, ...rest })).said += message
  })
  stream.on('test:stderr', ({ file, message, ...rest }) => {
    of(entryOf({ file, ...rest })).said += message
  })
  stream.on('test:pass', (event) => {
    const file = of(entryOf(event))
    if (isWholeFile(event)) return // it reports itself only when it held no test
    if (event.details.type === 'suite') return
    if (event.skip !== undefined || event.todo !== undefined) skip(file, event)
    else file.passed++
  })
  stream.on('test:fail', (event) => {
    const file = of(entryOf(event))
    const error = event.details.error
    if ('failureType' in error && error.failureType === 'subtestsFailed') return // they are counted already
    if (event.todo !== undefined) return skip(file, event)
    file.failed++
    const name = isWholeFile(event) ? 'the file itself' : `${event.name} (line ${event.line})`
    file.failures.push(`✖ ${name}\n${inspect(error.cause ?? error, { depth: 8 }).replace(/^/gm, '    ')}`)
  })
  stream.on('test:complete', (event) => {
    if (isWholeFile(event)) {
      durations.push({ path: relative(ROOT, event.name), seconds: event.details.duration_ms / 1000 })
    }
  })
  stream.on('test:summary', ({ file }) => {
    if (file !== undefined) show(relative(ROOT, file))
  })
  stream.resume()
  await new Promise<void>((resolve, reject) => stream.once('end', resolve).once('error', reject))

  // What is left: files that held no test, or whose process failed, perhaps after its tests.
  for (const path of paths) {
    const file = of(join(ROOT, path))
    if (file.passed + file.failed + file.skipped === 0) {
      file.failed++
      file.failures.push('✖ the file holds no test')
    }
    if (!shown.has(path) || file.failures.length) show(path)
  }
  if (signal.aborted) return { passed: 0, failed: 0, skipped: 0 }
  const slowest = durations.sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST)
  console.log(`slowest: ${slowest.map(({ path, seconds }) => `${path} ${seconds.toFixed(1)} s`).join(', ')}`)
  return [...reports.values()].reduce(
    (total, file) => ({
      passed: total.passed + file.passed,
      failed: total.failed + file.failed,
      skipped: total.skipped + file.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

function skip(file: FileReport, event: EventData.TestPass | EventData.TestFail) {
  const reason = event.skip ?? event.todo
  file.skipped++
  file.skips.push(`${event.name}: left out${typeof reason === 'string' ? `, ${reason}` : ''}`)
}

/** The file that was run; `file` may be one that it imports. Not in the published types yet. */
function entryOf(event: { file?: string | undefined; entryFile?: string }): string | undefined {
  return event.entryFile ?? event.file
}

/** The runner reports a file as a test of its own when it holds none, or when its process fails. */
function isWholeFile(event: { name: string; file?: string | undefined; entryFile?: string }): boolean {
  return event.entryFile === undefined && event.name === event.file
}
