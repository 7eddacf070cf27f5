import { hidden, textField } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import type { Persona } from '../demonstration/personas.ts'
import { withNext } from '../next.ts'

export interface SignInChoices {
  readonly dfeSignIn: boolean
  /** Emails are kept on a page instead of sent. */
  readonly outbox: boolean
  /** Empty outside the demonstration world. */
  readonly personas: ReadonlyMap<string, Persona>
  readonly next: string
}

interface Again {
  readonly errors?: readonly FormError[]
  readonly answers?: Answers
}

export function signInPage(choices: SignInChoices, again: Again = {}): Page {
  const { dfeSignIn, personas, next } = choices
  return {
    title: 'Sign in',
    ...(again.errors ? { errors: again.errors, status: 422 } : {}),
    body: html`<h1 class="govuk-heading-l">Sign in</h1>
${personas.size > 0 && personaList(personas, next)}
${
  dfeSignIn &&
  html`<h2 class="govuk-heading-m">With your DfE Sign-in account</h2>
<p class="govuk-body">Use the account you have for other Department for Education services.</p>
${govukButton({ text: 'Continue to DfE Sign-in', href: withNext('/sign-in/dfe', next), isStartButton: true })}`
}
${(dfeSignIn || personas.size > 0) && html`<h2 class="govuk-heading-m">With a code by email</h2>`}
<p class="govuk-body">We will send a code to your school or work email address. You do not need a password.</p>
<form method="post" action="/sign-in" novalidate>
${hidden('next', next)}
${textField({ name: 'email', label: 'Email address', type: 'email', autocomplete: 'email', spellcheck: false, width: 'two-thirds', ...again })}
${govukButton({ text: 'Send me a code', preventDoubleClick: true })}
</form>
<p class="govuk-body">To use this service you need to be invited, by your hub or by the programme team.</p>`,
  }
}

function personaList(personas: ReadonlyMap<string, Persona>, next: string): Html {
  return html`<h2 class="govuk-heading-m">As somebody in the demonstration world</h2>
<p class="govuk-body">All schools and people here are invented. Choose whose work you want to see.</p>
<ul class="govuk-list app-personas">
${[...personas].map(
  ([key, { name, description }]) => html`<li class="app-personas__item">
<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${name}</h3>
<p class="govuk-body govuk-!-margin-bottom-2">${description}</p>
<form method="post" action="/sign-in/as/${key}">${hidden('next', next)}${govukButton({ html: html`Sign in<span class="govuk-visually-hidden"> as ${name}</span>`, classes: 'govuk-button--secondary' })}</form>
</li>
`,
)}</ul>`
}

export function codePage(options: { email: string; next: string; outbox: boolean } & Again): Page {
  const { email, next, outbox, errors, answers } = options
  return {
    title: 'Enter your code',
    backLink: { href: withNext('/sign-in', next) },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<h1 class="govuk-heading-l">Enter your code</h1>
<p class="govuk-body">If <strong>${email}</strong> belongs to someone on the programme, we have sent a code to it. It can take a minute to arrive and works for 10 minutes.</p>
${outbox && outboxNote}
<form method="post" action="/sign-in/code" novalidate>
${textField({
  name: 'code',
  label: 'Code',
  hint: 'The 6 digits in the email, for example 123 456',
  inputmode: 'numeric',
  autocomplete: 'one-time-code',
  spellcheck: false,
  width: 10,
  errors,
  answers,
})}
${govukButton({ text: 'Sign in', preventDoubleClick: true })}
</form>
<h2 class="govuk-heading-s">The code has not arrived</h2>
<p class="govuk-body">Look in your junk folder, and check that the address above is right. If you have not been invited, ask your hub lead or the programme team.</p>
<form method="post" action="/sign-in">
${hidden('email', email)}${hidden('next', next)}
${govukButton({ text: 'Send another code', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`,
  }
}

const outboxNote = govukInsetText({
  html: html`No mail service is set up here, so emails are kept in the <a class="govuk-link" href="/outbox" target="_blank" rel="noopener">outbox (opens in a new tab)</a>. A new one appears there within a few seconds.`,
})

export function codeOverPage(next: string): Page {
  return {
    title: 'This code no longer works',
    status: 422,
    body: html`<h1 class="govuk-heading-l">This code no longer works</h1>
<p class="govuk-body">A code works once, for 10 minutes, and can be tried 5 times.</p>
${govukButton({ text: 'Get a new code', href: withNext('/sign-in', next) })}`,
  }
}
