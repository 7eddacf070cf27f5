import { sql } from 'kysely'
import { anyOfTexts, type Db } from '../../../platform/database/index.ts'
import { type PartnershipStatus, pathwayOf } from '../../partnerships/index.ts'
import { hasSupportDays, listVersions, type Pathway, type ProgrammeVersion } from '../../programmes/index.ts'

/** One partnership with support days, in one line. */
export interface Supported {
  readonly id: number
  readonly schoolName: string
  readonly hubId: number
  readonly hubName: string
  readonly regionName: string | null
  readonly cohortId: number
  readonly cohortName: string
  readonly cohortMadeAt: string
  readonly programmeVersionId: number
  readonly pathwayKey: string
  readonly pathway: Pathway
  readonly status: PartnershipStatus
}

/**
 * Partnerships that may have support days, of a programme or of one of its hubs, by name of school. Which pathways have any is
 * known from the programme's file: asked of its text in the database, that took longer than the rest of the statement.
 */
export async function listSupported(
  db: Db,
  of: { readonly programmeId: number; readonly hubId?: number },
): Promise<Supported[]> {
  const versions = await listVersions(db, of.programmeId)
  const definitionOf = new Map(versions.map(({ id, definition }) => [id, definition]))
  const keys = keysWithSupportDays(versions)
  const { rows } = await sql<Omit<Supported, 'pathway'>>`
    select id, school_name as "schoolName", hub_id as "hubId", hub_name as "hubName", region_name as "regionName",
      cohort_id as "cohortId", cohort_name as "cohortName", cohort_created_at as "cohortMadeAt",
      programme_version_id as "programmeVersionId", pathway_key as "pathwayKey", status
    from partnership_cards
    where ${of.hubId === undefined ? sql`programme_id = ${of.programmeId}` : sql`hub_id = ${of.hubId}`}
      and pathway_key = ${anyOfTexts(keys)} and status <> 'invited'
    order by school_name, id`.execute(db)
  return rows.flatMap((row) => {
    const definition = definitionOf.get(row.programmeVersionId)
    const pathway = definition && pathwayOf(definition, row.pathwayKey)
    return pathway && hasSupportDays(pathway) ? [{ ...row, pathway }] : []
  })
}

/** Pathways that have support days in any version of a programme. */
export async function listSupportedPathways(db: Db, programmeId: number): Promise<ReadonlySet<string>> {
  return new Set(keysWithSupportDays(await listVersions(db, programmeId)))
}

function keysWithSupportDays(versions: readonly ProgrammeVersion[]): string[] {
  const pathways = versions.flatMap(({ definition }) => definition.pathways)
  return [...new Set(pathways.filter(hasSupportDays).map(({ key }) => key))]
}
