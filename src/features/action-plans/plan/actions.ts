import type { Db } from '../../../platform/database/index.ts'
import { notFound } from '../../../platform/refusal.ts'
import { type Partnership, readPartnership } from '../../partnerships/index.ts'
import type { Actor } from '../../people/index.ts'
import { readLatestSubmitted } from '../../self-assessment/index.ts'
import { listPeople, type PlanInView } from '../change.ts'
import type { Comment } from '../comments/domain.ts'
import { listComments } from '../comments/store.ts'
import type { PlanFacts } from '../facts/domain.ts'
import { findFacts } from '../facts/store.ts'
import { canReadFacts } from '../policy.ts'
import type { Review } from '../reviews/domain.ts'
import { listReviews } from '../reviews/store.ts'
import { findShare, type PlanShare } from '../sharing/store.ts'
import type { Agreement } from '../signatures/domain.ts'
import { readAgreement } from '../signatures/store.ts'
import { findPlanOfPartnership } from '../store.ts'
import { listVersions, type VersionLine } from '../versions/store.ts'
import { isJoint } from './start.ts'

/** The whole page of a plan. */
export interface PlanPageData extends PlanInView {
  readonly kind: 'plan'
  readonly agreement: Agreement
  readonly reviews: readonly Review[]
  readonly comments: readonly Comment[]
  readonly share: PlanShare | undefined
  readonly lastVersion: VersionLine | undefined
  readonly hasSelfAssessment: boolean
  readonly today: Temporal.PlainDate
}

/** A partnership whose plan has not been begun. */
export interface NoPlan {
  readonly kind: 'none'
  readonly actor: Actor
  readonly partnership: Partnership
  readonly joint: boolean
  /** The day of the last self-assessment that a plan could be drafted from. */
  readonly selfAssessedAt: string | undefined
}

/** What may be known by those who see the partnership and not the plan. */
export interface FactsOnly {
  readonly kind: 'facts'
  readonly actor: Actor
  readonly partnership: Partnership
  readonly facts: PlanFacts | undefined
}

export async function readPlanPage(
  db: Db,
  actor: Actor,
  partnershipId: number,
  today: Temporal.PlainDate,
): Promise<PlanPageData | NoPlan | FactsOnly> {
  const partnership = await readPartnership(db, partnershipId)
  if (actor.role !== 'named-leader' && !canReadFacts(actor)) throw notFound()
  const plan = await findPlanOfPartnership(db, partnershipId)
  if (!plan) {
    if (actor.role !== 'named-leader') {
      return { kind: 'facts', actor, partnership, facts: await findFacts(db, partnershipId) }
    }
    const selfAssessment = await readLatestSubmitted(db, partnershipId)
    const joint = await isJoint(db, partnership)
    return { kind: 'none', actor, partnership, joint, selfAssessedAt: selfAssessment?.submittedAt }
  }
  const [people, agreement, reviews, comments, share, versions, selfAssessment] = await Promise.all([
    listPeople(db, partnership, plan.joint),
    readAgreement(db, plan),
    listReviews(db, plan.id),
    listComments(db, plan.id),
    plan.joint ? undefined : findShare(db, plan.id),
    listVersions(db, plan.id, { limit: 1 }),
    actor.role === 'named-leader' ? readLatestSubmitted(db, partnershipId) : undefined,
  ])
  const lastVersion = versions[0]
  const hasSelfAssessment = selfAssessment !== undefined
  return {
    kind: 'plan',
    actor,
    partnership,
    plan,
    people,
    agreement,
    reviews,
    comments,
    share,
    lastVersion,
    hasSelfAssessment,
    today,
  }
}
