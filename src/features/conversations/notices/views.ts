import { checkboxes } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'

export function preferencesPage(wants: boolean, saved: boolean): Page {
  return {
    title: 'Email about new messages',
    backLink: { href: '/conversations', text: 'Back to messages' },
    body: html`
<h1 class="govuk-heading-l">Email about new messages</h1>
${saved && govukInsetText({ text: 'Saved.' })}
<form method="post" action="/conversations/preferences">
${checkboxes({
  name: 'emails',
  label: 'Email',
  hint: 'When there is a message that you have not seen: on school days between 7:30am and 6pm, and never in the holidays. It counts and links; it never says what was written.',
  values: wants ? ['yes'] : [],
  choices: [{ value: 'yes', text: 'Email me when I have new messages' }],
})}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`,
  }
}
