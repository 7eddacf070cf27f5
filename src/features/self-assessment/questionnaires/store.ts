import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { type Questionnaire, statementsOf } from './definition.ts'

/** What a questionnaire said at one time. Never changes; a self-assessment keeps the version it began with. */
export interface QuestionnaireVersion {
  readonly id: number
  readonly questionnaireId: number
  readonly number: number
  readonly definition: Questionnaire
  readonly source: 'file' | 'import'
  readonly importedByName: string | null
  readonly loadedAt: string
}

const VERSION = sql`
  select id, questionnaire_id as "questionnaireId", number, definition, source,
    imported_by_name as "importedByName", loaded_at as "loadedAt" from questionnaire_versions`

/** A version never changes, so each is read from the database once in the life of the process. */
const versionsRead = new Map<number, QuestionnaireVersion>()

/** For loading, which in a test may be into another database whose versions have the same ids. */
export function forgetVersionsRead(): void {
  versionsRead.clear()
}

export async function readQuestionnaireVersion(db: Db, id: number): Promise<QuestionnaireVersion> {
  const known = versionsRead.get(id)
  if (known) return known
  const { rows } = await sql<QuestionnaireVersion>`${VERSION} where id = ${id}`.execute(db)
  const [version] = rows
  if (!version) throw notFound()
  versionsRead.set(id, version)
  return version
}

/** What a version says, by its id. */
export async function readQuestionnaire(db: Db, versionId: number): Promise<Questionnaire> {
  return (await readQuestionnaireVersion(db, versionId)).definition
}

export interface QuestionnaireEntry {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly currentVersionId: number
}

/** The questionnaires that a programme's schools answer, each with the version that is started now. */
export async function listQuestionnaires(db: Db, programmeId: number): Promise<QuestionnaireEntry[]> {
  const { rows } = await sql<QuestionnaireEntry>`
    select q.id, q.key, q.name, v.id as "currentVersionId"
    from questionnaires q
    join questionnaire_programmes u on u.questionnaire_id = q.id
    join programme_cards p on p.key = u.programme_key
    join lateral (select id from questionnaire_versions v where v.questionnaire_id = q.id
      order by number desc limit 1) v on true
    where p.id = ${programmeId} order by q.id`.execute(db)
  return rows
}

/** Every version of a questionnaire, the newest first. */
export async function listVersions(db: Db, questionnaireId: number): Promise<QuestionnaireVersion[]> {
  const { rows } = await sql<QuestionnaireVersion>`
    ${VERSION} where questionnaire_id = ${questionnaireId} order by number desc`.execute(db)
  return rows
}

/** Two processes that start together load one after the other; two imports take turns. Ends with the transaction. */
export async function lockQuestionnaires(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('alongside.questionnaires'))`.execute(db)
}

/** Adds the questionnaire, or gives it the name and the programmes that the file now has. */
export async function upsertQuestionnaire(db: Db, definition: Questionnaire): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into questionnaires (key, name) values (${definition.key}, ${definition.name})
    on conflict (key) do update set name = excluded.name returning id`.execute(db)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('A questionnaire was neither added nor found')
  await sql`
    with wanted as (select jsonb_array_elements_text(${JSON.stringify(definition.programmes)}::text::jsonb) as key),
    gone as (delete from questionnaire_programmes
      where questionnaire_id = ${id} and programme_key not in (select key from wanted))
    insert into questionnaire_programmes (questionnaire_id, programme_key)
    select ${id}, key from wanted on conflict do nothing`.execute(db)
  return id
}

/** The last version that came from a file, when it says the same: an import since then stays the version in use. */
export async function findUnchangedVersion(
  db: Db,
  questionnaireId: number,
  contentHash: string,
): Promise<QuestionnaireVersion | undefined> {
  const { rows } = await sql<QuestionnaireVersion>`
    ${VERSION} where questionnaire_id = ${questionnaireId} and content_hash = ${contentHash} and number = (
      select max(number) from questionnaire_versions where questionnaire_id = ${questionnaireId} and source = 'file')
  `.execute(db)
  return rows[0]
}

export interface NewVersion {
  readonly questionnaireId: number
  readonly definition: Questionnaire
  readonly contentHash: string
  readonly importedBy: { readonly accountId: number; readonly name: string } | null
}

export async function insertVersion(db: Db, version: NewVersion): Promise<QuestionnaireVersion> {
  const { questionnaireId, definition, contentHash, importedBy } = version
  const { rows } = await sql<QuestionnaireVersion>`
    insert into questionnaire_versions (questionnaire_id, number, content_hash, definition, source, imported_by,
      imported_by_name)
    select ${questionnaireId}, coalesce(max(number), 0) + 1, ${contentHash}, ${JSON.stringify(definition)}::text::jsonb,
      ${importedBy ? 'import' : 'file'}, ${importedBy?.accountId ?? null}::int, ${importedBy?.name ?? null}::text
    from questionnaire_versions where questionnaire_id = ${questionnaireId}
    returning id, questionnaire_id as "questionnaireId", number, definition, source,
      imported_by_name as "importedByName", loaded_at as "loadedAt"`.execute(db)
  const [added] = rows
  if (!added) throw new Error('A version was not added')
  const statements = statementsOf(definition).map(({ theme, statement }, at) => ({
    key: statement.key,
    theme_key: theme.key,
    position: at + 1,
    number: statement.number,
    strand: statement.strand,
    text: statement.text,
  }))
  await sql`
    insert into statements (questionnaire_version_id, key, theme_key, position, number, strand, text)
    select ${added.id}, r.* from jsonb_to_recordset(${JSON.stringify(statements)}::text::jsonb) as r(key text,
      theme_key text, position int, number text, strand text, text text)`.execute(db)
  return added
}
