import { summaryList } from '../../design/components/index.ts'
import { govukButton } from '../../design/govuk/index.ts'
import { html } from '../../design/html.ts'
import type { Page } from '../../design/layout.ts'
import type { RefusalReason } from '../../platform/refusal.ts'
import type { Typed } from './typed.ts'

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

/**
 * A form came in from somebody who is not signed in any more. They get back what they typed, which nobody else is shown:
 * it stands in the answer to them and is kept nowhere.
 */
export function sessionEndedPage(typed: readonly Typed[], signInAddress: string): Page {
  const title = 'You have been signed out'
  return {
    title,
    body: html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">This happens after a long time away, or when you sign out somewhere else. <strong>What you sent was not saved.</strong></p>
${
  typed.length > 0
    ? html`<p class="govuk-body">Copy what you typed from this page first. Then sign in: you come back to the form and can put it in again. This page goes when you leave it.</p>
<h2 class="govuk-heading-m">What you typed</h2>
${summaryList(typed.map(({ name, value }) => ({ key: name, value: html`<span class="app-words">${value}</span>` })))}`
    : html`<p class="govuk-body">Sign in to come back to the page and send it again.</p>`
}
${govukButton({ text: 'Sign in', href: signInAddress })}`,
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
