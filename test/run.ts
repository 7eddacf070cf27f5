/**
 * Runs everything, in this order, and closes with one line of counts. `--only` names the steps to run, separated by
 * commas; words after it pick the test files whose path contains one of them.
 *
 *   types     tsc, for the service, for the modules of the browser and for the browser tests
 *   lint      biome
 *   schema    the generated types still match the migrations
 *   unit      test files that need neither database nor browser
 *   pglite    test files that open a test database (they import test/database.ts), on PGlite
 *   postgres  the same files on a PostgreSQL server that this run starts
 *   browser   test files that drive a browser (they import test/browser.ts), on PGlite
 *
 * The last four run side by side, the longest files first, so that no core waits for the end of a step.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareTemplate } from './database.ts'
import { installed } from './install.ts'
import { findPostgres, type PostgresServer, startPostgres } from './postgres.ts'
import { AT_ONCE, type Count, type Job, report, runFiles, sumOf } from './report.ts'
import { ROOT, reaches, readSources } from './sources.ts'

const STEPS = ['types', 'lint', 'schema', 'unit', 'pglite', 'postgres', 'browser'] as const
type Step = (typeof STEPS)[number]
const NONE: Count = { passed: 0, failed: 0, skipped: 0 }

/** What takes longest begins first: a file that is left to the end would run alone. The first word that fits counts. */
const LONGEST_FIRST = [
  'test/browser/pages',
  'test/whole/isolation-writing',
  'test/whole/bad-input',
  'test/whole/',
  'test/start',
  'test/browser/',
  'test/',
]

const { values, positionals: words } = parseArgs({
  options: { only: { type: 'string' } },
  allowPositionals: true,
})
const chosen = values.only?.split(',') ?? (words.length ? STEPS.slice(3) : STEPS)
for (const name of chosen) {
  if (!STEPS.some((step) => step === name)) end(`--only ${name}: the steps are ${STEPS.join(', ')}`)
}
const isChosen = (step: Step) => chosen.includes(step)

// Whatever a test leaves in the temporary folder goes with it. Others may pass through: PostgreSQL is not root.
const folder = mkdtempSync(join(tmpdir(), 'alongside-test-'))
chmodSync(folder, 0o711)
process.env.TMPDIR = folder
// Each test file is a process of its own, and all of them read the same modules: their types are taken off once.
process.env.NODE_COMPILE_CACHE ??= join(ROOT, 'node_modules/.cache/alongside/compiled')
const interruption = new AbortController()
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interruption.abort()
    // The run ends when its processes have, so that none writes into a folder that is gone; but not for ever.
    setTimeout(() => end(`Stopped by ${signal}`, 130), 5000).unref()
  })
}

const sources = await readSources(['src', 'test', 'bench', 'bin'], '.ts')
const testFiles = [...sources.keys()].filter((path) => path.endsWith('.test.ts')).sort()
const picked = testFiles.filter((path) => !words.length || words.some((word) => path.includes(word)))
const inBrowser = picked.filter((path) => reaches(sources, path, 'test/browser.ts'))
const onDatabase = picked.filter(
  (path) => !inBrowser.includes(path) && reaches(sources, path, 'test/database.ts'),
)
const unit = picked.filter((path) => !inBrowser.includes(path) && !onDatabase.includes(path))

const counts: Count[] = []
for (const [step, commands] of [
  ['types', await projects()],
  ['lint', [['biome', 'check', '--error-on-warnings', '--max-diagnostics=50']]],
  ['schema', [['node', 'bin/schema.ts', '--check']]],
] as const) {
  if (!isChosen(step)) continue
  await timed(step, async () => [await each(commands)])
}
await timed(STEPS.slice(3).filter(isChosen).join(', '), files)

const total = sumOf(counts)
const nothingRan = total.passed + total.failed === 0
if (nothingRan) console.log('\nNo test ran.')
console.log(`\n${report(total)}`)
process.exit(total.failed || nothingRan ? 1 : 0)

/** Runs a part of the work between two lines, and counts what it says and an error of its own. */
async function timed(name: string, work: () => Promise<readonly Count[]>): Promise<void> {
  if (name === '') return
  const started = performance.now()
  console.log(`\n── ${name}`)
  const result = await work().catch((error: unknown) => {
    console.log(error)
    return [{ ...NONE, failed: 1 }]
  })
  if (interruption.signal.aborted) end('Stopped', 130)
  const sum = sumOf(result)
  console.log(`${report(sum)} · ${((performance.now() - started) / 1000).toFixed(1)} s`)
  counts.push(sum)
}

