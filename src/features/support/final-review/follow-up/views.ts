/** The follow-up of a final review: what both schools see of it, and the form that records it. */
import {
  dateField,
  formatDate,
  hiddenKey,
  nextStep,
  table,
  textArea,
} from '../../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../../design/govuk/index.ts'
import { type Html, html } from '../../../../design/html.ts'
import type { Page } from '../../../../design/layout.ts'
import type { Answers, FormError } from '../../../../platform/forms.ts'
import { pupilCheckbox } from '../../../action-plans/index.ts'
import type { Partnership } from '../../../partnerships/index.ts'
import type { ReviewInView } from '../actions.ts'
import { finalReviewHref, followUpHref, READERS } from '../words.ts'
import { type FollowUp, isDue } from './domain.ts'

type Names = Pick<Partnership, 'hubName' | 'schoolName'>

/** Coming, due, or what came of it. `action`: where its next step leads from here. */
export function followUpNow(
  followUp: FollowUp,
  today: Temporal.PlainDate,
  names: Names,
  action: { readonly href: string; readonly text: string },
): Html {
  const { partnershipId, onDay, held } = followUp
  if (held) return govukInsetText({ html: heldWords(held, names) })
  if (isDue(followUp, today)) {
    return nextStep({
      title: 'Say that you looked again together',
      body: `The six-month follow-up was agreed for ${formatDate(onDay)}. When it has been held, either school records it.`,
      href: followUpHref(partnershipId),
      action: 'Record the follow-up',
    })
  }
  return nextStep({
    label: 'What happens next',
    title: `Look again together on ${formatDate(onDay)}`,
    body: html`The six-month follow-up that both schools agreed in the final review. <a class="govuk-link" href="${followUpHref(partnershipId)}">Record that it was held earlier</a>`,
    href: action.href,
    action: action.text,
  })
}

export const heldWords = (
  { on, words, side, byName }: NonNullable<FollowUp['held']>,
  { hubName, schoolName }: Names,
): Html =>
  html`<p class="govuk-body">Both schools looked again together on ${formatDate(on)}.</p>
<p class="govuk-body app-words">${words}</p>
<p class="govuk-body-s">Recorded by ${byName}, ${side === 'lead' ? hubName : schoolName}</p>`

/** Of a hub's partnerships, until they are held. */
export function followUpsTable(followUps: readonly FollowUp[], today: Temporal.PlainDate): Html | undefined {
  if (followUps.length === 0) return undefined
  return table({
    caption: 'Six-month follow-ups',
    head: [{ text: 'School' }, { text: 'On' }, { text: 'Where it stands' }],
    rows: followUps.map((followUp) => [
      html`<a class="govuk-link" href="${finalReviewHref(followUp.partnershipId)}">${followUp.schoolName}<span class="govuk-visually-hidden">, six-month follow-up</span></a>`,
      formatDate(followUp.onDay),
      isDue(followUp, today) ? 'To be recorded' : 'Coming',
    ]),
  })
}

export interface FollowUpPageData {
  readonly view: ReviewInView
  readonly key: string
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

export function followUpPage({ view, key, answers, errors }: FollowUpPageData): Page {
  const { partnership, followUp } = view
  const held = followUp?.held
  return {
    title: `Six-month follow-up: ${partnership.schoolName}`,
    backLink: { href: finalReviewHref(partnership.id), text: 'Back to the final review' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName} and ${partnership.hubName}</span>
<h1 class="govuk-heading-l">Six-month follow-up</h1>
${
  followUp
    ? html`<p class="govuk-body">Both schools agreed to look again together on ${formatDate(followUp.onDay)}.</p>`
    : html`<p class="govuk-body">It can be recorded when both schools have signed the final review and the partnership is complete.</p>`
}
${held && heldWords(held, partnership)}
${
  ((followUp && !held) || errors) &&
  html`<form method="post" action="${followUpHref(partnership.id)}" novalidate>
${hiddenKey(key)}
${dateField({ name: 'heldOn', label: 'When did you look again together?', answers, errors })}
${textArea({ name: 'words', label: 'In one sentence, what did you find?', hint: READERS, rows: 3, max: 500, answers, errors })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Record the follow-up', preventDoubleClick: true })}
</form>`
}`,
  }
}
