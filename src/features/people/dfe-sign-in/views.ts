import { govukButton } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { ROLE_NAMES } from '../domain.ts'
import { withNext } from '../next.ts'
import type { Organisation } from './organisation.ts'
import type { HeldPlace } from './store.ts'

export function unknownPage(email: string | undefined): Page {
  return page('You are not on a programme yet', [
    html`You have signed in to DfE Sign-in${email ? html` as <strong>${email}</strong>` : html``}, but nobody on the programme has been invited with that address.`,
    html`Ask your hub lead or the programme team to invite it. If you were invited under another address, <a class="govuk-link" href="/sign-in">sign in with a code sent to that address</a>.`,
  ])
}

export function noOrganisationPage(places: readonly HeldPlace[], next: string): Page {
  return page(
    'Your DfE Sign-in account has no organisation',
    [
      html`You work here ${placesOf(places)}, but you have signed in without choosing an organisation.`,
      html`Ask the DfE Sign-in approver of your school or trust to add you to it, then sign in again. Until then, you can <a class="govuk-link" href="${withNext('/sign-in', next)}">sign in with a code by email</a>.`,
    ],
    next,
  )
}

export function wrongOrganisationPage(
  organisation: Organisation,
  places: readonly HeldPlace[],
  next: string,
): Page {
  return page(
    'You signed in with another organisation',
    [
      html`You chose <strong>${organisation.name}</strong> at DfE Sign-in. Here, you work ${placesOf(places)}.`,
      html`Sign in again and choose that organisation. If it is not offered to you there, ask its DfE Sign-in approver to add you, or <a class="govuk-link" href="${withNext('/sign-in', next)}">sign in with a code by email</a>.`,
    ],
    next,
  )
}

export function notCompletedPage(next: string): Page {
  return {
    ...page(
      'You are not signed in',
      [
        html`Signing in with DfE Sign-in was not completed. You can try again, or <a class="govuk-link" href="${withNext('/sign-in', next)}">sign in with a code by email</a>.`,
      ],
      next,
    ),
    status: 400,
  }
}

export function notAnsweringPage(next: string): Page {
  return {
    ...page('DfE Sign-in does not answer', [
      html`Try again in a few minutes, or <a class="govuk-link" href="${withNext('/sign-in', next)}">sign in with a code by email</a>.`,
    ]),
    status: 503,
  }
}

function page(title: string, paragraphs: readonly Html[], next?: string): Page {
  return {
    title,
    status: 403,
    body: html`<h1 class="govuk-heading-l">${title}</h1>
${paragraphs.map((paragraph) => html`<p class="govuk-body">${paragraph}</p>\n`)}
${next !== undefined && govukButton({ text: 'Try DfE Sign-in again', href: withNext('/sign-in/dfe', next) })}`,
  }
}

function placesOf(places: readonly HeldPlace[]): Html {
  return html`${places.map(
    ({ role, placeName }, at) =>
      html`${at > 0 && ' and '}as ${ROLE_NAMES[role]}${placeName && html` at <strong>${placeName}</strong>`}`,
  )}`
}
