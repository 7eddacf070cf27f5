/** One topic a page: what the service knows of it above, what the two schools say of it below. */
import { dateField, formatDateTime, hidden, hiddenKey, textArea } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import type { ReviewInView } from './actions.ts'
import { standing, type TopicWords, type Written } from './domain.ts'
import { daysGiven, objectivesTable, sinceFirst } from './fact-views.ts'
import { stepsTable } from './views.ts'
import { finalReviewHref, NOTES, QUESTIONS, READERS, TOPIC_NAMES, topicHref } from './words.ts'

export interface TopicPageData {
  readonly view: ReviewInView
  readonly topic: Written
  readonly key: string
  /** Offered where no day is agreed yet. */
  readonly proposedDay?: Temporal.PlainDate
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

export function topicPage({ view, topic, key, proposedDay, answers, errors }: TopicPageData): Page {
  const { partnership, review } = view
  const now = review.topics.get(topic)
  const overtaken = now !== undefined && errors !== undefined && answers?.seen === String(now.revision)
  const isOptional = topic === 'support' || topic === 'follow-up'
  return {
    title: `${TOPIC_NAMES[topic]}: final review, ${partnership.schoolName}`,
    backLink: { href: finalReviewHref(partnership.id), text: 'Back to the final review' },
    ...(topic === 'progress' || topic === 'support' ? { width: 'full' as const } : {}),
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">Final review · ${partnership.schoolName}</span>
<h1 class="govuk-heading-l">${TOPIC_NAMES[topic]}</h1>
${signedNotice(view)}
${topic === 'progress' && html`${objectivesTable(view.facts)}${sinceFirst(view.facts)}`}
${topic === 'support' && daysGiven(view.facts)}
<form method="post" action="${topicHref(partnership.id, topic)}" novalidate>
${hiddenKey(key)}${hidden('seen', answers?.seen ?? now?.revision ?? 0)}
${
  topic === 'follow-up' &&
  dateField({
    name: 'onDay',
    label: 'When will you look again together?',
    hint: 'A school day, some six months from now.',
    answers,
    errors,
    value: now?.onDay ?? proposedDay,
  })
}
${textArea({
  name: 'words',
  label: `${QUESTIONS[topic]}${isOptional ? ' (optional)' : ''}`,
  labelSize: isOptional ? undefined : 'm',
  hint: READERS,
  rows: 6,
  max: 4000,
  answers,
  errors,
  value: now?.words,
})}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>
${now && !overtaken && html`<p class="govuk-body-s">Last written by ${now.byName}, ${formatDateTime(now.writtenAt)}</p>`}
${overtaken && asItStands(now)}`,
  }
}

function asItStands(now: TopicWords): Html {
  return html`<h2 class="govuk-heading-m">As it stands now</h2>
<p class="govuk-body app-words">${now.words}</p>
<p class="govuk-body-s">Written by ${now.byName}, ${formatDateTime(now.writtenAt)}</p>`
}

/** A change takes signatures away, so that nobody's name stands under words that they have not read. */
export function signedNotice({ review }: ReviewInView): Html | undefined {
  const [under] = standing(review)
  if (!under) return undefined
  return govukInsetText({
    text: `${under.byName} has signed the review as it stands. If you change it, it is to be signed again.`,
  })
}

export function nextStepsPage(view: ReviewInView): Page {
  const { partnership, review } = view
  const href = topicHref(partnership.id, 'next-steps')
  return {
    title: `${TOPIC_NAMES['next-steps']}: final review, ${partnership.schoolName}`,
    backLink: { href: finalReviewHref(partnership.id), text: 'Back to the final review' },
    width: 'full',
    body: html`<span class="govuk-caption-l">Final review · ${partnership.schoolName}</span>
<h1 class="govuk-heading-l">${TOPIC_NAMES['next-steps']}</h1>
<p class="govuk-body">${NOTES['next-steps']}, in either school.</p>
${signedNotice(view)}
${stepsTable(review.steps, partnership, { changing: true })}
<p>${govukButton({ text: review.steps.length === 0 ? 'Add a next step' : 'Add another next step', href: `${href}/new`, classes: 'govuk-button--secondary' })}</p>
<p class="govuk-body"><a class="govuk-link" href="${finalReviewHref(partnership.id)}">Go on with the review</a></p>`,
  }
}
