/** Surveys that are over, for the tests of who may see what: one whose results are shared, one that waits to be counted. */
import { sql } from 'kysely'
import { shapeOf } from '../../src/features/surveys/definition.ts'
import { publish, slotsOf } from '../../src/features/surveys/disclosure/index.ts'
import { readSurveyVersion } from '../../src/features/surveys/questionnaires/store.ts'
import { insertPublished, markResults } from '../../src/features/surveys/results/store.ts'
import type { Db } from '../../src/platform/database/index.ts'

export interface SurveyRecords {
  /** Its results are made, and shared with the lead school and the programme team. */
  readonly surveyWithResults: number
  /** Closed, with a burst that was decided about, and no results yet. */
  readonly surveyToCount: number
  readonly surveyBurst: number
}

/** In an owner's transaction. Both beside whatever waves the partnership has. */
export async function addSurveyRecords(
  db: Db,
  { partnershipId }: { readonly partnershipId: number },
): Promise<SurveyRecords> {
  const { rows: versions } = await sql<{ id: number }>`
    select id from survey_versions where key = 'pupils-secondary' order by number desc limit 1`.execute(db)
  const versionId = versions[0]?.id ?? 0
  const add = async (kind: string, closed: string): Promise<{ wave: number; group: number }> => {
    const { rows } = await sql<{ wave: number; group: number }>`
      with w as (
        insert into survey_waves (key, partnership_id, kind, pupils_version_id, opens_at, closes_at, languages, layout,
          created_by_name, closed_at, closed_by_name)
        values (gen_random_uuid(), ${partnershipId}, ${kind}, ${versionId}, ${closed}::timestamptz - interval '10 days', ${closed}, '{en}',
          'all-on-one-page', 'Somebody', ${closed}, 'Somebody') returning id)
      insert into survey_groups (wave_id, audience, position, label, roll) select id, 'pupils', 1, 'Year 7', 40 from w
      returning wave_id as wave, id as "group"`.execute(db)
    return rows[0] ?? { wave: 0, group: 0 }
  }
  const { definition } = await readSurveyVersion(db, versionId)
  const shape = shapeOf(definition)
  const counts = shape.flatMap((options) =>
    Array.from({ length: slotsOf(options) }, (_, at) => (at === 1 ? 30 : at === 2 ? 10 : 0)),
  )
  const published = publish([{ position: 1, label: 'Year 7', answered: 40, counts }], shape, 10)
  const counted = async (kind: string, closed: string): Promise<number> => {
    const { wave } = await add(kind, closed)
    await insertPublished(db, wave, { audience: 'pupils', versionId, shape }, published)
    await markResults(db, wave, 10)
    await sql`insert into survey_shares (key, wave_id, shared_by_name) values (gen_random_uuid(), ${wave}, 'Somebody')`.execute(
      db,
    )
    return wave
  }
  const surveyWithResults = await counted('baseline', '2026-02-13T16:00:00Z')
  await counted('follow-up', '2026-04-24T16:00:00Z')
  const toCount = await add('follow-up', '2026-05-08T15:00:00Z')
  const { rows } = await sql<{ id: number }>`
    insert into survey_bursts (wave_id, group_id, found_at, count, why, decision, reason, decided_by_name, decided_at)
    values (${toCount.wave}, ${toCount.group}, '2026-05-06T09:00:00Z', 14, 'all-the-same', 'kept', 'Two classes', 'Somebody',
      '2026-05-08T16:00:00Z') returning id`.execute(db)
  return { surveyWithResults, surveyToCount: toCount.wave, surveyBurst: rows[0]?.id ?? 0 }
}
