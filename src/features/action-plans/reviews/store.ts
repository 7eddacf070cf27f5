import { sql } from 'kysely'
import type { Db } from '../../../platform/database/index.ts'
import type { Actor } from '../../people/index.ts'
import type { ObjectiveRating, Review } from './domain.ts'

type Ratings = readonly (ObjectiveRating & { readonly reviewId: number })[]

/** The one held last comes first. */
export async function listReviews(db: Db, planId: number): Promise<Review[]> {
  const [reviews, ratings] = await Promise.all([
    sql<Omit<Review, 'ratings'>>`
      select id, held_on as "heldOn", next_steps as "nextSteps", next_review_on as "nextReviewOn", by_name as "byName", at
      from progress_reviews where plan_id = ${planId} order by held_on desc, id desc`.execute(db),
    sql<Ratings[number]>`
      select review_id as "reviewId", objective_id as "objectiveId", objective_text as "objectiveText", rating, direction,
        comment, obstacles, obstacle_words as "obstacleWords", change_of_course as "changeOfCourse"
      from review_ratings where plan_id = ${planId} order by objective_id`.execute(db),
  ])
  const ratingsOf = Map.groupBy(ratings.rows, ({ reviewId }) => reviewId)
  return reviews.rows.map((review) => ({
    ...review,
    ratings: (ratingsOf.get(review.id) ?? []).map(({ reviewId: _of, ...rating }) => rating),
  }))
}

export interface NewReview {
  readonly key: string
  readonly heldOn: string
  readonly nextSteps: string
  readonly nextReviewOn: string | null
  readonly ratings: readonly ObjectiveRating[]
}

/** @returns false when this very form was recorded before */
export async function insertReview(
  db: Db,
  actor: Actor,
  planId: number,
  review: NewReview,
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    insert into progress_reviews (key, plan_id, held_on, next_steps, next_review_on, account_id, by_name)
    values (${review.key}, ${planId}, ${review.heldOn}, ${review.nextSteps}, ${review.nextReviewOn},
      ${actor.accountId}, ${actor.name})
    on conflict do nothing returning id`.execute(db)
  if (!rows[0]) return false
  await sql`
    insert into review_ratings (review_id, plan_id, objective_id, objective_text, rating, direction, comment, obstacles,
      obstacle_words, change_of_course)
    select ${rows[0].id}, ${planId}, r."objectiveId", r."objectiveText", r.rating, r.direction, r.comment,
      array(select jsonb_array_elements_text(r.obstacles)), r."obstacleWords", r."changeOfCourse"
    from jsonb_to_recordset(${JSON.stringify(review.ratings)}::text::jsonb) as r("objectiveId" int, "objectiveText" text,
      rating text, direction text, comment text, obstacles jsonb, "obstacleWords" text, "changeOfCourse" text)`.execute(
    db,
  )
  return true
}
