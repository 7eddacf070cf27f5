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
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { prepareTemplate } from './database.ts'
import { installed } from './install.ts'
import { findPostgres, startPostgres } from './postgres.ts'
import { type Count, report, runFiles } from './report.ts'
import { ROOT, reaches, readSources } from './sources.ts'

const STEPS = ['types', 'lint', 'schema', 'unit', 'pglite', 'postgres', 'browser'] as const
type Step = (typeof STEPS)[number]
const NONE: Count = { passed: 0, failed: 0, skipped: 0 }

const { values, positionals: words } = parseArgs({
  options: { only: { type: 'string' } },
  allowPositionals: true,
})
const chosen = values.only?.split(',') ?? (words.length ? STEPS.slice(3) : STEPS)
for (const name of chosen) {
  if (!STEPS.some((step) => step === name)) end(`--only ${name}: the steps are ${STEPS.join(', ')}`)
}

// Whatever a test leaves in the temporary folder goes with it. Others may pass through: PostgreSQL is not root.
const folder = mkdtempSync(join(tmpdir(), 'alongside-test-'))
chmodSync(folder, 0o711)
process.env.TMPDIR = folder
const interruption = new AbortController()
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interruption.abort()
    // The step ends when its processes have, so that none writes into a folder that is gone; but not for ever.
    setTimeout(() => end(`Stopped by ${signal}`, 130), 5000).unref()
  })
}

const sources = await readSources(['src', 'test', 'bench', 'bin'], '.ts')
// Those of the whole service take longest, and begin first: one that is left to the end would run alone.
const testFiles = [...sources.keys()]
  .filter((path) => path.endsWith('.test.ts'))
  .sort((a, b) => Number(b.startsWith('test/')) - Number(a.startsWith('test/')) || a.localeCompare(b))
const picked = testFiles.filter((path) => !words.length || words.some((word) => path.includes(word)))
const inBrowser = picked.filter((path) => reaches(sources, path, 'test/browser.ts'))
const onDatabase = picked.filter(
  (path) => !inBrowser.includes(path) && reaches(sources, path, 'test/database.ts'),
)
const unit = picked.filter((path) => !inBrowser.includes(path) && !onDatabase.includes(path))

const work: Record<Step, () => Promise<Count> | Count> = {
  async types() {
    const projects = ['.']
    if ((await readSources(['src/assets/js'], '.js')).size) projects.push('src/assets')
    if ((await readSources(['test/browser'], '.ts')).size) projects.push('test/browser')
    return each(projects.map((project) => ['tsc', '-p', project]))
  },
  lint: () => each([['biome', 'check', '--error-on-warnings', '--max-diagnostics=50']]),
  schema: () => each([['node', 'bin/schema.ts', '--check']]),
  unit: () => files(unit),
  async pglite() {
    process.env.TEST_DATABASE = 'pglite'
    await prepareTemplates('pglite', onDatabase)
    return files(onDatabase)
  },
  async postgres() {
    if (!onDatabase.length) return NONE
    if (!process.env.TEST_DATABASE_URL && !installed('PostgreSQL', ['postgresql'], findPostgres)) {
      return leftOut(onDatabase, 'there is no PostgreSQL on this machine')
    }
    const server = process.env.TEST_DATABASE_URL ? undefined : await startPostgres()
    process.env.TEST_DATABASE = 'postgres'
    if (server) process.env.TEST_DATABASE_URL = server.url
    try {
      await prepareTemplates('postgres', onDatabase)
      return await files(onDatabase)
    } finally {
      server?.stop()
      if (server) delete process.env.TEST_DATABASE_URL
    }
  },
  async browser() {
    if (!inBrowser.length) return NONE
    const { findChromium } = await import('./browser.ts')
    if (!installed('Chromium', ['chromium', 'fonts-liberation'], findChromium)) {
      return leftOut(inBrowser, 'there is no Chromium on this machine')
    }
    process.env.TEST_DATABASE = 'pglite'
    await prepareTemplates('pglite', inBrowser)
    return files(inBrowser)
  },
}

const total = { ...NONE }
for (const step of STEPS.filter((name) => chosen.includes(name))) {
  const started = performance.now()
  console.log(`\n── ${step}`)
  const result = await Promise.resolve(work[step]()).catch((error: unknown) => {
    console.log(error)
    return { ...NONE, failed: 1 }
  })
  const count = { ...result }
  if (interruption.signal.aborted) end('Stopped', 130)
  const left = readdirSync(folder).filter((name) => /^(alongside|questionnaires|programmes)-/.test(name))
  if (left.length) {
    console.log(`✖ the tests left behind in the temporary folder: ${left.join(', ')}`)
    count.failed++
    for (const name of left) rmSync(join(folder, name), { recursive: true, force: true })
  }
  console.log(`${report(count)} · ${((performance.now() - started) / 1000).toFixed(1)} s`)
  total.passed += count.passed
  total.failed += count.failed
  total.skipped += count.skipped
}
const nothingRan = total.passed + total.failed === 0
if (nothingRan) console.log('\nNo test ran.')
console.log(`\n${report(total)}`)
process.exit(total.failed || nothingRan ? 1 : 0)

/** Makes what these files begin with, so that two of them do not both make it. */
async function prepareTemplates(kind: 'pglite' | 'postgres', paths: readonly string[]): Promise<void> {
  if (paths.length) await prepareTemplate(kind)
  if (paths.some((path) => reaches(sources, path, 'test/builders/whole-app.ts'))) {
    const { WORLD } = await import('./builders/whole-app.ts')
    await prepareTemplate(kind, WORLD)
  }
}

function files(paths: readonly string[]): Promise<Count> {
  return runFiles(paths, interruption.signal)
}

/** Runs commands, each of which counts as a test, and shows what one that fails says. */
function each(commands: readonly (readonly string[])[]): Count {
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
