/**
 * `bin/bench [--quick] [--write] [pages] [memory] [import] [start] [events] [self-assessment] [ledger] [support] [documents] [surveys]`:
 * measures the service on this machine, each section or those named. Starts a PostgreSQL of its own, builds the national
 * programme in it, and takes both away.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase } from '../src/platform/database/index.ts'
import { startPostgres, withDatabase } from '../test/postgres.ts'
import { ROOT } from '../test/sources.ts'
import { measureDocuments } from './documents.ts'
import { measureEvents } from './events.ts'
import { measureLedger } from './ledger.ts'
import { describeMachine } from './machine.ts'
import { measureMemory } from './memory.ts'
import { buildNational, type National } from './national.ts'
import { measurePages } from './pages.ts'
import { parentOf } from './processes.ts'
import { measureRegister } from './register.ts'
import { report } from './report.ts'
import { type Results, targetsOf } from './results.ts'
import { FULL, QUICK } from './scale.ts'
import { measureSelfAssessment } from './self-assessment.ts'
import { measureStart } from './start.ts'
import { measureSupport } from './support.ts'
import { measureSurveyResults } from './survey-results.ts'
import { measureSurveys } from './surveys.ts'
import { openVisits, type PageKind } from './visits.ts'

const SECTIONS = [
  'pages',
  'memory',
  'import',
  'start',
  'events',
  'self-assessment',
  'ledger',
  'support',
  'documents',
  'surveys',
] as const
type Section = (typeof SECTIONS)[number]

/** As PostgreSQL comes: the server for tests is set to lose everything when the machine stops. */
const AS_IT_COMES = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_level: 'replica',
  max_wal_senders: 10,
  jit: 'on',
}

const given = process.argv.slice(2)
const unknown = given.find((word) => !['--quick', '--write', ...SECTIONS].includes(word))
if (unknown !== undefined || process.platform !== 'linux') {
  process.stderr.write(
    unknown === undefined
      ? 'bin/bench needs Linux: it puts processes on cores and reads their memory from /proc.\n'
      : `bin/bench does not know “${unknown}”. It takes --quick, --write and ${SECTIONS.join(', ')}.\n`,
  )
  process.exit(1)
}
const named = given.filter((word): word is Section => SECTIONS.some((section) => section === word))
const wanted = new Set<Section>(named.length > 0 ? named : SECTIONS)
const scale = given.includes('--quick') ? QUICK : FULL
const say = (line: string) => process.stderr.write(`${line}\n`)

process.on('SIGINT', () => process.exit(130))
process.on('SIGTERM', () => process.exit(143))

const machine = describeMachine('')
const server = await startPostgres(AS_IT_COMES)
try {
  const results = await measure(server.url, { ...machine, postgres: server.version })
  for (const { target, measured, met } of targetsOf(results)) {
    process.stdout.write(`${met ? 'met   ' : 'MISSED'}  ${target}: ${measured}\n`)
  }
  if (given.includes('--write')) {
    writeFileSync(join(ROOT, 'docs/benchmarks.md'), report(results))
    writeFileSync(join(ROOT, 'docs/benchmarks.json'), `${JSON.stringify(results, null, 2)}\n`)
    say('Written to docs/benchmarks.md and docs/benchmarks.json')
  }
} finally {
  server.stop()
}
process.exit(0)

async function measure(serverUrl: string, machine: Results['machine']): Promise<Results> {
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  const { rows } = await admin.query<{ pid: number }>('select pg_backend_pid() as pid')
  const postgresPid = parentOf(rows[0]?.pid ?? 0)
  await admin.query('create database national')
  await admin.end()

  const common = { serverUrl, postgresPid, scale, say }
  // First, while the server's memory holds nothing else.
  const register = wanted.has('import') ? await measureRegister(common) : undefined
  let built: { national: National; kinds: PageKind[] } | undefined
  const url = withDatabase(serverUrl, 'national')
  if (SECTIONS.some((section) => section !== 'import' && section !== 'surveys' && wanted.has(section)))
    built = await build(url)
  const kinds = built?.kinds ?? []
  const pages = wanted.has('pages') ? await measurePages({ ...common, url, kinds }) : undefined
  const memory = wanted.has('memory') ? await measureMemory({ ...common, url, kinds }) : undefined
  const start = wanted.has('start') ? await measureStart({ ...common, url }) : undefined
  // Last, all of them: they add to the programme, and what was measured before had nothing of it.
  const events = wanted.has('events') ? await measureEvents({ ...common, url }) : undefined
  const selfAssessment = wanted.has('self-assessment')
    ? await measureSelfAssessment({ ...common, url })
    : undefined
  // Before the year of support, which fills the ledgers.
  const ledger = wanted.has('ledger') ? await measureLedger({ ...common, url }) : undefined
  const support = wanted.has('support') ? await measureSupport({ ...common, url }) : undefined
  const documents = wanted.has('documents') ? await measureDocuments({ ...common, url }) : undefined
  const surveyResults = wanted.has('surveys') ? await measureSurveyResults(common) : undefined
  // Last of all: it kills the server.
  const surveys = wanted.has('surveys') ? await measureSurveys(common) : undefined
  return {
    machine,
    scale,
    ...(built ? { national: built.national } : {}),
    ...(pages ? { pages } : {}),
    ...(memory ? { memory } : {}),
    ...(events ? { events } : {}),
    ...(register ? { register } : {}),
    ...(start ? { start } : {}),
    ...(selfAssessment ? { selfAssessment } : {}),
    ...(ledger ? { ledger } : {}),
    ...(support ? { support } : {}),
    ...(documents ? { documents } : {}),
    ...(surveyResults ? { surveyResults } : {}),
    ...(surveys ? { surveys } : {}),
  }
}

async function build(url: string): Promise<{ national: National; kinds: PageKind[] }> {
  const database = await openDatabase({ url })
  try {
    say('Building the national programme …')
    const national = await buildNational(database)
    say(`Built: ${national.rows.partnerships} partnerships, ${national.rows.history} lines of history`)
    return { national, kinds: await openVisits(database) }
  } finally {
    await database.close()
  }
}
