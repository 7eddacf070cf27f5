import type { Db } from '../../../platform/database/index.ts'
import { readSurveyFiles } from './file.ts'
import {
  findVersionByHash,
  forgetSurveyVersions,
  insertSurveyVersion,
  lockSurveys,
  type SurveyVersion,
} from './store.ts'

export interface LoadedSurvey {
  readonly version: SurveyVersion
  /** False when the file says what a version already said. */
  readonly isNew: boolean
}

/**
 * Loads every questionnaire of a folder, in an owner's transaction. Safe to repeat: a file that says nothing new adds
 * nothing; one that does becomes the next version, and a wave keeps the versions that it was opened with.
 */
export async function loadSurveys(db: Db, folder?: string): Promise<LoadedSurvey[]> {
  const files = await readSurveyFiles(folder)
  forgetSurveyVersions()
  await lockSurveys(db)
  const loaded: LoadedSurvey[] = []
  for (const { definition, contentHash } of files) {
    const known = await findVersionByHash(db, contentHash)
    const version = known ?? (await insertSurveyVersion(db, { definition, contentHash, source: 'file' }))
    loaded.push({ version, isNew: !known })
  }
  return loaded
}
