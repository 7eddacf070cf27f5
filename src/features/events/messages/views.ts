import {
  emailLink,
  formatDateTime,
  hiddenKey,
  number,
  plural,
  table,
  textArea,
  textField,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import { eventHref, nameOf, whenOf } from '../words.ts'
import type { MessagesInView } from './actions.ts'
import { type HostMessage, inOneLine, ruleName } from './domain.ts'

export interface MessagesPage {
  readonly view: MessagesInView
  readonly key: string
  /** When a message written now goes out: at once, or when the quiet time ends. */
  readonly goesOut: Temporal.ZonedDateTime | undefined
  readonly errors?: readonly FormError[]
  readonly answers?: Answers
  readonly sent?: boolean
}

export function messagesPage({ view, key, goesOut, errors, answers, sent }: MessagesPage): Page {
  const { event } = view
  const title = `Messages about ${nameOf(event)}`
  return {
    title: `${title}: ${whenOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the event' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`
<span class="govuk-caption-l">${whenOf(event)}</span>
<h1 class="govuk-heading-l">${title}</h1>
${sent && html`<div role="status">${govukInsetText({ text: goesOut ? `The message is kept, and goes out on ${sayDay(goesOut)}.` : 'The message is on its way.' })}</div>`}
${event.cancelledAt ? html`<p class="govuk-body">The event was cancelled. Everybody who was booked has been told.</p>` : writing({ view, key, goesOut, errors, answers })}
<h2 class="govuk-heading-m" id="written">Written before</h2>
${view.messages.length === 0 ? html`<p class="govuk-body">Nothing has been written yet.</p>` : view.messages.map(messageHtml)}
${deliveries(view)}`,
  }
}

function writing({
  view,
  key,
  goesOut,
  errors,
  answers,
}: Pick<MessagesPage, 'view' | 'key' | 'goesOut'> & {
  errors: readonly FormError[] | undefined
  answers: Answers | undefined
}): Html {
  const { event, booked } = view
  if (booked.bookings === 0)
    return html`<p class="govuk-body">Nobody has booked yet, so there is nobody to write to.</p>`
  const who = event.audience === 'leads' ? 'hub' : 'school'
  return html`<p class="govuk-body">A message goes by email to the ${plural(booked.people, 'person', 'people')} named by ${plural(booked.bookings, who)}, and to whoever booked.</p>
${goesOut && govukInsetText({ text: `Schools are not written to from Friday noon to Monday or in the holidays. A message written now goes out on ${sayDay(goesOut)}.` })}
<form method="post" action="${eventHref(event, 'messages')}" novalidate>
${hiddenKey(key)}
${textField({ name: 'subject', label: 'What it is about', errors, answers })}
${textArea({ name: 'body', label: 'Message', hint: 'For example parking, what to bring, a change of room. Name no pupil.', rows: 8, max: 4000, errors, answers })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Send the message', preventDoubleClick: true })}
</form>`
}

const sayDay = (time: Temporal.ZonedDateTime): string =>
  time.toPlainDate().toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })

/** One message as it was written. */
export function messageHtml({ subject, body, byName, at, sent }: HostMessage): Html {
  return html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${subject}</h3>
<p class="govuk-body-s govuk-!-margin-bottom-1">${byName}, ${formatDateTime(at)}${!sent && ' (waits for the next school day)'}</p>
<p class="govuk-body app-words">${body}</p>
`
}

function deliveries({ emails, failures, messages }: MessagesInView): Html {
  // Only where the mail service says so.
  const receipts = emails.some(({ delivered }) => delivered > 0)
  return html`<h2 class="govuk-heading-m" id="emails">Emails about this event</h2>
${table({
  caption: 'What has been sent by email, and what became of it',
  captionSize: 'hidden',
  head: [
    { text: 'Email' },
    { text: 'People', numeric: true },
    { text: 'Handed over', numeric: true },
    ...(receipts ? [{ text: 'Arrived', numeric: true }] : []),
    { text: 'On the way', numeric: true },
    { text: 'Not delivered', numeric: true },
    { text: 'Last' },
  ],
  rows: inOneLine(emails).map(({ rule, all, sent, delivered, failed, queuedAt }) => [
    ruleName(rule, messages),
    number(all),
    number(sent),
    ...(receipts ? [number(delivered)] : []),
    number(all - sent - failed),
    number(failed),
    formatDateTime(queuedAt),
  ]),
  empty:
    'Nothing has been sent yet. Reminders go out a week before and the day before, never in a quiet time.',
})}
${
  emails.length > 0 &&
  html`<p class="govuk-body-s">“Handed over” means that the mail service took it${receipts && ', “arrived” that it says that it reached the mailbox'}. Whether somebody read it is not known.</p>`
}
${
  failures.length > 0 &&
  html`<h3 class="govuk-heading-s">Not reached by email</h3>
<ul class="govuk-list govuk-list--bullet">${failures.map(({ name, email, rule }) => html`<li>${name}, ${emailLink(email)} (${ruleName(rule, messages)})</li>`)}</ul>`
}`
}
