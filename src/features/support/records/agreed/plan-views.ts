/** How what both agree on a visit comes into the plan: with the second signature, or, where it is the school's own, by the school. */
import { nextStep } from '../../../../design/components/index.ts'
import { govukButton } from '../../../../design/govuk/index.ts'
import { type Html, html } from '../../../../design/html.ts'
import type { RecordInView } from '../actions.ts'

/** When and by whom what was agreed comes into the plan. */
export function intoPlan({ ownPlan, side, partnership }: RecordInView): string {
  if (!ownPlan) return 'What each will do goes into the action plan when both have signed.'
  return side === 'lead'
    ? `The action plan is the school’s own. When both have signed, what each will do goes into it, or waits until somebody at ${partnership.schoolName} takes it up.`
    : 'The action plan is your school’s own. What each will do goes into it when you sign last; otherwise it waits until somebody at your school takes it up here.'
}

/** Signed by both, and not in the plan, because whoever signed last does not write in it. `action`: where the school sends it. */
export function takingUp(
  { waitsForPlan, side, partnership }: RecordInView,
  action: string | false,
): Html | undefined {
  if (!waitsForPlan) return undefined
  if (side === 'lead') {
    return html`<p class="govuk-body">The action plan is the school’s own. What each will do goes into it when somebody at ${partnership.schoolName} takes it up.</p>`
  }
  return nextStep({
    title: 'Take what was agreed up into your action plan',
    body: html`<p class="govuk-body">${partnership.hubName} signed last, and a lead school does not write in a plan that is the school’s own. So what each will do is not in it yet.</p>
${
  action &&
  html`<form method="post" action="${action}">
${govukButton({ text: 'Take it up into the action plan', preventDoubleClick: true })}
</form>`
}`,
  })
}
