import type { Db } from '../../../../platform/database/index.ts'
import { conflict } from '../../../../platform/refusal.ts'
import { recordHistory } from '../../../history/index.ts'
import type { Actor } from '../../../people/index.ts'
import type { WaveInView } from '../wave.ts'
import { sayMoment, sayWindow, type Window } from '../window.ts'
import { nameOfWave } from '../words.ts'
import { listForgotten, updateClosed, updateWindow } from './store.ts'

const CLOSED = 'This survey is closed, and a closed survey is not opened again: its results are made.'
const MEANWHILE =
  'Someone else changed this survey while you had the page open. Open it again to see what changed.'

/** How long a survey whose time is over waits for its school before it is closed by itself. */
export const DAYS_BEFORE_CLOSING = 3

export interface WindowChange extends Window {
  readonly seen: number
  readonly reason: string
}

/** Extends, shortens or reopens a survey that is not closed. The reason stands in the history. */
export async function changeWindow(
  db: Db,
  actor: Actor,
  { wave, state, partnership }: WaveInView,
  change: WindowChange,
): Promise<void> {
  if (state === 'closed') throw conflict(CLOSED)
  const to = { opensAt: change.opensAt.toString(), closesAt: change.closesAt.toString() }
  if (sameMoment(to.opensAt, wave.opensAt) && sameMoment(to.closesAt, wave.closesAt)) return
  if (!(await updateWindow(db, wave, change.seen, to))) throw conflict(MEANWHILE)
  const verb = state === 'over' ? 'Reopened' : 'Changed when it is open:'
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: state === 'over' ? 'survey.reopened' : 'survey.window-changed',
    sentence: `${verb} the ${lower(nameOfWave(wave))}, now ${sayWindow(to)}. Reason: ${change.reason}`,
    details: { waveId: wave.id, ...to },
  })
}

/** No more answers from this moment on. It can be reopened until it is closed. */
export async function stopAnswers(
  db: Db,
  actor: Actor,
  { wave, state, partnership }: WaveInView,
  stop: { readonly seen: number; readonly reason: string },
  now: Temporal.Instant,
): Promise<void> {
  if (state === 'closed') throw conflict(CLOSED)
  if (state !== 'open') return
  // A window has a length, also one that is stopped in the second it opened.
  const opened = Temporal.Instant.from(wave.opensAt)
  const closesAt = Temporal.Instant.compare(now, opened) > 0 ? now : opened.add({ seconds: 1 })
  const to = { opensAt: wave.opensAt, closesAt: closesAt.toString() }
  if (!(await updateWindow(db, wave, stop.seen, to))) throw conflict(MEANWHILE)
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'survey.stopped',
    sentence: `Stopped taking answers to the ${lower(nameOfWave(wave))} on ${sayMoment(to.closesAt, 'closes')}. Reason: ${stop.reason}`,
    details: { waveId: wave.id },
  })
}

/** For good: its results are made of what has come in, and never of anything else. */
export async function closeWave(
  db: Db,
  actor: Actor,
  { wave, partnership }: WaveInView,
  { reason }: { readonly reason: string },
  now: Temporal.Instant,
): Promise<void> {
  if (!(await updateClosed(db, wave, now, actor.name))) return
  await recordHistory(db, actor, {
    about: { partnershipId: partnership.id },
    kind: 'survey.closed',
    sentence: `Closed the ${lower(nameOfWave(wave))}${reason && `. Reason: ${reason}`}`,
    details: { waveId: wave.id },
  })
}

/** Closes what was left open after its time, so that no school waits for results without knowing why. */
export async function closeForgotten(db: Db, now: Temporal.Instant): Promise<number> {
  const forgotten = await listForgotten(db, now.subtract({ hours: 24 * DAYS_BEFORE_CLOSING }))
  for (const wave of forgotten) {
    if (!(await updateClosed(db, wave, now, 'the service'))) continue
    await recordHistory(db, 'system', {
      about: { partnershipId: wave.partnershipId },
      kind: 'survey.closed',
      sentence: `Closed a survey ${DAYS_BEFORE_CLOSING} days after its time was over`,
      details: { waveId: wave.id },
    })
  }
  return forgotten.length
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const sameMoment = (one: string, other: string): boolean =>
  Temporal.Instant.from(one).equals(Temporal.Instant.from(other))
