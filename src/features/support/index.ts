/**
 * One-to-one support: the days that a lead school gives a partner school, agreed by both.
 *
 * Rules: a support day is put forward by one school and answered by the other; nothing counts before both have agreed,
 * neither a date nor that it took place; one that was not arranged beforehand is put forward when it is over. Nothing is
 * edited: every step is an entry, a correction too. Never more than the programme promises for a support term and what
 * may be carried into it, never below nought; the database has the last word. The two schools act; the programme team,
 * which promised the days, reads the ledger. What a visit showed is written down and signed by both schools, and only
 * they read it; what each will do goes into the action plan with the second signature. So is the final review, where a
 * pathway ends with one: a change takes signatures away instead of being refused, so that a slip found after the first
 * signature can be put right and nobody's name stands under words that they have not read; with both signatures it does
 * not change any more, keeps the facts as each side read them, and the partnership is complete. Half a year later either
 * school records that the two looked again together; until then both see it as coming, then as due. How many days there
 * are, and how many may be carried over, is the programme's data; where it publishes no number, there is no limit.
 *
 * Read first: days/domain.ts (one day from proposal to end), ledger/domain.ts (the sums), then room/ (the page of both
 * schools), days/, ledger/, visits/ (calendar files), notices/ (emails about what changes a calendar), leaders/ (who comes
 * from the lead school), hub/ (a lead's diary), programme/ (days given against those promised), records/, final-review/
 * (what both look back on and sign at the end), everything/ (all of a partnership as one zip).
 * Tables: support_items, support_entries, support_day_counts, support_day_notices, visit_records, visit_notes,
 * visit_actions, visit_running_orders, visit_signatures, visit_views, final_reviews, final_review_topics, final_review_steps,
 * final_review_signatures, final_review_follow_ups. For others: support_evidence, support_promises, final_review_evidence,
 * alongside.promised_signatures(), alongside.promised_reviews().
 */
import type { FileStore } from '../../platform/files/index.ts'
import type { App } from '../../platform/http/index.ts'
import type { RoomPanel, WorkPlace } from '../partnerships/index.ts'
import type { Actor } from '../people/index.ts'
import type { Calendar } from '../programmes/index.ts'
import { dayRoutes } from './days/routes.ts'
import { everythingRoutes } from './everything/routes.ts'
import { finalReviewRoutes } from './final-review/routes.ts'
import { finalReviewHref } from './final-review/words.ts'
import { hubSupportRoutes } from './hub/routes.ts'
import { ledgerRoutes } from './ledger/routes.ts'
import { canReadSupport, supportSideOf } from './policy.ts'
import { programmeSupportRoutes } from './programme/routes.ts'
import { recordRoutes } from './records/routes.ts'
import { supportRoomRoutes } from './room/routes.ts'
import type { RoomLink } from './room/views.ts'
import { visitRoutes } from './visits/routes.ts'
import { supportDaysHref, supportHref } from './words.ts'

export { conversationSubject } from './days/subject.ts'
export { type DayNoticeOptions, supportJobs } from './notices/jobs.ts'
export type { RoomLink }
export { supportHref }

const isFor = (actor: Actor): boolean => canReadSupport(actor)

/** Where what is expected of one-to-one support is worked on; `partnerships` leads there. */
export const workPlaces: readonly WorkPlace[] = [
  { kind: 'support-days', text: 'Open one-to-one support', href: supportHref, isFor },
  { kind: 'visit-date', text: 'Open the support days', href: supportDaysHref, isFor },
  { kind: 'visit', text: 'Open the support days', href: supportDaysHref, isFor },
  {
    kind: 'final-review',
    text: 'Open the final review',
    href: finalReviewHref,
    isFor: (actor) => supportSideOf(actor) !== undefined,
  },
]

/**
 * `calendar` counts the school weeks that are left; `links` are the pages of other features that the room of both schools
 * leads to, `panels` what they show in it.
 */
export function routes(
  app: App,
  options: {
    readonly calendar: Calendar
    readonly publicUrl: string
    readonly links: readonly RoomLink[]
    readonly panels?: readonly RoomPanel[]
    /** Where the bytes of documents are, for everything to keep. */
    readonly store: FileStore
  },
): void {
  supportRoomRoutes(app, options)
  ledgerRoutes(app, options.calendar)
  dayRoutes(app, options.calendar)
  visitRoutes(app, options)
  recordRoutes(app, options.calendar)
  finalReviewRoutes(app, options.calendar)
  everythingRoutes(app, options.store)
  hubSupportRoutes(app, options.calendar)
  programmeSupportRoutes(app)
}
