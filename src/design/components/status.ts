import { type Html, html } from '../html.ts'

/** Where an expectation stands: derived from evidence and today's date, never ticked. */
export type Status = 'not due yet' | 'to do' | 'in progress' | 'done' | 'overdue' | 'not needed'

// Calm on purpose: nothing is red, and the words carry the meaning without the colour.
const tags: Readonly<Record<Status, Html>> = {
  'not due yet': html`<strong class="govuk-tag app-tag app-tag--later">Not due yet</strong>`,
  'to do': html`<strong class="govuk-tag app-tag">To do</strong>`,
  'in progress': html`<strong class="govuk-tag govuk-tag--teal app-tag">In progress</strong>`,
  done: html`<strong class="govuk-tag govuk-tag--green app-tag">Done</strong>`,
  overdue: html`<strong class="govuk-tag app-tag app-tag--overdue">Overdue</strong>`,
  'not needed': html`<strong class="govuk-tag app-tag app-tag--quiet">Not needed</strong>`,
}

/** A status as a tag. */
export function statusTag(status: Status): Html {
  return tags[status]
}
