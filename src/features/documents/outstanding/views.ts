import {
  filterForm,
  formatDateShort,
  pagination,
  plural,
  select,
  table,
} from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Side } from '../../partnerships/index.ts'
import { documentsHref, nameOfExpected, requestHref } from '../words.ts'
import type { Owed } from './store.ts'

const ROWS_A_PAGE = 100

const BY: Readonly<Record<Owed['owedBy'], string>> = {
  partner: 'The partner school',
  lead: 'The hub',
  both: 'The partner school',
  'programme-team': 'The programme team',
}

/** For a hub: what it waits for and owes, across all its partner schools. */
export function hubOwedPage(
  hub: { readonly id: number; readonly name: string },
  owed: readonly Owed[],
  today: Temporal.PlainDate,
): Page {
  const sides: readonly Side[] = ['lead', 'partner', 'programme-team']
  const heading = {
    lead: 'Waited for from your hub',
    partner: 'Waited for from partner schools',
    'programme-team': 'Waited for from the programme team',
  }
  return {
    title: `Documents that are waited for: ${hub.name}`,
    width: 'full',
    backLink: { href: `/hubs/${hub.id}`, text: 'Back to all partner schools' },
    body: html`
<span class="govuk-caption-l">${hub.name}</span>
<h1 class="govuk-heading-l">Documents that are waited for</h1>
${owed.length === 0 && html`<p class="govuk-body">No document is waited for at the moment.</p>`}
${sides.map((side) => {
  const own = owed.filter(({ owedBy }) => (owedBy === 'both' ? 'partner' : owedBy) === side)
  return (
    own.length > 0 &&
    html`<h2 class="govuk-heading-m">${heading[side]} <span class="app-count">${plural(own.length, 'document')}</span></h2>
${table({
  caption: heading[side],
  captionSize: 'hidden',
  head: [{ text: 'School' }, { text: 'Document', wide: true }, { text: 'Since' }, { text: 'Due by' }],
  rows: own.map((each) => [
    html`<a class="govuk-link" href="${documentsHref(each.partnershipId)}">${each.schoolName}</a>`,
    what(each),
    day(each.since),
    dueBy(each, today),
  ]),
})}`
  )
})}`,
  }
}

const what = (each: Owed) =>
  each.askedAs === 'request'
    ? html`<a class="govuk-link" href="${requestHref(Number(each.reference))}">${each.what}</a>`
    : nameOfExpected(each.what)

const day = (date: string): Html => html`<span class="app-nowrap">${formatDateShort(date)}</span>`

function dueBy({ dueOn }: Owed, today: Temporal.PlainDate): Html | undefined {
  if (dueOn === null) return undefined
  return html`${day(dueOn)}${dueOn < today.toString() && html`<span class="app-cell-hint">this day has passed</span>`}`
}

export interface OwedFilter {
  readonly by: string
  readonly page: number
}

/** Who is waited for, as an address says. */
export const narrowOwed = (owed: readonly Owed[], { by }: OwedFilter): readonly Owed[] =>
  by === '' ? owed : owed.filter(({ owedBy }) => owedBy === by || (by === 'partner' && owedBy === 'both'))

/** For the programme team: everything owed in the programme, what it owes itself to be found by one press. */
export function programmeOwedPage(all: readonly Owed[], filter: OwedFilter, today: Temporal.PlainDate): Page {
  const shown = narrowOwed(all, filter)
  const pages = Math.max(1, Math.ceil(shown.length / ROWS_A_PAGE))
  const page = Math.min(filter.page, pages)
  const query = filter.by === '' ? '' : `&by=${filter.by}`
  const schools = new Set(shown.map(({ partnershipId }) => partnershipId)).size
  return {
    title: `Documents that are waited for in the programme${page > 1 ? `: page ${page}` : ''}`,
    width: 'full',
    backLink: { href: '/programme', text: 'Back to the programme' },
    body: html`
<h1 class="govuk-heading-l">Documents that are waited for in the programme</h1>
<p class="govuk-body">${shown.length === 0 ? 'No document is waited for.' : `${plural(shown.length, 'document')} in ${plural(schools, 'partnership')}, the longest waited for first. What stands in them is for the schools alone.`}</p>
<p class="govuk-body"><a class="govuk-link" href="/programme/documents.csv${filter.by === '' ? '' : `?by=${filter.by}`}">Download as CSV</a> · <a class="govuk-link" href="/programme/documents/rules">How long documents are kept</a></p>
${filterForm({
  action: '/programme/documents',
  fields: [
    select({
      name: 'by',
      label: 'Waited for from',
      value: filter.by,
      prompt: 'Anyone',
      choices: (['partner', 'lead', 'programme-team'] as const).map((value) => ({ value, text: BY[value] })),
    }),
  ],
  ...(filter.by === '' ? {} : { clear: '/programme/documents' }),
})}
${
  shown.length > 0 &&
  table({
    caption: 'Documents that are waited for in the programme',
    captionSize: 'hidden',
    head: [
      { text: 'School' },
      { text: 'Hub' },
      { text: 'Document', wide: true },
      { text: 'From' },
      { text: 'Since' },
      { text: 'Due by' },
    ],
    rows: shown
      .slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE)
      .map((each) => [
        html`<a class="govuk-link" href="${documentsHref(each.partnershipId)}">${each.schoolName}</a>`,
        each.hubName,
        what(each),
        BY[each.owedBy],
        day(each.since),
        dueBy(each, today),
      ]),
  })
}
${pagination({ page, pages, href: (to) => `/programme/documents?page=${to}${query}` })}`,
  }
}

/** The same as a file, the headings first. */
export const owedRows = (owed: readonly Owed[]): string[][] => [
  ['School', 'Hub', 'Region', 'Cohort', 'Document', 'Waited for from', 'Since', 'Due by'],
  ...owed.map((each) => [
    each.schoolName,
    each.hubName,
    each.regionName ?? '',
    each.cohortName,
    each.what,
    BY[each.owedBy],
    each.since,
    each.dueOn ?? '',
  ]),
]
