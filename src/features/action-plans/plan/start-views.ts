/** The pages where there is no plan to show: not begun, or not this reader's to read. */
import { formatDate, hiddenKey, nextStep, summaryList } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { canEdit } from '../policy.ts'
import { inDay, planHref } from '../words.ts'
import type { FactsOnly, NoPlan } from './actions.ts'
import { backTo } from './views.ts'

/** Before there is a plan: from the self-assessment, from a spreadsheet, or from nothing. */
export function startPage({ actor, partnership, joint, selfAssessedAt }: NoPlan, key: string): Page {
  const mayStart = canEdit(actor, partnership)
  return {
    title: `Action plan: ${partnership.schoolName}`,
    backLink: backTo(partnership),
    body: html`
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Action plan</h1>
<p class="govuk-body">What your school will change this year: three to five priorities, who does what by when, and how you will know. The plan is your school’s own${joint && `, and ${partnership.hubName} works on it with you: it reads the plan, proposes actions, comments and signs`}.</p>
${!mayStart && govukInsetText({ text: 'This partnership is not running, so there is nothing to start.' })}
${
  mayStart &&
  (selfAssessedAt
    ? nextStep({
        title: 'Start from your self-assessment',
        body: `Your answers of ${formatDate(inDay(selfAssessedAt))} suggest priorities, objectives, actions and measures. Keep, change or drop each.`,
        href: `${planHref(partnership.id)}/draft`,
        action: 'See the suggestions',
        minutes: 10,
      })
    : nextStep({
        title: 'Start with your self-assessment',
        body: 'Once it is submitted, it writes the first draft of your plan.',
        href: `/partnerships/${partnership.id}/self-assessment`,
        action: 'Go to the self-assessment',
      }))
}
${
  mayStart &&
  html`<h2 class="govuk-heading-m">Other ways to start</h2>
<p class="govuk-body"><a class="govuk-link" href="${planHref(partnership.id)}/import">Bring in a plan that you have as a spreadsheet</a></p>
<form method="post" action="${planHref(partnership.id)}">${hiddenKey(key)}
${govukButton({ text: 'Start with an empty plan', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
}`,
  }
}

/** For those who see the partnership and not the plan: that there is one, and counts. */
export function factsPage({ actor, partnership, facts }: FactsOnly): Page {
  const name = partnership.schoolName
  return {
    title: `Action plan: ${name}`,
    backLink: backTo(partnership),
    body: html`
<span class="govuk-caption-l">${name}</span>
<h1 class="govuk-heading-l">Action plan</h1>
${
  facts
    ? html`<p class="govuk-body">The plan is the school’s own. ${actor.role === 'hub-lead' ? `You can read it once ${name} shares it with you.` : 'You see that there is one, and counts.'}</p>
${summaryList([
  { key: 'Started', value: formatDate(facts.startedOn) },
  { key: 'Agreed', value: facts.agreedOn ? formatDate(facts.agreedOn) : 'Not yet' },
  ...(actor.role === 'hub-lead'
    ? []
    : [
        { key: 'Priorities', value: facts.priorities },
        {
          key: 'Objectives',
          value: `${facts.objectives}, of which ${facts.measurableObjectives} with a measurable target`,
        },
        { key: 'Actions', value: `${facts.actions}, of which ${facts.actionsDone} done` },
        { key: 'Last progress review', value: facts.reviewedOn ? formatDate(facts.reviewedOn) : 'None yet' },
      ]),
])}`
    : html`<p class="govuk-body">${name} has not started its plan yet.</p>`
}`,
  }
}
