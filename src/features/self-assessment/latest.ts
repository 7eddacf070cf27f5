import type { Db } from '../../platform/database/index.ts'
import type { Questionnaire } from './questionnaires/definition.ts'
import { readQuestionnaire } from './questionnaires/store.ts'
import { listAnswers, listSelfAssessments } from './store.ts'

export interface LatestSubmitted {
  readonly id: number
  readonly number: number
  readonly submittedAt: string
  readonly version: { readonly id: number; readonly definition: Questionnaire }
  readonly answers: readonly {
    readonly statementKey: string
    readonly level: string | null
    readonly isPriority: boolean
    /** Empty for a lead school with which the school shares no notes. */
    readonly evidenceNote: string
  }[]
}

/**
 * The last submitted self-assessment of a partnership as this actor may read it: nothing for a lead school with which it
 * is not shared, and for everyone who may not read answers at all.
 */
export async function readLatestSubmitted(
  db: Db,
  partnershipId: number,
): Promise<LatestSubmitted | undefined> {
  const latest = (await listSelfAssessments(db, partnershipId)).find(
    ({ submittedAt }) => submittedAt !== null,
  )
  if (!latest || latest.submittedAt === null) return undefined
  const answers = await listAnswers(db, latest.id)
  if (answers.size === 0) return undefined
  return {
    id: latest.id,
    number: latest.number,
    submittedAt: latest.submittedAt,
    version: { id: latest.versionId, definition: await readQuestionnaire(db, latest.versionId) },
    answers: [...answers.values()],
  }
}
