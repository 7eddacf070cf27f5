import type { Db } from '../../../../platform/database/index.ts'
import type { Actor } from '../../../people/index.ts'
import { listSharedWaves } from '../../results/store.ts'
import { type Group, stateOf, type Wave, type WaveState } from '../domain.ts'
import { mayOpenWaves } from '../policy.ts'
import { listGroupCounts, listGroups, listWaves } from '../store.ts'
import { readSurveyPlace, type SurveyPlace } from '../wave.ts'

export interface ListedWave {
  readonly wave: Wave
  readonly state: WaveState
  readonly groups: readonly Group[]
  readonly answered: number
  readonly isShared: boolean
}

export interface SurveyList extends SurveyPlace {
  readonly actor: Actor
  readonly waves: readonly ListedWave[]
  readonly mayOpen: boolean
}

/** Every survey of a partnership, the newest first: that there is one, when, and how many have answered. */
export async function readSurveys(
  db: Db,
  actor: Actor,
  partnershipId: number,
  now: Temporal.Instant,
): Promise<SurveyList> {
  const place = await readSurveyPlace(db, actor, partnershipId)
  const waves = await listWaves(db, partnershipId)
  const ids = waves.map(({ id }) => id)
  const [groups, counts, shared] = await Promise.all([
    listGroups(db, ids),
    listGroupCounts(db, ids),
    listSharedWaves(db, ids),
  ])
  return {
    ...place,
    actor,
    mayOpen: mayOpenWaves(actor, place.partnership),
    waves: waves.map((wave) => ({
      wave,
      state: stateOf(wave, now),
      isShared: shared.includes(wave.id),
      groups: groups.filter(({ waveId }) => waveId === wave.id),
      answered: counts.reduce((sum, { waveId, answered }) => (waveId === wave.id ? sum + answered : sum), 0),
    })),
  }
}
