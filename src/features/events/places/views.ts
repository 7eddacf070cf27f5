import {
  dateField,
  hidden,
  hiddenKey,
  select,
  summaryList,
  textField,
} from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { placesFields } from '../details/views.ts'
import { type Event, isOver } from '../domain.ts'
import { ENGLAND } from '../quiet-times.ts'
import { placesFree } from '../seating.ts'
import { eventHref, nameOf, roomInWords, whenOf } from '../words.ts'
import type { Absent } from './store.ts'

export interface PlacesPageData {
  readonly event: Event
  readonly absent: readonly Absent[]
  readonly now: Temporal.Instant
  readonly key: string
  /** Which of the two forms was sent. */
  readonly sent?: 'places' | 'booking'
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

/** For the host: how many can come, how many are held back, and a school that it books in itself. */
export function placesPage(data: PlacesPageData): Page {
  const { event, errors, now } = data
  const free = placesFree(event)
  return {
    title: `Places: ${nameOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the event' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`
<h1 class="govuk-heading-l">Places: ${nameOf(event)}</h1>
<p class="govuk-body">${whenOf(event)}</p>
${summaryList([
  { key: 'Taken', value: roomInWords(event) },
  { key: 'On offer', value: `${event.placesOffered}` },
  { key: 'Held back', value: `${event.heldPlaces}` },
  { key: 'Free', value: free === Number.POSITIVE_INFINITY ? 'No limit' : `${Math.max(0, free)}` },
])}
${event.cancelledAt ? html`<p class="govuk-body">This event was cancelled.</p>` : html`${numbers(data)}${!isOver(event, now) && bookIn(data)}`}`,
  }
}

function numbers({ event, key, sent, answers, errors }: PlacesPageData): Html {
  const typed = sent === 'booking' ? {} : { answers, errors }
  const day = (instant: Temporal.Instant | null) =>
    instant?.toZonedDateTimeISO(ENGLAND).toPlainDate().toString() ?? null
  return html`<h2 class="govuk-heading-m">How many can come</h2>
<form method="post" action="${eventHref(event, 'places')}" novalidate>
${hiddenKey(key)}${hidden('seen', typed.answers?.seen ?? event.revision)}
${placesFields(typed, String(event.placesPerSchool), event)}
${textField({ name: 'heldPlaces', label: 'Places held back', hint: 'Kept for schools that you book in yourself. Nobody else can book or be offered them.', width: 4, inputmode: 'numeric', value: event.heldPlaces, ...typed })}
${dateField({ name: 'opens', label: 'Booking opens on (optional)', hint: 'Leave empty: it is open now', value: day(event.bookingOpensAt), ...typed })}
${dateField({ name: 'closes', label: 'Last day to book (optional)', hint: 'Leave empty: until the event begins', value: day(event.bookingClosesAt), ...typed })}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`
}

function bookIn({ event, absent, key, sent, answers, errors }: PlacesPageData): Html {
  const typed = sent === 'booking' ? { answers, errors } : {}
  const who = event.audience === 'leads' ? 'hub' : 'school'
  const choices = absent
    .filter(({ waits }) => !waits)
    .map(({ partnershipId, hubId, name }) => ({
      value: partnershipId === null ? `h${hubId}` : `p${partnershipId}`,
      text: name,
    }))
  return html`<h2 class="govuk-heading-m">Book a ${who} in</h2>
<p class="govuk-body">Uses the places that you hold back first. The ${who} is told, and names who comes. One that waits is offered places in its turn.</p>
${
  choices.length === 0
    ? html`<p class="govuk-body">Every ${who} that could come has places or waits.</p>`
    : html`<form method="post" action="${eventHref(event, 'places/bookings')}" novalidate>
${hiddenKey(key)}
${select({ name: 'party', label: `Which ${who}?`, choices, ...typed })}
${textField({ name: 'places', label: 'How many places?', width: 4, inputmode: 'numeric', value: 1, ...typed })}
${govukButton({ text: 'Book in', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}`
}
