/** A school whose survey was answered and closed, for the tests of results. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../src/features/people/index.ts'
import { burstRoutes } from '../../src/features/surveys/bursts/routes.ts'
import { loadSurveys } from '../../src/features/surveys/index.ts'
import { keepingRoutes } from '../../src/features/surveys/keeping/routes.ts'
import { replyRoutes } from '../../src/features/surveys/replies/routes.ts'
import { resultRoutes } from '../../src/features/surveys/results/routes.ts'
import { summaryRoutes } from '../../src/features/surveys/summary/routes.ts'
import { sumRoutes } from '../../src/features/surveys/sums/routes.ts'
import { clockAt } from '../../src/platform/clock.ts'
import type { Database, Db } from '../../src/platform/database/index.ts'
import { openTestDatabase } from '../database.ts'
import { type FeatureApp, featureApp } from './feature-app.ts'
import { addActor, addHub, addPartnership, addSchool, buildWorld, type World } from './programme-world.ts'

export const CLOCK = clockAt('2026-03-12')

export interface AnsweredGroup {
  readonly audience: 'pupils' | 'staff'
  readonly label: string
  /** A byte a question for each person, or how many gave the first option to everything. */
  readonly answers: readonly (readonly number[])[] | number
}

export interface ResultsWorld {
  readonly database: Database
  readonly world: World
  readonly web: FeatureApp
  readonly hub: number
  readonly ashby: number
  readonly team: Actor
  readonly lead: Actor
  readonly otherLead: Actor
  readonly leader: Actor
  readonly stranger: Actor
  readonly evaluator: Actor
  readonly trust: Actor
  addSchoolWithPartnership(urn: number, hubId?: number): Promise<number>
  rows<T>(query: ReturnType<typeof sql>): Promise<T[]>
  close(): Promise<void>
}

export async function resultsWorld(): Promise<ResultsWorld> {
  const database = await openTestDatabase()
  const world = await buildWorld(database)
  await database.asOwner((db) => loadSurveys(db))
  const web = await featureApp({
    database,
    clock: CLOCK,
    mount(app) {
      resultRoutes(app, async () => {})
      summaryRoutes(app)
      replyRoutes(app)
      burstRoutes(app)
      sumRoutes(app)
      keepingRoutes(app)
    },
  })
  const { programmeId } = world
  for (const [urn, name] of [
    [990_001, 'Lead School'],
    [990_002, 'Other Lead School'],
    [990_011, 'Ashby School'],
    [990_013, 'Cedar School'],
  ] as const)
    await addSchool(database, { urn, name })
  const hub = await addHub(database, { programmeId, reference: 'H1', name: 'North hub', leadUrn: 990_001 })
  const otherHub = await addHub(database, {
    programmeId,
    reference: 'H2',
    name: 'South hub',
    leadUrn: 990_002,
  })
  const ashby = await addPartnership(database, world, { hubId: hub, urn: 990_011, pathway: 'enhanced' })
  await addPartnership(database, world, { hubId: otherHub, urn: 990_013, pathway: 'enhanced' })
  return {
    database,
    world,
    web,
    hub,
    ashby,
    team: await addActor(database, 'programme-team', { programmeId }),
    lead: await addActor(database, 'hub-lead', { programmeId, hubId: hub }),
    otherLead: await addActor(database, 'hub-lead', { programmeId, hubId: otherHub }),
    leader: await addActor(database, 'named-leader', { programmeId, schoolUrn: 990_011, name: 'Amira Khan' }),
    stranger: await addActor(database, 'named-leader', { programmeId, schoolUrn: 990_013, name: 'Dev Rao' }),
    evaluator: await addActor(database, 'evaluator', { programmeId }),
    trust: await addActor(database, 'trust-leader', { programmeId, trustUid: 990_001 }),
    async addSchoolWithPartnership(urn, hubId = hub) {
      await addSchool(database, { urn, name: `School ${urn}` })
      return addPartnership(database, world, { hubId, urn, pathway: 'enhanced' })
    },
    rows: async <T>(query: ReturnType<typeof sql>): Promise<T[]> =>
      (await database.asOwner((db) => query.execute(db))).rows as T[], // the test says what it selects
    async close() {
      await web.app.close()
      await database.close()
    },
  }
}

/** A wave with its answers laid where closing leaves them. Its questionnaires are those for secondary pupils and staff. */
export async function addAnsweredWave(
  database: Database,
  wave: {
    readonly partnershipId: number
    readonly kind?: 'baseline' | 'follow-up'
    readonly groups: readonly AnsweredGroup[]
    readonly closed?: boolean
  },
): Promise<number> {
  const { partnershipId, kind = 'baseline', groups, closed = true } = wave
  return database.asOwner(async (db) => {
    const versions = new Map<string, { id: number; questions: number }>()
    const { rows } = await sql<{ id: number; key: string; questions: number }>`
      select id, key, jsonb_array_length(definition -> 'questions') as questions from survey_versions`.execute(
      db,
    )
    for (const each of rows) versions.set(each.key, each)
    const of = (audience: 'pupils' | 'staff') =>
      versions.get(audience === 'pupils' ? 'pupils-secondary' : 'staff')
    const asked = (audience: 'pupils' | 'staff') =>
      groups.some((group) => group.audience === audience) ? (of(audience)?.id ?? null) : null
    const waveId = await one(
      db,
      sql<{ id: number }>`
        insert into survey_waves (key, partnership_id, kind, pupils_version_id, staff_version_id, opens_at, closes_at,
          languages, layout, created_by_name, closed_at, closed_by_name)
        values (${randomUUID()}, ${partnershipId}, ${kind}, ${asked('pupils')}, ${asked('staff')},
          '2026-02-02T08:00:00Z', '2026-02-13T16:00:00Z', '{en}', 'all-on-one-page', 'Amira Khan',
          ${closed ? '2026-02-13T16:00:00Z' : null}, ${closed ? 'Amira Khan' : null})
        returning id`,
    )
    for (const [position, { audience, label, answers }] of groups.entries()) {
      const groupId = await one(
        db,
        sql<{ id: number }>`
          insert into survey_groups (wave_id, audience, position, label) values (${waveId}, ${audience}, ${position + 1}, ${label})
          returning id`,
      )
      const length = of(audience)?.questions ?? 0
      const people =
        typeof answers === 'number' ? Array.from({ length: answers }, () => [] as readonly number[]) : answers
      const bytes = people.map((given) => Buffer.from(Array.from({ length }, (_, at) => given[at] ?? 1)))
      await sql`
        insert into survey_answers (wave_id, group_id, answers)
        select ${waveId}, ${groupId}, decode(a, 'hex')
        from unnest(${bytes.map((each) => each.toString('hex'))}::text[]) a`.execute(db)
    }
    return waveId
  })
}

async function one(db: Db, query: ReturnType<typeof sql<{ id: number }>>): Promise<number> {
  const { rows } = await query.execute(db)
  return rows[0]?.id ?? 0
}
