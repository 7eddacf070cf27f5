/** One partnership of the enhanced pathway between two hubs, and the feature on a server. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { routes } from '../../src/features/partnerships/index.ts'
import type { Actor } from '../../src/features/people/index.ts'
import { type FeatureApp, featureApp } from './feature-app.ts'
import { addActor, addPartnership } from './programme-world.ts'
import { openTwoHubs, type TwoHubs } from './two-hubs.ts'

export interface PartnershipWorld extends TwoHubs {
  readonly web: FeatureApp
  /** Of Ashby School with the first hub. */
  readonly enhanced: number
  /** The address of its room. */
  readonly address: string
  /** Of Birch School, which has no partnership yet. */
  readonly otherLeader: Actor
  close(): Promise<void>
}

/** Today is 12 March 2026, in the database too. */
export async function openPartnership(): Promise<PartnershipWorld> {
  const hubs = await openTwoHubs({
    today: '2026-03-12',
    inTrust: [990011],
    more: { 990013: 'Cedar School' },
  })
  const { database, world, clock } = hubs
  const { programmeId } = world
  const web = await featureApp({ database, clock, mount: (app) => routes(app, []) })
  const enhanced = await addPartnership(database, world, {
    hubId: hubs.hub,
    urn: 990011,
    pathway: 'enhanced',
  })
  return {
    ...hubs,
    web,
    enhanced,
    address: `/partnerships/${enhanced}`,
    otherLeader: await addActor(database, 'named-leader', {
      programmeId,
      schoolUrn: 990012,
      name: 'Bea Head',
    }),
    rows: <R>(query: ReturnType<typeof sql>) =>
      database.asOwner(async (db) => {
        await sql`select set_config('alongside.today', '2026-03-12', true)`.execute(db)
        return (await query.execute(db)).rows as R[]
      }),
    async close() {
      await web.app.close()
      await database.close()
    },
  }
}

/** The form that confirms an expectation as done on 10 March 2026. */
export const confirmation = (more: Readonly<Record<string, string | number>> = {}) => ({
  key: randomUUID(),
  seen: 0,
  state: 'done',
  'happened-day': 10,
  'happened-month': 3,
  'happened-year': 2026,
  hours: '1.5',
  note: '',
  ...more,
})
