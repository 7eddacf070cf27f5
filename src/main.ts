/** Starts the service: reads the environment, opens and prepares the database, serves, and stops in good order. */
import cluster from 'node:cluster'
import { type AppOptions, buildApp } from './app.ts'
import { serviceJobs } from './background.ts'
import type { DocumentServices } from './features/documents/index.ts'
import { countHistory, findBrokenHistory } from './features/history/index.ts'
import { ensureAssignments } from './features/people/index.ts'
import { findProgramme, listProgrammes } from './features/programmes/index.ts'
import { firstLoad } from './first-load.ts'
import { movableClock } from './platform/clock.ts'
import { type Configuration, readConfiguration } from './platform/configuration.ts'
import { type Database, migrate, openDatabase } from './platform/database/index.ts'
import { arrivalsIn, clamdScanner, folderStore, s3Store } from './platform/files/index.ts'
import { type App, answerForAllProcesses } from './platform/http/index.ts'
import { prepareJobs, startJobs } from './platform/jobs/index.ts'
import { FolderInUse, type FolderLock, lockFolder } from './platform/lock.ts'
import { openLog } from './platform/log.ts'
import { ensureSecret } from './platform/secret.ts'

const OLDEST_NODE = 26
/** Requests under way have this long when the service is asked to stop. */
const STOP_MILLISECONDS = 15_000
/** A request may have been sent and not yet read when the signal comes: connections are taken for so many turns after it. */
const LAST_CALL_TURNS = 5
const LAST_CALL_MILLISECONDS = 100
/** Load is shed when the event loop is this late: answers would come too late to be of use. */
const MAX_EVENT_LOOP_DELAY = 1_000

function stopWith(line: string): never {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}

async function main(): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    stopWith(
      `Node ${OLDEST_NODE} or later is needed, and this is ${process.versions.node}: start with bin/start`,
    )
  }
  const read = readConfiguration(process.env)
  if (!read.ok) stopWith(read.line)
  const configuration = read.value
  const [, , command, ...words] = process.argv
  if (command === 'check-history') return checkHistory(configuration)
  if (command === 'add-person') return addPerson(configuration, words)
  if (configuration.processes > 1 && cluster.isPrimary) await startProcesses(configuration)
  else await serve(configuration, cluster.isPrimary)
}

/** Walks every chain of the history, and says which entries were changed, removed or cut off the end. */
async function checkHistory(configuration: Configuration): Promise<void> {
  const lock = configuration.databaseUrl ? undefined : await lockFolder(configuration.dataDir)
  const database = await open(configuration)
  const broken = await database.asOwner(findBrokenHistory)
  const { entries, chains } = await database.asOwner(countHistory)
  await database.close()
  lock?.release()
  for (const { chain, sequence, fault } of broken)
    process.stdout.write(`${chain}, entry ${sequence}: ${fault}\n`)
  if (broken.length > 0) stopWith(`The history is broken in ${broken.length} places`)
  process.stdout.write(`The history is whole: ${entries} entries in ${chains} chains\n`)
}

/** Makes the first person of an installation, who then invites all others from the pages. */
async function addPerson(configuration: Configuration, words: readonly string[]): Promise<void> {
  const [key = '', email = '', ...name] = words
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || name.length === 0) {
    stopWith(
      'Say the programme, the email address and the name: bin/add-person PROGRAMME ann@example.org Ann Smith',
    )
  }
  const lock = configuration.databaseUrl ? undefined : await lockFolder(configuration.dataDir)
  const database = await openPrepared(configuration)
  const line = await database.asOwner(async (db) => {
    const programme = await findProgramme(db, key)
    if (!programme) {
      const keys = (await listProgrammes(db)).map((each) => each.key)
      return { wrong: `There is no programme ${key}. There are: ${keys.join(', ')}` }
    }
    const place = { hubId: null, schoolUrn: null, trustUid: null }
    await ensureAssignments(db, [
      { email, name: name.join(' '), role: 'programme-team', programmeId: programme.id, ...place },
    ])
    return { done: `${email} is on the programme team of ${programme.name} and can sign in.` }
  })
  await database.close()
  lock?.release()
  if (line.wrong) stopWith(line.wrong)
  process.stdout.write(`${line.done}\n`)
}

/** Prepares the database once, then keeps the wanted number of serving processes alive until told to stop. */
async function startProcesses(configuration: Configuration): Promise<void> {
  const database = await openPrepared(configuration)
  await database.close()
  // Cookies are signed alike by every process.
  const secret = configuration.secret ?? (await ensureSecret(configuration.dataDir))
  answerForAllProcesses()
  let stopping = false
  const start = () => cluster.fork({ SECRET: secret })
  for (let count = 0; count < configuration.processes; count += 1) start()
  cluster.on('exit', (worker, code) => {
    if (stopping || worker.exitedAfterDisconnect) return
    process.stderr.write(`Process ${worker.process.pid} ended with ${code}: starting another\n`)
    start()
  })
  let serving = 0
  cluster.on('listening', (_worker, { port }) => {
    serving += 1
    if (serving !== configuration.processes) return
    const isGiven = configuration.port !== 0
    announce(configuration, isGiven ? configuration.baseUrl : `http://${configuration.host}:${port}`)
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stopping = true
      for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM')
    })
  }
}

