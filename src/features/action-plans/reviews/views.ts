import {
  checkboxes,
  dateField,
  formatDate,
  hidden,
  hiddenKey,
  plural,
  radios,
  summaryList,
  textArea,
} from '../../../design/components/index.ts'
import { govukButton, govukDetails, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import type { PlanInView } from '../change.ts'
import { type Objective, openObjectives, openPriorities, type Priority } from '../domain.ts'
import { canEdit } from '../policy.ts'
import { pupilCheckbox } from '../pupil-check.ts'
import { planHref } from '../words.ts'
import {
  DIRECTIONS,
  latestRatings,
  OBSTACLES,
  type ObjectiveRating,
  RATINGS,
  type Rating,
  type Review,
} from './domain.ts'
import { fieldsOf, SEEN_GONE, wordsOfGone } from './forms.ts'

const COLOURS: Readonly<Record<Rating, string>> = {
  'on-track': 'govuk-tag--green',
  'at-risk': 'govuk-tag--yellow',
  'off-track': 'govuk-tag--orange',
}

export function ratingTag(rating: Rating): Html {
  return html`<strong class="govuk-tag app-tag ${COLOURS[rating]}">${RATINGS[rating].name}</strong>`
}

/** Every review, the newest first: nothing in it ever changes. */
export function reviewsPage(view: PlanInView, reviews: readonly Review[]): Page {
  const { partnership, actor } = view
  return {
    title: `Progress reviews: ${partnership.schoolName}`,
    backLink: { href: planHref(partnership.id), text: 'Back to the action plan' },
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Progress reviews</h1>
${
  reviews.length === 0 &&
  html`<p class="govuk-body">There has been none yet. A look at the plan each half term is enough.</p>`
}
${
  canEdit(actor, partnership) &&
  (openObjectives(view.plan).length > 0
    ? govukButton({ text: 'Record a review', href: `/plans/${view.plan.id}/reviews/new` })
    : html`<p class="govuk-body">A review looks at each objective, so the plan needs one first.</p>`)
}
${reviews.map(reviewBlock)}`,
  }
}

function reviewBlock(review: Review): Html {
  return html`<section aria-labelledby="review-${review.id}">
<h2 class="govuk-heading-m" id="review-${review.id}">${formatDate(review.heldOn)}</h2>
<p class="govuk-body-s">Recorded by ${review.byName} · ${plural(review.ratings.length, 'objective')} looked at</p>
${review.ratings.map(ratingBlock)}
${summaryList([
  { key: 'Next steps', value: html`<div class="app-words">${review.nextSteps}</div>` },
  { key: 'Next review', value: review.nextReviewOn && formatDate(review.nextReviewOn) },
])}
</section>`
}

export function ratingBlock(rating: ObjectiveRating): Html {
  const obstacles = [...rating.obstacles.map((code) => OBSTACLES[code]), rating.obstacleWords].filter(Boolean)
  return html`<h3 class="govuk-heading-s">${rating.objectiveText}</h3>
<p class="govuk-body">${ratingTag(rating.rating)} ${rating.direction && DIRECTIONS[rating.direction]}</p>
${rating.comment && html`<p class="govuk-body">${rating.comment}</p>`}
${obstacles.length > 0 && html`<p class="govuk-body">In the way: ${obstacles.join('; ')}</p>`}
${rating.changeOfCourse && html`<p class="govuk-body">Change of course: ${rating.changeOfCourse}</p>`}`
}

export interface ReviewFormData {
  readonly view: PlanInView
  readonly reviews: readonly Review[]
  readonly key: string
  readonly today: Temporal.PlainDate
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

/** One page: each objective with three words to choose from, then the next steps for all of them. */
export function reviewFormPage(data: ReviewFormData): Page {
  const { view, key, today, answers, errors, reviews } = data
  const { partnership, plan } = view
  return {
    title: `Record a progress review: ${partnership.schoolName}`,
    backLink: { href: `/plans/${plan.id}/reviews`, text: 'Back to progress reviews' },
    ...(errors ? { status: 422, errors } : {}),
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Record a progress review</h1>
<p class="govuk-body">Rate what you looked at and leave the rest: an objective without a rating is not recorded. A review is kept as it is; what turns out differently goes into the next one.${plan.joint && ' Your lead school reads it.'}</p>
<form method="post" action="/plans/${plan.id}/reviews" novalidate>
${hiddenKey(key)}
${dateField({ name: 'heldOn', label: 'When did you look at the plan?', answers, errors, value: today })}
${openPriorities(plan).map((priority) => priorityBlock(priority, data, latestRatings(reviews)))}
<h2 class="govuk-heading-m">For the whole plan</h2>
${textArea({ name: 'nextSteps', label: 'Next steps', hint: 'Who does what first', rows: 4, max: 4000, answers, errors })}
${dateField({ name: 'nextReview', label: 'Next review (optional)', hint: 'Half a term from now is usual', answers, errors })}
${writtenOfGone(data)}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Record the review', preventDoubleClick: true })}
</form>`,
  }
}

function writtenOfGone({ view, answers }: ReviewFormData): Html | undefined {
  const written = wordsOfGone(answers ?? {}, openObjectives(view.plan))
  if (written.length === 0) return undefined
  return govukInsetText({
    html: html`<p class="govuk-body"><strong>What you wrote about an objective that is no longer open</strong></p>
${written.map(({ name, words }) => html`<p class="govuk-body app-words">${words}</p>${hidden(name, words)}`)}${hidden(SEEN_GONE, 'yes')}`,
  })
}

type Latest = ReturnType<typeof latestRatings>

function priorityBlock(priority: Priority, data: ReviewFormData, latest: Latest): Html | undefined {
  const objectives = priority.objectives.filter(({ closed }) => closed === null)
  if (objectives.length === 0) return undefined
  return html`<h2 class="govuk-heading-m">${priority.title}</h2>
${objectives.map((objective) => objectiveBlock(objective, data, latest))}`
}

function objectiveBlock(objective: Objective, { answers, errors }: ReviewFormData, latest: Latest): Html {
  const names = fieldsOf(objective)
  const before = latest.get(objective.id)
  const comment = (rating: Rating) =>
    textArea({
      name: names.comment(rating),
      label:
        rating === 'on-track' ? 'Comment (optional)' : `Why is it ${RATINGS[rating].name.toLowerCase()}?`,
      rows: 2,
      max: 2000,
      answers,
      errors,
    })
  return html`
${radios({
  name: names.rating,
  label: objective.text,
  hint: before
    ? `Last: ${RATINGS[before.rating].name.toLowerCase()} on ${formatDate(before.heldOn)}`
    : undefined,
  answers: { [names.rating]: 'none', ...answers },
  errors,
  small: true,
  choices: [
    ...Object.entries(RATINGS).map(([value, { name, meaning }]) => ({
      value,
      text: name,
      hint: meaning,
      conditional: comment(value as Rating), // the keys of RATINGS
    })),
    { value: 'none', text: 'Not looked at this time' },
  ],
})}
${govukDetails({
  summaryText: 'Direction, obstacles and change of course',
  open: [names.direction, names.obstacles, names.obstacleWords, names.changeOfCourse].some(
    (name) => answers?.[name],
  ),
  html: html`
${radios({
  name: names.direction,
  label: 'Which way is it going? (optional)',
  answers,
  small: true,
  choices: Object.entries(DIRECTIONS).map(([value, text]) => ({ value, text })),
})}
<p class="govuk-body">For what is at risk or off track:</p>
${checkboxes({
  name: names.obstacles,
  label: 'What is in the way? (optional)',
  answers: { [names.obstacles]: '', ...answers },
  small: true,
  choices: Object.entries(OBSTACLES).map(([value, text]) => ({ value, text })),
})}
${textArea({ name: names.obstacleWords, label: 'In your words (optional)', rows: 2, max: 1000, answers, errors })}
${textArea({ name: names.changeOfCourse, label: 'What will you do differently? (optional)', rows: 2, max: 1000, answers, errors })}`,
})}`
}

/** For the page of the plan: when it was last looked at and when it will be. */
export function reviewLine(reviews: readonly Review[], today: Temporal.PlainDate): Html {
  const [last] = reviews
  if (!last) return html`<p class="govuk-body-s">No progress review yet.</p>`
  const next = last.nextReviewOn
  const words =
    next && (next < today.toString() ? `was planned for ${formatDate(next)}` : `on ${formatDate(next)}`)
  return html`<p class="govuk-body-s">Last progress review on ${formatDate(last.heldOn)}.${words && ` The next ${words}.`}</p>
${govukInsetText({ html: html`<strong>Next steps</strong><div class="app-words">${last.nextSteps}</div>` })}`
}
