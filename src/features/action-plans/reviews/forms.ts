import { z } from 'zod'
import {
  type Answers,
  cleanText,
  dateFrom,
  type FormError,
  formKey,
  parseForm,
  text,
} from '../../../platform/forms.ts'
import type { Objective } from '../domain.ts'
import { pupilWarnings } from '../pupil-check.ts'
import {
  DIRECTIONS,
  type Direction,
  OBSTACLES,
  type ObjectiveRating,
  RATINGS,
  type Rating,
} from './domain.ts'
import type { NewReview } from './store.ts'

/** The fields of one objective. Its comment is asked for under the rating that was chosen. */
export const fieldsOf = ({ id }: Pick<Objective, 'id'>) => ({
  rating: `rating-${id}`,
  direction: `direction-${id}`,
  comment: (rating: Rating) => `comment-${rating}-${id}`,
  obstacles: `obstacles-${id}`,
  obstacleWords: `obstacle-words-${id}`,
  changeOfCourse: `change-of-course-${id}`,
})

const schema = z.object({
  key: formKey,
  nextSteps: text({ max: 4000, missing: 'Say what the next steps are', name: 'Next steps' }),
})

export type ParsedReview =
  | { readonly ok: true; readonly value: NewReview; readonly answers: Answers }
  | { readonly ok: false; readonly errors: readonly FormError[]; readonly answers: Answers }

export function parseReview(
  body: unknown,
  objectives: readonly Objective[],
  today: Temporal.PlainDate,
  colleagues: readonly string[],
): ParsedReview {
  const parsed = parseForm(schema, body)
  const { answers } = parsed
  const errors: FormError[] = []
  const heldOn = heldOnOf(answers, today, errors)
  const ratings = objectives.flatMap((objective) => ratingOf(objective, answers, errors))
  if (ratings.length === 0 && errors.length === 0) {
    const field = objectives[0] ? fieldsOf(objectives[0]).rating : 'nextSteps'
    errors.push({ field, message: 'Rate at least one objective' })
  }
  if (wordsOfGone(answers, objectives).length > 0 && answers[SEEN_GONE] !== 'yes') {
    errors.push({ field: 'nextSteps', message: GONE })
  }
  if (!parsed.ok) errors.push(...parsed.errors)
  const nextReviewOn = nextReviewOf(answers, heldOn, errors)
  errors.push(
    ...pupilWarnings(answers, ['nextSteps', ...objectives.flatMap((each) => freeTextsOf(each, answers))], {
      colleagues,
    }),
  )
  if (!parsed.ok || errors.length > 0) return { ok: false, errors, answers }
  return {
    ok: true,
    answers,
    value: { ...parsed.value, heldOn: heldOn ?? today.toString(), nextReviewOn, ratings },
  }
}

const GONE =
  'An objective that you wrote about is no longer open in the plan. Your words are below: take what is still needed into the next steps, and record the review'
/** Says that the page has shown what was written about objectives that are gone. */
export const SEEN_GONE = 'seen-gone'

const ABOUT_OBJECTIVE =
  /^(?:comment-(?:on-track|at-risk|off-track)|obstacle-words|change-of-course)-(?<id>\d+)$/

/** What was written about objectives that a colleague took out or closed while the form was open. */
export function wordsOfGone(
  answers: Answers,
  objectives: readonly Objective[],
): { name: string; words: string }[] {
  const open = new Set(objectives.map(({ id }) => String(id)))
  return Object.entries(answers).flatMap(([name, words]) => {
    const id = ABOUT_OBJECTIVE.exec(name)?.groups?.id
    return id !== undefined && !open.has(id) && words.trim() !== '' ? [{ name, words }] : []
  })
}

/** An objective that was not looked at has no rating, and nothing is recorded of it. */
function ratingOf(objective: Objective, answers: Answers, errors: FormError[]): ObjectiveRating[] {
  const names = fieldsOf(objective)
  const rating = answers[names.rating] ?? ''
  if (!isRating(rating)) return []
  const typed = (name: string, max: number) => {
    const value = cleanText(answers[name] ?? '')
    if (value.length > max) errors.push({ field: name, message: `This must be ${max} characters or fewer` })
    return value
  }
  const comment = typed(names.comment(rating), 2000)
  if (rating !== 'on-track' && comment === '') {
    errors.push({
      field: names.comment(rating),
      message: `Say why it is ${RATINGS[rating].name.toLowerCase()}`,
    })
  }
  const direction = answers[names.direction] ?? ''
  const apart = rating !== 'on-track'
  return [
    {
      objectiveId: objective.id,
      objectiveText: objective.text,
      rating,
      direction: Object.hasOwn(DIRECTIONS, direction) ? (direction as Direction) : '', // hasOwn has just said so
      comment,
      obstacles: apart ? codesIn(answers[names.obstacles] ?? '') : [],
      obstacleWords: apart ? typed(names.obstacleWords, 1000) : '',
      changeOfCourse: apart ? typed(names.changeOfCourse, 1000) : '',
    },
  ]
}

const isRating = (value: string): value is Rating => Object.hasOwn(RATINGS, value)
const codesIn = (answer: string) => answer.split('\n').filter((code) => Object.hasOwn(OBSTACLES, code))

function freeTextsOf(objective: Objective, answers: Answers): string[] {
  const names = fieldsOf(objective)
  const rating = answers[names.rating] ?? ''
  return isRating(rating) ? [names.comment(rating), names.obstacleWords, names.changeOfCourse] : []
}

function heldOnOf(answers: Answers, today: Temporal.PlainDate, errors: FormError[]): string | undefined {
  const { date, error } = dateFrom(answers, 'heldOn')
  if (error) errors.push({ field: 'heldOn', message: error })
  else if (date && Temporal.PlainDate.compare(date, today) > 0) {
    errors.push({ field: 'heldOn', message: 'The date of the review must be today or in the past' })
  } else if (date && date.year < 2015)
    errors.push({ field: 'heldOn', message: 'The year must be 2015 or later' })
  return date?.toString()
}

function nextReviewOf(answers: Answers, heldOn: string | undefined, errors: FormError[]): string | null {
  if (['day', 'month', 'year'].every((part) => !(answers[`nextReview-${part}`] ?? '').trim())) return null
  const { date, error } = dateFrom(answers, 'nextReview')
  if (error) errors.push({ field: 'nextReview', message: error })
  else if (date && heldOn && date.toString() <= heldOn) {
    errors.push({ field: 'nextReview', message: 'The next review must be after this one' })
  } else if (date && date.year > 2100)
    errors.push({ field: 'nextReview', message: 'The year must be 2100 or earlier' })
  return date?.toString() ?? null
}
