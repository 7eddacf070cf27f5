/** Processes and the database killed while pupils answer. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { openDatabase } from '../src/platform/database/index.ts'
import { parentOf } from './processes.ts'
import { startService } from './service.ts'
import { type Given, portOf, pupils, withSurveys } from './survey-schools.ts'

export interface Kills {
  readonly processes: number
  readonly postgres: number
  readonly acknowledged: number
  readonly rows: number
  /** Acknowledged and not there, and there more than once or without having been sent. */
  readonly lost: number
  readonly doubled: number
  readonly retries: number
}

/** Two processes and the database, killed without warning while pupils answer; at the end each answer is there once. */
export async function measureKills(given: Given): Promise<Kills> {
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
