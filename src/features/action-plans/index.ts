/**
 * Action plans: what a partner school will change, who does what by when, and how it goes. The feature to copy.
 *
 * Rules: the partner school owns its plan. Where the programme says that both schools write it, the lead reads it, proposes
 * actions, comments and signs; elsewhere it reads the plan only while the school shares it. Every change goes through
 * changePlan, which makes a version: the plan as it was on any day, and what changed in sentences. A form sent twice changes
 * the plan once; a stale form overwrites nothing, and both wordings are shown. Progress reviews, updates and
 * signatures are only ever added; what has recorded progress is closed with a reason, never removed. When the
 * partnership ends, everything can be read and nothing written. Others know of a plan by dates and counts alone.
 *
 * Read first: domain.ts (what a plan is), policy.ts (who may), change.ts (how it changes), then by noun: plan/ (its page),
 * lines/ (one form for priorities, objectives, measures and actions), order/ (up and down), drafting/ (from a self-assessment), actions/ (the
 * two-minute update), agreed/ (from signed records of visits), reviews/, versions/, signatures/, comments/, sharing/, due/ (what is due, the weekly email),
 * exports/, import/.
 * Tables: action_plans, priorities, objectives, measures, actions, action_updates, plan_versions, plan_signatures,
 * plan_comments, plan_shares, progress_reviews, review_ratings, plan_facts, plan_term_facts, digest_preferences,
 * digests_sent. Views for others: action_plan_evidence, action_plan_facts.
 */
import type { App } from '../../platform/http/index.ts'
import type { WorkPlace } from '../partnerships/index.ts'
import type { Calendar } from '../programmes/index.ts'
import { actionRoutes } from './actions/routes.ts'
import { commentRoutes } from './comments/routes.ts'
import { draftingRoutes } from './drafting/routes.ts'
import { dueRoutes } from './due/routes.ts'
import { exportRoutes } from './exports/routes.ts'
import { importRoutes } from './import/routes.ts'
import { lineRoutes } from './lines/routes.ts'
import { orderRoutes } from './order/routes.ts'
import { planRoutes } from './plan/routes.ts'
import { reviewRoutes } from './reviews/routes.ts'
import { sharingRoutes } from './sharing/routes.ts'
import { signatureRoutes } from './signatures/routes.ts'
import { versionRoutes } from './versions/routes.ts'
import { planHref } from './words.ts'

export { conversationSubject } from './actions/subject.ts'
export { type Agreed, takeUpAgreed, wasTakenUp } from './agreed/actions.ts'
export { listKeysTakenUp, listTakenUp, type TakenUp } from './agreed/store.ts'
export { subjectsOf } from './comments/domain.ts'
export type { Action, Measure, Objective, Plan, Priority } from './domain.ts'
export { isLate, isUnderWay, nameOf, openObjectives } from './domain.ts'
export { actionPlanJobs } from './due/jobs.ts'
export { findPlanFiles, type PlanFiles } from './exports/together.ts'
export { factsOf, type PlanFacts, type TermFacts, termFactsOf } from './facts/domain.ts'
export { findObjectivesInHand, type ObjectiveInHand } from './in-hand/store.ts'
export { isJoint } from './plan/start.ts'
export { pupilCheckbox, pupilWarnings } from './pupil-check.ts'
export { latestRatings, RATINGS, type Rating, type Review } from './reviews/domain.ts'
export { listReviews } from './reviews/store.ts'
export { findPlanOfPartnership } from './store.ts'
export { differences } from './versions/differences.ts'

/** Where what is expected of a plan is worked on; `partnerships` leads there. */
export const workPlaces: readonly WorkPlace[] = [
  { kind: 'action-plan', text: 'Open the action plan', href: planHref },
  { kind: 'agreed-actions', text: 'Open the action plan', href: planHref },
  { kind: 'plan-review', text: 'Open the action plan', href: planHref },
]

/** `calendar` gives half terms as deadlines, and school weeks for what a draft proposes. */
export function routes(app: App, { calendar }: { readonly calendar: Calendar }): void {
  planRoutes(app)
  draftingRoutes(app, calendar)
  lineRoutes(app, calendar)
  orderRoutes(app)
  actionRoutes(app, calendar)
  reviewRoutes(app)
  signatureRoutes(app)
  commentRoutes(app)
  versionRoutes(app)
  sharingRoutes(app)
  exportRoutes(app)
  importRoutes(app, calendar)
  dueRoutes(app)
}
