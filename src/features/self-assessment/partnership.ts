/** What a self-assessment needs to know of its partnership. */
import type { Db } from '../../platform/database/index.ts'
import { type Partnership, readPartnership } from '../partnerships/index.ts'
import {
  type Definition,
  findPathway,
  type Pathway,
  readVersion,
  supportDaysByTerm,
} from '../programmes/index.ts'

export type { Partnership }

export interface Place {
  readonly partnership: Partnership
  readonly definition: Definition
  readonly pathway: Pathway | undefined
  /** On this pathway a submitted self-assessment goes to the lead school, with its notes. */
  readonly sharesOnSubmission: boolean
}

/** Not found unless this actor may see the partnership. */
export async function readPlace(db: Db, partnershipId: number): Promise<Place> {
  const partnership = await readPartnership(db, partnershipId)
  const { definition } = await readVersion(db, partnership.programmeVersionId)
  const pathway = findPathway(definition, partnership.pathwayKey)
  return {
    partnership,
    definition,
    pathway,
    sharesOnSubmission: pathway !== undefined && sharesOnSubmission(pathway),
  }
}

/**
 * Where the pathway gives one-to-one support days, or says in so many words that the self-assessment is shared, the lead
 * school needs to read it; elsewhere sharing is the school's own decision.
 */
export function sharesOnSubmission(pathway: Pathway): boolean {
  return (
    supportDaysByTerm(pathway).some((days) => days > 0) ||
    pathway.expectations.some(({ key }) => key === 'share-self-assessment')
  )
}
