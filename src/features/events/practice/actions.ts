import type { Db } from '../../../platform/database/index.ts'
import { conflict, forbidden, notFound } from '../../../platform/refusal.ts'
import { recordHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import { mustHaveBegun, mustMayAct, readStanding, type Standing } from '../standing.ts'
import { nameOf } from '../words.ts'
import type { PracticeForm } from './forms.ts'
import { insertPractice, isPracticeKey, listPractices, type SharedPractice, updatePractice } from './store.ts'

export interface PracticeInView extends Standing {
  readonly practices: readonly SharedPractice[]
  readonly own: SharedPractice | undefined
}

/** After an open day: practice was seen, and a school may try one thing. */
export async function readPractice(
  db: Db,
  actor: Actor,
  eventId: number,
  now: Temporal.Instant,
): Promise<PracticeInView> {
  const standing = await readStanding(db, actor, eventId)
  const { event, party } = standing
  if (event.kind !== 'open-day') throw notFound()
  mustHaveBegun(event, now)
  const practices = await listPractices(db, eventId)
  return {
    ...standing,
    practices,
    own: practices.find(({ partnershipId }) => partnershipId === party?.partnershipId),
  }
}

/** Those who came, or had places and may still be put on the list. */
export const mayWrite = ({ party, booked, tookPart, own }: PracticeInView): boolean =>
  party?.mayAct === true && (tookPart > 0 || booked || own !== undefined)

/** Writes it, and later what became of it. A colleague’s words are never overwritten unseen. */
export async function writePractice(
  db: Db,
  actor: Actor,
  view: PracticeInView,
  form: PracticeForm,
): Promise<void> {
  const { event, party, own } = view
  if (!party || party.partnershipId === null) throw forbidden('A school writes for itself what it will try.')
  mustMayAct(party)
  if (!mayWrite(view)) throw forbidden('This is for the schools that came to the open day.')
  const { partnershipId } = party
  if (await isPracticeKey(db, event.id, form.key)) return
  if (own && own.willTry === form.willTry && own.became === form.became) return
  const saved = own
    ? await updatePractice(db, actor, own, form.seen, form)
    : await insertPractice(db, actor, { eventId: event.id, partnershipId }, form)
  if (!saved)
    throw conflict('A colleague wrote here while you had the page open. Open it again to see what changed.')
  const told = form.became !== '' && own?.became !== form.became
  await recordHistory(db, actor, {
    about: { partnershipId },
    kind: told ? 'event.practice-told' : 'event.practice-written',
    sentence: told
      ? `Wrote what became of what the school tried: ${nameOf(event)}`
      : `Wrote what the school will try: ${nameOf(event)}`,
    details: { event: event.id },
  })
}
