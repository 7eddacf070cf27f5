import { emptyState, formatDate, table } from '../../../design/components/index.ts'
import { govukInsetText } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { cellText, SMALLEST_SHOWN } from './disclosure.ts'
import { COLUMNS, type Figures } from './figures.ts'

/** Figures for evaluation: no school, no hub, no small number. */
export function evaluationPage(figures: Figures): Page {
  const { programmeName, today, total, pathways, cohorts, regions, expectations } = figures
  const simple = (caption: string, first: string, lines: Figures['pathways']) =>
    table({
      caption,
      head: [{ text: first }, { text: 'Under way', numeric: true }],
      rows: lines.map(({ name, cell }) => [name, cellText(cell)]),
    })
  return {
    title: 'Figures for evaluation',
    width: 'full',
    body: html`<span class="govuk-caption-l">${programmeName}</span>
<h1 class="govuk-heading-l">Figures for evaluation</h1>
${
  pathways.length === 0
    ? emptyState({
        title: 'There are no figures to show yet.',
        body: `They appear once ${SMALLEST_SHOWN} or more partnerships are under way on a pathway.`,
      })
    : html`<p class="govuk-body-l">${cellText(total)} partnerships under way on ${formatDate(today)}.</p>
${govukInsetText({
  html: html`<p class="govuk-body">These are counts of partnerships, never of one school or hub. A partnership counts while it is confirmed or active; pathways with fewer than ${SMALLEST_SHOWN} of them are left out of every table.</p>
<p class="govuk-body">A number below ${SMALLEST_SHOWN} reads “fewer than ${SMALLEST_SHOWN}”, whether or not it is none. “Not shown” stands where a number would let a smaller one be worked out.</p>`,
})}
<div class="govuk-grid-row">
<div class="govuk-grid-column-one-third">${simple('By pathway', 'Pathway', pathways)}</div>
<div class="govuk-grid-column-one-third">${simple('By cohort', 'Cohort', cohorts)}</div>
<div class="govuk-grid-column-one-third">${simple('By region', 'Region', regions)}</div>
</div>
<h2 class="govuk-heading-m">What is expected, and where it stands</h2>
${expectations.map(({ pathwayName, rows }) =>
  table({
    caption: pathwayName,
    captionSize: 's',
    phone: 'scroll',
    head: [
      { text: 'Expectation' },
      ...COLUMNS.map(({ text }) => ({ text, numeric: true })),
      { text: 'All', numeric: true },
    ],
    rows: rows.map(({ title, row }) => [title, ...row.cells.map(cellText), cellText(row.total)]),
  }),
)}
<p class="govuk-body"><a class="govuk-link" href="/evaluation.csv">Download these figures (CSV)</a></p>`
}
<p class="govuk-body"><a class="govuk-link" href="/evaluation/surveys">What surveys of pupils and staff say</a></p>
<p class="govuk-body-s">Source: what partner schools, hub leads and the programme team recorded in this service, with the dates of each cohort, as at ${formatDate(today)}. It changes from day to day.</p>`,
  }
}

export function* figureRows(figures: Figures): Iterable<readonly string[]> {
  const { today } = figures
  yield ['Table', 'Pathway', 'Row', 'Stands at', 'Partnerships under way', 'As at']
  for (const [name, lines] of [
    ['By pathway', figures.pathways],
    ['By cohort', figures.cohorts],
    ['By region', figures.regions],
  ] as const) {
    for (const line of lines) yield [name, '', line.name, '', cellText(line.cell), today]
  }
  for (const { pathwayName, rows } of figures.expectations) {
    for (const { title, row } of rows) {
      for (const [at, { text }] of COLUMNS.entries()) {
        yield ['By expectation', pathwayName, title, text, cellText(row.cells[at] ?? { kind: 'few' }), today]
      }
    }
  }
}
