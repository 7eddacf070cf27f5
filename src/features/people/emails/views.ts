import {
  capital,
  emailLink,
  emptyState,
  formatDateTime,
  plural,
  table,
} from '../../../design/components/index.ts'
import { govukButton, govukNotificationBanner } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { ROLE_NAMES } from '../domain.ts'
import type { UnsentEmail } from './store.ts'
import { emailWords, faultWords } from './words.ts'

export function unsentPage(
  list: { emails: readonly UnsentEmail[]; total: number },
  sentAgain: boolean,
): Page {
  const { emails, total } = list
  const title = 'Emails that did not arrive'
  return {
    title,
    width: 'wide',
    backLink: { href: '/people', text: 'People' },
    body: html`<h1 class="govuk-heading-l">${title}</h1>
${
  sentAgain &&
  govukNotificationBanner({
    type: 'success',
    text: 'The email is on its way again. If it cannot be sent, it comes back to this list in about ten minutes.',
  })
}
<p class="govuk-body">The service tries each email six times in about ten minutes. Some are taken by the mail service and come back later: their words are deleted by then, so they cannot be sent again from here. An address that is wrong is put right by inviting the person again at the right one. After 30 days an email is forgotten.</p>
${
  emails.length === 0
    ? emptyState({
        title: 'Nothing to show',
        body: 'No email of the last 30 days is known to have gone astray.',
      })
    : table({
        caption: `${plural(total, 'email')}${total > emails.length ? `, the newest ${emails.length}` : ''}`,
        head: [
          { text: 'Email' },
          { text: 'To' },
          { text: 'Written' },
          { text: 'What went wrong' },
          { text: 'Change', hidden: true },
        ],
        rows: emails.map((email) => [
          emailWords(email.template),
          recipientOf(email),
          formatDateTime(email.writtenAt),
          faultWords(email.fault),
          changeOf(email),
        ]),
      })
}`,
  }
}

function recipientOf({ name, to, role, placeName }: UnsentEmail): Html {
  const as = role && capital(ROLE_NAMES[role])
  return html`${name}<br>${as && html`${as}${placeName && `, ${placeName}`}<br>`}${name === to ? false : emailLink(to)}`
}

function changeOf(email: UnsentEmail): Html {
  const what = html`<span class="govuk-visually-hidden">: ${emailWords(email.template)} to ${email.name}</span>`
  const invitation =
    email.invitationId !== null &&
    html`<a class="govuk-link" href="/invitations/${String(email.invitationId)}">See the invitation${what}</a>`
  if (!email.canBeSent) return html`${invitation || 'Cannot be sent again'}`
  return html`<form method="post" action="/people/emails/${email.id}/sendings">${govukButton({
    html: html`Send again${what}`,
    classes: 'govuk-button--secondary govuk-!-margin-bottom-2',
    preventDoubleClick: true,
  })}</form>${invitation}`
}
