import {
  formatDateTime,
  hidden,
  hiddenKey,
  plural,
  summaryList,
  table,
  textArea,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText, govukNotificationBanner } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import { eventHref, nameOf, whenOf } from '../words.ts'
import { mayWrite, type PracticeInView } from './actions.ts'
import { MOST } from './forms.ts'

export interface PracticePageData {
  readonly view: PracticeInView
  readonly key: string
  readonly saved?: boolean
  readonly errors?: readonly FormError[]
  readonly answers?: Answers
}

/** One thing to try, and later what became of it. The lead reads what its schools wrote. */
export function practicePage(data: PracticePageData): Page {
  const { view, errors, saved } = data
  const { event, party } = view
  const heading = `${party ? 'What we will try' : 'What schools will try'}: ${nameOf(event)}`
  return {
    title: `${heading}: ${whenOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the open day' },
    ...(party ? {} : { width: 'full' as const }),
    ...(errors ? { errors, status: 422 } : {}),
    body: html`
${saved && govukNotificationBanner({ text: 'Saved.', type: 'success' })}
<span class="govuk-caption-l">${whenOf(event)}</span>
<h1 class="govuk-heading-l">${heading}</h1>
${party ? ownSchool(data) : everySchool(data)}`,
  }
}

function ownSchool({ view, key, errors, answers }: PracticePageData): Html {
  const { event, own } = view
  if (!mayWrite(view)) {
    return html`${
      own &&
      summaryList([
        { key: 'What your school will try', value: own.willTry },
        { key: 'What became of it', value: own.became },
      ])
    }
${govukInsetText({
  text: view.party?.mayAct
    ? 'This is for the schools that came to the open day.'
    : 'This partnership is not running, so nothing can be changed.',
})}`
  }
  return html`
<p class="govuk-body">Choose one thing that you saw and that fits your own plan. You need not copy it: say how it will look at your school.</p>
<form method="post" action="${eventHref(event, 'practice')}" novalidate>
${hiddenKey(key)}${hidden('seen', answers?.seen ?? own?.revision ?? 0)}
${textArea({
  name: 'willTry',
  label: 'One thing your school will try',
  hint: 'Your lead school and the programme team can read this. Do not write about any pupil.',
  rows: 4,
  max: MOST,
  errors,
  answers,
  value: own?.willTry,
})}
${
  own &&
  textArea({
    name: 'became',
    label: 'What became of it (optional)',
    hint: 'Come back to this after some weeks: what worked, what you changed, what you dropped',
    rows: 4,
    max: MOST,
    errors,
    answers,
    value: own.became,
  })
}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>
${own && html`<p class="govuk-body app-minor">Written by ${own.byName} on ${formatDateTime(own.writtenAt)}${own.becameByName && own.becameAt && `; what became of it by ${own.becameByName} on ${formatDateTime(own.becameAt)}`}.</p>`}`
}

function everySchool({ view: { practices } }: PracticePageData): Html {
  const told = practices.filter(({ became }) => became !== '').length
  return html`${table({
    caption: `${plural(practices.length, 'school')} will try something, ${plural(told, 'school has', 'schools have')} said what became of it`,
    head: [
      { text: 'School' },
      { text: 'What it will try', wide: true },
      { text: 'What became of it', wide: true },
    ],
    rows: practices.map(({ schoolName, willTry, became }) => [
      schoolName,
      willTry,
      became || html`<span class="app-none">Not said yet</span>`,
    ]),
    empty: 'No school has written what it will try yet.',
  })}`
}
