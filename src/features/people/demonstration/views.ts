import { emptyState, formatDateTime } from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { OutboxEmail } from '../../../platform/mail/index.ts'

export function outboxPage(emails: readonly OutboxEmail[]): Page {
  return {
    title: 'Outbox',
    body: html`<h1 class="govuk-heading-l">Outbox</h1>
<p class="govuk-body">No mail service is set up here, so emails stay on this page. The newest is first.</p>
${emails.length === 0 && emptyState({ title: 'Nothing has been sent', body: 'A new email appears here within a few seconds. Open the page again to see it.' })}
${emails.map(
  (email) => html`<article class="app-letter govuk-!-text-break-word">
<h2 class="govuk-heading-s govuk-!-margin-bottom-1">${email.subject}</h2>
<p class="govuk-hint">To ${email.to}, ${formatDateTime(email.writtenAt)}</p>
${email.body.split(/\n{2,}/).map((paragraph) => html`<p class="govuk-body">${linked(paragraph)}</p>\n`)}
</article>
<hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible">
`,
)}`,
  }
}

/** Links to our own pages can be followed, as they could in an inbox. */
function linked(paragraph: string): Html {
  const [before = '', link, after = ''] = paragraph.split(/(https?:\/\/\S+)/)
  if (link === undefined) return html`${before}`
  return html`${before}<a class="govuk-link" href="${link}">${link}</a>${after}`
}
