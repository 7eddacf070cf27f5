import { hidden, radios } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { FormError } from '../../../platform/forms.ts'
import { ROLE_NAMES, type SignedIn } from '../domain.ts'
import type { OfferedPlace } from './store.ts'

/** Asked of someone who holds several roles; opened again from the header. */
export function placePage(
  offered: readonly OfferedPlace[],
  options: { next: string; errors?: readonly FormError[] },
): Page {
  const { next, errors } = options
  const current = offered.find(({ isCurrent }) => isCurrent)
  return {
    title: 'Where do you want to work?',
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<form method="post" action="/sign-in/place" novalidate>
${hidden('next', next)}
${radios({
  name: 'assignment',
  label: 'Where do you want to work?',
  labelSize: 'l',
  pageHeading: true,
  hint: 'You can change this at any time',
  value: current?.id,
  errors,
  choices: offered.map((place) => ({
    value: String(place.id),
    text: place.placeName ?? place.programmeName,
    hint: `As ${ROLE_NAMES[place.role]}${place.placeName ? `, ${place.programmeName}` : ''}`,
  })),
})}
${govukButton({ text: 'Continue' })}
</form>`,
  }
}

/** For someone who is known but acts nowhere: not yet, or no longer. */
export function noPlacePage(person: SignedIn): Page {
  return {
    title: 'You are not on a programme',
    status: 403,
    body: html`<h1 class="govuk-heading-l">You are not on a programme</h1>
<p class="govuk-body">You are signed in as <strong>${person.email}</strong>, but no school, hub or team on the programme has this address at the moment.</p>
<p class="govuk-body">This can be because:</p>
<ul class="govuk-list govuk-list--bullet">
<li>you were invited under another email address</li>
<li>you have not yet opened the link in your invitation</li>
<li>your time in your last role has ended</li>
</ul>
<p class="govuk-body">Ask the person who told you about the programme, your hub lead or the programme team, to invite this address.</p>
<form method="post" action="/sign-out">${govukButton({ text: 'Sign in with another address', classes: 'govuk-button--secondary' })}</form>`,
  }
}

export function signOutPage(person: SignedIn): Page {
  return {
    title: 'Sign out',
    body: html`<h1 class="govuk-heading-l">Sign out</h1>
<p class="govuk-body">You are signed in as <strong>${person.name}</strong>.</p>
<form method="post" action="/sign-out">${govukButton({ text: 'Sign out' })}</form>
${govukInsetText({ text: 'If you left a shared computer signed in, sign out everywhere.' })}
<form method="post" action="/sign-out/everywhere">${govukButton({ text: 'Sign out everywhere', classes: 'govuk-button--secondary' })}</form>`,
  }
}

export function signedOutPage(): Page {
  return {
    title: 'You are signed out',
    body: html`<h1 class="govuk-heading-l">You are signed out</h1>
<p class="govuk-body"><a class="govuk-link" href="/sign-in">Sign in again</a></p>`,
  }
}
