import { html } from '../../design/html.ts'
import type { Page } from '../../design/layout.ts'
import type { RefusalReason } from '../../platform/refusal.ts'

const TITLES: Readonly<Record<RefusalReason, string>> = {
  'signed-out': 'Sign in to see this page',
  'not-found': 'Page not found',
  forbidden: 'You cannot do this',
  conflict: 'This has changed',
  'too-large': 'Too large',
  'too-many': 'Too many tries',
  unreadable: 'The service could not read that',
}

/** What a person sees whose request was turned away: why, and where to go from here. */
export function refusalPage(reason: RefusalReason, message: string): Page {
  const title = TITLES[reason]
  return {
    title,
    body: html`<h1 class="govuk-heading-l">${title}</h1>
${
  reason === 'not-found'
    ? html`<p class="govuk-body">Check the address, or start from your own page. If you followed a link, the page may belong to another school or hub.</p>`
    : message !== title && html`<p class="govuk-body">${message}</p>`
}
<p class="govuk-body">${
      reason === 'signed-out'
        ? html`<a class="govuk-link" href="/sign-in">Sign in</a>`
        : html`<a class="govuk-link" href="/">Go to your start page</a>`
    }</p>`,
  }
}

/** Something broke. The reference finds the fault in the logs; nothing about the fault itself is shown. */
export function problemPage(reference: string): Page {
  return {
    title: 'Sorry, there is a problem with the service',
    body: html`<h1 class="govuk-heading-l">Sorry, there is a problem with the service</h1>
<p class="govuk-body">Try again in a moment. If you were sending something, it was not saved.</p>
<p class="govuk-body">If it goes on, tell us this reference: <strong>${reference}</strong></p>
<p class="govuk-body"><a class="govuk-link" href="/">Go to your start page</a></p>`,
  }
}
