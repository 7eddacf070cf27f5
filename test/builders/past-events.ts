/** An open day and a session that are over, with somebody of one school at each. */
import { afterwardsRoutes } from '../../src/features/events/afterwards.ts'
import { addBooking, addEvent, addPresence, type EventWorld, openEventWorld, SECRET } from './event-world.ts'

export interface PastEvents {
  readonly world: EventWorld
  readonly openDay: number
  readonly session: number
}

/** Two months on; Ashby School was at both, Birch School at neither. */
export async function openPastEvents(): Promise<PastEvents> {
  const world = await openEventWorld((app) =>
    afterwardsRoutes(app, { secret: SECRET, publicUrl: 'https://alongside.example' }),
  )
  const { database } = world
  const openDay = await addEvent(database, world.world, {
    hubId: world.hub,
    startsAt: '2026-03-10T10:00',
    title: 'Spring open day',
  })
  const session = await addEvent(database, world.world, {
    kind: 'cpd',
    hubId: null,
    number: 2,
    startsAt: '2026-02-09T16:00',
    minutes: 120,
  })
  await addBooking(database, {
    eventId: openDay,
    partnershipId: world.ashby,
    by: world.leader,
    guests: [{ name: 'Ann Ash' }],
  })
  await addPresence(database, {
    eventId: openDay,
    partnershipId: world.ashby,
    name: 'Ann Ash',
    minutes: 300,
  })
  await addPresence(database, {
    eventId: session,
    partnershipId: world.ashby,
    name: 'Zoë Ash',
    minutes: 120,
  })
  world.moveClock('2026-03-20')
  return { world, openDay, session }
}
