/** Results of a national year of surveys: made, read by a school, and added up for the programme. */
import { performance } from 'node:perf_hooks'
import { sql } from 'kysely'
import pg from 'pg'
import type { Actor } from '../src/features/people/index.ts'
import { loadSurveys } from '../src/features/surveys/index.ts'
import { makeResults } from '../src/features/surveys/results/making.ts'
import { resultRoutes } from '../src/features/surveys/results/routes.ts'
import { summaryRoutes } from '../src/features/surveys/summary/routes.ts'
import { sumRoutes } from '../src/features/surveys/sums/routes.ts'
import { clockAt } from '../src/platform/clock.ts'
import { type Database, migrate, openDatabase } from '../src/platform/database/index.ts'
import { prepareJobs } from '../src/platform/jobs/index.ts'
import { featureApp } from '../test/builders/feature-app.ts'
import { addActor, addHub, addPartnership, addSchool, buildWorld } from '../test/builders/programme-world.ts'
import { withDatabase } from '../test/postgres.ts'
import type { Scale } from './scale.ts'

export interface SurveyResultFigures {
  readonly schools: number
  readonly answers: number
  /** To count, look through and write the results of one wave, in milliseconds: the mean. */
  readonly making: number
  readonly pages: readonly PageTimes[]
  /** The same sums made by the database of all answers, in seconds, and of the counts. */
  readonly rawSeconds: number
}

export interface PageTimes {
  readonly name: string
  readonly asked: number
  readonly p50: number
  readonly p95: number
}

const PUPILS_IN_A_WAVE = 1_000

/** Pages are asked inside this process, one after the other: routes, policies, database and markup, without network or session. */
export async function measureSurveyResults(given: {
  readonly serverUrl: string
  readonly scale: Scale
  readonly say: (line: string) => void
}): Promise<SurveyResultFigures> {
  const { serverUrl, scale, say } = given
  const schools = scale.name === 'full' ? 500 : 100
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  await admin.query('create database survey_results')
  await admin.end()
  const database = await openDatabase({
    url: withDatabase(serverUrl, 'survey_results'),
    statementTimeoutMs: 600_000,
  })
  try {
    const { waves, team, leader } = await fill(database, schools)
    const answers = waves.length * PUPILS_IN_A_WAVE
    say(`Survey results: ${answers.toLocaleString('en-GB')} answers of ${schools} schools are there`)
    const clock = clockAt('2026-03-12')
    const began = performance.now()
    for (const { id } of waves) await makeResults({ database, clock, collect: async () => {} }, id)
    const making = (performance.now() - began) / waves.length
    await database.asOwner((db) =>
      sql`insert into survey_shares (key, wave_id, shared_by_name) select gen_random_uuid(), id, 'Bench' from survey_waves`.execute(
        db,
      ),
    )
    await database.ownerStatements('vacuum analyze')
    const web = await featureApp({
      database,
      clock,
      mount(app) {
        resultRoutes(app, async () => {})
        summaryRoutes(app)
        sumRoutes(app)
      },
    })
    const time = async (name: string, count: number, ask: (at: number) => Promise<{ status: number }>) => {
      const times: number[] = []
      for (let at = -5; at < count; at += 1) {
        const from = performance.now()
        const { status } = await ask(at < 0 ? at + 5 : at)
        if (status !== 200) throw new Error(`${name}: ${status}`)
        if (at >= 0) times.push(performance.now() - from)
      }
      times.sort((a, b) => a - b)
      const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
      const figures = { name, asked: count, p50: at(0.5), p95: at(0.95) }
      say(`Survey results, ${name}: p50 ${figures.p50.toFixed(0)} ms, p95 ${figures.p95.toFixed(0)} ms`)
      return figures
    }
    const asLeader = (at: number, to: string) => {
      const wave = waves[(at * 7) % waves.length]
      return web.get(
        { ...leader, accountId: leader.accountId + (wave?.urn ?? 0), schoolUrn: wave?.urn ?? 0 },
        `/surveys/${wave?.id}/${to}`,
      )
    }
    const count = scale.name === 'full' ? 300 : 60
    const pages = [
      await time('a school’s page of results', count, (at) => asLeader(at, 'results')),
      await time('every question, by year group', count, (at) => asLeader(at, 'results/pupils')),
      await time('baseline and follow-up', count, (at) => asLeader(at, 'results/change')),
      await time('the two-page summary', count, (at) => asLeader(at, 'summary')),
      await time('the national table', Math.min(60, count), () => web.get(team, '/programme/surveys')),
      await time('the export for evaluators', Math.min(60, count), () =>
        web.get(team, '/evaluation/surveys.csv'),
      ),
    ]
    const from = performance.now()
    await database.asOwner((db) =>
      sql`select q, get_byte(answers, q) as byte, count(*) from survey_answers cross join generate_series(0, 24) q
        group by 1, 2`.execute(db),
    )
    const rawSeconds = (performance.now() - from) / 1000
    say(
      `Survey results: made in ${making.toFixed(0)} ms a wave; all answers added up raw in ${rawSeconds.toFixed(1)} s`,
    )
    await web.app.close()
    return { schools, answers, making, pages, rawSeconds }
  } finally {
    await database.close()
  }
}