/** Every test file in each step that takes it. */
async function files(): Promise<Count[]> {
  const counted: Count[] = []
  const jobs: Job[] = []
  let server: PostgresServer | undefined
  const add = (step: Step, paths: readonly string[], env: Job['env'] = {}) =>
    jobs.push(...paths.map((path) => ({ step, path, env })))

  async function prepare(): Promise<void> {
    const onPglite = [...(isChosen('pglite') ? onDatabase : []), ...(isChosen('browser') ? inBrowser : [])]
    await prepareTemplates('pglite', onPglite)
    if (isChosen('pglite')) add('pglite', onDatabase, { TEST_DATABASE: 'pglite' })
    if (isChosen('browser') && inBrowser.length) {
      const { findChromium } = await import('./browser.ts')
      if (installed('Chromium', ['chromium', 'fonts-liberation'], findChromium))
        add('browser', inBrowser, { TEST_DATABASE: 'pglite' })
      else counted.push(leftOut(inBrowser, 'there is no Chromium on this machine'))
    }
    if (!isChosen('postgres') || !onDatabase.length) return
    if (!process.env.TEST_DATABASE_URL && !installed('PostgreSQL', ['postgresql'], findPostgres)) {
      counted.push(leftOut(onDatabase, 'there is no PostgreSQL on this machine'))
      return
    }
    if (!process.env.TEST_DATABASE_URL) server = await startPostgres()
    process.env.TEST_DATABASE_URL ??= server?.url ?? ''
    await prepareTemplates('postgres', onDatabase)
    add('postgres', onDatabase, { TEST_DATABASE: 'postgres' })
  }

  try {
    // This process makes what the others begin with, while those that need none of it run.
    const own = isChosen('unit') ? unit.map((path) => ({ step: 'unit', path })) : []
    const [first] = await Promise.all([
      runFiles(own, interruption.signal, AT_ONCE - 1),
      prepare().catch((error: unknown) => {
        console.log(error)
        counted.push({ ...NONE, failed: 1 })
      }),
    ])
    jobs.sort((a, b) => rankOf(a) - rankOf(b))
    const then = await runFiles(jobs, interruption.signal)
    for (const [step, count] of [...first, ...then]) {
      console.log(`${step}: ${report(count)}`)
      counted.push(count)
    }
  } finally {
    server?.stop()
  }
  const left = readdirSync(folder).filter((name) => /^(alongside|questionnaires|programmes)-/.test(name))
  if (left.length) {
    console.log(`✖ the tests left behind in the temporary folder: ${left.join(', ')}`)
    counted.push({ ...NONE, failed: 1 })
  }
  return counted
}

function rankOf({ path }: Job): number {
  const at = LONGEST_FIRST.findIndex((word) => path.startsWith(word))
  return at === -1 ? LONGEST_FIRST.length : at
}

/** Makes what these files begin with, so that two of them do not both make it. */
async function prepareTemplates(kind: 'pglite' | 'postgres', paths: readonly string[]): Promise<void> {
  if (!paths.length) return
  await prepareTemplate(kind)
  if (paths.some((path) => reaches(sources, path, 'test/builders/whole-app.ts'))) {
    const { WORLD } = await import('./builders/whole-app.ts')
    await prepareTemplate(kind, WORLD)
  }
}

async function projects(): Promise<readonly (readonly string[])[]> {
  const found = ['.']
  if ((await readSources(['src/assets/js'], '.js')).size) found.push('src/assets')
  if ((await readSources(['test/browser'], '.ts')).size) found.push('test/browser')
  return found.map((project) => ['tsc', '-p', project])
}

/** Runs commands, each of which counts as a test, and shows what one that fails says. */
async function each(commands: readonly (readonly string[])[]): Promise<Count> {
  const failed = commands.filter(([command = '', ...args]) => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' })
    if (status !== 0) console.log(`✖ ${command} ${args.join(' ')}\n${stdout}${stderr}`)
    return status !== 0
  }).length
  return { passed: commands.length - failed, failed, skipped: 0 }
}

/** Tests that cannot run here are named, and counted by their text. */
function leftOut(paths: readonly string[], reason: string): Count {
  const count = (path: string) => sources.get(path)?.match(/^\s*(?:test|it)\(/gm)?.length ?? 1
  for (const path of paths) console.log(`- ${path}: ${count(path)} left out, ${reason}`)
  return { ...NONE, skipped: paths.reduce((sum, path) => sum + count(path), 0) }
}

function end(reason: string, code = 1): never {
  console.log(`${reason}\n\n0 passed, 1 failed, 0 skipped`)
  process.exit(code)
}
