/** Surveys: whole classes that answer at once, one address with a guesser beside it, and servers that are killed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { loadSurveys } from '../src/features/surveys/index.ts'
import { type Database, migrate, openDatabase } from '../src/platform/database/index.ts'
import { prepareJobs } from '../src/platform/jobs/index.ts'
import { addHub, addPartnership, addSchool, buildWorld } from '../test/builders/programme-world.ts'
import { addWave } from '../test/builders/survey-world.ts'
import { withDatabase } from '../test/postgres.ts'
import type { GuesserAnswer, GuesserQuestion } from './guesser.ts'
import { cpuSeconds, nodeAnswer, parentOf, pin, residentMegabytes } from './processes.ts'
import type { PupilsAnswer, PupilsQuestion } from './pupils.ts'
import type { Scale } from './scale.ts'
import { type Service, startService } from './service.ts'

export interface SurveyFigures {
  readonly flows: readonly SurveyFlow[]
  readonly oneAddress: {
    readonly pupils: number
    readonly seconds: number
    readonly answered: number
    readonly failed: number
    readonly p99: number
    readonly guesses: number
    readonly guessesASecond: number
    readonly found: number
    readonly slowed: number
  }
  readonly kills: {
    readonly processes: number
    readonly postgres: number
    readonly acknowledged: number
    readonly rows: number
    /** Acknowledged and not there, and there more than once or without having been sent. */
    readonly lost: number
    readonly doubled: number
    readonly retries: number
  }
}

export interface SurveyFlow extends PupilsAnswer {
  readonly on: 'PostgreSQL' | 'PGlite'
  readonly compressed: boolean
  readonly pupils: number
  readonly rows: number
  readonly memoryBefore: number
  readonly memoryAfter: number
  /** Processor time of an answer, in milliseconds: on a machine that others use too, it says more than the clock. */
  readonly serviceCpu: number
  readonly databaseCpu: number
}

const SCHOOLS = 50
const CLASSES = 8
const PUPILS = 64

interface Given {
  readonly serverUrl: string
  readonly postgresPid: number
  readonly scale: Scale
  readonly say: (line: string) => void
}

export async function measureSurveys(given: Given): Promise<SurveyFigures> {
  const flows = [
    await measureFlow(given, 'PostgreSQL', false),
    await measureFlow(given, 'PostgreSQL', true),
    await measureFlow(given, 'PGlite', false),
  ]
  return { flows, oneAddress: await measureOneAddress(given), kills: await measureKills(given) }
}

/** Schools with an open survey. Returns the codes of all classes. */
async function fill(database: Database, schools = SCHOOLS): Promise<string[]> {
  await migrate(database)
  await prepareJobs(database)
  const world = await buildWorld(database)
  await database.asOwner((db) => loadSurveys(db))
  await addSchool(database, { urn: 990001, name: 'Lead School' })
  const { programmeId } = world
  const hub = await addHub(database, { programmeId, reference: 'H1', name: 'Hub', leadUrn: 990001 })
  const codes: string[] = []
  const now = Temporal.Now.instant()
  for (let at = 0; at < schools; at += 1) {
    const urn = await addSchool(database, { urn: 991000 + at, name: `School ${at}` })
    const partnership = await addPartnership(database, world, { hubId: hub, urn, pathway: 'enhanced' })
    const wave = await addWave(database, partnership, {
      opensAt: now.subtract({ hours: 1 }).toString(),
      closesAt: now.add({ hours: 24 }).toString(),
      groups: 5,
      classes: CLASSES,
    })
    codes.push(...wave.codes.map(({ code }) => code))
  }
  return codes
}

/** A database of its own on the server. */
async function withSurveys<T>(
  { serverUrl }: Given,
  name: string,
  work: (url: string, codes: string[]) => Promise<T>,
  schools?: number,
): Promise<T> {
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = withDatabase(serverUrl, name)
  const database = await openDatabase({ url })
  const codes = await fill(database, schools)
  await database.ownerStatements('vacuum analyze')
  await database.close()
  return work(url, codes)
}

const portOf = (service: Service) => Number(new URL(service.address).port)
const pupils = (question: PupilsQuestion) => nodeAnswer<PupilsAnswer>('bench/pupils.ts', question, '1')

