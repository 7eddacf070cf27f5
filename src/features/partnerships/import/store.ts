import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { PartnershipStatus } from '../domain.ts'

export interface KnownSchool {
  readonly urn: number
  readonly name: string
  readonly status: 'open' | 'closing' | 'proposed' | 'closed'
}

export async function listSchoolsByUrn(db: Db, urns: readonly number[]): Promise<KnownSchool[]> {
  const { rows } = await sql<KnownSchool>`
    select urn, name, status from school_cards where urn = any(${[...urns]}::int[])`.execute(db)
  return rows
}

/** A partnership as a file knows it. */
export interface KnownPartnership {
  readonly id: number
  readonly reference: string
  readonly schoolUrn: number
  readonly schoolName: string
  readonly hubId: number
  readonly hubReference: string
  readonly pathwayKey: string
  readonly cohortName: string
  readonly cohortId: number
  readonly status: PartnershipStatus
}

/** Every partnership of a programme, in the order of their references. */
export async function listKnown(db: Db, programmeId: number): Promise<KnownPartnership[]> {
  const { rows } = await sql<KnownPartnership>`
    select id, reference, school_urn as "schoolUrn", school_name as "schoolName", hub_id as "hubId",
      hub_reference as "hubReference", pathway_key as "pathwayKey", cohort_name as "cohortName", cohort_id as "cohortId",
      status
    from partnership_cards where programme_id = ${programmeId}
    order by hub_reference, school_name, id`.execute(db)
  return rows
}
