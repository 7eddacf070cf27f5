import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import type { EventData } from 'node:test'
import { run } from 'node:test'
import { inspect } from 'node:util'
import { ROOT } from './sources.ts'

export interface Count {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** A test file, run in a process of its own. */
export interface Job {
  /** Of the step in which it is counted. */
  readonly step: string
  readonly path: string
  readonly env?: Readonly<Record<string, string>>
}

const GIGABYTE = 1024 ** 3
const MOST_AT_ONCE = 4
/** One for each core: more only make the others wait. A file with its browser or its database needs up to a gigabyte. */
export const AT_ONCE = Math.max(
  2,
  Math.min(MOST_AT_ONCE, availableParallelism(), Math.floor(totalmem() / GIGABYTE)),
)
/** The longest files need some two minutes on a quiet machine; what hangs must still leave time for the rest. */
const FILE_TIMEOUT = 20 * 60_000
const SLOWEST = 5

interface FileReport {
  passed: number
  failed: number
  skipped: number
  said: string
  readonly failures: string[]
  readonly skips: string[]
}

/** “1 passed, 0 failed, 0 skipped”. */
export function report(count: Count): string {
  return `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`
}

export function sumOf(counts: Iterable<Count>): Count {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed, failed, skipped } of counts) {
    sum.passed += passed
    sum.failed += failed
    sum.skipped += skipped
  }
  return sum
}

/**
 * Runs test files in this order, some at once, and prints a line for each when it ends, with every failure in full. Nothing
 * is said of what ends after the signal.
 * @returns the count of each step
 */
export async function runFiles(
  jobs: readonly Job[],
  signal: AbortSignal,
  atOnce = AT_ONCE,
): Promise<Map<string, Count>> {
  const steps = new Map<string, Count[]>()
  const durations: { name: string; seconds: number }[] = []
  const waiting = [...jobs]
  const worker = async () => {
    for (let job = waiting.shift(); job && !signal.aborted; job = waiting.shift()) {
      const started = performance.now()
      const file = await runFile(job, signal)
      if (signal.aborted) return
      const name = `${job.step} ${job.path}`
      durations.push({ name, seconds: (performance.now() - started) / 1000 })
      steps.set(job.step, [...(steps.get(job.step) ?? []), file])
      show(name, file)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  const slowest = durations.sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST)
  if (slowest.length)
    console.log(
      `slowest: ${slowest.map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`).join(', ')}`,
    )
  return new Map([...steps].map(([step, counts]) => [step, sumOf(counts)]))
}

function show(name: string, file: FileReport) {
  console.log(`${file.failed ? '✖' : '✔'} ${name}: ${report(file)}`)
  for (const line of file.skips) console.log(`  - ${line}`)
  for (const failure of file.failures) console.log(failure.replace(/^/gm, '  '))
  if (file.failed && file.said) console.log(`  it printed:\n${file.said.replace(/^/gm, '    ')}`)
}

async function runFile({ path, env }: Job, signal: AbortSignal): Promise<FileReport> {
  const file: FileReport = { passed: 0, failed: 0, skipped: 0, said: '', failures: [], skips: [] }
  const stream = run({
    files: [join(ROOT, path)],
    cwd: ROOT,
    concurrency: 1,
    timeout: FILE_TIMEOUT,
    env: { ...process.env, ...env },
    signal,
  })
  stream.on('test:stdout', ({ message }) => {
    file.said += message
  })
  stream.on('test:stderr', ({ message }) => {
    file.said += message
  })
  stream.on('test:pass', (event) => {
    if (isWholeFile(event)) return // it reports itself only when it held no test
    if (event.details.type === 'suite') return
    if (event.skip !== undefined || event.todo !== undefined) skip(file, event)
    else file.passed++
  })
  stream.on('test:fail', (event) => {
    const error = event.details.error
    if ('failureType' in error && error.failureType === 'subtestsFailed') return // they are counted already
    if (event.todo !== undefined) return skip(file, event)
    file.failed++
    const name = isWholeFile(event) ? 'the file itself' : `${event.name} (line ${event.line})`
    file.failures.push(`✖ ${name}\n${inspect(error.cause ?? error, { depth: 8 }).replace(/^/gm, '    ')}`)
  })
  stream.resume()
  await new Promise<void>((resolve, reject) => stream.once('end', resolve).once('error', reject))
  if (file.passed + file.failed + file.skipped === 0) {
    file.failed++
    file.failures.push('✖ the file holds no test')
  }
  return file
}

function skip(file: FileReport, event: EventData.TestPass | EventData.TestFail) {
  const reason = event.skip ?? event.todo
  file.skipped++
  file.skips.push(`${event.name}: left out${typeof reason === 'string' ? `, ${reason}` : ''}`)
}

/** The runner reports a file as a test of its own when it holds none, or when its process fails. */
function isWholeFile(event: { name: string; file?: string | undefined; entryFile?: string }): boolean {
  return event.entryFile === undefined && event.name === event.file
}
