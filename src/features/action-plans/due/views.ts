import { checkboxes, formatDate, plural } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { deadlineOf, hrefOf, stateTag } from '../words.ts'
import { DAYS_AHEAD, type DueAction, type DueActions, type OwnerlessAction } from './domain.ts'

/** For one owner, across every plan that they act in. */
export function duePage(
  { late, soon, later }: DueActions,
  options: {
    readonly ownerless: readonly OwnerlessAction[]
    readonly wantsEmail: boolean
    readonly isLead: boolean
  },
): Page {
  const { ownerless, wantsEmail, isLead } = options
  return {
    title: 'What is due for you',
    body: html`
<h1 class="govuk-heading-l">What is due for you</h1>
${late.length + soon.length + later.length === 0 && html`<p class="govuk-body">No action of a plan is yours at the moment.</p>`}
${list('Late', late)}
${list(`In the next ${DAYS_AHEAD} days`, soon, 'Nothing is due.')}
${list('Later', later)}
${whoseOwnerHasLeft(ownerless, isLead)}
<h2 class="govuk-heading-s">Weekly email</h2>
<p class="govuk-body">${wantsEmail ? 'You get an email on Mondays in term time when something is due.' : 'You do not get an email about what is due.'} <a class="govuk-link" href="/due/preferences">Change this</a></p>`,
  }
}

function whoseOwnerHasLeft(actions: readonly OwnerlessAction[], isLead: boolean): Html | undefined {
  if (actions.length === 0) return undefined
  return html`<h2 class="govuk-heading-m">Their owner has left <span class="app-count">${plural(actions.length, 'action')}</span></h2>
<p class="govuk-body">${isLead ? 'In plans of your partner schools that you can read. Nobody has them on their list: the school can give each to somebody else.' : 'Nobody has them on their list. Open one to give it to somebody else.'}</p>
<ul class="govuk-task-list">${actions.map((action) => line(action, `was ${action.ownerName}’s`))}</ul>`
}

function list(heading: string, actions: readonly DueAction[], empty?: string): Html | undefined {
  if (actions.length === 0 && empty === undefined) return undefined
  return html`<h2 class="govuk-heading-m">${heading} <span class="app-count">${plural(actions.length, 'action')}</span></h2>
${
  actions.length === 0
    ? html`<p class="govuk-body">${empty}</p>`
    : html`<ul class="govuk-task-list">${actions.map((action) => line(action))}</ul>`
}`
}

function line(action: DueAction, more?: string): Html {
  const { id, text, state, schoolName, objective } = action
  return html`<li class="govuk-task-list__item govuk-task-list__item--with-link"><div class="govuk-task-list__name-and-hint"><a class="govuk-link govuk-task-list__link" href="${hrefOf('action', id)}" aria-describedby="due-${id}-hint due-${id}-status">${text}</a><div id="due-${id}-hint" class="govuk-task-list__hint">${deadlineOf(action) || 'No deadline'} · ${schoolName} · ${objective}${more && ` · ${more}`}</div></div><div class="govuk-task-list__status" id="due-${id}-status">${stateTag(state)}</div></li>
`
}

export function preferencesPage(
  weekly: boolean,
  options: { saved?: boolean; next?: Temporal.PlainDate } = {},
): Page {
  return {
    title: 'Email about what is due',
    backLink: { href: '/due', text: 'Back to what is due' },
    body: html`
<h1 class="govuk-heading-l">Email about what is due</h1>
${options.saved && govukInsetText({ text: 'Saved.' })}
<form method="post" action="/due/preferences">
${checkboxes({
  name: 'weekly',
  label: 'Weekly email',
  hint: 'On Mondays in term time, when something of yours is due or late. It counts and links; it never says what the action is.',
  values: weekly ? ['yes'] : [],
  choices: [{ value: 'yes', text: 'Send me the weekly email' }],
})}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>
${options.next && html`<p class="govuk-body-s">The next one would go out on ${formatDate(options.next)}.</p>`}`,
  }
}
