import {
  formatDate,
  formatDateTime,
  hidden,
  hiddenKey,
  minutes,
  table,
  textArea,
  textField,
} from '../../../../design/components/index.ts'
import { govukButton } from '../../../../design/govuk/index.ts'
import { type Html, html } from '../../../../design/html.ts'
import type { Page } from '../../../../design/layout.ts'
import type { Answers, FormError } from '../../../../platform/forms.ts'
import { pupilCheckbox } from '../../../action-plans/index.ts'
import { canRecord } from '../../policy.ts'
import { dayName, dayNameWithin, supportDayHref } from '../../words.ts'
import { type OrderInView, partsOf } from './actions.ts'
import { type Part, timed } from './domain.ts'
import { MOST_PARTS, SPARE } from './forms.ts'

export const orderHref = (dayId: number): string => `${supportDayHref(dayId)}/running-order`
const READERS = 'The leaders of the two schools read and change it. Do not write about any pupil.'

/** Where a running order comes from, for whoever asks why a part is in it. */
export function fromWhere({ kept, draftedFrom, surveyedOn, day }: OrderInView): string {
  if (kept) return `Last changed by ${kept.byName}, ${formatDateTime(kept.writtenAt)}.`
  if (day.type !== 'deep-dive') return 'Nothing has been written yet.'
  const from = [
    draftedFrom &&
      `the self-assessment of ${formatDate(draftedFrom.slice(0, 10))}: what the school marked as a priority and what it put lowest chose the parts`,
    surveyedOn &&
      `the shared results of the survey that closed on ${formatDate(surveyedOn.slice(0, 10))}: where pupils and staff differ most, and what fewest pupils agree with`,
  ].filter(Boolean)
  return from.length > 0
    ? `Drafted from ${from.join('; and from ')}. No running order is published: this one is ours.`
    : 'Drafted from what is usual, as no self-assessment and no shared survey is there to read yet. No running order is published: this one is ours.'
}

export function orderTable(view: OrderInView, caption: string): Html {
  const parts = timed(partsOf(view), view.day.startsAt)
  const sum = parts.reduce((all, part) => all + part.minutes, 0)
  return html`${table({
    caption,
    empty: 'There are no parts yet.',
    head: [{ text: 'Part' }, { text: 'Time' }, { text: 'Who' }, { text: 'What to look at', wide: true }],
    rows: parts.map(({ title, at, minutes: length, who, look, because }) => [
      html`${title}${because !== '' && html`<span class="app-cell-hint">${because}</span>`}`,
      `${at && `${at}, `}${minutes(length)}`,
      who,
      look,
    ]),
  })}
${parts.length > 0 && html`<p class="govuk-body-s">In all ${minutes(sum)}. ${fromWhere(view)}</p>`}`
}

/** To read, to print, and to lead to the form. */
export function orderPage(view: OrderInView): Page {
  const { day, partnership, actor } = view
  return {
    title: `Running order of the ${dayNameWithin(day)}: ${partnership.schoolName} (${day.id})`,
    width: 'full',
    backLink: { href: supportDayHref(day.id), text: 'Back to the support day' },
    body: html`<span class="govuk-caption-l">${partnership.schoolName} and ${partnership.hubName} · ${dayName(day)}</span>
<h1 class="govuk-heading-l">Running order of the ${dayNameWithin(day)}</h1>
${orderTable(view, 'Parts of the day')}
${canRecord(actor, partnership) && govukButton({ text: partsOf(view).length === 0 ? 'Write a running order' : 'Change the running order', href: `${orderHref(day.id)}/edit` })}
<p class="govuk-body"><a class="govuk-link" href="${supportDayHref(day.id)}/pack">Pack for this day</a></p>`,
  }
}

export function orderFormPage({
  view,
  key,
  answers,
  errors,
  overtaken = false,
}: {
  readonly view: OrderInView
  readonly key: string
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
  /** Somebody else has saved it since: theirs stands below. */
  readonly overtaken?: boolean
}): Page {
  const { day, partnership, kept } = view
  const parts = partsOf(view)
  const rows = Math.min(MOST_PARTS, Number(answers?.rows) || parts.length + SPARE)
  return {
    title: `Change the running order of the ${dayNameWithin(day)}: ${partnership.schoolName} (${day.id})`,
    backLink: { href: orderHref(day.id), text: 'Back to the running order' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName} and ${partnership.hubName} · ${dayName(day)}</span>
<h1 class="govuk-heading-l">Change the running order of the ${dayNameWithin(day)}</h1>
<p class="govuk-body">${READERS} Empty a part to leave it out; its place says where it comes.</p>
<form method="post" action="${orderHref(day.id)}" novalidate>
${hiddenKey(key)}${hidden('seen', answers?.seen ?? kept?.revision ?? 0)}${hidden('rows', rows)}
${Array.from({ length: rows }, (_none, index) => row(index + 1, parts[index], answers, errors))}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>
${overtaken && orderTable(view, 'As it stands now')}`,
  }
}

function row(
  at: number,
  part: Part | undefined,
  answers: Answers | undefined,
  errors: readonly FormError[] | undefined,
): Html {
  const field = { answers, errors }
  return html`<fieldset class="govuk-fieldset govuk-!-margin-bottom-6">
<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${part ? `Part ${at}` : `Part ${at} (optional)`}</legend>
${textField({ name: `title-${at}`, label: 'Part', ...field, value: part?.title ?? '' })}
${textField({ name: `minutes-${at}`, label: 'Minutes', width: 3, inputmode: 'numeric', ...field, value: part ? String(part.minutes) : '' })}
${textField({ name: `who-${at}`, label: 'Who (optional)', ...field, value: part?.who ?? '' })}
${textArea({ name: `look-${at}`, label: 'What to look at (optional)', rows: 2, ...field, value: part?.look ?? '' })}
${textField({ name: `place-${at}`, label: 'Place', width: 2, inputmode: 'numeric', ...field, value: String(at) })}
</fieldset>`
}
