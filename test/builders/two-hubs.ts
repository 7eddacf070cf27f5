/** Two hubs, the partner schools of the first, and a person in every role: what the worlds of single features begin with. */
import type { sql } from 'kysely'
import type { Actor } from '../../src/features/people/index.ts'
import { type Clock, clockAt } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database/index.ts'
import { openTestDatabase } from '../database.ts'
import { addActor, addHub, addSchool, buildWorld, type World } from './programme-world.ts'

export interface TwoHubs {
  readonly database: Database
  readonly world: World
  readonly clock: Clock
  /** North hub, led by Lead School, 990001. */
  readonly hub: number
  /** South hub, led by Other Lead School, 990002. */
  readonly otherHub: number
  /** Asha Head, of Ashby School, 990011. */
  readonly leader: Actor
  readonly lead: Actor
  readonly otherLead: Actor
  readonly team: Actor
  /** Of the trust 990001. */
  readonly trustLeader: Actor
  readonly evaluator: Actor
  /** To noon of a day, or to a time on the clocks of England: '2026-05-15T13:00'. */
  moveClock(to: string): void
  rows<R = Record<string, unknown>>(query: ReturnType<typeof sql>): Promise<R[]>
}

/** Ashby School and Birch School are in the trust 990001 unless `inTrust` says otherwise; `more`: schools beside them, by name. */
export async function openTwoHubs(options: {
  readonly today: string
  readonly inTrust?: readonly number[]
  readonly more?: Readonly<Record<number, string>>
}): Promise<TwoHubs> {
  const { today, inTrust = [990011, 990012], more = {} } = options
  const database = await openTestDatabase()
  const world = await buildWorld(database)
  const { programmeId } = world
  const schools = {
    990001: 'Lead School',
    990002: 'Other Lead School',
    990011: 'Ashby School',
    990012: 'Birch School',
    ...more,
  }
  for (const [key, name] of Object.entries(schools)) {
    const urn = Number(key)
    await addSchool(database, { urn, name, trust: inTrust.includes(urn) ? 990001 : null })
  }
  const north = { programmeId, reference: 'H1', name: 'North hub', leadUrn: 990001 }
  const hub = await addHub(database, north)
  const otherHub = await addHub(database, {
    ...north,
    reference: 'H2',
    name: 'South hub',
    leadUrn: 990002,
  })
  let now: Clock = clockAt(today)
  const lead = (hubId: number, name: string) => addActor(database, 'hub-lead', { programmeId, hubId, name })
  return {
    database,
    world,
    clock: { now: () => now.now(), today: () => now.today() },
    hub,
    otherHub,
    leader: await addActor(database, 'named-leader', { programmeId, schoolUrn: 990011, name: 'Asha Head' }),
    lead: await lead(hub, 'Nora Lead'),
    otherLead: await lead(otherHub, 'Sid Lead'),
    team: await addActor(database, 'programme-team', { programmeId, name: 'Tess Team' }),
    trustLeader: await addActor(database, 'trust-leader', {
      programmeId,
      trustUid: 990001,
      name: 'Hal Trust',
    }),
    evaluator: await addActor(database, 'evaluator', { programmeId, name: 'Eva Luator' }),
    moveClock(to) {
      if (!to.includes('T')) {
        now = clockAt(to)
        return
      }
      const local = Temporal.PlainDateTime.from(to)
      const instant = local.toZonedDateTime('Europe/London').toInstant()
      now = { now: () => instant, today: () => local.toPlainDate() }
    },
    rows: async <R>(query: ReturnType<typeof sql>) =>
      (await database.asOwner((db) => query.execute(db))).rows as R[],
  }
}
