/** Everything of one partnership that one of its two schools keeps: read in one transaction, before the first byte is sent. */
import type { Db } from '../../../platform/database/index.ts'
import { findPlanFiles, type PlanFiles } from '../../action-plans/index.ts'
import {
  type DocumentsTogether,
  listDocumentsTogether,
  openDocumentsTogether,
} from '../../documents/index.ts'
import { type HistoryEntry, listHistory } from '../../history/index.ts'
import type { Actor } from '../../people/index.ts'
import { readSupport, type Support } from '../days/actions.ts'
import type { SupportDay } from '../days/domain.ts'
import { hasFinalReview, type ReviewInView, readReviewInView } from '../final-review/actions.ts'
import { mustBeOneOfTheTwo } from '../policy.ts'
import { type RecordInView, readRecordInView } from '../records/actions.ts'
import { isRecordable } from '../records/domain.ts'
import { listSupportDays } from '../store.ts'

export interface Everything {
  readonly support: Support
  readonly documents: DocumentsTogether
  readonly plan: PlanFiles | undefined
  readonly days: readonly SupportDay[]
  /** In order of their days. */
  readonly records: readonly RecordInView[]
  readonly review: ReviewInView | undefined
  readonly history: readonly HistoryEntry[]
}

/** Not found for everyone but the two schools. `opening`: the documents are about to leave, which is written down. */
export async function readEverything(
  db: Db,
  actor: Actor,
  partnershipId: number,
  { today, opening }: { readonly today: Temporal.PlainDate; readonly opening: boolean },
): Promise<Everything> {
  mustBeOneOfTheTwo(actor)
  const support = await readSupport(db, actor, partnershipId, today)
  const { partnership } = support
  const documents = await (opening ? openDocumentsTogether : listDocumentsTogether)(db, actor, partnership)
  const days = await listSupportDays(db, partnershipId)
  const records: RecordInView[] = []
  for (const day of days) {
    if (!isRecordable(day, today.toString())) continue
    const view = await readRecordInView(db, actor, day.id, today)
    if (view.record) records.push(view)
  }
  const review = (await hasFinalReview(db, partnership))
    ? await readReviewInView(db, actor, partnershipId, today)
    : undefined
  return {
    support,
    documents,
    plan: await findPlanFiles(db, partnership, today),
    days,
    records,
    review: review && review.review.revision > 0 ? review : undefined,
    history: opening ? await wholeHistory(db, partnershipId) : [],
  }
}

const AT_ONCE = 500

async function wholeHistory(db: Db, partnershipId: number): Promise<HistoryEntry[]> {
  const all: HistoryEntry[] = []
  for (;;) {
    const last = all.at(-1)
    const page = { limit: AT_ONCE, ...(last ? { before: last.id } : {}) }
    const some = await listHistory(db, { partnershipId }, page)
    all.push(...some)
    if (some.length < AT_ONCE) return all
  }
}
