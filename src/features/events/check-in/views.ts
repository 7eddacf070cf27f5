import { randomUUID } from 'node:crypto'
import { hidden, plural, radios, select, table, textField } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { saidTime } from '../when.ts'
import { eventHref, nameOf, whenOf, whereOf } from '../words.ts'
import type { CheckInList } from './actions.ts'
import {
  arrivedInWords,
  canCheckIn,
  canLeaveEarly,
  checkInOpensAt,
  type Expected,
  leftInWords,
  type PlaceKey,
  type Presence,
  placeKeyOf,
} from './domain.ts'

export interface CheckInPageData extends CheckInList {
  readonly now: Temporal.Instant
  readonly errors?: readonly FormError[]
  readonly answers?: Answers
}

/** The list at the door, made for a phone in one hand. Every tick is a form of its own, so it works without script too. */
export function checkInPage(data: CheckInPageData): Page {
  const { event, expected, presences, now, errors } = data
  const open = canCheckIn(event, now)
  const here = new Map(presences.flatMap((each) => (each.guestId === null ? [] : [[each.guestId, each]])))
  const others = presences.filter(
    ({ guestId }) => guestId === null || !expected.some((guest) => guest.guestId === guestId),
  )
  return {
    title: `Check-in: ${nameOf(event)}: ${whenOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the event' },
    ...(errors ? { errors, status: 422 } : {}),
    scripts: open ? ['check-in.js'] : [],
    body: html`
<div data-check-in="${event.id}" data-made="${now.epochMilliseconds}">
<span class="govuk-caption-l">${whenOf(event)}</span>
<h1 class="govuk-heading-l">Check-in: ${nameOf(event)}</h1>
${!open && govukInsetText({ text: closedText(data) })}
<p class="govuk-body"><strong data-here>${presences.length - others.length}</strong> of ${plural(expected.length, 'person', 'people')} expected by name are here, and <strong data-here-others>${others.length}</strong> others.</p>
<div class="app-connection" role="status" data-connection></div>
<div class="govuk-form-group" hidden data-find>
<label class="govuk-label" for="find">Find a name or a school</label>
<input class="govuk-input govuk-!-width-two-thirds" id="find" type="search" autocomplete="off" spellcheck="false">
</div>
${expected.length === 0 && html`<p class="govuk-body">Nobody is booked by name. Add whoever comes below.</p>`}
${bySchool(expected).map(([placeName, guests]) => school(data, placeName, guests, here, open))}
<h2 class="govuk-heading-m" id="others-heading">Others who are here</h2>
<p class="govuk-body" data-no-others${others.length > 0 && html` hidden`}>Nobody yet.</p>
<ul class="govuk-list app-check-in" data-others aria-labelledby="others-heading">${others.map((presence) => otherRow(data, presence, open))}</ul>
${open && addForm(data)}
<h2 class="govuk-heading-m">When you have finished</h2>
<p class="govuk-body">The list is kept on this phone so that it works without a connection. When everybody is in, take it off again.</p>
<p class="govuk-body" hidden data-finish><button type="button" class="govuk-button govuk-button--secondary" data-module="govuk-button">Take the list off this phone</button></p>
<ul class="govuk-list">
<li><a class="govuk-link" href="${eventHref(event, 'list')}">List to print</a></li>
</ul>
</div>`,
  }
}

function closedText({ event, now }: CheckInPageData): string {
  if (event.cancelledAt) return 'This event was cancelled, so nobody is checked in.'
  const opens = checkInOpensAt(event).toZonedDateTimeISO(event.timeZone)
  return Temporal.Instant.compare(now, event.startsAt) < 0
    ? `You can check people in from ${saidTime(opens)} on ${opens.toPlainDate().toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })}.`
    : 'Nobody can be checked in now.'
}

function bySchool(expected: readonly Expected[]): [string, Expected[]][] {
  return [...Map.groupBy(expected, ({ placeName }) => placeName)]
}

function school(
  data: CheckInPageData,
  placeName: string,
  guests: readonly Expected[],
  here: ReadonlyMap<number, Presence>,
  open: boolean,
): Html {
  const unnamed = data.places.find(({ key }) => guests[0] && key === placeKeyOf(guests[0]))?.unnamed ?? 0
  return html`<section data-school="${placeName}">
<h2 class="govuk-heading-s app-check-in__school">${placeName}${unnamed > 0 && html` <span class="app-check-in__note">and ${plural(unnamed, 'place')} without a name</span>`}</h2>
<ul class="govuk-list app-check-in">${guests.map((guest) => guestRow(data, guest, here.get(guest.guestId), open))}</ul>
</section>`
}

function guestRow(
  data: CheckInPageData,
  guest: Expected,
  presence: Presence | undefined,
  open: boolean,
): Html {
  const about = [guest.roleTitle, guest.needs].filter((each) => each !== '')
  return html`<li class="app-check-in__row" id="guest-${guest.guestId}" data-guest="${guest.guestId}" data-name="${guest.name}">
<div><strong>${guest.name}</strong>${about.length > 0 && html`<br><span class="app-check-in__note">${about.join(' · ')}</span>`}
<br><span data-state>${presence ? stateOf(data, presence) : ''}</span></div>
${open && html`<div>${tickForm(data, { what: 'arrived', key: randomUUID(), guest: guest.guestId, place: placeKeyOf(guest), name: guest.name, senior: guest.seniorLeader }, presence !== undefined)}${tickForm(data, { what: 'undo', key: presence?.clientKey ?? '', guest: guest.guestId, place: placeKeyOf(guest), name: guest.name, senior: guest.seniorLeader }, presence === undefined)}${presence && leavingForm(data, presence)}</div>`}
</li>`
}

function otherRow(data: CheckInPageData, presence: Presence, open: boolean): Html {
  return html`<li class="app-check-in__row" data-other="${presence.clientKey}" data-name="${presence.name}">
