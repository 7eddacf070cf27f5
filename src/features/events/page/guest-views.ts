import { type Fact, formatDateTime, minutes, plural, summaryList } from '../../../design/components/index.ts'
import { govukButton, govukInsetText, govukNotificationBanner } from '../../../design/govuk/index.ts'
import { type Content, type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { canStillSwap, hasBegun, isOver, KIND_NAMES } from '../domain.ts'
import { hasLostItsPlace, placeInFull } from '../place.ts'
import { placesFree, schoolsFree } from '../seating.ts'
import { canBookAtOnce, mostToAsk } from '../waiting/actions.ts'
import { saidWhen } from '../when.ts'
import { eventHref, freeInWords, nameOf, STATE_WORDS, whenOf } from '../words.ts'
import type { EventInView } from './actions.ts'

/** What of other parts stands on this page: an offer's address, what to do afterwards. */
export interface GuestLinks {
  readonly offerHref: string | undefined
  /** What a school does on the day and after it, as links in order. */
  readonly after: readonly { readonly href: string; readonly text: string }[]
  /** Theme names by key are the questionnaire's; those it does not know are left out. */
  readonly themes: readonly string[]
}

/** An event for those who come to it. */
export function guestPage(view: EventInView, links: GuestLinks, saved: string | undefined): Page {
  const { event } = view
  return {
    title: `${nameOf(event)}: ${whenOf(event)}`,
    backLink: { href: '/events', text: 'Back to all events' },
    width: 'full',
    body: html`
<span class="govuk-caption-l">${KIND_NAMES[event.kind]}</span>
<h1 class="govuk-heading-l">${nameOf(event)}</h1>
<p class="govuk-body-l app-lead">${whenOf(event)}</p>
${savedBanner(view, saved)}
<div class="govuk-grid-row">
<div class="govuk-grid-column-two-thirds">
${cancelled(view)}
${yourPlaces(view, links)}
${moved(view)}
${facts(view, links)}
${describe(view)}
</div>
<div class="govuk-grid-column-one-third app-aside">
${aside(view, links)}
</div>
</div>`,
  }
}

export function savedBanner({ booking }: EventInView, saved: string | undefined): Html | undefined {
  const text =
    saved === 'booked' && booking
      ? `Your school has ${plural(booking.places, 'place')}. The people you named are told by email.`
      : saved === 'returned'
        ? 'Your places have been given back.'
        : saved === 'waiting'
          ? 'Your school is on the waiting list. You are told by email when a place comes free.'
          : saved === 'left'
            ? 'Your school no longer waits for places.'
            : undefined
  return text ? govukNotificationBanner({ text, type: 'success' }) : undefined
}

export function cancelled({ event }: Pick<EventInView, 'event'>): Html | undefined {
  if (!event.cancelledAt) return undefined
  return govukInsetText({
    html: html`<strong>This event was cancelled</strong> by ${event.cancelledByName} on ${formatDateTime(event.cancelledAt)}. ${event.cancelledReason}`,
  })
}

export function moved({ moves, event }: Pick<EventInView, 'moves' | 'event'>): Html | undefined {
  const [last] = moves
  if (!last) return undefined
  const was = saidWhen({ startsAt: last.fromStartsAt, endsAt: last.fromEndsAt, timeZone: event.timeZone })
  return govukInsetText({ html: html`<strong>The date has changed.</strong> It was ${was}. ${last.reason}` })
}

/** The school’s own line: what it has, and the one thing to do. */
function yourPlaces(view: EventInView, links: GuestLinks): Html | undefined {
  const { party, booking, wait, offer, event, now } = view
  if (!party) return undefined
  if (event.cancelledAt) return undefined
  const body = offer
    ? html`${booking && html`<p class="govuk-body">${party.name} has ${plural(booking.places, 'place')}.</p>`}
<p class="govuk-body"><strong>${plural(offer.places, offer.more ? 'more place' : 'place')} ${offer.places === 1 ? 'is' : 'are'} kept for ${party.name}</strong> until ${formatDateTime(offer.expiresAt)}.</p>
${links.offerHref && party.mayAct && govukButton({ text: 'Take or leave the offer', href: links.offerHref })}`
    : booking
      ? html`<p class="govuk-body"><strong>${party.name} has ${plural(booking.places, 'place')}</strong>${booking.guests.length > 0 ? html`: ${booking.guests.map(({ name }) => name).join(', ')}` : ''}${booking.places > booking.guests.length && html`. ${plural(booking.places - booking.guests.length, 'place has', 'places have')} no name yet`}.</p>
${
  party.mayAct &&
  canStillSwap(event, now) &&
  govukButton({
    text: 'See or change who comes',
    href: eventHref(event, 'booking'),
    classes: 'govuk-button--secondary',
  })
}
${moreOf(view)}`
      : wait
        ? html`<p class="govuk-body"><strong>${party.name} waits for ${plural(wait.places, 'place')}.</strong></p>
${govukButton({ text: 'See your place in the line', href: eventHref(event, 'waiting'), classes: 'govuk-button--secondary' })}`
        : notBooked(view)
  return html`<section class="app-next-step" aria-labelledby="your-places">
<h2 class="govuk-heading-m app-next-step__title" id="your-places">${isOver(event, now) ? 'Your school' : 'Your places'}</h2>
${body}
</section>`
}

/** A school that has places and needs more than are free can wait for them. */
function moreOf(view: EventInView): Html | undefined {
  const { wait, event, party, state } = view
  const href = eventHref(event, 'waiting')
  if (wait)
    return html`<p class="govuk-body">It waits for ${plural(wait.places, 'more place')}. <a class="govuk-link" href="${href}">See your place in the line</a></p>`
  if (!party?.mayAct || state !== 'open' || mostToAsk(view) < 1 || canBookAtOnce(view)) return undefined
  return html`<p class="govuk-body"><a class="govuk-link" href="${href}">Ask for more places</a></p>`
}

function notBooked({ party, event, state, now }: EventInView): Html {
  if (isOver(event, now)) return html`<p class="govuk-body">No places were booked for ${party?.name}.</p>`
  if (!party?.mayAct)
    return html`<p class="govuk-body">This partnership has ended, so its events can be read and not changed.</p>`
  if (state === 'not yet' && event.bookingOpensAt)
    return html`<p class="govuk-body">Booking opens on ${formatDateTime(event.bookingOpensAt)}.</p>`
  if (state !== 'open')
    return html`<p class="govuk-body">${STATE_WORDS[state]}. If you still need a place, ask the host.</p>`
  const full = placesFree(event) < 1 || schoolsFree(event) < 1
  if (full || event.waiting > 0) {
    return html`<p class="govuk-body">${full ? 'This event is full.' : 'The free places are offered to schools that wait.'} Ask for places, and you are told when it is your turn.</p>
${govukButton({ text: 'Join the waiting list', href: eventHref(event, 'waiting') })}`
  }
  const until = event.bookingClosesAt ? ` Book by ${formatDateTime(event.bookingClosesAt)}.` : ''
  return html`<p class="govuk-body">${freeInWords(event)}. Your school can have up to ${plural(event.placesPerSchool, 'place')}.${until}</p>
${govukButton({ text: 'Book places', href: eventHref(event, 'booking') })}`
}

export function facts({ event, booking, runs, now }: EventInView, links: Pick<GuestLinks, 'themes'>): Html {
  const length = Math.round(event.endsAt.since(event.startsAt).total('minutes'))
  const rows: (Fact | false)[] = [
    { key: 'When', value: `${whenOf(event)}${event.timeConfirmed ? ` (${minutes(length)})` : ''}` },
    {
      key: 'Where',
      value: hasLostItsPlace(event)
        ? html`${event.leadName} is recorded as closed in the register. The host will say where to come.`
        : placeInFull(event),
    },
    { key: 'Host', value: event.hubName ?? 'The programme team' },
    event.place === 'online' && { key: 'How to join', value: joining({ event, booking, runs, now }) },
    event.gettingThere !== '' && { key: 'How to get there', value: paragraphs(event.gettingThere) },
    event.safetyNotes !== '' && { key: 'Site safety', value: paragraphs(event.safetyNotes) },
    links.themes.length > 0 && { key: 'Themes', value: links.themes.join(', ') },
    event.recordingLink !== '' && {
      key: 'Recording',
      value: html`<a class="govuk-link" href="${event.recordingLink}" rel="noreferrer">Watch the recording</a>`,
    },
  ]
  return summaryList(rows.filter((row) => row !== false))
}

function joining({ event, booking, runs }: Pick<EventInView, 'event' | 'booking' | 'runs' | 'now'>): Content {
  if (event.joiningLink === '') return 'The link will be here before the event'
  if (booking || runs)
    return html`<a class="govuk-link" href="${event.joiningLink}" rel="noreferrer">Join online</a>`
  return 'The link is for those who are booked'
}

export function describe({ event }: Pick<EventInView, 'event'>): Html {
  return html`
${event.description && html`<h2 class="govuk-heading-m">What it is about</h2>${paragraphs(event.description)}`}
${event.agenda && html`<h2 class="govuk-heading-m">Agenda</h2>${paragraphs(event.agenda)}`}
${event.preparation && html`<h2 class="govuk-heading-m">What to prepare</h2>${paragraphs(event.preparation)}`}
${event.materials.length > 0 && html`<h2 class="govuk-heading-m">Materials</h2><ul class="govuk-list govuk-list--bullet">${event.materials.map(({ title, address }) => html`<li><a class="govuk-link" href="${address}" rel="noreferrer">${title}</a></li>`)}</ul>`}`
}

/** Typed text, with the line breaks that were typed. */
export function paragraphs(text: string): Html {
  return html`${text
    .split(/\n{2,}/)
    .map(
      (paragraph) =>
        html`<p class="govuk-body">${paragraph.split('\n').map((line, at) => html`${at > 0 && html`<br>`}${line}`)}</p>`,
    )}`
}

function aside(view: EventInView, links: GuestLinks): Html {
  const { event, now, counts, party, bookings } = view
  return html`
${
  links.after.length > 0 &&
  html`<h2 class="govuk-heading-s">${hasBegun(event, now) ? 'After the event' : 'For your diary'}</h2>
<ul class="govuk-list">${links.after.map(({ href, text }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}</ul>`
}
${
  party &&
  counts.tookPart + counts.watchedLater > 0 &&
  html`<h2 class="govuk-heading-s">Your school</h2>
<ul class="govuk-list">${counts.tookPart > 0 && html`<li>Took part: ${plural(counts.people, 'person', 'people')}</li>`}${counts.watchedLater > 0 && html`<li>Watched later</li>`}</ul>`
}
${
  !party &&
  bookings.length > 0 &&
  html`<h2 class="govuk-heading-s">Booked from your hub</h2>
<ul class="govuk-list">${bookings.map(({ name, places }) => html`<li>${name}: ${plural(places, 'place')}</li>`)}</ul>`
}`
}
