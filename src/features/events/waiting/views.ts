import { formatDateTime, hiddenKey, plural, select, table } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import type { BookingInView } from '../bookings/actions.ts'
import type { Event } from '../domain.ts'
import { reasonOf, type Waiting } from '../seating.ts'
import { eventHref, nameOf, STATE_WORDS, whenOf } from '../words.ts'
import { ALL_IT_CAN_HAVE, canBookAtOnce, mostToAsk } from './actions.ts'
import type { OfferLine, OpenOffer, OpenWait } from './store.ts'

/** The rule, said wherever somebody waits. */
export const ORDER: readonly string[] = [
  'schools that have not been to such an event this support term',
  'schools furthest from the number of events expected of them',
  'schools that asked first',
]

const orderOf = (): Html =>
  html`<p class="govuk-body">Places that come free are offered in this order:</p>
<ol class="govuk-list govuk-list--number">${ORDER.map((line) => html`<li>${line}</li>`)}</ol>
<p class="govuk-body">An offer stands for one working day. Nights, weekends and school holidays do not count. If it is not answered in time it goes to the next school, and you can ask again.</p>`

export interface WaitingPageData {
  readonly view: BookingInView
  readonly wait: OpenWait | undefined
  readonly offer: OpenOffer | undefined
  readonly offerHref: string | undefined
  /** In order; whoever has an offer is not in it any more. */
  readonly queue: readonly Waiting[]
  readonly key: string
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

/** For a school: where it stands in the line and why, or the form that asks. */
export function waitingPage(data: WaitingPageData): Page {
  const { view, wait, offer, errors } = data
  const { event, party } = view
  return {
    title: `Waiting list: ${nameOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the event' },
    ...(errors ? { status: 422, errors } : {}),
    body: html`
<span class="govuk-caption-l">${party.name}</span>
<h1 class="govuk-heading-l">Waiting list: ${nameOf(event)}</h1>
<p class="govuk-body">${whenOf(event)}</p>
${offer ? offered(data, offer) : wait ? standing(data, wait) : ask(data)}
<h2 class="govuk-heading-m">How the waiting list works</h2>
${orderOf()}`,
  }
}

function offered({ view, offerHref }: WaitingPageData, offer: OpenOffer): Html {
  return html`${govukInsetText({ text: `${plural(offer.places, offer.more ? 'more place' : 'place')} ${offer.places === 1 ? 'is' : 'are'} kept for your school until ${formatDateTime(offer.expiresAt)}.` })}
${offerHref && view.party.mayAct && govukButton({ text: 'Take or leave the offer', href: offerHref })}`
}

function standing({ view, queue }: WaitingPageData, wait: OpenWait): Html {
  const place = queue.findIndex(({ waitId }) => waitId === wait.id)
  const own = queue[place]
  const before =
    place <= 0 ? 'Your school is next.' : `${plural(place, 'school is', 'schools are')} before yours.`
  return html`
<p class="govuk-body-l">${before}</p>
<p class="govuk-body">${wait.byName} asked for ${plural(wait.places, wait.more ? 'more place' : 'place')} on ${formatDateTime(wait.askedAt)}. ${own && reasonOf(own)}</p>
${
  view.party.mayAct &&
  html`<form method="post" action="${eventHref(view.event, 'waiting/end')}">
${govukButton({ text: 'Leave the waiting list', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}`
}

function ask({ view, queue, key, answers, errors }: WaitingPageData): Html {
  const { event, party, booking, state } = view
  if (!party.mayAct)
    return govukInsetText({
      text: 'This partnership has ended, so its events can be read and not changed.',
    })
  const has =
    booking &&
    html`<p class="govuk-body">Your school has ${plural(booking.places, 'place')}. <a class="govuk-link" href="${eventHref(event, 'booking')}">See or change who comes</a></p>`
  if (state !== 'open') return html`${has}<p class="govuk-body">${STATE_WORDS[state]}.</p>`
  const most = mostToAsk(view)
  if (most < 1) return html`${has}<p class="govuk-body">${ALL_IT_CAN_HAVE}</p>`
  if (canBookAtOnce(view))
    return html`${has}<p class="govuk-body">There are places free.</p>${govukButton({ text: booking ? 'Change your booking' : 'Book places', href: eventHref(event, 'booking') })}`
  return html`${has}
<p class="govuk-body">${queue.length === 0 ? 'Nobody waits yet.' : `${plural(queue.length, 'school waits', 'schools wait')}.`} You are told by email when it is your turn.</p>
<form method="post" action="${eventHref(event, 'waiting')}" novalidate>
${hiddenKey(key)}
${select({
  name: 'places',
  label: booking ? 'How many more places does your school need?' : 'How many places does your school need?',
  hint: 'If fewer come free, you are offered what there is.',
  choices: Array.from({ length: most }, (_none, index) => ({
    value: String(index + 1),
    text: plural(index + 1, 'place'),
  })),
  prompt: false,
  answers,
  errors,
  value: 1,
})}
${govukButton({ text: 'Join the waiting list', preventDoubleClick: true })}
</form>`
}

/** For the host: everyone who waits, in order, with the reason. */
export function linePage(data: {
  readonly event: Event
  readonly queue: readonly Waiting[]
  readonly names: ReadonlyMap<number, string>
  readonly offers: readonly OfferLine[]
}): Page {
  const { event, queue, names, offers } = data
  return {
    title: `Waiting list: ${nameOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the event' },
    width: 'full',
    body: html`
<h1 class="govuk-heading-l">Waiting list: ${nameOf(event)}</h1>
<p class="govuk-body">${whenOf(event)}</p>
${
  offers.length > 0 &&
  table({
    caption: 'On offer now',
    head: [{ text: 'School' }, { text: 'Places', numeric: true }, { text: 'Kept until' }],
    rows: offers.map(({ name, places, more, expiresAt }) => [
      name,
      more ? `${places} more` : places,
      formatDateTime(expiresAt),
    ]),
  })
}
${table({
  caption: 'Who waits, in order',
  head: [
    { text: 'School' },
    { text: 'Places', numeric: true },
    { text: 'Why it stands here', wide: true },
    { text: 'Asked' },
  ],
  rows: queue.map((wait) => [
    names.get(wait.waitId) ?? 'A school',
    wait.more ? `${wait.places} more` : wait.places,
    reasonOf(wait),
    formatDateTime(wait.askedAt),
  ]),
  empty: 'Nobody waits for an offer.',
})}
<h2 class="govuk-heading-m">How the waiting list works</h2>
${orderOf()}`,
  }
}