export async function measureFlow(
  given: Given,
  on: SurveyFlow['on'],
  compressed: boolean,
): Promise<SurveyFlow> {
  const { scale, say, postgresPid } = given
  const seconds = scale.name === 'full' ? 30 : 8
  const run = async (service: Service, codes: readonly string[]) => {
    const ports = [portOf(service)]
    await pupils({ ports, codes, pupils: PUPILS, seconds: scale.warmUpSeconds, compressed })
    const memoryBefore = residentMegabytes(service.child.pid ?? 0)
    const pid = service.child.pid ?? 0
    const [serviceAt, databaseAt] = [cpuSeconds(pid), cpuSeconds(postgresPid)]
    const answer = await pupils({ ports, codes, pupils: PUPILS, seconds, compressed })
    const each = (from: number, to: number) => ((to - from) * 1_000) / Math.max(1, answer.acknowledged)
    const serviceCpu = each(serviceAt, cpuSeconds(pid))
    const databaseCpu = each(databaseAt, cpuSeconds(postgresPid))
    const memoryAfter = residentMegabytes(service.child.pid ?? 0)
    const { visits } = answer
    say(
      `Surveys on ${on}${compressed ? ', compressed' : ''}: ${visits.perSecond.toFixed(0)} answers a second, ` +
        `a visit p99 ${visits.p99.toFixed(0)} ms, its answer p99 ${answer.submit.p99.toFixed(0)} ms, ${visits.failed} failed; ` +
        `processor time of an answer ${serviceCpu.toFixed(2)} ms in the service, ${databaseCpu.toFixed(2)} ms in the database`,
    )
    return { ...answer, on, compressed, pupils: PUPILS, memoryBefore, memoryAfter, serviceCpu, databaseCpu }
  }
  if (on === 'PostgreSQL') {
    return withSurveys(given, `surveys_${compressed ? 'packed' : 'plain'}`, async (url, codes) => {
      const service = await startService({ cores: '0', environment: { DATABASE_URL: url } })
      // The load has the other core; the database's share of the work is spread, as the kernel likes.
      pin(postgresPid, '0,1')
      try {
        return { ...(await run(service, codes)), rows: await countRows(url) }
      } finally {
        await service.stop()
      }
    })
  }
  const folder = mkdtempSync(join(tmpdir(), 'alongside-bench-surveys-'))
  try {
    const database = await openDatabase({ dataDir: join(folder, 'database') })
    const codes = await fill(database)
    await database.close()
    const service = await startService({
      cores: '0',
      environment: { DATA_DIR: folder, DEMONSTRATION: 'off' },
    })
    const answer = await run(service, codes).finally(() => service.stop())
    return { ...answer, rows: Number.NaN }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function countRows(url: string): Promise<number> {
  const database = await openDatabase({ url })
  const { rows } = await database.asOwner((db) =>
    sql<{ n: number }>`
      select ((select count(*) from survey_arrivals) + (select count(*) from survey_answers))::int as n`.execute(
      db,
    ),
  )
  await database.close()
  return rows[0]?.n ?? 0
}

/** A school of 1,200 in ten minutes (quick: in one), and someone in it who guesses codes all the while. */
export async function measureOneAddress(given: Given): Promise<SurveyFigures['oneAddress']> {
  const { scale, say } = given
  const seconds = scale.name === 'full' ? 600 : 60
  const all = 1_200
  return withSurveys(
    given,
    'surveys_school',
    async (url, codes) => {
      const service = await startService({ cores: '0', environment: { DATABASE_URL: url } })
      const ports = [portOf(service)]
      const guesser = nodeAnswer<GuesserAnswer>(
        'bench/guesser.ts',
        { port: ports[0] ?? 0, connections: 16, seconds } satisfies GuesserQuestion,
        '1',
      )
      // As many at once as finish a visit each in the time.
      const atOnce = 120
      const answer = await pupils({
        ports,
        codes,
        pupils: atOnce,
        seconds,
        most: all,
        thinks: (2 * seconds * 1_000 * atOnce) / all - 500,
      })
      const guessed = await guesser
      await service.stop()
      say(
        `One address: ${answer.visits.requests} of ${all} answered, p99 ${answer.visits.p99.toFixed(0)} ms; ` +
          `the guesser had ${guessed.guesses} codes answered, ${guessed.slowed} of them slowed, and found ${guessed.found}`,
      )
      return {
        pupils: all,
        seconds,
        answered: answer.visits.requests,
        failed: answer.visits.failed,
        p99: answer.visits.p99,
        guesses: guessed.guesses,
        guessesASecond: guessed.guesses / seconds,
        found: guessed.found,
        slowed: guessed.slowed,
      }
    },
    1,
  )
}

/** Two processes and the database, killed without warning while pupils answer; at the end each answer is there once. */
export async function measureKills(given: Given): Promise<SurveyFigures['kills']> {
  const { scale, say } = given
  const seconds = scale.name === 'full' ? 60 : 20
  return withSurveys(given, 'surveys_kills', async (url, codes) => {
    const start = () => startService({ cores: '0', environment: { DATABASE_URL: url } })
    const services = [await start(), await start()]
    const folder = mkdtempSync(join(tmpdir(), 'alongside-bench-keys-'))
    const file = join(folder, 'keys')
    const ports = services.map(portOf)
    const answering = pupils({ ports, codes, pupils: 32, seconds, acknowledged: file, thinks: 20 })
    let [processes, postgres] = [0, 0]
    const step = (seconds * 1_000) / 6
    let server = given.postgresPid
    const others: ChildProcess[] = []
    for (const what of ['process', 'postgres', 'process', 'postgres'] as const) {
      await sleep(step)
      if (what === 'process') {
        services[processes % 2]?.child.kill('SIGKILL')
        const port = ports[processes % 2] ?? 0
        processes += 1
        services[(processes - 1) % 2] = await startService({
          cores: '0',
          environment: { DATABASE_URL: url, PORT: String(port) },
        })
      } else {
        postgres += 1
        const restarted = await killPostgres(server, url)
        server = restarted.pid ?? 0
        others.push(restarted)
      }
    }
    const answer = await answering
    const acknowledged = readFileSync(file, 'utf8').split('\n').filter(Boolean)
    rmSync(folder, { recursive: true, force: true })
    for (const service of services) await service.stop()
    const database = await openDatabase({ url })
    const { rows } = await database.asOwner((db) =>
      sql<{ key: string }>`
        select key::text from survey_arrivals union all select key::text from survey_keys`.execute(db),
    )
    await database.close()
    const stored = new Set(rows.map(({ key }) => key))
    const lost = acknowledged.filter((key) => !stored.has(key)).length
    const doubled =
      rows.length -
      stored.size +
      (new Set(acknowledged).size < stored.size ? stored.size - new Set(acknowledged).size : 0)
    say(
      `Killed ${processes} processes and PostgreSQL ${postgres} times: ${acknowledged.length} acknowledged, ` +
        `${rows.length} rows, ${lost} lost, ${doubled} doubled, ${answer.retries} retries`,
    )
    return {
      processes,
      postgres,
      acknowledged: acknowledged.length,
      rows: rows.length,
      lost,
      doubled,
      retries: answer.retries,
    }
  })
}

/** Ends the server and all its children at once, as a power cut would end them, and starts it on the same files. */
async function killPostgres(pid: number, url: string): Promise<ChildProcess> {
  const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean)
  const folder = args[args.indexOf('-D') + 1] ?? ''
  const { uid, gid } = statSync(folder)
  process.kill(pid, 'SIGKILL')
  await sleep(1_000)
  for (let tries = 0; tries < 50; tries += 1) {
    const child = spawn(program, args, {
      cwd: join(folder, '..'),
      uid,
      gid,
      stdio: 'ignore',
      detached: false,
    })
    const ended = new Promise<boolean>((resolve) => child.once('exit', () => resolve(true)))
    for (let waits = 0; waits < 100; waits += 1) {
      // Too early: the old server's children are still going.
      if (await Promise.race([ended, sleep(200).then(() => false)])) {
        await sleep(500)
        break
      }
      const client = new pg.Client({ connectionString: url })
      // While it recovers it takes no connection; one that breaks must not end this process.
      client.on('error', () => {})
      const isUp = await client.connect().then(
        () => true,
        () => false,
      )
      if (isUp) {
        await client.end()
        return child
      }
    }
  }
  throw new Error(`PostgreSQL did not start again (of process ${parentOf(pid)})`)
}
