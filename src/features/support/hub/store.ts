import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { PartnershipStatus } from '../../partnerships/index.ts'

/** One partnership with support days, in one line. */
export interface Supported {
  readonly id: number
  readonly schoolName: string
  readonly hubId: number
  readonly hubName: string
  readonly regionName: string | null
  readonly cohortId: number
  readonly cohortName: string
  readonly pathwayKey: string
  readonly status: PartnershipStatus
}

/** Partnerships that may have support days, of a hub or of a programme, by name of school. */
export async function listSupported(
  db: Db,
  of: { readonly hubId: number } | { readonly programmeId: number },
): Promise<Supported[]> {
  const which = 'hubId' in of ? sql`p.hub_id = ${of.hubId}` : sql`p.programme_id = ${of.programmeId}`
  const { rows } = await sql<Supported>`
    select p.id, p.school_name as "schoolName", p.hub_id as "hubId", p.hub_name as "hubName",
      p.region_name as "regionName", p.cohort_id as "cohortId", p.cohort_name as "cohortName",
      p.pathway_key as "pathwayKey", p.status
    from partnership_cards p
    join pathway_support_days d on d.programme_version_id = p.programme_version_id and d.pathway_key = p.pathway_key
      and d.days <> 'none'
    where ${which} and p.status <> 'invited'
    order by p.school_name, p.id`.execute(db)
  return rows
}
