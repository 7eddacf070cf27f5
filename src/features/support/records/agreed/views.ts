import {
  dateField,
  formatDate,
  hidden,
  radios,
  select,
  textArea,
  textField,
} from '../../../../design/components/index.ts'
import { govukButton } from '../../../../design/govuk/index.ts'
import { type Html, html } from '../../../../design/html.ts'
import type { Answers, FormError } from '../../../../platform/forms.ts'
import { pupilCheckbox } from '../../../action-plans/index.ts'
import type { Partnership } from '../../../partnerships/index.ts'
import type { RecordInView } from '../actions.ts'
import type { AgreedAction } from '../domain.ts'
import { intoPlan } from './plan-views.ts'

const STATES = {
  proposed: 'proposed',
  'to-do': 'to do',
  'in-progress': 'in progress',
  done: 'done',
  stopped: 'stopped',
} as const

type Names = Pick<Partnership, 'hubName' | 'schoolName'>

const doerName = ({ doer }: Pick<AgreedAction, 'doer'>, { hubName, schoolName }: Names) =>
  doer === 'lead' ? hubName : schoolName

/** "Ashby School: send the rota (Priya Patel), by 24 October 2025" */
export function agreedWords(action: AgreedAction, partnership: Names): Html {
  const { text, ownerName, dueOn } = action
  return html`<strong>${doerName(action, partnership)}</strong>: ${text}${ownerName !== '' && ` (${ownerName})`}${dueOn !== null && `, by ${formatDate(dueOn)}`}`
}

/** What each will do, as the record says it; with the action of the plan that came of it. */
export function agreedList({ agreed, takenUp, partnership }: RecordInView): Html | undefined {
  if (agreed.length === 0) return undefined
  const inPlan = new Map(takenUp.map((each) => [each.key, each]))
  return html`<h2 class="govuk-heading-s">What we will each do, and by when</h2>
<ul class="govuk-list govuk-list--bullet">${agreed.map((action) => {
    const taken = inPlan.get(action.key)
    return html`<li>${agreedWords(action, partnership)}${taken && html` <a class="govuk-link" href="/actions/${taken.actionId}">In the action plan<span class="govuk-visually-hidden">: ${action.text}</span></a>, ${STATES[taken.state]}`}</li>`
  })}</ul>`
}

/** The lines of the form: each can be taken out, and another added. Every one is a form of its own. */
export function agreedForms({
  view,
  href,
  key,
  answers,
  errors,
}: {
  readonly view: RecordInView
  readonly href: string
  readonly key: string
  readonly answers?: Answers | undefined
  readonly errors?: readonly FormError[] | undefined
}): Html {
  const { agreed, partnership, objectives, side } = view
  const { hubName, schoolName } = partnership
  return html`<h2 class="govuk-heading-m" id="agreed">What we will each do, and by when</h2>
<p class="govuk-body">${intoPlan(view)} To change a line, take it out and write it again.</p>
<p class="govuk-body" data-no-agreed${agreed.length > 0 && html` hidden`}>Nothing yet.</p>
<ul class="govuk-list app-check-in" aria-labelledby="agreed" data-agreed>${agreed.map(
    (action) => html`<li class="app-check-in__row" data-line="${action.key}">
<div>${agreedWords(action, partnership)}<br><span class="app-check-in__note" data-state></span></div>
<form method="post" action="${href}/removals" data-out>${hidden('action', action.key)}
<button type="submit" class="govuk-button govuk-button--secondary app-check-in__button" data-module="govuk-button">Take out<span class="govuk-visually-hidden">: ${action.text}</span></button></form>
</li>`,
  )}</ul>
<form method="post" action="${href}/actions" novalidate data-add>
<h3 class="govuk-heading-s">Add what one of you will do</h3>
${hidden('key', key)}
${textArea({ name: 'action', label: 'What will be done', rows: 2, max: 1000, answers, errors })}
${radios({
  name: 'doer',
  label: 'Who will do it?',
  inline: false,
  small: true,
  answers,
  errors,
  value: side,
  choices: [
    { value: 'partner', text: schoolName },
    { value: 'lead', text: hubName },
  ],
})}
${textField({ name: 'owner', label: 'Who sees to it (optional)', hint: 'A colleague’s name or role', width: 'two-thirds', answers, errors })}
${dateField({ name: 'due', label: 'By when (optional)', answers, errors })}
${
  objectives.length > 0 &&
  select({
    name: 'objective',
    label: 'Objective of the plan that it serves',
    prompt: 'None of these: a new one for this visit',
    choices: objectives.map(({ id, text }) => ({ value: String(id), text: shortened(text) })),
    answers,
    errors,
  })
}
${answers && pupilCheckbox(errors, answers)}
${govukButton({ text: 'Add', classes: 'govuk-button--secondary' })}
</form>`
}

const shortened = (text: string) => (text.length <= 70 ? text : `${text.slice(0, 68).trimEnd()}…`)
