import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Audience, SurveyDefinition } from '../definition.ts'
import type { Layout } from '../waves/domain.ts'

/** A code with all that answering needs of its wave. */
export interface FoundCode {
  readonly id: number
  readonly code: string
  readonly waveId: number
  readonly groupId: number
  readonly audience: Audience
  readonly versionId: number
  /** Staff answer in English. */
  readonly languages: readonly string[]
  /** Of staff alone, where their school named a safeguarding lead. */
  readonly asksRemark: boolean
  /** Staff have all questions on one page, and the usual words. */
  readonly layout: Layout
  readonly easyRead: boolean
  readonly opensAt: string
  readonly closesAt: string
  readonly closedAt: string | null
  readonly stoppedAt: string | null
  readonly expected: number | null
  readonly answered: number
}

/** Those of the codes that there are: one question for all that were asked for meanwhile. In the system's scope. */
export async function findCodes(db: Db, codes: readonly string[]): Promise<FoundCode[]> {
  const { rows } = await sql<FoundCode>`
    select c.id, c.code, c.wave_id as "waveId", c.group_id as "groupId", g.audience,
      case g.audience when 'pupils' then w.pupils_version_id else w.staff_version_id end as "versionId",
      case g.audience when 'pupils' then w.languages else '{en}' end as languages,
      g.audience = 'staff' and exists (select from survey_safeguarding_leads l where l.wave_id = w.id) as "asksRemark",
      case g.audience when 'pupils' then w.layout else 'all-on-one-page' end as layout,
      g.audience = 'pupils' and w.easy_read as "easyRead", w.opens_at as "opensAt", w.closes_at as "closesAt",
      w.closed_at as "closedAt", c.stopped_at as "stoppedAt", c.expected, c.answered
    from survey_codes c join survey_groups g on g.id = c.group_id join survey_waves w on w.id = c.wave_id
    where c.code = any (${[...codes]}::text[])`.execute(db)
  return rows
}

/** What a version asks. Versions never change. */
export async function findDefinition(db: Db, versionId: number): Promise<SurveyDefinition | undefined> {
  const { rows } = await sql<{ definition: SurveyDefinition }>`
    select definition from survey_versions where id = ${versionId}`.execute(db)
  return rows[0]?.definition
}
