import {
  dateField,
  formatDate,
  hiddenKey,
  plural,
  summaryList,
  table,
  textArea,
  textField,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import { eventHref, nameOf, whenOf } from '../words.ts'
import { type CatchUpInView, whyNot } from './actions.ts'
import { MOST } from './forms.ts'

export interface CatchUpPageData {
  readonly view: CatchUpInView
  readonly key: string
  readonly now: Temporal.Instant
  readonly errors?: readonly FormError[]
  readonly answers?: Answers
}

/** For a school: watch, and write what it will do. For those who run events and for hubs: who did. */
export function catchUpPage(data: CatchUpPageData): Page {
  const { view, errors } = data
  const { event, party } = view
  return {
    title: `Watch later: ${nameOf(event)}: ${whenOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the session' },
    ...(party ? {} : { width: 'full' as const }),
    ...(errors ? { errors, status: 422 } : {}),
    body: html`
<span class="govuk-caption-l">${whenOf(event)}</span>
<h1 class="govuk-heading-l">Watch later: ${nameOf(event)}</h1>
${party ? ownSchool(data) : everySchool(data)}`,
  }
}

function ownSchool(data: CatchUpPageData): Html {
  const { view, now } = data
  const { event, party, catchUps } = view
  const own = catchUps.find(({ partnershipId }) => partnershipId === party?.partnershipId)
  const why = whyNot(view, now)
  if (own) {
    return html`${summaryList([
      { key: 'Watched on', value: formatDate(own.watchedOn) },
      { key: 'What your school will do', value: own.willDo },
      { key: 'Written by', value: own.byName },
    ])}
<p class="govuk-body">This counts towards what is expected of your school. It is shown as watched later, beside the schools that took part.</p>
${
  party?.mayAct &&
  html`<form method="post" action="${eventHref(event, 'catch-up')}/taken-back">
${govukButton({ text: 'Take this back', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}`
  }
  return html`
${event.recordingLink !== '' && html`<p class="govuk-body"><a class="govuk-link" href="${event.recordingLink}" rel="noreferrer">Watch the recording</a></p>`}
${why === undefined ? form(data) : govukInsetText({ text: why })}`
}

function form({ view: { event }, key, errors, answers }: CatchUpPageData): Html {
  const hours = Math.round(event.startsAt.until(event.endsAt).total('minutes')) / 60
  return html`<p class="govuk-body">When you have watched it, write what your school will do. It then counts, and is shown as watched later.</p>
<form method="post" action="${eventHref(event, 'catch-up')}" novalidate>
${hiddenKey(key)}
${dateField({ name: 'watched', label: 'When did you watch it?', hint: 'For example, 27 3 2026', errors, answers })}
${textArea({
  name: 'willDo',
  label: 'What will your school do?',
  hint: 'Your hub and the programme team can read this. Do not write about any pupil.',
  rows: 5,
  max: MOST,
  errors,
  answers,
})}
${textField({
  name: 'hours',
  label: 'Leadership time it took, in hours (optional)',
  hint: `All senior leaders together. The session took ${plural(hours, 'hour')}.`,
  width: 5,
  inputmode: 'decimal',
  errors,
  answers,
})}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`
}

function everySchool({ view: { catchUps } }: CatchUpPageData): Html {
  return html`<p class="govuk-body">Schools that watched the recording. They are counted apart from those that took part.</p>
${table({
  caption: `${plural(catchUps.length, 'school')} watched later`,
  head: [
    { text: 'School' },
    { text: 'Hub' },
    { text: 'Watched on' },
    { text: 'What it will do', wide: true },
  ],
  rows: catchUps.map(({ schoolName, hubName, watchedOn, willDo }) => [
    schoolName,
    hubName,
    formatDate(watchedOn),
    willDo,
  ]),
  empty: 'No school has watched it later yet.',
})}`
}
