/**
 * Folding: answers that have arrived are opened and laid among the others in no order, never fewer of a group at once than
 * the floor, so that nobody can be the one that came last. At the close everything is laid afresh among what is left.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Db } from '../../../platform/database/index.ts'
import { SYSTEM } from '../../people/index.ts'
import type { Seal } from '../answering/seal.ts'
import { layRemarksAnew } from '../remarks/actions.ts'
import {
  forgetKeys,
  listFoldable,
  listKeysToForget,
  putAnswers,
  type SealedArrival,
  takeArrivals,
} from './store.ts'

/** Retries come within a week of the end: a device that was offline for longer has lost its answer. */
const KEYS_KEPT_DAYS = 7
const LONGEST_REST_MILLISECONDS = 1_000

/** Folds what a wave has waiting, in the caller's transaction. Safe to repeat. Returns how many were folded. */
export async function foldWave(
  db: Db,
  seal: Seal,
  waveId: number,
  { floor, afresh }: { readonly floor: number; readonly afresh: boolean },
): Promise<number> {
  const arrivals = await takeArrivals(db, waveId, { floor, closing: afresh })
  if (arrivals.length === 0 && !afresh) return 0
  await putAnswers(
    db,
    waveId,
    arrivals.map((arrival) => ({ ...arrival, answers: opened(seal, arrival) })),
    afresh,
  )
  return arrivals.length
}

/** Everything that a closed wave has, in no order, before it is counted: for the transaction that counts. */
export const collectWith =
  (seal: Seal) =>
  async (db: Db, waveId: number): Promise<void> => {
    await foldWave(db, seal, waveId, { floor: 1, afresh: true })
    await layRemarksAnew(db, seal, waveId)
  }

/**
 * Every wave that has enough waiting, each in a transaction of its own, with as long a rest after it, which answers that come
 * in have to themselves. Returns how many answers were folded.
 */
export async function foldAll(
  database: Database,
  seal: Seal,
  floor: number,
  onError: (error: Error) => void = () => {},
): Promise<number> {
  const waves = await database.inScope(SYSTEM, (db) => listFoldable(db, floor))
  let folded = 0
  for (const waveId of waves) {
    const begun = performance.now()
    try {
      folded += await database.inScope(SYSTEM, (db) => foldWave(db, seal, waveId, { floor, afresh: false }))
    } catch (error) {
      // One wave that cannot be folded keeps no other from it; it stays as it is until its cause is mended.
      onError(error instanceof Error ? error : new Error('A wave could not be folded'))
    }
    await sleep(Math.min(performance.now() - begun, LONGEST_REST_MILLISECONDS))
  }
  if (folded > 0) await clearTraces(database)
  return folded
}

/** What was deleted is still in the file until it is vacuumed; where that is not allowed, the server does it in its own time. */
async function clearTraces(database: Database): Promise<void> {
  await database.ownerStatements('vacuum survey_arrivals').catch(() => undefined)
}

/** Keys serve retries alone: they go a week after the wave. Returns how many went. */
export async function forgetOldKeys(database: Database, now: Temporal.Instant): Promise<number> {
  return database.inScope(SYSTEM, async (db) => {
    const waves = await listKeysToForget(db, now.subtract({ hours: 24 * KEYS_KEPT_DAYS }))
    return waves.length === 0 ? 0 : forgetKeys(db, waves)
  })
}

function opened(seal: Seal, arrival: SealedArrival): Buffer {
  try {
    return seal.open(arrival.answers)
  } catch {
    throw new Error(
      'An answer cannot be opened with the secret of this service: start it with the secret that it had when the survey was answered',
    )
  }
}
