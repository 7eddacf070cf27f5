/** The full flow of an answer, as many as come: the page, the form, the thanks. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openDatabase } from '../src/platform/database/index.ts'
import { watchMemory } from './memory.ts'
import { cpuSeconds, pin } from './processes.ts'
import type { PupilsAnswer } from './pupils.ts'
import { type Service, startService } from './service.ts'
import { fill, type Given, portOf, pupils, withSurveys } from './survey-schools.ts'

export interface SurveyFlow extends PupilsAnswer {
  readonly on: 'PostgreSQL' | 'PGlite'
  readonly compressed: boolean
  readonly pupils: number
  readonly rows: number
  readonly seconds: number
  /** Resident megabytes of the service in the second quarter of the run, and in its last: what grows grows between the two. */
  readonly memoryEarly: number
  readonly memoryLate: number
  /** Processor time of an answer, in milliseconds: on a machine that others use too, it says more than the clock. */
  readonly serviceCpu: number
  readonly databaseCpu: number
}

const PUPILS = 64

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
    const pid = service.child.pid ?? 0
    const [serviceAt, databaseAt] = [cpuSeconds(pid), cpuSeconds(postgresPid)]
    const watched = watchMemory(pid)
    const answer = await pupils({ ports, codes, pupils: PUPILS, seconds, compressed })
    const { early: memoryEarly, late: memoryLate } = watched()
    const each = (from: number, to: number) => ((to - from) * 1_000) / Math.max(1, answer.acknowledged)
    const serviceCpu = each(serviceAt, cpuSeconds(pid))
    const databaseCpu = each(databaseAt, cpuSeconds(postgresPid))
    const { visits } = answer
    say(
      `Surveys on ${on}${compressed ? ', compressed' : ''}: ${visits.perSecond.toFixed(0)} answers a second, ` +
        `a visit p99 ${visits.p99.toFixed(0)} ms, its answer p99 ${answer.submit.p99.toFixed(0)} ms, ${visits.failed} failed; ` +
        `processor time of an answer ${serviceCpu.toFixed(2)} ms in the service, ${databaseCpu.toFixed(2)} ms in the database; memory ${memoryEarly.toFixed(0)} to ${memoryLate.toFixed(0)} MB`,
    )
    return {
      ...answer,
      on,
      compressed,
      pupils: PUPILS,
      seconds,
      memoryEarly,
      memoryLate,
      serviceCpu,
      databaseCpu,
    }
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
