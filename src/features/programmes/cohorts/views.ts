import {
  dateField,
  emptyState,
  formatDate,
  formatDateRange,
  hiddenKey,
  table,
  textField,
} from '../../../design/components/index.ts'
import { govukButton, govukDetails } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { type AcademicTerm, academicTermName } from '../calendar/domain.ts'
import type { Cohort, Programme } from '../domain.ts'

export function cohortsPage(programme: Programme, cohorts: readonly Cohort[]): Page {
  const longest = Math.max(0, ...cohorts.map(({ supportTerms }) => supportTerms.length))
  const numbers = Array.from({ length: longest }, (_, index) => index + 1)
  return {
    title: `Cohorts of ${programme.name}`,
    width: 'full',
    breadcrumbs: [{ href: `/programmes/${programme.key}`, text: programme.name }, { text: 'Cohorts' }],
    body: html`<h1 class="govuk-heading-l">Cohorts of ${programme.name}</h1>
<p class="govuk-body">A cohort is the partnerships that start together. Its support terms count from its start.</p>
${govukButton({ text: 'Start a cohort', href: `/programmes/${programme.key}/cohorts/new` })}
${
  cohorts.length === 0
    ? emptyState({
        title: 'There are no cohorts yet.',
        body: 'Start one, so that partner schools can be given a place in it.',
      })
    : table({
        caption: 'Cohorts and their support terms',
        captionSize: 'hidden',
        head: [
          { text: 'Cohort' },
          { text: 'Starts' },
          ...numbers.map((number) => ({ text: `Support term ${number}` })),
        ],
        rows: cohorts.map((cohort) => [
          cohort.name,
          formatDate(cohort.startsOn),
          ...numbers.map((number) => {
            const term = cohort.supportTerms[number - 1]
            return term && formatDateRange(term.startsOn, term.endsOn)
          }),
        ]),
      })
}`,
  }
}

export interface CohortFormView {
  readonly programme: Programme
  readonly formKey: string
  readonly terms: readonly AcademicTerm[]
  readonly answers?: Answers | undefined
  readonly errors?: readonly FormError[] | undefined
}

export function newCohortPage({ programme, formKey, terms, answers, errors }: CohortFormView): Page {
  const address = `/programmes/${programme.key}/cohorts`
  return {
    title: 'Start a cohort',
    backLink: { href: address, text: 'Cohorts' },
    ...(errors && { errors, status: 422 }),
    body: html`<h1 class="govuk-heading-l">Start a cohort</h1>
<form method="post" action="${address}" novalidate>
${hiddenKey(formKey)}
${textField({ name: 'name', label: 'Name', labelSize: 's', hint: 'For example, Spring 2026', width: 20, answers, errors })}
${dateField({
  name: 'starts',
  label: 'When does it start?',
  hint: 'For example, 5 1 2026. Support term 1 is the academic term that this day lies in, or the next one if it is in a holiday.',
  answers,
  errors,
})}
${govukDetails({
  summaryText: 'Dates of academic terms',
  html: table({
    caption: 'Typical dates in England, which are ours: schools set their own',
    captionSize: 's',
    head: [{ text: 'Academic term' }, { text: 'Dates' }],
    rows: terms.map((term) => [academicTermName(term), formatDateRange(term.startsOn, term.endsOn)]),
  }),
})}
${govukButton({ text: 'Start the cohort', preventDoubleClick: true })}
</form>`,
  }
}
