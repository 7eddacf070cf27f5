/** Closes the book on a wave: what has arrived is counted, looked through once, and kept as it is shown. */
import type { Clock } from '../../../platform/clock.ts'
import type { Database, Db } from '../../../platform/database/index.ts'
import { findSetting } from '../../../platform/settings.ts'
import { recordHistory } from '../../history/index.ts'
import { SYSTEM } from '../../people/index.ts'
import { type Audience, shapeOf } from '../definition.ts'
import { LOWEST_FLOOR, publish, slotsOf, USUAL_FLOOR } from '../disclosure/index.ts'
import { readSurveyVersion } from '../questionnaires/store.ts'
import type { Wave } from '../waves/domain.ts'
import { readWave } from '../waves/store.ts'
import { nameOfWave } from '../waves/words.ts'
import { insertPublished, listTallies, lockForResults, markResults, tallyWave } from './store.ts'

export const FLOOR_SETTING = 'surveys.floor'

export interface MakingOptions {
  readonly database: Database
  readonly clock: Clock
  /** Puts what has arrived of a wave among its answers, in the same transaction. */
  readonly collect: (db: Db, waveId: number) => Promise<void>
}

/** Never below what the method allows, whatever somebody wrote. */
export async function readFloor(db: Db): Promise<number> {
  const floor = await findSetting<number>(db, FLOOR_SETTING)
  return typeof floor === 'number' && Number.isInteger(floor) ? Math.max(LOWEST_FLOOR, floor) : USUAL_FLOOR
}

/**
 * Makes the results of a closed wave, once: two who press at the same moment, or a job beside them, make one. Bursts must
 * have been decided by then; what is not decided counts as kept.
 * @returns false when it is not closed, or has its results
 */
export async function makeResults(options: MakingOptions, waveId: number): Promise<boolean> {
  const scope = { ...SYSTEM, 'alongside.now': options.clock.now().toString() }
  const made = await options.database.inScope(scope, async (db) => {
    if (!(await lockForResults(db, waveId))) return false
    await options.collect(db, waveId)
    await tallyWave(db, waveId)
    const wave = await readWave(db, waveId)
    const floor = await readFloor(db)
    for (const { audience, versionId } of audiencesOf(wave)) {
      const { definition } = await readSurveyVersion(db, versionId)
      const shape = shapeOf(definition)
      const slots = shape.reduce((sum, count) => sum + slotsOf(count), 0)
      const published = publish(await listTallies(db, waveId, audience, slots), shape, floor)
      await insertPublished(db, waveId, { audience, versionId, shape }, published)
    }
    await markResults(db, waveId, floor)
    await recordHistory(db, 'system', {
      about: { partnershipId: wave.partnershipId },
      kind: 'survey.results',
      sentence: `Made the results of the ${nameOfWave(wave).toLowerCase()}`,
      details: { surveyWaveId: waveId, floor },
    })
    return true
  })
  // What staff added was laid anew: how it lay before is in the file until it is vacuumed.
  if (made) await options.database.ownerStatements('vacuum survey_remarks').catch(() => undefined)
  return made
}

export function audiencesOf(
  wave: Pick<Wave, 'pupilsVersionId' | 'staffVersionId'>,
): { audience: Audience; versionId: number }[] {
  const { pupilsVersionId, staffVersionId } = wave
  return [
    ...(pupilsVersionId === null ? [] : [{ audience: 'pupils' as const, versionId: pupilsVersionId }]),
    ...(staffVersionId === null ? [] : [{ audience: 'staff' as const, versionId: staffVersionId }]),
  ]
}
