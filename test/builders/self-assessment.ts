/** Two hubs and their schools with the small questionnaire, for the tests of self-assessment. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Actor } from '../../src/features/people/index.ts'
import { loadQuestionnaires, routes } from '../../src/features/self-assessment/index.ts'
import { clockAt } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database/index.ts'
import { openTestDatabase } from '../database.ts'
import { ROOT } from '../sources.ts'
import { type FeatureApp, featureApp } from './feature-app.ts'
import { addActor, addHub, addPartnership, addSchool, buildWorld, type World } from './programme-world.ts'

export const FIXTURES = join(ROOT, 'src/features/self-assessment/fixtures')
export const SMALL = readFileSync(join(FIXTURES, 'small.yaml'), 'utf8')
export const STATEMENTS = ['one-page', 'seen-daily', 'named-owner', 'weekly-look', 'shared-rules'] as const

export interface AssessmentWorld {
  readonly database: Database
  readonly world: World
  readonly web: FeatureApp
  readonly hub: number
  readonly otherHub: number
  /** Ashby, on the enhanced pathway; Birch, on the regional one, both of the first hub; Cedar of the second. */
  readonly enhanced: number
  readonly regional: number
  readonly elsewhere: number
  readonly team: Actor
  readonly lead: Actor
  readonly otherLead: Actor
  readonly ashby: Actor
  readonly ashbyToo: Actor
  readonly birch: Actor
  readonly cedar: Actor
  readonly trust: Actor
  readonly evaluator: Actor
  /** The forms of one theme, answered as given; the rest is left empty. */
  themeForm(answers: Readonly<Record<string, TypedAnswer>>): Record<string, string>
  start(actor: Actor, partnershipId: number): Promise<number>
  /** Gives every statement a level, by way of the form. */
  answerAll(actor: Actor, id: number, level?: string): Promise<void>
  submit(actor: Actor, id: number): Promise<{ status: number; body: string; location: string }>
  rows<T>(query: ReturnType<typeof sql>): Promise<T[]>
  close(): Promise<void>
}

export interface TypedAnswer {
  readonly level?: string
  readonly note?: string
  readonly priority?: boolean
  readonly seen?: number
  readonly checked?: boolean
}

export async function assessmentWorld(): Promise<AssessmentWorld> {
  const database = await openTestDatabase()
  const world = await buildWorld(database)
  await database.asOwner((db) => loadQuestionnaires(db, FIXTURES))
  const web = await featureApp({ database, clock: clockAt('2026-03-12'), mount: routes })
  const { programmeId } = world
  const schools = [
    [990_001, 'Lead School'],
    [990_002, 'Other Lead School'],
    [990_011, 'Ashby School'],
    [990_012, 'Birch School'],
    [990_013, 'Cedar School'],
  ] as const
  for (const [urn, name] of schools)
    await addSchool(database, { urn, name, trust: urn === 990_011 ? 990_001 : null })
  const hub = await addHub(database, { programmeId, reference: 'H1', name: 'North hub', leadUrn: 990_001 })
  const otherHub = await addHub(database, {
    programmeId,
    reference: 'H2',
    name: 'South hub',
    leadUrn: 990_002,
  })
  const enhanced = await addPartnership(database, world, { hubId: hub, urn: 990_011, pathway: 'enhanced' })
  const regional = await addPartnership(database, world, { hubId: hub, urn: 990_012 })
  const elsewhere = await addPartnership(database, world, { hubId: otherHub, urn: 990_013 })
  await database.asOwner((db) =>
    sql`insert into trust_agreements (partnership_id, trust_uid, programme_id, hub_id, school_urn, agreed_by_name)
      values (${enhanced}, 990001, ${programmeId}, ${hub}, 990011, 'Head of Ashby')`.execute(db),
  )
  const leader = (schoolUrn: number, name: string) =>
    addActor(database, 'named-leader', { programmeId, schoolUrn, name })
  const rows = async <T>(query: ReturnType<typeof sql>): Promise<T[]> =>
    (await database.asOwner((db) => query.execute(db))).rows as T[] // the test says what it selects
  const post = web.post

  function themeForm(answers: Readonly<Record<string, TypedAnswer>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(answers).flatMap(([key, { level, note = '', priority, seen = 0, checked }]) => [
        [`seen-${key}`, String(seen)],
        [`note-${key}`, note],
        ...(level ? [[`level-${key}`, level]] : []),
        ...(priority ? [[`priority-${key}`, 'yes']] : []),
        ...(checked ? [[`checked-${key}`, 'yes']] : []),
      ]),
    )
  }

  return {
    database,
    world,
    web,
    hub,
    otherHub,
    enhanced,
    regional,
    elsewhere,
    team: await addActor(database, 'programme-team', { programmeId }),
    lead: await addActor(database, 'hub-lead', { programmeId, hubId: hub }),
    otherLead: await addActor(database, 'hub-lead', { programmeId, hubId: otherHub }),
    ashby: await leader(990_011, 'Amira Khan'),
    ashbyToo: await leader(990_011, 'Ben Osei'),
    birch: await leader(990_012, 'Carys Pugh'),
    cedar: await leader(990_013, 'Dev Rao'),
    trust: await addActor(database, 'trust-leader', { programmeId, trustUid: 990_001 }),
    evaluator: await addActor(database, 'evaluator', { programmeId }),
    themeForm,
    rows,
    async start(actor, partnershipId) {
      await post(actor, `/partnerships/${partnershipId}/self-assessment`, { key: randomUUID() })
      const found = await rows<{ id: number }>(
        sql`select max(id) as id from self_assessments where partnership_id = ${partnershipId}`,
      )
      return found[0]?.id ?? 0
    },
    async answerAll(actor, id, level = 'secure') {
      const kept = await rows<{ key: string; revision: number }>(
        sql`select statement_key as key, revision from self_assessment_answers where self_assessment_id = ${id}`,
      )
      const seen = (key: string) => kept.find((each) => each.key === key)?.revision ?? 0
      for (const theme of [STATEMENTS.slice(0, 3), STATEMENTS.slice(3)]) {
        const name = theme.length === 3 ? 'vision' : 'data'
        await post(
          actor,
          `/self-assessments/${id}/themes/${name}`,
          themeForm(Object.fromEntries(theme.map((key) => [key, { level, seen: seen(key) }]))),
        )
      }
    },
    async submit(actor, id) {
      const page = await web.get(actor, `/self-assessments/${id}/check`)
      const seen = /name="seen" value="(\d+)"/.exec(page.body)?.[1] ?? '0'
      return post(actor, `/self-assessments/${id}/submission`, { seen })
    },
    async close() {
      await web.app.close()
      await database.close()
    },
  }
}
