/** Progress reviews of one plan: each objective rated, and what comes next. */
import type { PlanWork } from './plan.ts'

const RATINGS = ['on-track', 'at-risk', 'off-track'] as const

/** When the school looks at its plan: twice where both schools write it, once or never elsewhere. */
export function reviewPlan(work: PlanWork, agreedOn: string): { day: string; run: () => void }[] {
  const { build, joint } = work
  const { days } = build.place
  const { dice } = build
  if (!joint && !dice.chance('reviews its plan', 0.45)) return []
  const first = days.after(agreedOn, dice.between('first review', 15, 23))
  const second = days.after(first, dice.between('second review', 24, 32))
  const held = joint ? [first, second] : [first]
  return held.map((day, at) => ({ day, run: () => hold(work, day, at + 1) }))
}

function hold(work: PlanWork, day: string, number: number): void {
  const { build, desk, tell } = work
  const { dice, cast, place, world } = build
  const { plans } = place.files
  const ratings = desk.objectives.map(({ id, text }) => {
    const name = `review ${number} of ${id}`
    const roll = dice.roll(`${name} rating`)
    const rating = RATINGS[roll < 0.6 ? 0 : roll < 0.9 ? 1 : 2] ?? 'on-track'
    const better = dice.roll(`${name} direction`)
    return {
      objective: id,
      objectiveText: text,
      rating,
      direction: number === 1 ? '' : better < 0.55 ? 'better' : better < 0.85 ? 'same' : 'worse',
      comment: dice.pick(`${name} says`, plans.reviews[rating] ?? ['']),
      obstacles:
        rating === 'on-track' ? [] : [dice.pick(`${name} obstacle`, plans.obstacles[rating] ?? ['time'])],
      changeOfCourse: rating === 'off-track' ? dice.pick(`${name} course`, plans['changes-of-course']) : '',
    }
  })
  const by = cast.by('partner', day, `review ${number}`)
  const at = work.at(day, `review ${number}`)
  desk.review(by, at, {
    id: world.numbers.next('review'),
    heldOn: day,
    nextSteps: dice.pick(`review ${number} next`, plans['next-steps']),
    nextReviewOn: place.days.after(day, dice.between(`review ${number} again`, 24, 32)),
    ratings,
  })
  tell('plan.reviewed', 'Recorded a progress review of the action plan', by, at, {
    heldOn: day,
    ratings: ratings.length,
  })
}
