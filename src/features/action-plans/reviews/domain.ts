import type { Objective } from '../domain.ts'

export type Rating = 'on-track' | 'at-risk' | 'off-track'
export type Direction = '' | 'better' | 'same' | 'worse'

export const RATINGS: Readonly<Record<Rating, { readonly name: string; readonly meaning: string }>> = {
  'on-track': { name: 'On track', meaning: 'For now and for the end' },
  'at-risk': { name: 'At risk', meaning: 'Can be recovered if someone acts soon' },
  'off-track': { name: 'Off track', meaning: 'Unlikely without a larger change' },
}

export const DIRECTIONS: Readonly<Record<Exclude<Direction, ''>, string>> = {
  better: 'Better than at the last look',
  same: 'About the same',
  worse: 'Less well than at the last look',
}

/** What gets in the way, as schools name it: for counting across many plans, where words cannot be counted. */
export const OBSTACLES: Readonly<Record<string, string>> = {
  time: 'Leadership time',
  staffing: 'Staffing or absence of staff',
  consistency: 'Not every adult does it yet',
  training: 'Training is still to come',
  data: 'Data is late, missing or hard to read',
  families: 'Reaching families',
  needs: 'Pupils’ needs are other than expected',
  partners: 'Waiting on others outside the school',
  money: 'Money or resources',
  other: 'Something else',
}

/** A rating belongs to its review and is never changed: the next review says what has become of it. */
export interface ObjectiveRating {
  readonly objectiveId: number
  /** As the objective read on the day. */
  readonly objectiveText: string
  readonly rating: Rating
  readonly direction: Direction
  readonly comment: string
  readonly obstacles: readonly string[]
  readonly obstacleWords: string
  readonly changeOfCourse: string
}

export interface Review {
  readonly id: number
  readonly heldOn: string
  readonly nextSteps: string
  readonly nextReviewOn: string | null
  readonly byName: string
  readonly at: string
  readonly ratings: readonly ObjectiveRating[]
}

/** The newest rating of each objective that was ever looked at. `reviews` come newest first. */
export function latestRatings(
  reviews: readonly Review[],
): ReadonlyMap<Objective['id'], ObjectiveRating & { readonly heldOn: string }> {
  const latest = new Map<number, ObjectiveRating & { readonly heldOn: string }>()
  for (const { heldOn, ratings } of reviews) {
    for (const rating of ratings) {
      if (!latest.has(rating.objectiveId)) latest.set(rating.objectiveId, { ...rating, heldOn })
    }
  }
  return latest
}
