import {
  formatDate,
  formatDateTime,
  hidden,
  nextStep,
  plural,
  table,
  taskListOf,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText, govukWarningText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { STATUS_NAMES } from '../../partnerships/index.ts'
import { canRecord } from '../policy.ts'
import { everythingHref, nameOfSupportSide, supportHref } from '../words.ts'
import type { ReviewInView } from './actions.ts'
import {
  isSigned,
  type NextStepAgreed,
  standing,
  statusOf,
  stillToWrite,
  TOPICS,
  type Written,
} from './domain.ts'
import { daysGiven, objectivesTable, sinceFirst } from './fact-views.ts'
import { followUpNow, heldWords } from './follow-up/views.ts'
import { finalReviewHref, NOTES, nextStepHref, QUESTIONS, TOPIC_NAMES, topicHref } from './words.ts'

/** The final review of a partnership: its parts while it is written, all of it once both schools have signed. */
export function finalReviewPage(view: ReviewInView): Page {
  const { partnership, review } = view
  return {
    title: `Final review: ${partnership.schoolName}`,
    backLink: { href: supportHref(partnership.id), text: 'Back to one-to-one support' },
    ...(isSigned(review) ? { width: 'full' as const } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName} and ${partnership.hubName}</span>
<h1 class="govuk-heading-l">Final review</h1>
${isSigned(review) ? signedBody(view) : openBody(view)}`,
  }
}

function openBody(view: ReviewInView): Html {
  const { partnership, review } = view
  const may = canRecord(view.actor, partnership)
  const done = TOPICS.length - stillToWrite(review).length
  return html`${may ? next(view) : govukInsetText({ text: `This partnership is ${STATUS_NAMES[partnership.status].toLowerCase()}, so nothing can be written here.` })}
<p class="govuk-body">Look back together and agree what comes next. Either school writes; each part is saved by itself, and you can come back to it. When both have signed, the partnership is complete.</p>
<h2 class="govuk-heading-m">Parts of the review <span class="app-count">${done} of ${TOPICS.length} written</span></h2>
${taskListOf(
  TOPICS.map((topic) => ({
    title: TOPIC_NAMES[topic],
    status: statusOf(review, topic),
    note: NOTES[topic],
    ...(may ? { href: topicHref(partnership.id, topic) } : {}),
  })),
)}
${signers(view)}
<p class="govuk-body"><a class="govuk-link" href="${topicHref(partnership.id, 'check')}">Read all of it as it stands</a></p>`
}

function next(view: ReviewInView): Html {
  const { partnership, review, actor, side } = view
  const [first] = stillToWrite(review)
  const id = partnership.id
  if (first) {
    return nextStep({
      title: `Write together: ${TOPIC_NAMES[first].toLowerCase()}`,
      body: NOTES[first],
      href: topicHref(id, first),
      action: review.revision === 0 ? 'Start' : 'Go on',
    })
  }
  if (standing(review).some((each) => each.side === side)) {
    const other = nameOfSupportSide(side === 'lead' ? 'partner' : 'lead', actor, partnership)
    return nextStep({
      label: 'What happens next',
      title: `Waiting for ${other} to sign`,
      body: 'A change of any part takes your signature away.',
    })
  }
  return nextStep({
    title: 'Read the final review and sign it',
    body: 'Every part is written.',
    href: topicHref(id, 'check'),
    action: 'Check and sign',
  })
}

function signers(view: ReviewInView): Html | undefined {
  const { partnership, review } = view
  const under = standing(review)
  if (under.length === 0) return undefined
  return html`<h2 class="govuk-heading-m">Signed by</h2>
<ul class="govuk-list">${under.map(({ byName, at, side }) => html`<li>${byName}, ${side === 'lead' ? partnership.hubName : partnership.schoolName}, ${formatDateTime(at)}</li>`)}</ul>`
}

function signedBody(view: ReviewInView): Html {
  const { partnership, followUp, today } = view
  const everything = { href: everythingHref(partnership.id), text: 'Everything to keep' }
  return html`${govukInsetText({ text: 'Both schools have signed this final review. It does not change any more.' })}
${followUp && followUpNow(followUp, today, partnership, everything)}
<p>${govukButton({ text: 'Everything to keep', href: everythingHref(partnership.id), classes: 'govuk-button--secondary' })}</p>
${wholeReview(view)}
${signers(view)}`
}

/** All of it on one page, to be read before it is signed. */
export function checkPage(view: ReviewInView): Page {
  const { partnership, review, side, facts } = view
  const missing = stillToWrite(review)
  const may = canRecord(view.actor, partnership)
  const own = standing(review).some((each) => each.side === side)
  const booked = facts.days?.booked ?? 0
  return {
    title: `Read and sign the final review: ${partnership.schoolName}`,
    backLink: { href: finalReviewHref(partnership.id), text: 'Back to the final review' },
    width: 'full',
    body: html`<span class="govuk-caption-l">${partnership.schoolName} and ${partnership.hubName}</span>
<h1 class="govuk-heading-l">Read and sign the final review</h1>
${wholeReview(view)}
${signers(view)}
${
  may &&
  !own &&
  html`<h2 class="govuk-heading-m" id="sign">Sign</h2>
${
  missing.length > 0
    ? html`<p class="govuk-body">It can be signed when every part is written. Still to write: ${missing.map((topic, at) => html`${at > 0 && ', '}<a class="govuk-link" href="${topicHref(partnership.id, topic)}">${TOPIC_NAMES[topic].toLowerCase()}</a>`)}.</p>`
    : html`${booked > 0 && govukWarningText({ iconFallbackText: 'Warning', text: `Support days are still booked and not recorded: ${booked / 2}. When the partnership is complete, they cannot be recorded any more.` })}
<p class="govuk-body">When both schools have signed, the review does not change any more and the partnership is complete. Everything in it can still be read.</p>
<form method="post" action="${finalReviewHref(partnership.id)}/signatures">
${hidden('revision', review.revision)}
${govukButton({ text: 'Sign the final review', preventDoubleClick: true })}
</form>`
}`
}`,
  }
}

/** All that the review says, with the facts and those who signed: as it is kept when the service is gone. */
export const reviewWords = (view: ReviewInView): Html => html`${wholeReview(view)}${signers(view)}`

function wholeReview(view: ReviewInView): Html {
  const { facts, review, partnership, followUp } = view
  const day = review.topics.get('follow-up')?.onDay
  return html`<h2 class="govuk-heading-m">${TOPIC_NAMES.progress}</h2>
${objectivesTable(facts)}
${sinceFirst(facts)}
${said(view, 'progress')}
<h2 class="govuk-heading-m">${TOPIC_NAMES.support}</h2>
${daysGiven(facts)}
${said(view, 'support')}
<h2 class="govuk-heading-m">${TOPIC_NAMES.changes}</h2>
${said(view, 'changes')}
<h2 class="govuk-heading-m">${TOPIC_NAMES.sustaining}</h2>
${said(view, 'sustaining')}
<h2 class="govuk-heading-m">${TOPIC_NAMES['next-steps']}</h2>
${stepsTable(review.steps, partnership)}
<h2 class="govuk-heading-m">${TOPIC_NAMES['follow-up']}</h2>
<p class="govuk-body">${day ? formatDate(day) : 'No day is agreed yet.'}</p>
${said(view, 'follow-up')}
${followUp?.held && heldWords(followUp.held, partnership)}`
}

function said({ review }: ReviewInView, topic: Written): Html {
  const words = review.topics.get(topic)?.words ?? ''
  if (words === '') return html``
  return html`<h3 class="govuk-heading-s">${QUESTIONS[topic]}</h3>
<p class="govuk-body app-words">${words}</p>`
}

export function stepsTable(
  steps: readonly NextStepAgreed[],
  { hubName, schoolName }: { readonly hubName: string; readonly schoolName: string },
  { changing = false }: { readonly changing?: boolean } = {},
): Html {
  return table({
    caption: `${plural(steps.length, 'next step')} agreed`,
    captionSize: 'hidden',
    empty: 'No next step is agreed yet.',
    head: [
      { text: 'What will be done', wide: true },
      { text: 'Who sees to it' },
      { text: 'By when' },
      ...(changing ? [{ text: 'Change', hidden: true }] : []),
    ],
    rows: steps.map(({ id, text, ownerSide, ownerRole, ownerName, dueOn }) => [
      text,
      `${ownerRole}${ownerName && `, ${ownerName}`} (${ownerSide === 'lead' ? hubName : schoolName})`,
      dueOn ? formatDate(dueOn) : 'No date',
      ...(changing
        ? [
            html`<a class="govuk-link" href="${nextStepHref(id)}">Change<span class="govuk-visually-hidden"> ${text}</span></a>`,
          ]
        : []),
    ]),
  })
}
