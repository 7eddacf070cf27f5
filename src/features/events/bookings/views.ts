import { checkboxes, hidden, hiddenKey, plural, select, textField } from '../../../design/components/index.ts'
import { govukButton, govukDetails, govukInsetText, govukWarningText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import { canStillGiveBack, canStillSwap, type Event } from '../domain.ts'
import { placesFree, type Seating } from '../seating.ts'
import { eventHref, freeInWords, nameOf, STATE_WORDS, whenOf, whereOf } from '../words.ts'
import type { BookingInView } from './actions.ts'
import { answersOf, rowsOf } from './forms.ts'

export interface BookingPageData {
  readonly view: BookingInView
  readonly key: string
  readonly now: Temporal.Instant
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
  /** There was no room for what was asked. */
  readonly refused?: Exclude<Seating, 'seated'>
}

/** A school's places at one event: how many, and for whom. */
export function bookingPage(data: BookingPageData): Page {
  const { view, errors, refused, now } = data
  const { event, booking, party, state } = view
  const title = booking ? 'Your places' : 'Book places'
  const editable = party.mayAct && (booking ? canStillSwap(event, now) : state === 'open')
  return {
    title: `${title}: ${nameOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the event' },
    ...(errors || refused ? { status: 422 } : {}),
    ...(errors ? { errors } : {}),
    body: html`
<span class="govuk-caption-l">${party.name}</span>
<h1 class="govuk-heading-l">${title}: ${nameOf(event)}</h1>
<p class="govuk-body">${whenOf(event)}. ${whereOf(event)}.</p>
${refused && noRoom(event, refused)}
${editable ? form(data) : readOnly(data)}`,
  }
}

function noRoom(event: Event, refused: Exclude<Seating, 'seated'>): Html {
  const free = placesFree(event)
  const why =
    refused === 'others wait'
      ? 'Other schools wait for places, and free places are offered to them first.'
      : free > 0
        ? `There are not so many places free: ${plural(free, 'place')} ${free === 1 ? 'is' : 'are'} left.`
        : 'The last places have gone.'
  return html`${govukWarningText({ text: `${why} Nothing was booked.`, iconFallbackText: 'Important' })}
<p class="govuk-body"><a class="govuk-link" href="${eventHref(event, 'waiting')}">Ask to be told when a place comes free</a></p>`
}

function form({ view, key, now, errors, answers }: BookingPageData): Html {
  const { event, booking, party } = view
  const rows = rowsOf(event, booking)
  const kept = answers ?? (booking && answersOf(booking))
  return html`
${party.seniorLeader && govukInsetText({ text: 'At least one person must be a senior leader: the programme expects senior leaders at every event, so that what is learned can be put into practice.' })}
<form method="post" action="${eventHref(event, 'booking')}" novalidate>
${hiddenKey(key)}${hidden('seen', answers?.seen ?? booking?.revision ?? 0)}
${select({
  name: 'places',
  label: 'How many places does your school need?',
  hint: booking
    ? `You have ${booking.places}. ${canStillGiveBack(event, now) ? 'Choose fewer to give places back.' : ''} ${freeInWords(event)}.`
    : `${freeInWords(event)}. A school can have up to ${rows}.`,
  choices: Array.from({ length: rows }, (_none, index) => ({
    value: String(index + 1),
    text: plural(index + 1, 'place'),
  })),
  prompt: false,
  errors,
  answers: kept,
  value: 1,
})}
<h2 class="govuk-heading-m">Who comes</h2>
<p class="govuk-body">You can name people later, and send somebody else up to the day. To swap, write the new name over the old one.</p>
${Array.from({ length: rows }, (_none, index) => person(index + 1, rows, kept, errors))}
${pupilCheckbox(errors, answers)}
${govukButton({ text: booking ? 'Save changes' : 'Book', preventDoubleClick: true })}
</form>
${booking && canStillGiveBack(event, now) && html`<p class="govuk-body"><a class="govuk-link" href="${eventHref(event, 'booking/return')}">Give all places back</a></p>`}`
}

function person(
  number: number,
  of: number,
  answers: Answers | undefined,
  errors: readonly FormError[] | undefined,
): Html {
  const field = (name: string) => ({ name: `${name}-${number}`, answers, errors })
  const open = number === 1 || Boolean(answers?.[`name-${number}`]) || errorsIn(errors, number)
  const fields = html`${hidden(`guest-${number}`, answers?.[`guest-${number}`] ?? '')}
${textField({ ...field('name'), label: 'Name', autocomplete: 'off', width: 'two-thirds', spellcheck: false })}
${textField({ ...field('email'), label: 'Email address (optional)', hint: 'Reminders and how to join go there', type: 'email', autocomplete: 'off', width: 'two-thirds', spellcheck: false })}
${textField({ ...field('role'), label: 'Role (optional)', hint: 'For example, deputy head', width: 'two-thirds' })}
${checkboxes({ ...field('senior'), label: 'Senior leader', small: true, choices: [{ value: 'yes', text: `Person ${number} is a senior leader` }] })}
${textField({ ...field('needs'), label: 'Diet and access (optional)', hint: 'The host sees this. It is deleted after the event.' })}`
  const legend = of === 1 ? 'Person' : `Person ${number}`
  return open
    ? html`<fieldset class="govuk-fieldset app-person"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${legend}</legend>${fields}</fieldset>`
    : govukDetails({
        summaryText: legend,
        html: html`<fieldset class="govuk-fieldset"><legend class="govuk-visually-hidden">${legend}</legend>${fields}</fieldset>`,
      })
}

const errorsIn = (errors: readonly FormError[] | undefined, number: number): boolean =>
  errors?.some(({ field }) => field.endsWith(`-${number}`)) ?? false

function readOnly({ view }: BookingPageData): Html {
  const { event, booking, party, state } = view
  return html`${govukInsetText({
    text: party.mayAct
      ? `${STATE_WORDS[state]}${state === 'closed' && !booking ? '. If you still need a place, ask the host' : ''}.`
      : 'This partnership has ended, so its events can be read and not changed.',
  })}
${
  booking &&
  html`<h2 class="govuk-heading-m">Who was booked</h2>
<p class="govuk-body">${plural(booking.places, 'place')}.</p>
${booking.guests.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${booking.guests.map(({ name, roleTitle }) => html`<li>${name}${roleTitle && `, ${roleTitle}`}</li>`)}</ul>`}`
}
${!booking && html`<p class="govuk-body"><a class="govuk-link" href="${eventHref(event)}">Back to the event</a></p>`}`
}

/** Asked once more, because the places may be somebody else's a minute later. */
export function returnPage({ event, booking, party }: BookingInView, key: string): Page {
  const places = booking?.places ?? 0
  return {
    title: `Give your places back: ${nameOf(event)}`,
    backLink: { href: eventHref(event, 'booking'), text: 'Back to your places' },
    body: html`
<span class="govuk-caption-l">${party.name}</span>
<h1 class="govuk-heading-l">Give your places back: ${nameOf(event)}</h1>
${
  booking
    ? html`<p class="govuk-body">Your school has ${plural(places, 'place')}. Once ${places === 1 ? 'it is' : 'they are'} given back, ${event.waiting > 0 ? 'schools that wait are offered them' : 'another school can book them'}.</p>
<form method="post" action="${eventHref(event, 'booking/return')}">
${hiddenKey(key)}
<div class="govuk-button-group">${govukButton({ text: `Give ${plural(places, 'place')} back`, classes: 'govuk-button--warning', preventDoubleClick: true })}
<a class="govuk-link" href="${eventHref(event, 'booking')}">Keep them</a></div>
</form>`
    : html`<p class="govuk-body">Your school has no places at this event.</p>`
}`,
  }
}
