/** What the service knows when two schools look back: gathered from plan, self-assessments and ledger. */
import type { Db } from '../../../platform/database/index.ts'
import { findPlanOfPartnership, latestRatings, listReviews, type Plan } from '../../action-plans/index.ts'
import type { Partnership } from '../../partnerships/index.ts'
import { readCohort } from '../../programmes/index.ts'
import { readSinceFirst } from '../../self-assessment/index.ts'
import { findLedger } from '../ledger/actions.ts'
import { totalsOf } from '../ledger/domain.ts'
import { listSupportDays } from '../store.ts'
import type { ObjectiveFact, ReviewFacts } from './domain.ts'

/** As this actor may read it: what a school does not share with its lead is not in it. */
export async function readFacts(db: Db, partnership: Partnership): Promise<ReviewFacts> {
  const { id } = partnership
  const cohort = await readCohort(db, partnership.cohortId)
  const [plan, selfAssessment, ledger, days] = await Promise.all([
    findPlanOfPartnership(db, id),
    readSinceFirst(db, id),
    findLedger(db, partnership, cohort),
    listSupportDays(db, id),
  ])
  return {
    objectives: plan ? await objectivesOf(db, plan) : null,
    selfAssessment: selfAssessment ?? null,
    days: ledger ? daysOf(totalsOf(ledger)) : null,
    visits: days.flatMap(({ type, state, heldOn, halfDays }) =>
      state === 'delivered' && heldOn !== null ? [{ type, heldOn, halfDays }] : [],
    ),
  }
}

async function objectivesOf(db: Db, plan: Plan): Promise<ObjectiveFact[]> {
  const ratings = latestRatings(await listReviews(db, plan.id))
  return plan.priorities.flatMap((priority) =>
    priority.objectives.map(({ id, text, actions, closed }) => {
      const agreed = actions.filter(({ state }) => state !== 'proposed' && state !== 'stopped')
      const rating = ratings.get(id)
      return {
        text,
        rating: rating?.rating ?? null,
        ratedOn: rating?.heldOn ?? null,
        actionsDone: agreed.filter(({ state }) => state === 'done').length,
        actions: agreed.length,
        isClosed: closed !== null || priority.closed !== null,
      }
    }),
  )
}

const daysOf = ({ entitled, booked, delivered }: ReturnType<typeof totalsOf>) => ({
  entitled,
  booked,
  delivered,
})
