/** Versions of questionnaires. A version never changes, so what was read of one is kept. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import type { Audience, Stage, SurveyDefinition } from '../definition.ts'

export interface SurveyVersion {
  readonly id: number
  readonly key: string
  readonly number: number
  readonly audience: Audience
  readonly stage: Stage | null
  readonly name: string
  readonly definition: SurveyDefinition
  /** `file`, or who brought it in from a spreadsheet. */
  readonly source: string
  readonly loadedAt: string
}

const VERSION = sql`select id, key, number, audience, stage, name, definition, source, loaded_at as "loadedAt"
  from survey_versions`

const versionsRead = new Map<number, SurveyVersion>()

/** Not found for an id that there is not. */
export async function readSurveyVersion(db: Db, id: number): Promise<SurveyVersion> {
  const known = versionsRead.get(id)
  if (known) return known
  const { rows } = await sql<SurveyVersion>`${VERSION} where id = ${id}`.execute(db)
  const [version] = rows
  if (!version) throw notFound()
  versionsRead.set(id, version)
  return version
}

/** After another database came under this process, as in tests. */
export function forgetSurveyVersions(): void {
  versionsRead.clear()
}

/** The newest version of each questionnaire: what a wave opened now asks. */
export async function listCurrentVersions(db: Db): Promise<SurveyVersion[]> {
  const { rows } = await sql<SurveyVersion>`
    ${VERSION} v where number = (select max(number) from survey_versions o where o.key = v.key) order by key`.execute(
    db,
  )
  return rows
}

/** Every version of every questionnaire, each one's newest first. */
export async function listSurveyVersions(db: Db): Promise<SurveyVersion[]> {
  const { rows } = await sql<SurveyVersion>`${VERSION} order by key, number desc`.execute(db)
  return rows
}

/** Two processes that start together load one after the other; two imports take turns. Ends with the transaction. */
export async function lockSurveys(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('alongside.surveys'))`.execute(db)
}

export async function findVersionByHash(db: Db, contentHash: string): Promise<SurveyVersion | undefined> {
  const { rows } = await sql<SurveyVersion>`${VERSION} where content_hash = ${contentHash}`.execute(db)
  return rows[0]
}

/** The next version of its questionnaire. */
export async function insertSurveyVersion(
  db: Db,
  version: { readonly definition: SurveyDefinition; readonly contentHash: string; readonly source: string },
): Promise<SurveyVersion> {
  const { definition, contentHash, source } = version
  const { key, audience, stage, name } = definition
  const { rows } = await sql<SurveyVersion>`
    insert into survey_versions (key, number, audience, stage, name, content_hash, definition, source)
    select ${key}, coalesce(max(number), 0) + 1, ${audience}, ${stage}::text, ${name}, ${contentHash},
      ${JSON.stringify(definition)}::text::jsonb, ${source}
    from survey_versions where key = ${key}
    returning id, key, number, audience, stage, name, definition, source, loaded_at as "loadedAt"`.execute(db)
  const [added] = rows
  if (!added) throw new Error('A version was not added')
  return added
}
