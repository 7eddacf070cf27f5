import type { Db } from '../../../platform/database/index.ts'
import { forbidden } from '../../../platform/refusal.ts'
import type { Actor } from '../../people/index.ts'
import { mustHaveBegun, mustMayAct, readStanding, type Standing } from '../standing.ts'
import { type FeedbackForm, versionOf } from './content.ts'
import type { Said } from './results.ts'
import { type Answered, hasGiven, insertAnswers, insertGiven, readAnswers } from './store.ts'

export interface FeedbackInView extends Standing {
  readonly given: boolean
  /** For those who run the event. */
  readonly results: { readonly count: number; readonly answers: readonly Answered[] } | undefined
}

export async function readFeedback(
  db: Db,
  actor: Actor,
  eventId: number,
  now: Temporal.Instant,
): Promise<FeedbackInView> {
  const standing = await readStanding(db, actor, eventId)
  const { event, runs, party } = standing
  if (!runs && !party)
    throw forbidden('Feedback is given by those who came, and read by those who run the event.')
  mustHaveBegun(event, now)
  return {
    ...standing,
    given: await hasGiven(db, actor, eventId),
    results: runs ? await readAnswers(db, eventId) : undefined,
  }
}

/** Those whose school came, had places or watched later. */
export const mayGive = ({ party, booked, tookPart, watchedLater }: Standing): boolean =>
  party?.mayAct === true && (booked || tookPart > 0 || watchedLater)

/** Keeps that somebody gave feedback, and apart from it what was said. Sent twice, it is kept once. */
export async function giveFeedback(
  db: Db,
  actor: Actor,
  view: FeedbackInView,
  form: FeedbackForm,
  said: Said,
): Promise<void> {
  if (!view.party) throw forbidden('Feedback is given by those who came.')
  mustMayAct(view.party)
  if (!mayGive(view)) throw forbidden('Feedback is given by those who came to the event.')
  if (await insertGiven(db, actor, view.event.id))
    await insertAnswers(db, view.event.id, versionOf(form), said)
}
