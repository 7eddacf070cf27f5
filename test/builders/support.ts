/** Two schools in one-to-one support, with the people of both sides. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { sql } from 'kysely'
import type { Actor } from '../../src/features/people/index.ts'
import { loadCalendar } from '../../src/features/programmes/index.ts'
import { routes } from '../../src/features/support/index.ts'
import { type Clock, clockAt } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database/index.ts'
import { openTestDatabase } from '../database.ts'
import { type TestDocuments, testDocuments } from './document-services.ts'
import { type FeatureApp, featureApp } from './feature-app.ts'
import { addActor, addHub, addPartnership, addSchool, buildWorld, type World } from './programme-world.ts'

export interface SupportWorld {
  readonly database: Database
  readonly world: World
  readonly web: FeatureApp
  readonly hub: number
  /** Ashby School, on enhanced support; cohort of autumn 2025, so that support term 1 lasts until Christmas. */
  readonly enhanced: number
  /** Birch School, on regional support. */
  readonly regional: number
  readonly leader: Actor
  readonly regionalLeader: Actor
  readonly lead: Actor
  readonly otherLead: Actor
  readonly team: Actor
  readonly trustLeader: Actor
  readonly evaluator: Actor
  readonly documents: TestDocuments
  moveClock(date: string): void
  rows(query: ReturnType<typeof sql>): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

export async function openSupportWorld(today = '2025-10-01'): Promise<SupportWorld> {
  const database = await openTestDatabase()
  const world = await buildWorld(database)
  const { programmeId } = world
  for (const [urn, name] of [
    [990001, 'Lead School'],
    [990002, 'Other Lead School'],
    [990011, 'Ashby School'],
    [990012, 'Birch School'],
  ] as const) {
    await addSchool(database, { urn, name, trust: urn < 990010 ? null : 990001 })
  }
  const hubs = { programmeId, reference: 'H1', name: 'North hub', leadUrn: 990001 }
  const hub = await addHub(database, hubs)
  const otherHub = await addHub(database, { ...hubs, reference: 'H2', name: 'South hub', leadUrn: 990002 })
  let clock = clockAt(today)
  const movable: Clock = { now: () => clock.now(), today: () => clock.today() }
  const calendar = await loadCalendar()
  const documents = testDocuments()
  const web = await featureApp({
    database,
    clock: movable,
    mount: (app) =>
      routes(app, { calendar, publicUrl: 'http://localhost', links: [], store: documents.store }),
  })
  const named = (schoolUrn: number, name: string) =>
    addActor(database, 'named-leader', { programmeId, schoolUrn, name })
  return {
    database,
    world,
    web,
    hub,
    enhanced: await addPartnership(database, world, { hubId: hub, urn: 990011, pathway: 'enhanced' }),
    regional: await addPartnership(database, world, { hubId: hub, urn: 990012 }),
    leader: await named(990011, 'Asha Head'),
    regionalLeader: await named(990012, 'Bea Head'),
    lead: await addActor(database, 'hub-lead', { programmeId, hubId: hub, name: 'Nora Lead' }),
    otherLead: await addActor(database, 'hub-lead', { programmeId, hubId: otherHub, name: 'Sid Lead' }),
    team: await addActor(database, 'programme-team', { programmeId, name: 'Tess Team' }),
    trustLeader: await addActor(database, 'trust-leader', {
      programmeId,
      trustUid: 990001,
      name: 'Hal Trust',
    }),
    evaluator: await addActor(database, 'evaluator', { programmeId, name: 'Eva Luator' }),
    documents,
    moveClock(date) {
      clock = clockAt(date)
    },
    rows: async (query) =>
      (await database.asOwner((db) => query.execute(db))).rows as Record<string, unknown>[],
    async close() {
      await web.app.close()
      await database.close()
      documents.remove()
    },
  }
}

/** Any world whose pages of support days can be opened. */
type SupportPages = Pick<SupportWorld, 'web' | 'enhanced' | 'leader' | 'lead'>

export type Form = Readonly<Record<string, string | number>>

/** A date as a form sends it. */
export function dateIn(name: string, date: string): Form {
  const { day, month, year } = Temporal.PlainDate.from(date)
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year }
}

/** Sends a form that is expected to be saved, with a key of its own. */
export async function send({ web }: SupportPages, actor: Actor, url: string, form: Form): Promise<string> {
  const answer = await web.post(actor, url, { key: randomUUID(), ...form })
  assert.equal(answer.status, 303, `${url}: ${answer.body}`)
  return answer.location
}

/** A support day that the lead proposes and the partner school agrees. */
export async function bookDay(
  of: SupportPages,
  date: string,
  { type = 'visit', length = 'whole' }: { type?: string; length?: 'half' | 'whole' } = {},
): Promise<number> {
  const location = await send(of, of.lead, `/partnerships/${of.enhanced}/support-days`, {
    type,
    length,
    ...dateIn('date1', date),
  })
  const id = Number(location.split('/').at(-1))
  await send(of, of.leader, `/support-days/${id}/answers`, { seen: 1, on: date })
  return id
}

/** The same, and both say that it took place. Needs a clock that has come so far. */
export async function deliverDay(of: SupportPages, id: number, date: string): Promise<void> {
  await send(of, of.lead, `/support-days/${id}/record`, {
    seen: 2,
    length: 'whole',
    ...dateIn('heldOn', date),
  })
  await send(of, of.leader, `/support-days/${id}/answers`, { seen: 3, on: date })
}
