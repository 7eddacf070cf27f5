import { plural, radios, table, textArea } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import type { Event } from '../domain.ts'
import { eventHref, nameOf, whenOf } from '../words.ts'
import { type FeedbackInView, mayGive } from './actions.ts'
import { type FeedbackForm, questionsFor, versionOf } from './content.ts'
import { FEWEST_SHOWN, type Result, resultsOf } from './results.ts'

export interface FeedbackPageData {
  readonly view: FeedbackInView
  readonly current: FeedbackForm
  readonly byVersion: ReadonlyMap<string, FeedbackForm>
  readonly errors?: readonly FormError[]
  readonly answers?: Answers
}

/** For those who came: the form. For those who run the event: what was said, once five have answered. */
export function feedbackPage(data: FeedbackPageData): Page {
  const { view, errors } = data
  const { event, runs } = view
  return {
    title: `Feedback: ${nameOf(event)}: ${whenOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the event' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`
<span class="govuk-caption-l">${whenOf(event)}</span>
<h1 class="govuk-heading-l">Feedback: ${nameOf(event)}</h1>
${runs ? results(data) : form(data)}`,
  }
}

/** For a guest without an account: the form, and nothing that leads further in. */
export function guestFeedbackPage(data: Asking & { readonly given: boolean }): Page {
  const { event, given, errors } = data
  return {
    title: `Feedback: ${nameOf(event)}: ${whenOf(event)}`,
    ...(errors ? { errors, status: 422 } : {}),
    body: html`
<span class="govuk-caption-l">${whenOf(event)}</span>
<h1 class="govuk-heading-l">Feedback: ${nameOf(event)}</h1>
${given ? thanks() : questions(data)}`,
  }
}

const thanks =
  (): Html => html`<p class="govuk-body">Thank you. Your feedback has been kept without your name.</p>
<p class="govuk-body">It cannot be changed: nothing says which answers are yours.</p>`

function form({ view, current, errors, answers }: FeedbackPageData): Html {
  if (view.given) return thanks()
  if (!mayGive(view)) {
    return govukInsetText({
      text: view.party?.mayAct
        ? 'Feedback is for the schools that came to the event.'
        : 'This partnership is not running, so no feedback can be given.',
    })
  }
  const { event } = view
  return questions({ event, current, action: eventHref(event, 'feedback'), errors, answers })
}

interface Asking {
  readonly event: Event
  readonly current: FeedbackForm
  readonly action: string
  readonly errors?: readonly FormError[] | undefined
  readonly answers?: Answers | undefined
}

function questions({ event, current, action, errors, answers }: Asking): Html {
  return html`<p class="govuk-body">It takes about ${plural(current.minutes, 'minute')}. ${current.about}</p>
<form method="post" action="${action}" novalidate>
${questionsFor(current, event.kind).map((question) =>
  question.type === 'choice'
    ? radios({
        name: question.key,
        label: question.required ? question.text : `${question.text} (optional)`,
        choices: question.scale.map(({ key, text }) => ({ value: key, text })),
        small: true,
        errors,
        answers,
      })
    : textArea({
        name: question.key,
        label: `${question.text} (optional)`,
        hint: 'Do not write names: yours, a colleague’s or a pupil’s.',
        rows: 3,
        max: question.max,
        errors,
        answers,
      }),
)}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Send feedback', preventDoubleClick: true })}
</form>`
}

function results({ view, byVersion }: FeedbackPageData): Html {
  const { count, answers } = view.results ?? { count: 0, answers: [] }
  const intro = html`<p class="govuk-body">${count === 0 ? 'Nobody has answered yet.' : count === 1 ? '1 person has answered.' : `${count} people have answered.`}</p>`
  if (count < FEWEST_SHOWN) {
    return html`${intro}
${govukInsetText({ text: `Answers are shown once ${FEWEST_SHOWN} people have answered, so that nobody can be recognised.` })}`
  }
  const versions = Map.groupBy(answers, ({ contentVersion }) => contentVersion)
  return html`${intro}
<p class="govuk-body">Answers are kept without names, and stand here in the order of the alphabet.</p>
${[...versions].map(([version, given]) => {
  const asked = byVersion.get(version)
  if (!asked) return undefined
  return html`${versions.size > 1 && html`<h2 class="govuk-heading-m">Form ${versionOf(asked)}: ${plural(given.length, 'answer')}</h2>`}
${resultsOf(
  asked,
  view.event.kind,
  given.map((each) => each.answers),
).map(oneResult)}`
})}`
}

function oneResult(result: Result): Html {
  if ('texts' in result) {
    return html`<h2 class="govuk-heading-s">${result.question.text}</h2>
${
  result.texts.length === 0
    ? html`<p class="govuk-body app-none">Nobody wrote anything.</p>`
    : html`<ul class="govuk-list govuk-list--bullet">${result.texts.map((text) => html`<li>${text}</li>`)}</ul>`
}`
  }
  return table({
    caption: result.question.text,
    captionSize: 's',
    head: [{ text: 'Answer' }, { text: 'People', numeric: true }],
    rows: result.counts.map(({ text, count }) => [text, count]),
  })
}
