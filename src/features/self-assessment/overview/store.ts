import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { AnswerContent } from '../domain.ts'

export interface NewSelfAssessment {
  readonly key: string
  readonly partnershipId: number
  readonly versionId: number
  readonly startsFromId: number | null
}

/** Nothing when one is open already, or this very form was sent before. */
export async function insertSelfAssessment(
  db: Db,
  actor: Actor,
  wanted: NewSelfAssessment,
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    insert into self_assessments (key, partnership_id, questionnaire_version_id, number, starts_from_id, started_by,
      started_by_name)
    select ${wanted.key}, ${wanted.partnershipId}, ${wanted.versionId}, coalesce(max(number), 0) + 1,
      ${wanted.startsFromId}::int, ${actor.accountId}, ${actor.name}
    from self_assessments where partnership_id = ${wanted.partnershipId}
    on conflict do nothing returning id`.execute(db)
  return rows[0]?.id
}

/** The answers that a later self-assessment begins with, in one statement. */
export async function insertAnswers(
  db: Db,
  actor: Actor,
  id: number,
  answers: readonly (AnswerContent & { readonly statementKey: string })[],
): Promise<void> {
  if (answers.length === 0) return
  await sql`
    insert into self_assessment_answers (self_assessment_id, statement_key, level, evidence_note, consulted, is_priority,
      changed_by, changed_by_name)
    select ${id}, r."statementKey", r.level, r."evidenceNote", r.consulted, r."isPriority", ${actor.accountId}, ${actor.name}
    from jsonb_to_recordset(${JSON.stringify(answers)}::text::jsonb) as r("statementKey" text, level text,
      "evidenceNote" text, consulted text[], "isPriority" boolean)`.execute(db)
}

/** What a form that was sent before has made. */
export async function findByKey(db: Db, key: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id from self_assessments where key = ${key}`.execute(db)
  return rows[0]?.id
}
