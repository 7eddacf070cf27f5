import { checkboxes, formatDateTime, plural, radios, summaryList } from '../../../design/components/index.ts'
import { govukButton, govukInsetText, govukPanel } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { placeInFull } from '../place.ts'
import { eventHref, nameOf, whenOf } from '../words.ts'
import type { OfferInView } from './actions.ts'

export interface OfferPageData {
  readonly view: OfferInView
  readonly code: string
  readonly signedIn: boolean
  readonly errors?: readonly FormError[]
  readonly answers?: Answers
}

/** Take or leave: one question, from the email, without signing in. */
export function offerPage(data: OfferPageData): Page {
  const { view, errors } = data
  const { offer, event } = view
  const title = `${plural(offer.places, offer.more ? 'more place' : 'place')} for ${offer.name}: ${nameOf(event)}`
  return {
    title,
    ...(errors ? { status: 422, errors } : {}),
    body: html`
${view.open || offer.answer !== 'taken' ? html`<h1 class="govuk-heading-l">${title}</h1>` : govukPanel({ titleText: title, headingLevel: 1, text: 'The places are yours' })}
${summaryList([
  { key: 'When', value: whenOf(event) },
  { key: 'Where', value: placeInFull(event) },
  { key: 'Host', value: event.hubName ?? 'The programme team' },
])}
${view.open ? question(data) : answered(data)}`,
  }
}

function question({ view, code, errors, answers }: OfferPageData): Html {
  const { offer } = view
  const they = offer.places === 1 ? 'It is' : 'They are'
  return html`<p class="govuk-body">Your school waited for places, and ${plural(offer.places, 'place has', 'places have')} come free. ${they} kept for you until <strong>${formatDateTime(offer.expiresAt)}</strong>.</p>
<form method="post" action="/offers/${code}" novalidate>
${radios({
  name: 'answer',
  label: 'Does your school take the places?',
  labelSize: 'm',
  errors,
  answers,
  choices: [
    {
      value: 'taken',
      text: `Yes, we take ${plural(offer.places, offer.more ? 'more place' : 'place')}`,
      hint: 'You can name who comes afterwards',
    },
    { value: 'declined', text: 'No, offer them to the next school' },
  ],
})}
${
  offer.asksSenior &&
  checkboxes({
    name: 'senior',
    label: 'If you take them: who will come',
    hint: 'The programme expects senior leaders at every event, so that what is learned can be put into practice.',
    choices: [{ value: 'yes', text: 'At least one senior leader of the school will come' }],
    errors,
    answers,
  })
}
${govukButton({ text: 'Send answer', preventDoubleClick: true })}
</form>`
}

function answered({ view, signedIn }: OfferPageData): Html {
  const { offer, event } = view
  if (offer.answer === 'taken')
    return html`<p class="govuk-body">Next, ${signedIn ? 'name' : 'sign in and name'} the people who come.${offer.asksSenior && ' At least one must be a senior leader.'}</p>
${govukButton({ text: 'Name who comes', href: eventHref(event, 'booking') })}`
  const why =
    offer.answer === 'declined'
      ? 'Thank you. The places are offered to the next school.'
      : event.cancelledAt || offer.answer === 'withdrawn'
        ? 'This event was cancelled, so there is nothing to answer.'
        : offer.ended
          ? 'This partnership has ended, so there is nothing to answer.'
          : 'The time to answer is over, and the places go to the next school. You can ask again.'
  return html`${govukInsetText({ text: why })}
<p class="govuk-body"><a class="govuk-link" href="${eventHref(event)}">See the event</a></p>`
}
