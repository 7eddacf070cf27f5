import { dateField, formatDate, hidden } from '../../design/components/index.ts'
import { govukButton, govukInsetText, govukNotificationBanner } from '../../design/govuk/index.ts'
import { type Html, html } from '../../design/html.ts'
import type { Page } from '../../design/layout.ts'
import type { Answers, FormError } from '../../platform/forms.ts'
import type { Destination } from './dates.ts'

export interface ClockPage {
  readonly today: Temporal.PlainDate
  readonly own: Temporal.PlainDate
  readonly destinations: readonly Destination[]
  readonly moved: boolean
  readonly errors?: readonly FormError[]
  readonly answers?: Answers
}

export function clockPage({ today, own, destinations, moved, errors, answers }: ClockPage): Page {
  return {
    title: 'Change the date',
    ...(errors ? { errors, status: 422 } : {}),
    body: html`
${moved && !errors && banner(html`Today is now ${formatDate(today)}. <a class="govuk-notification-banner__link" href="/">Go to your page</a>.`)}
<h1 class="govuk-heading-l">Change the date</h1>
<p class="govuk-body">In the demonstration today is <strong>${formatDate(today)}</strong>, for everyone who is looking at it. The date stays there until somebody moves it.</p>
<h2 class="govuk-heading-m">Go to</h2>
<ul class="govuk-list app-demonstration-dates">
${destinations.map(
  ({
    text,
    date,
  }) => html`<li><form method="post" action="/demonstration/clock">${dateParts(date)}${govukButton({
    html: html`${text}<span class="govuk-visually-hidden">,</span> (${formatDate(date)})`,
    classes: 'govuk-button--secondary govuk-!-margin-bottom-2',
  })}</form></li>
`,
)}</ul>
<form method="post" action="/demonstration/clock" novalidate>
${dateField({ name: 'date', label: 'Another date', labelSize: 'm', hint: `For example ${own.day} ${own.month} ${own.year}`, errors, answers })}
${govukButton({ text: 'Move to this date' })}
</form>
${govukInsetText({ text: 'What people have written down stays as it is: going back in time does not take it away. Going on shows what becomes due.' })}
<p class="govuk-body"><a class="govuk-link" href="/demonstration">About the demonstration</a></p>`,
  }
}

function dateParts({ day, month, year }: Temporal.PlainDate): Html {
  return html`${hidden('date-day', day)}${hidden('date-month', month)}${hidden('date-year', year)}`
}

function banner(words: Html): Html {
  return govukNotificationBanner({
    type: 'success',
    html: html`<p class="govuk-notification-banner__heading">${words}</p>`,
  })
}

export interface AboutPage {
  readonly today: Temporal.PlainDate
  /** The demonstration’s own date. */
  readonly own: Temporal.PlainDate
  readonly signedIn: boolean
  readonly hasBeenReset: boolean
  readonly numbers: { readonly hubs: number; readonly partnerships: number }
}

export function aboutPage({ today, own, signedIn, hasBeenReset, numbers }: AboutPage): Page {
  return {
    title: 'About the demonstration',
    body: html`
${hasBeenReset && banner(html`The demonstration is as it was at the beginning. <a class="govuk-notification-banner__link" href="/sign-in">Sign in again</a>.`)}
<h1 class="govuk-heading-l">About the demonstration</h1>
<p class="govuk-body">This is a year of ${numbers.hubs} hubs with ${numbers.partnerships} partnerships. Their schools, trusts, towns and people are invented. Their URNs begin with 99, which no real school has.</p>
<p class="govuk-body">Every other school that you can search for is real, and comes from the register that the Department for Education publishes. Nothing is invented about a real school.</p>
<p class="govuk-body">Today is <strong>${formatDate(today)}</strong>. The story was written up to ${formatDate(own)}: three of the six online sessions are over then, and there is a cohort in each support term.</p>
<h2 class="govuk-heading-m">What to try</h2>
<ul class="govuk-list govuk-list--bullet">
<li>Sign in as the headteacher of a small school on regional support, and do the one thing that comes next.</li>
<li>Sign in as the named leader on enhanced support, open the action plan, and say how an action goes.</li>
<li>Sign in as the hub lead, find who is waited on, see what the hub itself owes, and what its schools have in common.</li>
<li>Sign in as the programme team, and see where schools stop and which hub is over its capacity.</li>
<li>Add real schools to a hub from a file, and open the page of one of them.</li>
<li>Go on to next term and watch what becomes due.</li>
</ul>
${!signedIn && govukButton({ text: 'Choose whom to sign in as', href: '/sign-in' })}
<h2 class="govuk-heading-m">Move on, or begin again</h2>
<ul class="govuk-list">
<li><a class="govuk-link" href="/demonstration/clock">Change the date</a></li>
<li><a class="govuk-link" href="/demonstration/reset">Begin again with everything as it was</a></li>
</ul>`,
  }
}

export function resetPage(): Page {
  return {
    title: 'Begin the demonstration again',
    backLink: { href: '/demonstration', text: 'Back' },
    body: html`
<h1 class="govuk-heading-l">Begin the demonstration again</h1>
<p class="govuk-body">Everything goes back to how it was at first: hubs, partnerships, people, what was confirmed, and the date. What anyone has added since then is lost, real schools in hubs included. Everyone is signed out.</p>
<p class="govuk-body">The register of schools and the programmes stay.</p>
<form method="post" action="/demonstration/reset">
${govukButton({ text: 'Begin again', classes: 'govuk-button--warning', preventDoubleClick: true })}
</form>
<p class="govuk-body"><a class="govuk-link" href="/demonstration">Keep everything as it is</a></p>`,
  }
}
