import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { Answer, AnswerContent } from '../domain.ts'

const ANSWER = sql`
  statement_key as "statementKey", level, evidence_note as "evidenceNote", consulted, is_priority as "isPriority", revision,
  changed_at as "changedAt", changed_by_name as "changedByName"`

/** Answers and the submission take turns; answers do not wait for each other. */
export async function holdOpen(db: Db, id: number): Promise<{ submittedByName: string | null } | undefined> {
  const { rows } = await sql<{ submittedByName: string | null }>`
    select submitted_by_name as "submittedByName" from self_assessments where id = ${id} for share`.execute(
    db,
  )
  return rows[0]
}

export async function findAnswer(db: Db, id: number, statementKey: string): Promise<Answer | undefined> {
  const { rows } = await sql<Answer>`
    select ${ANSWER} from self_assessment_answers
    where self_assessment_id = ${id} and statement_key = ${statementKey}`.execute(db)
  return rows[0]
}

/** What the answer said when it had this number. */
export async function findRevision(
  db: Db,
  id: number,
  statementKey: string,
  revision: number,
): Promise<AnswerContent | undefined> {
  const { rows } = await sql<AnswerContent>`
    select level, evidence_note as "evidenceNote", consulted, is_priority as "isPriority"
    from self_assessment_answer_changes
    where self_assessment_id = ${id} and statement_key = ${statementKey} and revision = ${revision} and not set_aside
  `.execute(db)
  return rows[0]
}

/**
 * Puts an answer in the place of the one the person saw.
 * @param seen its number on the person's page, 0 where there was none
 * @returns false when someone else was faster: nothing is written
 */
export async function replaceAnswer(
  db: Db,
  actor: Actor,
  of: { readonly id: number; readonly statementKey: string; readonly seen: number },
  content: AnswerContent,
): Promise<boolean> {
  const { level, evidenceNote, isPriority } = content
  const consulted = sql`(select coalesce(array_agg(c), '{}') from jsonb_array_elements_text(
    ${JSON.stringify(content.consulted)}::text::jsonb) c)`
  const written =
    of.seen === 0
      ? await sql`
          insert into self_assessment_answers (self_assessment_id, statement_key, level, evidence_note, consulted,
            is_priority, changed_by, changed_by_name)
          values (${of.id}, ${of.statementKey}, ${level}, ${evidenceNote}, ${consulted}, ${isPriority},
            ${actor.accountId}, ${actor.name})
          on conflict do nothing`.execute(db)
      : await sql`
          update self_assessment_answers set level = ${level}, evidence_note = ${evidenceNote}, consulted = ${consulted},
            is_priority = ${isPriority}, revision = revision + 1, changed_at = alongside.now(),
            changed_by = ${actor.accountId}, changed_by_name = ${actor.name}
          where self_assessment_id = ${of.id} and statement_key = ${of.statementKey} and revision = ${of.seen}
        `.execute(db)
  return written.numAffectedRows === 1n
}

/** Keeps what could not be saved because someone else was faster. The same words are kept once. */
export async function keepSetAside(
  db: Db,
  actor: Actor,
  of: { readonly id: number; readonly statementKey: string; readonly seen: number },
  content: AnswerContent,
): Promise<void> {
  const consulted = JSON.stringify([...content.consulted].sort())
  await sql`
    insert into self_assessment_answer_changes (self_assessment_id, statement_key, level, evidence_note, consulted,
      is_priority, revision, set_aside, changed_by, changed_by_name)
    select ${of.id}::int, ${of.statementKey}::text, ${content.level}::text, ${content.evidenceNote}::text, w.consulted,
      ${content.isPriority}::boolean, ${of.seen}::int, true, ${actor.accountId}::int, ${actor.name}::text
    from (select coalesce(array_agg(c order by c), '{}') as consulted
      from jsonb_array_elements_text(${consulted}::text::jsonb) c) w
    where not exists (select from self_assessment_answer_changes b
      where b.self_assessment_id = ${of.id} and b.statement_key = ${of.statementKey} and b.set_aside
        and b.changed_by = ${actor.accountId} and b.evidence_note = ${content.evidenceNote}
        and b.level is not distinct from ${content.level}::text and b.is_priority = ${content.isPriority}
        and b.consulted = w.consulted)`.execute(db)
}

export interface Change extends AnswerContent {
  readonly id: number
  readonly statementKey: string
  readonly revision: number
  readonly setAside: boolean
  readonly changedAt: string
  readonly changedByName: string
}

/** Everything that was ever saved or set aside, the newest first; of one statement, or of all. */
export async function listChanges(
  db: Db,
  id: number,
  page: {
    readonly statementKey?: string | undefined
    readonly before?: number | undefined
    readonly limit: number
  },
): Promise<Change[]> {
  const { rows } = await sql<Change>`
    select id, ${ANSWER}, set_aside as "setAside" from self_assessment_answer_changes
    where self_assessment_id = ${id}
      ${page.statementKey === undefined ? sql`` : sql`and statement_key = ${page.statementKey}`}
      ${page.before === undefined ? sql`` : sql`and id < ${page.before}`}
    order by id desc limit ${page.limit}`.execute(db)
  return rows
}
