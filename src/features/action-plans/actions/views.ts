import {
  hidden,
  hiddenKey,
  radios,
  summaryList,
  textArea,
  textField,
  timeline,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText, govukWarningText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { ownerHasLeft, type PlanInView } from '../change.ts'
import { type Action, isLate, type Place } from '../domain.ts'
import { canChangeAction, canEdit, canUpdate, isReadOnly, planSideOf } from '../policy.ts'
import { pupilCheckbox } from '../pupil-check.ts'
import { deadlineOf, ownerOf, planHref, STATE_NAMES, stateTag } from '../words.ts'
import type { ActionUpdate } from './store.ts'

export interface ActionPageData {
  readonly view: PlanInView
  readonly place: Place
  readonly action: Action
  readonly updates: readonly ActionUpdate[]
  readonly today: Temporal.PlainDate
  readonly key: string
  readonly saved?: boolean
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
  /** The action as somebody else has left it, while the person was typing. */
  readonly changedTo?: Action
}

/** From a reminder straight to the action: state, one line, done. */
export function actionPage(data: ActionPageData): Page {
  const { view, place, action, updates, errors, saved, changedTo } = data
  const { partnership, actor, plan } = view
  return {
    title: `${action.text}: ${partnership.schoolName}`,
    backLink: { href: `${planHref(partnership.id)}#action-${action.id}`, text: 'Back to the action plan' },
    ...(changedTo ? { status: 409 } : errors ? { status: 422, errors } : {}),
    body: html`
${saved && govukInsetText({ html: html`Saved. <a class="govuk-link" href="/due">See what else is due</a>` })}
<span class="govuk-caption-m">${place.number} ${place.objective?.text}</span>
<h1 class="govuk-heading-m">${action.text}</h1>
${changedTo && govukWarningText({ text: `Somebody else marked this action as ${STATE_NAMES[changedTo.state].toLowerCase()} while you had it open${changedTo.stateNote ? `: ${changedTo.stateNote}` : ''}. What you typed is below; save it to have it stand instead.`, iconFallbackText: 'Important' })}
${form(data)}
${summaryList([
  { key: 'Where it stands', value: html`${stateTag(action.state)} ${action.stateNote}` },
  { key: 'Owner', value: ownerLine(data) },
  {
    key: 'Deadline',
    value: html`${deadlineOf(action)}${isLate(action, data.today) && ' – this day has passed'}`,
  },
])}
${
  canChangeAction(actor, partnership, plan, action) &&
  html`<p class="govuk-body"><a class="govuk-link" href="/actions/${action.id}/details">Change the words, owner or deadline</a></p>`
}
${planSideOf(actor, plan) && plan.joint && html`<p class="govuk-body"><a class="govuk-link" href="/partnerships/${partnership.id}/conversation?about=action-${action.id}">Messages about this action</a></p>`}
${updates.length > 0 && html`<h2 class="govuk-heading-m">What has been said</h2>${timeline(updates.map(entry))}`}`,
  }
}

const entry = ({ state, note, byName, at }: ActionUpdate) => ({
  sentence: `${STATE_NAMES[state]}${note ? `: ${note}` : ''}`,
  by: byName,
  at,
})

function ownerLine({ view, action }: ActionPageData): Html | string {
  const owner = ownerOf(action)
  if (!ownerHasLeft(action, view.people)) return owner
  return html`${owner}<br>${action.ownerName} has left. The action can be given to another.`
}

function form(data: ActionPageData): Html | undefined {
  const { view, action } = data
  const { actor, partnership, plan } = view
  if (isReadOnly(partnership)) {
    return govukInsetText({
      text: 'This partnership is not running, so the plan can be read and not changed.',
    })
  }
  if (action.state === 'proposed') return canEdit(actor, partnership) ? answerForm(data) : undefined
  if (!canUpdate(actor, partnership, plan, action)) return undefined
  return updateForm(data)
}

function updateForm({ view, action, key, answers, errors, changedTo }: ActionPageData): Html {
  return html`<form method="post" action="/actions/${action.id}/updates" novalidate>
${hiddenKey(key)}${hidden('plan', view.plan.id)}${hidden('was', changedTo?.state ?? answers?.was ?? action.state)}
${radios({
  name: 'state',
  label: 'How does it go?',
  answers,
  errors,
  value: action.state,
  choices: (['to-do', 'in-progress', 'done', 'stopped'] as const).map((value) => ({
    value,
    text: value === 'to-do' ? 'Not started' : STATE_NAMES[value],
  })),
})}
${textField({
  name: 'note',
  label: 'One line (optional)',
  hint: 'What has happened, or what is needed',
  answers,
  errors,
})}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`
}

function answerForm({ view, action, key, answers, errors }: ActionPageData): Html {
  return html`${govukInsetText({ text: `${view.partnership.hubName} proposes this action. The plan is yours: take it up, or say why not.` })}
<form method="post" action="/actions/${action.id}/answers" novalidate>
${hiddenKey(key)}${hidden('plan', view.plan.id)}
${radios({
  name: 'answer',
  label: 'Do you take it up?',
  answers,
  errors,
  choices: [
    { value: 'take-up', text: 'Yes, it becomes part of our plan' },
    {
      value: 'not',
      text: 'No',
      conditional: textArea({ name: 'reason', label: 'Why not?', rows: 2, max: 500, answers, errors }),
    },
  ],
})}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`
}
