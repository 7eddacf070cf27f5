import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden, notFound } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import { mustHaveBegun, mustMayAct, readStanding, type Standing } from '../standing.ts'
import { nameOf } from '../words.ts'
import {
  type CatchUp,
  insertCatchUp,
  isCatchUpKey,
  listCatchUps,
  type NewCatchUp,
  undoCatchUp,
} from './store.ts'

export interface CatchUpInView extends Standing {
  /** Of one’s own school; for hosts and hubs, of every school that they see. */
  readonly catchUps: readonly CatchUp[]
}

/** Only sessions of a series have recordings to catch up with. */
export async function readCatchUp(
  db: Db,
  actor: Actor,
  eventId: number,
  now: Temporal.Instant,
): Promise<CatchUpInView> {
  const standing = await readStanding(db, actor, eventId)
  if (standing.event.kind !== 'cpd') throw notFound()
  mustHaveBegun(standing.event, now)
  return { ...standing, catchUps: await listCatchUps(db, eventId) }
}

/** Why this school has nothing to catch up with at the moment; undefined where it may. */
export function whyNot(
  { event, party, tookPart, watchedLater }: Standing,
  now: Temporal.Instant,
): string | undefined {
  if (!party) return 'A school says for itself that it has watched the recording.'
  if (!party.mayAct) return 'This partnership is not running, so nothing can be added.'
  if (tookPart > 0)
    return 'Your school took part in the session itself, so there is nothing to catch up with.'
  if (watchedLater) return 'Your school has watched the recording.'
  if (Temporal.Instant.compare(now, event.endsAt) < 0)
    return 'The session is going on. Come back when the recording is here.'
  if (event.recordingLink === '')
    return 'The recording is not here yet. The programme team adds it when it is published.'
  return undefined
}

/** The school has watched the recording. Sent twice, it is written once. */
export async function catchUp(
  db: Db,
  actor: Actor,
  view: CatchUpInView,
  entry: NewCatchUp,
  now: Temporal.Instant,
): Promise<void> {
  const { event, party } = view
  if (!party || party.partnershipId === null)
    throw forbidden('A school says for itself that it has watched the recording.')
  mustMayAct(party)
  if (await isCatchUpKey(db, event.id, entry.key)) return
  const why = whyNot(view, now)
  if (why) throw conflict(why)
  const { partnershipId } = party
  if (!(await insertCatchUp(db, actor, { eventId: event.id, partnershipId }, entry)))
    throw conflict('A colleague was faster: your school has caught up with this session.')
  await recordHistory(db, actor, {
    about: { partnershipId },
    kind: 'event.watched-later',
    sentence: `Watched the recording: ${nameOf(event)}`,
    details: { event: event.id, watchedOn: entry.watchedOn },
  })
}

/** It was a mistake: the school has not watched it. */
export async function takeBack(db: Db, actor: Actor, view: CatchUpInView): Promise<void> {
  const { event, party, catchUps } = view
  if (!party || party.partnershipId === null)
    throw forbidden('A school says for itself that it has watched the recording.')
  mustMayAct(party)
  const own = catchUps.find(({ partnershipId }) => partnershipId === party.partnershipId)
  if (!own || !(await undoCatchUp(db, actor, own.id))) return
  await recordHistory(db, actor, {
    about: { partnershipId: party.partnershipId },
    kind: 'event.watched-later-undone',
    sentence: `Took back that the recording was watched: ${nameOf(event)}`,
    details: { event: event.id },
  })
}
