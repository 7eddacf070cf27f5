import {
  capital,
  dateField,
  formatDate,
  hidden,
  hiddenKey,
  minutes,
  radios,
  statusTag,
  summaryList,
  textArea,
  textField,
  timeline,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import type { Actor } from '../../people/index.ts'
import { isByHand, isRunning, placeOf, type WorkPlace } from '../domain.ts'
import { dateLine, expectationHref, nameOfSide } from '../words.ts'
import type { ExpectationInView } from './actions.ts'
import type { Confirmation, ConfirmationState } from './store.ts'

const STATE_WORDS: Readonly<Record<ConfirmationState, string>> = {
  done: 'Confirmed as done',
  started: 'Marked as started',
  'not-needed': 'Marked as not needed',
  reopened: 'Confirmation taken back',
}

export interface ExpectationPageData {
  readonly view: ExpectationInView
  readonly places: readonly WorkPlace[]
  readonly actor: Actor
  readonly key: string
  readonly today: Temporal.PlainDate
  readonly errors?: readonly FormError[]
  readonly answers?: Answers
}

/** One thing that is expected: what it is, where it stands, and the form that says it has been done. */
export function expectationPage(data: ExpectationPageData): Page {
  const { view, actor } = data
  const { partnership, expectation, items, item } = view
  const title = items.length > 1 ? item.label : expectation.title
  return {
    title: `${title}: ${partnership.schoolName}`,
    backLink: { href: `/partnerships/${partnership.id}`, text: `Back to ${partnership.schoolName}` },
    ...(data.errors ? { errors: data.errors, status: 422 } : {}),
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${expectation.description}</p>
${summaryList([
  { key: 'Where it stands', value: html`${statusTag(item.progress)} ${dateLine(item)}` },
  { key: 'Who acts', value: whoActs(view, actor) },
  { key: 'Time it takes', value: item.minutes > 0 ? `About ${minutes(item.minutes)}` : 'Not fixed' },
])}
${items.length > 1 && otherOccurrences(view)}
${placeOfWork(data)}
${isByHand(item) && (view.mayConfirm ? form(data) : readOnly(data))}
${view.confirmations.length > 0 && confirmed(view.confirmations)}`,
  }
}

/** Where this is worked on in the service; a person's word is then only for what was done outside it. */
function placeOfWork({ view, places, actor }: ExpectationPageData): Html | undefined {
  // A trust reads what its schools agreed to share, and works on nothing.
  if (actor.role === 'trust-leader') return undefined
  const { partnership, expectation, item } = view
  const place = placeOf(places, expectation, actor)
  if (!place) return undefined
  return html`<p class="govuk-body">${govukButton({ text: place.text, href: place.href(partnership.id) })}</p>
<p class="govuk-body">${isByHand(item) ? 'When it is done there, this is up to date by itself. If it was done outside this service, say so below.' : 'The service sees this for itself: there is nothing to confirm.'}</p>`
}

function whoActs({ expectation, partnership }: ExpectationInView, actor: Actor): string {
  if (expectation.by === 'both') return 'Both schools together'
  return capital(nameOfSide(expectation.by, actor, partnership))
}

function otherOccurrences({ partnership, items, item }: ExpectationInView): Html {
  return html`<h2 class="govuk-heading-s">All ${items.length} of these</h2>
<ul class="govuk-list app-occurrences">${items.map((each) =>
    each.occurrence === item.occurrence
      ? html`<li><strong aria-current="true">${each.part || each.label}</strong> ${statusTag(each.progress)}</li>`
      : html`<li><a class="govuk-link" href="${expectationHref(partnership.id, each)}">${each.part || each.label}</a> ${statusTag(each.progress)}</li>`,
  )}</ul>`
}

function form({ view, key, today, errors, answers }: ExpectationPageData): Html {
  const { partnership, item, subject } = view
  const current = view.confirmations.find((each) => each.current)
  const standing = current && current.state !== 'reopened' ? current : undefined
  const choices = [
    { value: 'done', text: 'It has been done' },
    { value: 'started', text: 'It has been started' },
    { value: 'not-needed', text: 'It is not needed', hint: 'Say why in the note' },
    ...(standing ? [{ value: 'reopened', text: 'Take back what was confirmed' }] : []),
  ]
  return html`
<h2 class="govuk-heading-m">${standing ? 'Change what was confirmed' : 'Confirm this'}</h2>
${
  subject.shared !== 'no' &&
  govukInsetText({
    text:
      subject.shared === 'by the hub'
        ? `This is done once for every partner school of ${partnership.hubName} in ${partnership.cohortName}. Confirming it here confirms it for all of them.`
        : `This is done once for every partner school in ${partnership.cohortName}. Confirming it here confirms it for all of them.`,
  })
}
<form method="post" action="${expectationHref(partnership.id, item)}" novalidate>
${hiddenKey(key)}${hidden('seen', answers?.seen ?? current?.id ?? 0)}
${radios({ name: 'state', label: 'Where does this stand?', choices, errors, answers, value: standing?.state })}
${dateField({
  name: 'happened',
  label: 'When?',
  hint: 'The day it was done or started',
  errors,
  answers,
  value: standing?.happenedOn ?? today.toString(),
})}
${
  subject.shared === 'no' &&
  textField({
    name: 'hours',
    label: 'Leadership time it took, in hours (optional)',
    hint: 'All senior leaders together, for example 1.5. It counts towards the time the programme says to allow.',
    width: 5,
    inputmode: 'decimal',
    errors,
    answers,
    value: standing?.leadershipMinutes == null ? undefined : standing.leadershipMinutes / 60,
  })
}
${textArea({
  name: 'note',
  label: 'Note (optional)',
  hint: 'Both schools and the programme team can read this. Do not write about any pupil.',
  rows: 3,
  max: 2000,
  errors,
  answers,
  value: standing?.note,
})}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`
}

function readOnly({ view, actor }: ExpectationPageData): Html {
  const { partnership, expectation } = view
  if (!isRunning(partnership.status)) {
    return govukInsetText({
      text: 'This partnership is not running at the moment, so there is nothing to confirm.',
    })
  }
  const who =
    expectation.by === 'both' ? 'one of the two schools' : nameOfSide(expectation.by, actor, partnership)
  return govukInsetText({ text: `This is confirmed by ${who}. There is nothing for you to do here.` })
}

function confirmed(confirmations: readonly Confirmation[]): Html {
  return html`<h2 class="govuk-heading-m">What has been confirmed</h2>
${timeline(
  confirmations.map((each) => ({
    sentence: `${STATE_WORDS[each.state]}${each.state === 'done' || each.state === 'started' ? ` on ${formatDate(each.happenedOn)}` : ''}${each.leadershipMinutes ? `, ${minutes(each.leadershipMinutes)} of leadership time` : ''}`,
    by: each.byName,
    at: each.recordedAt,
    details: each.note === '' ? undefined : html`<p class="govuk-body">${each.note}</p>`,
  })),
)}`
}