async function fill(
  database: Database,
  schools: number,
): Promise<{ waves: { id: number; urn: number }[]; team: Actor; leader: Actor }> {
  await migrate(database)
  await prepareJobs(database)
  const world = await buildWorld(database)
  await database.asOwner((db) => loadSurveys(db))
  const { programmeId } = world
  await addSchool(database, { urn: 990_001, name: 'Lead School' })
  const hub = await addHub(database, { programmeId, reference: 'H1', name: 'Hub', leadUrn: 990_001 })
  for (let at = 0; at < schools; at += 1) {
    const urn = await addSchool(database, { urn: 991_000 + at, name: `School ${at}` })
    await addPartnership(database, world, { hubId: hub, urn, pathway: 'enhanced' })
  }
  const waves = await database.asOwner(async (db) => {
    await sql`
      insert into survey_waves (key, partnership_id, kind, pupils_version_id, opens_at, closes_at, languages, layout,
        created_by_name, closed_at, closed_by_name)
      select gen_random_uuid(), p.id, k.kind, v.id, k.closed - interval '10 days', k.closed, '{en}', 'all-on-one-page',
        'Bench', k.closed, 'Bench'
      from partnerships p
      cross join (values ('baseline', '2025-11-14T15:00:00Z'::timestamptz), ('follow-up', '2026-03-06T15:00:00Z')) k(kind, closed)
      cross join (select id from survey_versions where key = 'pupils-secondary' order by number desc limit 1) v`.execute(
      db,
    )
    await sql`
      insert into survey_groups (wave_id, audience, position, label, roll)
      select w.id, 'pupils', y - 6, 'Year ' || y, 220 from survey_waves w cross join generate_series(7, 11) y`.execute(
      db,
    )
    // Random options from the first three, which every question has.
    await sql`
      insert into survey_answers (wave_id, group_id, answers)
      select g.wave_id, g.id, decode(regexp_replace(
        translate(substr(md5(random()::text || n), 1, 25), '0123456789abcdef', '1231231231231231'), '(.)', '0\\1', 'g'), 'hex')
      from survey_groups g cross join generate_series(1, ${PUPILS_IN_A_WAVE / 5}::int) n`.execute(db)
    const { rows } = await sql<{ id: number; urn: number }>`
      select w.id, p.school_urn as urn from survey_waves w join partnerships p on p.id = w.partnership_id order by w.id`.execute(
      db,
    )
    return rows
  })
  await database.ownerStatements('vacuum analyze')
  return {
    waves,
    team: await addActor(database, 'programme-team', { programmeId }),
    leader: await addActor(database, 'named-leader', { programmeId, schoolUrn: 991_000, name: 'Head' }),
  }
}
