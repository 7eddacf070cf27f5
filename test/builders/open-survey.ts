/** A survey that takes answers, for the tests of who may see what. */
import { sql } from 'kysely'
import { newCode } from '../../src/features/surveys/codes/code.ts'
import type { Db } from '../../src/platform/database/index.ts'

export interface OpenSurvey {
  readonly openSurvey: number
  readonly openSurveyGroup: number
  /** One of its codes: the row, and what a pupil types. */
  readonly surveyCodeId: number
  readonly surveyCode: string
  readonly surveyVersion: number
}

/** In an owner's transaction. A follow-up, so that a baseline can still be set up; one that is there already will do. */
export async function addOpenSurvey(
  db: Db,
  { partnershipId }: { readonly partnershipId: number },
): Promise<OpenSurvey> {
  const { rows: there } = await sql<{ id: number }>`
    select id from survey_waves where partnership_id = ${partnershipId} and kind = 'follow-up' and closed_at is null
      and pupils_version_id is not null`.execute(db)
  const { rows: added } = there[0]
    ? { rows: there }
    : await sql<{ id: number }>`
        insert into survey_waves (key, partnership_id, kind, pupils_version_id, opens_at, closes_at, languages, layout,
          created_by_name)
        select gen_random_uuid(), ${partnershipId}, 'follow-up', max(id), '2026-05-01T08:00:00Z', '2026-06-12T15:00:00Z',
          '{en,pl}', 'all-on-one-page', 'Somebody' from survey_versions where key = 'pupils-secondary' returning id`.execute(
        db,
      )
  const openSurvey = added[0]?.id ?? 0
  if (!there[0]) {
    await sql`
      with g as (insert into survey_groups (wave_id, audience, position, label, roll)
        values (${openSurvey}, 'pupils', 1, 'Year 7', 40) returning id)
      insert into survey_codes (wave_id, group_id, code, label, expected)
      select ${openSurvey}, id, ${newCode()}, '7A', 40 from g`.execute(db)
  }
  // Every named leader of the school by turns would be too many: whoever of them comes first.
  await sql`
    insert into survey_safeguarding_leads (wave_id, name, role, email)
    select ${openSurvey}, r.name, 'Deputy head', r.email
    from held_roles r join partnership_cards p on p.school_urn = r.school_urn and p.programme_id = r.programme_id
    where p.id = ${partnershipId} and r.role = 'named-leader' order by r.assignment_id limit 1
    on conflict do nothing`.execute(db)
  const { rows } = await sql<OpenSurvey>`
    select w.id as "openSurvey", c.group_id as "openSurveyGroup", c.id as "surveyCodeId", c.code as "surveyCode",
      w.pupils_version_id as "surveyVersion"
    from survey_waves w join survey_codes c on c.wave_id = w.id join survey_groups g on g.id = c.group_id
    where w.id = ${openSurvey} and g.audience = 'pupils' order by c.id limit 1`.execute(db)
  if (!rows[0]) throw new Error('An open survey has no code')
  return rows[0]
}
