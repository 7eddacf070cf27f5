/** A plan as the files that one keeps, for those who take everything of a partnership away. */
import type { Db } from '../../../platform/database/index.ts'
import type { DocumentModel } from '../../../platform/documents/index.ts'
import type { Partnership } from '../../partnerships/index.ts'
import { listReviews } from '../reviews/store.ts'
import { readAgreement } from '../signatures/store.ts'
import { findPlanOfPartnership } from '../store.ts'
import { documentOf, rowsOf } from './document.ts'

export interface PlanFiles {
  readonly document: DocumentModel
  readonly rows: readonly (readonly string[])[]
}

/** Nothing where there is no plan that this actor may read. */
export async function findPlanFiles(
  db: Db,
  { id, schoolName, hubName }: Partnership,
  today: Temporal.PlainDate,
): Promise<PlanFiles | undefined> {
  const plan = await findPlanOfPartnership(db, id)
  if (!plan) return undefined
  const [{ signed }, reviews] = await Promise.all([readAgreement(db, plan), listReviews(db, plan.id)])
  return {
    document: documentOf({ schoolName, hubName, plan, reviews, signed, today }),
    rows: [...rowsOf(plan)],
  }
}
