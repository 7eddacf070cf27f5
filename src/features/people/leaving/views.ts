import { hiddenKey, radios, textField } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { type Assignment, ROLE_NAMES } from '../domain.ts'

export function leavingPage(
  assignment: Assignment,
  key: string,
  again: { errors?: readonly FormError[]; answers?: Answers } = {},
): Page {
  const { name, role } = assignment
  const action = `/people/${assignment.id}/leaving`
  return {
    title: `Has ${name} left?`,
    backLink: { href: '/people' },
    ...(again.errors ? { errors: again.errors, status: 422 } : {}),
    body: html`<h1 class="govuk-heading-l">Has ${name} left?</h1>
<p class="govuk-body">Then ${name} will no longer be ${ROLE_NAMES[role]} here, from now on. What they did stays, with their name beside it.</p>
<form method="post" action="${action}" novalidate>
${hiddenKey(again.answers?.key ?? key)}
${radios({
  name: 'reason',
  label: 'Why?',
  choices: [
    { value: 'left', text: 'They left the organisation' },
    { value: 'role', text: 'They have a new role there' },
    { value: 'mistake', text: 'They were added by mistake' },
    {
      value: 'other',
      text: 'Something else',
      conditional: textField({
        name: 'why',
        label: 'Reason',
        hint: 'The people you work with can read it',
        ...again,
      }),
    },
  ],
  ...again,
})}
<h2 class="govuk-heading-m">Who takes over?</h2>
<p class="govuk-body">We will invite them to the same place. Leave this empty if nobody does yet.</p>
${textField({ name: 'name', label: 'Full name (optional)', autocomplete: 'off', spellcheck: false, width: 'two-thirds', ...again })}
${textField({ name: 'email', label: 'Work email address (optional)', type: 'email', autocomplete: 'off', spellcheck: false, width: 'two-thirds', ...again })}
${govukButton({ text: 'Confirm', preventDoubleClick: true })}
</form>`,
  }
}

export function leftPage(assignment: Assignment): Page {
  return {
    title: `${assignment.name} has left`,
    backLink: { href: '/people' },
    body: html`<h1 class="govuk-heading-l">${assignment.name} has left</h1>
${govukInsetText({ text: `Their time as ${ROLE_NAMES[assignment.role]} has ended: ${assignment.endedReason}.` })}`,
  }
}
