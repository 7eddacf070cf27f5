import { sql } from 'kysely'
import type { Db } from '../../platform/database/index.ts'
import { notFound } from '../../platform/refusal.ts'
import type { Answer, SelfAssessment, Share } from './domain.ts'

const SELF_ASSESSMENT = sql`
  select id, partnership_id as "partnershipId", questionnaire_version_id as "versionId", number,
    starts_from_id as "startsFromId", started_at as "startedAt", started_by_name as "startedByName",
    submitted_at as "submittedAt", submitted_by_name as "submittedByName"
  from self_assessments`

/** Not found where it does not exist, or this actor may not see its partnership. */
export async function readSelfAssessment(db: Db, id: number): Promise<SelfAssessment> {
  const found = await findSelfAssessment(db, id)
  if (!found) throw notFound()
  return found
}

export async function findSelfAssessment(db: Db, id: number): Promise<SelfAssessment | undefined> {
  const { rows } = await sql<SelfAssessment>`${SELF_ASSESSMENT} where id = ${id}`.execute(db)
  return rows[0]
}

/** All of a partnership, the newest first. */
export async function listSelfAssessments(db: Db, partnershipId: number): Promise<SelfAssessment[]> {
  const { rows } = await sql<SelfAssessment>`
    ${SELF_ASSESSMENT} where partnership_id = ${partnershipId} order by number desc`.execute(db)
  return rows
}

/** The answers that this actor may read: the school's own, or what it shares, the notes left out where it does not share them. */
export async function listAnswers(db: Db, id: number): Promise<Map<string, Answer>> {
  const { rows } = await sql<Answer>`
    select statement_key as "statementKey", level, evidence_note as "evidenceNote", consulted,
      is_priority as "isPriority", revision, changed_at as "changedAt", changed_by_name as "changedByName"
    from readable_self_assessment_answers where self_assessment_id = ${id}`.execute(db)
  return new Map(rows.map((answer) => [answer.statementKey, answer]))
}

/** How the school shares it now, if it does. */
export async function findShare(db: Db, id: number): Promise<Share | undefined> {
  const { rows } = await sql<Share>`
    select id, with_notes as "withNotes", shared_by_name as "sharedByName", shared_at as "sharedAt"
    from self_assessment_shares where self_assessment_id = ${id} and withdrawn_at is null`.execute(db)
  return rows[0]
}

/** The last submitted one of a school to the same questionnaire, in this partnership or one before it. */
export async function findLatestOfSchool(
  db: Db,
  of: { readonly schoolUrn: number; readonly programmeId: number; readonly questionnaireId: number },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select s.id from self_assessments s
    join partnership_cards p on p.id = s.partnership_id
    join questionnaire_versions v on v.id = s.questionnaire_version_id
    where p.school_urn = ${of.schoolUrn} and p.programme_id = ${of.programmeId}
      and v.questionnaire_id = ${of.questionnaireId} and s.submitted_at is not null
    order by s.submitted_at desc, s.id desc limit 1`.execute(db)
  return rows[0]?.id
}
