import { formatDateTime, plural, summaryList, table } from '../../../design/components/index.ts'
import { govukNotificationBanner, govukWarningText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { bookingStateAt, isOver, KIND_NAMES } from '../domain.ts'
import { hasLostItsPlace } from '../place.ts'
import { placesFree } from '../seating.ts'
import { eventHref, nameOf, roomInWords, STATE_WORDS, whenOf } from '../words.ts'
import type { EventInView } from './actions.ts'
import { cancelled, describe, facts, moved } from './guest-views.ts'

const SAVED: Readonly<Record<string, string>> = {
  created: 'The event has been made. Schools can see it now. Next: invite them, and say what to prepare.',
  saved: 'The event has been saved.',
  moved: 'The date has been changed. Everyone who is booked or waits is told by email.',
  cancelled: 'The event has been cancelled. Everyone who was booked or waited is told by email.',
  invited: 'The invitations are on their way.',
  places: 'The places have been saved.',
}

/** What a host can do, in the order in which it is done. */
export interface HostLinks {
  readonly before: readonly { readonly href: string; readonly text: string }[]
  readonly onTheDay: readonly { readonly href: string; readonly text: string }[]
  readonly after: readonly { readonly href: string; readonly text: string }[]
  readonly themes: readonly string[]
}

/** An event for those who run it: how full it is, who comes, what to do next. */
export function hostPage(view: EventInView, links: HostLinks, saved: string | undefined): Page {
  const { event, now } = view
  const text = saved === undefined ? undefined : SAVED[saved]
  return {
    title: `${nameOf(event)}: ${whenOf(event)}`,
    backLink: { href: '/events', text: 'Back to all events' },
    width: 'full',
    body: html`
<span class="govuk-caption-l">${KIND_NAMES[event.kind]}, ${event.hubName ?? 'run by the programme team'}</span>
<h1 class="govuk-heading-l">${nameOf(event)}</h1>
<p class="govuk-body-l app-lead">${whenOf(event)}</p>
${text && govukNotificationBanner({ text, type: 'success' })}
<div class="govuk-grid-row">
<div class="govuk-grid-column-two-thirds">
${cancelled(view)}
${
  hasLostItsPlace(event) &&
  !event.cancelledAt &&
  !isOver(event, now) &&
  govukWarningText({
    text: `The register says that ${event.leadName} has closed. Say where the event will be, or cancel it.`,
    iconFallbackText: 'Important',
  })
}
${moved(view)}
${counts(view)}
${whoComes(view)}
<h2 class="govuk-heading-m" id="details">What guests see</h2>
${facts(view, links)}
${describe(view)}
</div>
<div class="govuk-grid-column-one-third app-aside">
${actions(view, links)}
</div>
</div>`,
  }
}

function counts({ event, counts, now }: EventInView): Html {
  const of = event.audience === 'leads' ? 'hub' : 'school'
  const waiting = event.waiting + event.schoolsOffered
  return html`<h2 class="govuk-heading-m" id="places">Places</h2>
${summaryList([
  { key: 'Invited', value: plural(counts.invited, of) },
  {
    key: 'Booked',
    value: html`${roomInWords(event)}${event.heldPlaces > 0 && html`<br>${plural(event.heldPlaces, 'place')} held back`}${event.placesOffered > 0 && html`<br>${plural(event.placesOffered, 'place')} on offer to schools that waited`}${event.capacity !== null && html`<br>${plural(Math.max(0, placesFree(event)), 'place')} free`}`,
    actions: event.cancelledAt ? [] : [{ href: eventHref(event, 'places'), text: 'Change', what: 'places' }],
  },
  {
    key: 'Waiting',
    value: waiting === 0 ? `No ${of} waits` : plural(waiting, of),
    actions: waiting === 0 ? [] : [{ href: eventHref(event, 'waiting'), text: 'See', what: 'who waits' }],
  },
  {
    key: 'Took part',
    value: `${plural(counts.tookPart, of)} (${plural(counts.people, 'person', 'people')})`,
  },
  ...(event.kind === 'cpd' ? [{ key: 'Watched later', value: plural(counts.watchedLater, of) }] : []),
  { key: 'Booking', value: booking({ event, now }) },
])}`
}

function booking({ event, now }: Pick<EventInView, 'event' | 'now'>): string {
  const state = bookingStateAt(event, now)
  if (state === 'not yet' && event.bookingOpensAt) return `Opens on ${formatDateTime(event.bookingOpensAt)}`
  if (state === 'open' && event.bookingClosesAt) return `Open until ${formatDateTime(event.bookingClosesAt)}`
  return state === 'open' ? 'Open until the event begins' : STATE_WORDS[state]
}

function whoComes({ event, bookings }: EventInView): Html {
  const who = event.audience === 'leads' ? 'Hub' : 'School'
  return html`<h2 class="govuk-heading-m" id="who-comes">Who comes</h2>
${table({
  caption: 'Booked',
  captionSize: 'hidden',
  head: [{ text: who }, { text: 'Places', numeric: true }, { text: 'People' }],
  rows: bookings.map(({ name, places, guests, byHost, hubName }) => [
    html`${name}${event.hubId === null && hubName && html`<br><span class="govuk-hint app-minor">${hubName}</span>`}`,
    places,
    html`${guests.map(
      ({ name: person, roleTitle, needs }, at) =>
        html`${at > 0 && html`<br>`}${person}${roleTitle && `, ${roleTitle}`}${needs && html` <span class="govuk-hint">${needs}</span>`}`,
    )}${guests.length < places && html`${guests.length > 0 && html`<br>`}<span class="app-none">${plural(places - guests.length, 'name')} to follow</span>`}${byHost && html`<br><span class="govuk-hint app-minor">Booked by the host</span>`}`,
  ]),
  empty: 'Nobody has booked yet.',
})}`
}

function actions({ event, now }: EventInView, links: HostLinks): Html {
  const list = (heading: string, items: HostLinks['before']) =>
    items.length > 0 &&
    html`<h2 class="govuk-heading-s">${heading}</h2>
<ul class="govuk-list">${items.map(({ href, text }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}</ul>`
  const running = !event.cancelledAt
  return html`
${list('Before', links.before)}
${list('On the day', links.onTheDay)}
${list('Afterwards', links.after)}
${
  running &&
  !isOver(event, now) &&
  html`<h2 class="govuk-heading-s">If plans change</h2>
<ul class="govuk-list"><li><a class="govuk-link" href="${eventHref(event, 'date')}">Move the date</a></li><li><a class="govuk-link" href="${eventHref(event, 'cancellation')}">Cancel the event</a></li></ul>`
}`
}
