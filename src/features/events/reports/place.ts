import type { Db } from '../../../platform/database/index.ts'
import type { Event } from '../domain.ts'
import { listKnownPlaces } from './known-store.ts'
import { fold } from './names.ts'

/** The school that somebody typed or chose: its URN or its name in full; at a meeting of leads the number of a hub. */
export async function findPlace(
  db: Db,
  event: Pick<Event, 'audience' | 'hubId' | 'programmeId'>,
  typed: string,
): Promise<{ partnershipId: number | null; hubId: number | null } | undefined> {
  const places = await listKnownPlaces(db, event)
  const number = /^\d{1,9}$/.test(typed) ? Number(typed) : undefined
  if (event.audience === 'leads') {
    const hub = places.find(({ placeId }) => placeId === number)
    return hub && { partnershipId: null, hubId: hub.placeId }
  }
  const named = places.filter(({ urn, name }) =>
    number === undefined ? fold(name) === fold(typed) : urn === number,
  )
  const [only, ...others] = named
  return only && others.length === 0 ? { partnershipId: only.placeId, hubId: null } : undefined
}
