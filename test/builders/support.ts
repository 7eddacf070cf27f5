/** Two schools in one-to-one support, with the people of both sides. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Actor } from '../../src/features/people/index.ts'
import { loadCalendar } from '../../src/features/programmes/index.ts'
import { routes } from '../../src/features/support/index.ts'
import { type TestDocuments, testDocuments } from './document-services.ts'
import { type FeatureApp, featureApp } from './feature-app.ts'
import { addActor, addPartnership } from './programme-world.ts'
import { openTwoHubs, type TwoHubs } from './two-hubs.ts'

export interface SupportWorld extends TwoHubs {
  readonly web: FeatureApp
  /** Ashby School, on enhanced support; cohort of autumn 2025, so that support term 1 lasts until Christmas. */
  readonly enhanced: number
  /** Birch School, on regional support. */
  readonly regional: number
  readonly regionalLeader: Actor
  readonly documents: TestDocuments
  close(): Promise<void>
}

export async function openSupportWorld(today = '2025-10-01'): Promise<SupportWorld> {
  const hubs = await openTwoHubs({ today })
  const { database, world, clock, hub } = hubs
  const calendar = await loadCalendar()
  const documents = testDocuments()
  const web = await featureApp({
    database,
    clock,
    mount: (app) =>
      routes(app, { calendar, publicUrl: 'http://localhost', links: [], store: documents.store }),
  })
  return {
    ...hubs,
    web,
    enhanced: await addPartnership(database, world, { hubId: hub, urn: 990011, pathway: 'enhanced' }),
    regional: await addPartnership(database, world, { hubId: hub, urn: 990012 }),
    regionalLeader: await addActor(database, 'named-leader', {
      programmeId: world.programmeId,
      schoolUrn: 990012,
      name: 'Bea Head',
    }),
    documents,
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
