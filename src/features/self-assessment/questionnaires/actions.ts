import type { Db } from '../../../platform/database/index.ts'
import { readQuestionnaireFiles } from './file.ts'
import {
  findUnchangedVersion,
  forgetVersionsRead,
  insertVersion,
  lockQuestionnaires,
  upsertQuestionnaire,
} from './store.ts'

export interface LoadedQuestionnaire {
  readonly key: string
  readonly questionnaireId: number
  readonly versionId: number
  /** False when the file says what a version already said. */
  readonly isNew: boolean
}

/**
 * Loads every questionnaire file of a folder, in an owner's transaction. Safe to repeat: a file that says nothing new adds
 * nothing; one that does becomes the next version, and a self-assessment that has begun keeps the one it began with.
 */
export async function loadQuestionnaires(db: Db, folder?: string): Promise<LoadedQuestionnaire[]> {
  const files = await readQuestionnaireFiles(folder)
  forgetVersionsRead()
  await lockQuestionnaires(db)
  const loaded: LoadedQuestionnaire[] = []
  for (const { definition, contentHash } of files) {
    const questionnaireId = await upsertQuestionnaire(db, definition)
    const known = await findUnchangedVersion(db, questionnaireId, contentHash)
    const version =
      known ?? (await insertVersion(db, { questionnaireId, definition, contentHash, importedBy: null }))
    loaded.push({ key: definition.key, questionnaireId, versionId: version.id, isNew: !known })
  }
  return loaded
}