<div><strong>${presence.name}</strong><br><span class="app-check-in__note">${presence.placeName}${presence.seniorLeader && ' · senior leader'}</span>
<br><span data-state>${stateOf(data, presence)}</span></div>
${open && html`<div>${tickForm(data, { what: 'undo', key: presence.clientKey, guest: null, place: placeKeyOf(presence), name: presence.name, senior: presence.seniorLeader }, false)}${leavingForm(data, presence)}</div>`}
</li>`
}

const stateOf = ({ event }: CheckInPageData, { arrivedAt, leftEarlyAt }: Presence): string =>
  `${arrivedInWords(event, arrivedAt)}${leftEarlyAt ? `. ${leftInWords(event, leftEarlyAt)}` : ''}`

/** Whoever goes before the end took part all the same, for a shorter time. Needs a connection; nobody waits for it. */
function leavingForm({ event, now }: CheckInPageData, presence: Presence): Html | undefined {
  if (!canLeaveEarly(event, now)) return undefined
  const left = presence.leftEarlyAt !== null
  return html`<form method="post" action="${eventHref(event, 'check-in')}" data-leaving>
${hidden('key', presence.clientKey)}${hidden('what', left ? 'back' : 'left')}${hidden('guest', presence.guestId ?? '')}
<button type="submit" class="govuk-button govuk-button--secondary app-check-in__button" data-module="govuk-button">${left ? 'Still here' : 'Left early'}<span class="govuk-visually-hidden">: ${presence.name}</span></button>
</form>`
}

interface TickForm {
  readonly what: 'arrived' | 'undo'
  readonly key: string
  readonly guest: number | null
  readonly place: PlaceKey
  readonly name: string
  readonly senior: boolean
}

function tickForm({ event }: CheckInPageData, tick: TickForm, isHidden: boolean): Html {
  const text = tick.what === 'arrived' ? 'Here' : 'Undo'
  return html`<form method="post" action="${eventHref(event, 'check-in')}" data-tick="${tick.what}"${isHidden && html` hidden`}>
${hidden('key', tick.key)}${hidden('what', tick.what)}${hidden('guest', tick.guest ?? '')}${hidden('place', tick.place)}${hidden('name', tick.name)}${tick.senior && hidden('senior', 'yes')}
<button type="submit" class="govuk-button app-check-in__button${tick.what === 'undo' && ' govuk-button--secondary'}" data-module="govuk-button">${text}<span class="govuk-visually-hidden">: ${tick.name}</span></button>
</form>`
}

/** Substitutes, and whoever came without a booking. */
function addForm({ event, places, errors, answers }: CheckInPageData): Html {
  return html`<h2 class="govuk-heading-m" id="add">Add somebody else</h2>
<p class="govuk-body">A substitute, or a person who was not booked.</p>
<form method="post" action="${eventHref(event, 'check-in')}" novalidate data-add>
${hidden('key', answers?.key ?? randomUUID())}${hidden('what', 'arrived')}
${textField({ name: 'name', label: 'Full name', width: 'two-thirds', autocomplete: 'off', spellcheck: false, errors, answers })}
${select({
  name: 'place',
  label: event.audience === 'leads' ? 'Hub' : 'School',
  choices: places.map(({ key, name }) => ({ value: key, text: name })),
  prompt: event.audience === 'leads' ? 'Choose a hub' : 'Choose a school',
  errors,
  answers,
})}
${radios({
  name: 'senior',
  label: 'Is this person a senior leader?',
  choices: [
    { value: 'yes', text: 'Yes' },
    { value: 'no', text: 'No' },
  ],
  inline: true,
  value: 'no',
  errors,
  answers,
})}
${govukButton({ text: 'Add as here' })}
</form>`
}

/** For paper: the same people, with room to tick. */
export function printedList({ event, expected, presences, places }: CheckInList): Page {
  const here = new Set(presences.map(({ guestId }) => guestId))
  const unnamed = places.filter((place) => place.unnamed > 0)
  return {
    title: `List: ${nameOf(event)}: ${whenOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the event' },
    width: 'full',
    body: html`
<span class="govuk-caption-l">${whenOf(event)}. ${whereOf(event)}</span>
<h1 class="govuk-heading-l">List: ${nameOf(event)}</h1>
<p class="govuk-body app-no-print">Print this page for the door. What people need is deleted when the event is over.</p>
${table({
  caption: `${plural(expected.length, 'person', 'people')} expected by name`,
  captionSize: 's',
  head: [
    { text: 'Name' },
    { text: event.audience === 'leads' ? 'Hub' : 'School' },
    { text: 'What they need' },
    { text: 'Here' },
  ],
  rows: expected.map((guest) => [
    html`${guest.name}${guest.roleTitle !== '' && html`<br><span class="app-check-in__note">${guest.roleTitle}</span>`}`,
    guest.placeName,
    guest.needs || html`<span class="app-none">Nothing said</span>`,
    here.has(guest.guestId)
      ? 'Here'
      : html`<span class="app-printed-list__box"><span class="govuk-visually-hidden">Not yet</span></span>`,
  ]),
  empty: 'Nobody is booked by name.',
})}
${
  unnamed.length > 0 &&
  html`<h2 class="govuk-heading-m">Places without a name</h2>
<ul class="govuk-list govuk-list--bullet">${unnamed.map(({ name, unnamed: places }) => html`<li>${name}: ${plural(places, 'place')}</li>`)}</ul>`
}`,
  }
}
