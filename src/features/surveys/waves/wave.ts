/** A wave with all that its pages need. */
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { type Partnership, readPartnership } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import { findPathway, type Pathway, readVersion } from '../../programmes/index.ts'
import { type Code, type Group, stateOf, type Wave, type WaveState } from './domain.ts'
import { canRunWaves, canSeeWaves, runsSurveys } from './policy.ts'
import { listCodes, listGroups, readWave } from './store.ts'

export interface SurveyPlace {
  readonly partnership: Partnership
  readonly pathway: Pathway
}

/** Not found unless this actor may see the partnership, and its pathway has surveys. */
export async function readSurveyPlace(db: Db, actor: Actor, partnershipId: number): Promise<SurveyPlace> {
  const partnership = await readPartnership(db, partnershipId)
  const { definition } = await readVersion(db, partnership.programmeVersionId)
  const pathway = findPathway(definition, partnership.pathwayKey)
  if (!canSeeWaves(actor) || !pathway || !runsSurveys(pathway)) throw notFound()
  return { partnership, pathway }
}

export interface WaveInView extends SurveyPlace {
  readonly wave: Wave
  readonly state: WaveState
  readonly groups: readonly Group[]
  /** None for those who may not have them. */
  readonly codes: readonly Code[]
}

/** Of the school itself: for everyone else there is no such page. */
export async function readOwnWave(
  db: Db,
  actor: Actor,
  waveId: number,
  now: Temporal.Instant,
): Promise<WaveInView> {
  if (!canRunWaves(actor)) throw notFound()
  const wave = await readWave(db, waveId)
  const place = await readSurveyPlace(db, actor, wave.partnershipId)
  const [groups, codes] = await Promise.all([listGroups(db, [wave.id]), listCodes(db, [wave.id])])
  return { ...place, wave, state: stateOf(wave, now), groups, codes }
}