async function openPrepared(configuration: Configuration): Promise<Database> {
  const database = await open(configuration)
  await migrate(database)
  await prepareJobs(database)
  await firstLoad(database, { demonstration: configuration.demonstration })
  return database
}

function open({ databaseUrl, databaseAppUrl, dataDir }: Configuration): Promise<Database> {
  return openDatabase(
    databaseUrl ? { url: databaseUrl, requestsUrl: databaseAppUrl } : { dataDir: `${dataDir}/database` },
  )
}

async function serve(configuration: Configuration, prepare: boolean): Promise<void> {
  const lock = configuration.databaseUrl ? undefined : await lockFolder(configuration.dataDir)
  const database = await (prepare ? openPrepared(configuration) : open(configuration))
  const logger = openLog(configuration.logLevel)
  const clock = movableClock()
  const options: AppOptions = {
    database,
    clock,
    logger,
    secret: configuration.secret ?? (await ensureSecret(configuration.dataDir)),
    https: configuration.https,
    publicUrl: configuration.baseUrl,
    brand: configuration.brand,
    documents: documentsOf(configuration),
    demonstration: configuration.demonstration,
    outbox: configuration.mail.by === 'outbox',
    dfeSignIn: configuration.dfeSignIn,
    processes: configuration.processes,
    maxEventLoopDelay: MAX_EVENT_LOOP_DELAY,
    reportDays: configuration.reportDays,
    receiptToken: configuration.mail.by === 'notify' ? configuration.mail.callbackToken : undefined,
  }
  const app = await buildApp(options)
  const { handlers, schedules } = serviceJobs({ ...options, mail: configuration.mail })
  const jobs = await startJobs(database, logger, handlers, schedules)
  const address = await app.listen({ port: configuration.port, host: configuration.host })
  if (cluster.isPrimary) announce(configuration, address)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void stop({ app, jobs, database, lock }))
  }
}

/** Files arrive in the folder of this machine, and are kept there or in a bucket. */
function documentsOf({ dataDir, files, scanner }: Configuration): DocumentServices {
  return {
    arrivals: arrivalsIn(`${dataDir}/files/arriving`),
    store: files.by === 's3' ? s3Store(files) : folderStore(files.folder),
    scanner: scanner && clamdScanner(scanner),
  }
}

interface Running {
  readonly app: App
  readonly jobs: { stop(): Promise<void> }
  readonly database: Database
  readonly lock: FolderLock | undefined
}

/** Answers what is under way, takes nothing new, writes everything down, lets go of the folder. */
async function stop({ app, jobs, database, lock }: Running): Promise<void> {
  setTimeout(() => stopWith('The service could not stop in good order in time'), STOP_MILLISECONDS).unref()
  await lastCall()
  await app.close()
  await jobs.stop()
  await database.close()
  lock?.release()
  process.exit(0)
}

/**
 * A request that has arrived but has not been read is on a connection that looks idle, and closing would cut it off.
 * So first everything that came in is read: several turns, one after the other, none of them late.
 */
async function lastCall(): Promise<void> {
  const until = performance.now() + STOP_MILLISECONDS / 2
  for (let calm = 0; calm < LAST_CALL_TURNS && performance.now() < until; ) {
    const before = performance.now()
    await new Promise((resolve) => setTimeout(resolve, LAST_CALL_MILLISECONDS))
    calm = performance.now() - before < 1.5 * LAST_CALL_MILLISECONDS ? calm + 1 : 0
  }
}

function announce(configuration: Configuration, address: string): void {
  const { demonstration, dataDir, databaseUrl, mail, dfeSignIn } = configuration
  const unreachable = !demonstration && mail.by === 'outbox' && !dfeSignIn
  const lines = [
    `Alongside is ready at ${address}`,
    demonstration
      ? 'Sign in: open that address and choose one of the people of the demonstration. Schools and people there are invented.'
      : 'Sign in: open that address and enter your work email address; a code is sent to it.',
    databaseUrl
      ? 'The database is the server that DATABASE_URL names.'
      : `The database is embedded, in ${dataDir}: good for trying and teaching. For real use set DATABASE_URL to a PostgreSQL server.`,
    ...(unreachable
      ? [
          'Nobody can sign in yet: set NOTIFY_API_KEY or SMTP_URL so that codes can be sent, or DFE_SIGN_IN_ISSUER.',
        ]
      : []),
    'Stop with Ctrl-C.',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

try {
  await main()
} catch (error) {
  if (error instanceof FolderInUse) stopWith(error.message)
  throw error
}
