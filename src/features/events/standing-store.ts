import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import type { Party } from './bookings/party.ts'
import { ofParty } from './bookings/store.ts'

export interface Traces {
  readonly booked: boolean
  /** People of this school who took part. */
  readonly tookPart: number
  readonly watchedLater: boolean
}

/** What there is of one school at one event. */
export async function tracesOf(db: Db, eventId: number, party: Party): Promise<Traces> {
  const { rows } = await sql<Traces>`
    select
      exists (select from event_bookings where event_id = ${eventId} and given_back_at is null and ${ofParty(party)})
        as booked,
      (select count(*)::int from event_presences where event_id = ${eventId} and undone_at is null
        and ${ofParty(party)}) as "tookPart",
      exists (select from event_catch_ups where event_id = ${eventId} and undone_at is null
        and partnership_id = ${party.partnershipId}) as "watchedLater"`.execute(db)
  return rows[0] ?? { booked: false, tookPart: 0, watchedLater: false }
}
