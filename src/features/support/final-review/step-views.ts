import {
  dateField,
  hidden,
  hiddenKey,
  radios,
  textArea,
  textField,
} from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import type { ReviewInView } from './actions.ts'
import type { NextStepAgreed } from './domain.ts'
import { signedNotice } from './topic-views.ts'
import { nextStepHref, READERS, topicHref } from './words.ts'

export interface StepPageData {
  readonly view: ReviewInView
  /** Left out for a new one. */
  readonly step?: NextStepAgreed
  readonly key: string
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

/** What will be done, and who sees to it: a role first, because people move on. */
export function stepPage({ view, step, key, answers, errors }: StepPageData): Page {
  const { partnership } = view
  const list = topicHref(partnership.id, 'next-steps')
  const heading = step ? 'Change this next step' : 'Add a next step'
  const overtaken = step !== undefined && errors !== undefined && answers?.seen === String(step.revision)
  return {
    title: `${heading}: ${partnership.schoolName}${step ? ` (${step.id})` : ''}`,
    backLink: { href: list, text: 'Back to the next steps' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">Final review · ${partnership.schoolName}</span>
<h1 class="govuk-heading-l">${heading}</h1>
${signedNotice(view)}
<form method="post" action="${step ? nextStepHref(step.id) : list}" novalidate>
${hiddenKey(key)}${hidden('seen', answers?.seen ?? step?.revision ?? 0)}
${textArea({ name: 'text', label: 'What will be done?', hint: READERS, rows: 3, max: 500, answers, errors, value: step?.text })}
${radios({
  name: 'ownerSide',
  label: 'Which school sees to it?',
  answers,
  errors,
  value: step?.ownerSide ?? 'partner',
  choices: [
    { value: 'partner', text: partnership.schoolName },
    { value: 'lead', text: partnership.hubName },
  ],
})}
${textField({ name: 'ownerRole', label: 'Role of whoever sees to it', hint: 'For example, deputy headteacher', width: 'two-thirds', answers, errors, value: step?.ownerRole })}
${textField({ name: 'ownerName', label: 'Their name (optional)', hint: 'A member of staff', width: 'two-thirds', answers, errors, value: step?.ownerName })}
${dateField({ name: 'dueOn', label: 'By when? (optional)', answers, errors, value: step?.dueOn })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>
${
  overtaken &&
  html`<h2 class="govuk-heading-m">As it stands now</h2>
<p class="govuk-body app-words">${step.text}</p>
<p class="govuk-body">${step.ownerRole}${step.ownerName && `, ${step.ownerName}`}</p>`
}
${
  step &&
  html`<form method="post" action="${nextStepHref(step.id)}/removal">
${hidden('seen', step.revision)}
${govukButton({ text: 'Remove this next step', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}`,
  }
}
