import type { Db } from '../../../platform/database/index.ts'
import { forbidden } from '../../../platform/refusal.ts'
import type { Actor } from '../../people/index.ts'
import type { Event } from '../domain.ts'
import { mustHaveBegun, readStanding, type Standing } from '../standing.ts'
import { readEvent } from '../store.ts'
import { type CertifiedRow, findCertified, type Holder, listHolders } from './store.ts'

export interface Certificate extends CertifiedRow {
  readonly event: Event
}

export const HOLDERS_ON_A_PAGE = 100

/** What a certificate says, in the system’s scope: whoever holds its code may know it. */
export async function findCertificate(db: Db, presenceId: number): Promise<Certificate | undefined> {
  const row = await findCertified(db, presenceId)
  return row && { ...row, event: await readEvent(db, row.eventId) }
}

export interface HoldersInView extends Standing {
  readonly holders: readonly Holder[]
  readonly count: number
}

/** Who took part: of one’s own school, or for those who run the event everybody. */
export async function readHolders(
  db: Db,
  actor: Actor,
  eventId: number,
  now: Temporal.Instant,
  page: number,
): Promise<HoldersInView> {
  const standing = await readStanding(db, actor, eventId)
  const { event, party, runs } = standing
  const of = runs ? 'all' : party
  if (!of) throw forbidden('Certificates are for those who took part, and for those who run the event.')
  mustHaveBegun(event, now)
  const rows = { limit: HOLDERS_ON_A_PAGE, offset: (page - 1) * HOLDERS_ON_A_PAGE }
  return { ...standing, ...(await listHolders(db, eventId, of, rows)) }
}
