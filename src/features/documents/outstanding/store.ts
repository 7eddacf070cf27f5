import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Side } from '../../partnerships/index.ts'

/** One document that is still owed, as far as this actor may know. */
export interface Owed {
  readonly partnershipId: number
  readonly schoolName: string
  readonly hubId: number
  readonly hubName: string
  readonly regionName: string | null
  readonly cohortName: string
  readonly owedBy: Side | 'both'
  readonly what: string
  readonly since: string
  readonly dueOn: string | null
  readonly askedAs: 'expectation' | 'request'
  readonly reference: string
}

/** What is waited for longest stands first. Of one hub, or of the whole programme. */
export async function listOwed(db: Db, of: { readonly hubId?: number } = {}): Promise<Owed[]> {
  const { rows } = await sql<Owed>`
    select o.partnership_id as "partnershipId", p.school_name as "schoolName", p.hub_id as "hubId", p.hub_name as "hubName",
      p.region_name as "regionName", p.cohort_name as "cohortName", o.owed_by as "owedBy", o.what, o.since,
      o.due_on as "dueOn", o.asked_as as "askedAs", o.reference
    from document_promises o join partnership_cards p on p.id = o.partnership_id
    ${of.hubId === undefined ? sql`` : sql`where p.hub_id = ${of.hubId}`}
    order by o.since, p.school_name, o.what`.execute(db)
  return rows
}
