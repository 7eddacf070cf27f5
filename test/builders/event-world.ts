/** Two hubs with schools and people, and events with places, guests and what came of them, put straight into the tables. */
import { sql } from 'kysely'
import type { Actor } from '../../src/features/people/index.ts'
import type { Database, Db } from '../../src/platform/database/index.ts'
import type { App } from '../../src/platform/http/index.ts'
import { type FeatureApp, featureApp } from './feature-app.ts'
import { addActor, addPartnership, type World } from './programme-world.ts'
import { openTwoHubs, type TwoHubs } from './two-hubs.ts'

export const SECRET = 'a secret of at least thirty-two characters'

export interface EventWorld extends TwoHubs {
  readonly web: FeatureApp
  /** Ashby School and Birch School of the first hub, Cedar School of the other. */
  readonly ashby: number
  readonly birch: number
  readonly cedar: number
  readonly birchLeader: Actor
  readonly cedarLeader: Actor
  close(): Promise<void>
}

export async function openEventWorld(mount: (app: App) => void = () => {}): Promise<EventWorld> {
  const hubs = await openTwoHubs({
    today: '2026-05-12',
    inTrust: [990011],
    more: { 990021: 'Cedar School' },
  })
  const { database, world, clock, hub, otherHub } = hubs
  const { programmeId } = world
  const named = (schoolUrn: number, name: string) =>
    addActor(database, 'named-leader', { programmeId, schoolUrn, name })
  return {
    ...hubs,
    web: await featureApp({ database, clock, mount }),
    ashby: await addPartnership(database, world, { hubId: hub, urn: 990011, pathway: 'enhanced' }),
    birch: await addPartnership(database, world, { hubId: hub, urn: 990012 }),
    cedar: await addPartnership(database, world, { hubId: otherHub, urn: 990021 }),
    birchLeader: await named(990012, 'Bea Head'),
    cedarLeader: await named(990021, 'Cy Head'),
    async close() {
      await database.close()
    },
  }
}

export interface NewTestEvent {
  readonly kind?: 'cpd' | 'open-day' | 'networking'
  readonly audience?: 'partners' | 'leads'
  /** Null: the programme team runs it. */
  readonly hubId: number | null
  readonly number?: number
  readonly title?: string
  /** On the clocks of England: '2026-06-24T10:00'. */
  readonly startsAt: string
  readonly minutes?: number
  readonly place?: 'lead-school' | 'elsewhere' | 'online'
  readonly joiningLink?: string
  readonly capacity?: number | null
}

export async function addEvent(database: Database, world: World, of: NewTestEvent): Promise<number> {
  const { kind = 'open-day', audience = 'partners', title = 'Open day', minutes = 300 } = of
  const starts = Temporal.PlainDateTime.from(of.startsAt).toZonedDateTime('Europe/London')
  // A session of the series is there from the definition.
  if (of.number !== undefined) {
    return database.asOwner((db) =>
      idFrom(
        db,
        sql`update events set starts_at = ${starts.toInstant().toString()}, time_confirmed = true,
            ends_at = ${starts.add({ minutes }).toInstant().toString()}, joining_link = ${of.joiningLink ?? ''}
          where programme_id = ${world.programmeId} and number = ${of.number ?? 0} returning id`,
      ),
    )
  }
  return database.asOwner((db) =>
    idFrom(
      db,
      sql`insert into events (form_key, programme_id, kind, audience, hub_id, title, starts_at, ends_at, place,
          joining_link, capacity)
        values (gen_random_uuid(), ${world.programmeId}, ${kind}, ${audience}, ${of.hubId}, ${title},
          ${starts.toInstant().toString()}, ${starts.add({ minutes }).toInstant().toString()},
          ${of.place ?? 'lead-school'}, ${of.joiningLink ?? ''}, ${of.capacity ?? null})
        returning id`,
    ),
  )
}

export interface TestGuest {
  readonly name: string
  readonly email?: string
}

/** A school's booking, with a place for each guest. */
export async function addBooking(
  database: Database,
  of: { eventId: number; partnershipId: number; by: Actor; guests: readonly TestGuest[] },
): Promise<number> {
  return database.asOwner(async (db) => {
    const id = await idFrom(
      db,
      sql`insert into event_bookings (form_key, event_id, partnership_id, places, booked_by, booked_by_name)
        values (gen_random_uuid(), ${of.eventId}, ${of.partnershipId}, ${of.guests.length}, ${of.by.accountId},
          ${of.by.name}) returning id`,
    )
    for (const { name, email = `${name.toLowerCase().replaceAll(' ', '.')}@guests.example` } of of.guests) {
      await sql`insert into event_guests (booking_id, event_id, name, email)
        values (${id}, ${of.eventId}, ${name}, ${email})`.execute(db)
    }
    return id
  })
}

export async function addPresence(
  database: Database,
  of: { eventId: number; partnershipId: number; name: string; minutes?: number },
): Promise<void> {
  await database.asOwner((db) =>
    sql`insert into event_presences (client_key, event_id, partnership_id, name, how, arrived_at, minutes, source,
        recorded_by_name)
      values (gen_random_uuid(), ${of.eventId}, ${of.partnershipId}, ${of.name}, 'in person', alongside.now(),
        ${of.minutes ?? 120}, 'by hand', 'Nora Lead')`.execute(db),
  )
}

async function idFrom(db: Db, query: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await query.execute(db)
  return (rows[0] as { id: number }).id
}
