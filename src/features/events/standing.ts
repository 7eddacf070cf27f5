/** What of an event a school has behind it: needed by every page that comes afterwards. */
import type { Db } from '../../platform/database/index.ts'
import { conflict } from '../../platform/refusal.ts'
import type { Actor } from '../people/index.ts'
import { findParty, type Party } from './bookings/party.ts'
import { type Event, hasBegun } from './domain.ts'
import { canRun } from './policy.ts'
import { type Traces, tracesOf } from './standing-store.ts'
import { readEvent } from './store.ts'

export interface Standing extends Traces {
  readonly event: Event
  readonly runs: boolean
  /** On whose behalf this person comes; undefined for those who come on nobody’s. */
  readonly party: Party | undefined
}

export async function readStanding(db: Db, actor: Actor, eventId: number): Promise<Standing> {
  const event = await readEvent(db, eventId)
  const party = await findParty(db, actor, event)
  const base = { event, party, runs: canRun(actor, event) }
  if (!party) return { ...base, booked: false, tookPart: 0, watchedLater: false }
  return { ...base, ...(await tracesOf(db, eventId, party)) }
}

/** What comes afterwards waits until the event has begun, and never comes of one that was cancelled. */
export function mustHaveBegun(event: Event, now: Temporal.Instant): void {
  if (event.cancelledAt) throw conflict('This event was cancelled, so nothing comes after it.')
  if (!hasBegun(event, now)) throw conflict('This event has not begun yet. Come back afterwards.')
}

/** Ended partnerships can be read and not written. */
export function mustMayAct(party: Party): void {
  if (!party.mayAct) {
    throw conflict(
      'This partnership is not running, so its events can be read and not changed. Nothing was saved.',
    )
  }
}
