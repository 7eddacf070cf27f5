/** The pages from the preview on: every row and what would become of it, one row put right, the import done. */
import {
  checkboxes,
  formatDateTime,
  hidden,
  number,
  pagination,
  plural,
  summaryList,
  table,
  textField,
} from '../../design/components/index.ts'
import { govukButton, govukDetails, govukInsetText, govukTag } from '../../design/govuk/index.ts'
import { type Html, html, join } from '../../design/html.ts'
import type { Page } from '../../design/layout.ts'
import type { Answers, FormError } from '../../platform/forms.ts'
import type { Import, ImportKind, ImportRow, Outcome, OutcomeCounts, PreviewRow } from './domain.ts'
import { notesOf, uploadForm } from './views.ts'

export const rowsPerPage = 25

export const outcomes = ['refused', 'new', 'changed', 'unchanged'] as const satisfies readonly Outcome[]

const outcomeNames: Readonly<Record<Outcome, string>> = {
  refused: 'Refused',
  new: 'New',
  changed: 'Changed',
  unchanged: 'Unchanged',
}

const tagClasses: Readonly<Record<Outcome, string>> = {
  refused: 'govuk-tag--yellow',
  new: 'govuk-tag--green',
  changed: 'govuk-tag--blue',
  unchanged: 'govuk-tag--grey',
}

export interface PreviewView {
  readonly kind: ImportKind
  readonly entry: Import
  readonly counts: OutcomeCounts
  readonly rows: readonly PreviewRow[]
  readonly show: Outcome | undefined
  readonly page: number
  /** For the form with a corrected file. */
  readonly key: string
  /** When the very same file was imported before. */
  readonly before: Import | undefined
  readonly errors?: readonly FormError[]
}

/** What would become of every row, and the two ways on: import, or put right. */
export function previewPage(view: PreviewView): Page {
  const { kind, entry, counts, before, errors = [] } = view
  const what = kind.name.toLowerCase()
  return {
    title: `Check the ${what} before importing them`,
    status: errors.length > 0 ? 422 : 200,
    errors,
    width: 'full',
    backLink: { href: `/imports/${entry.id}/columns`, text: 'Back to the columns' },
    body: html`<h1 class="govuk-heading-l">Check the ${what} before importing them</h1>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<p class="govuk-body">${plural(entry.rowCount, 'row')} from ${entry.filename}. Nothing has been imported yet.</p>
${before?.applied && govukInsetText({ text: `${before.applied.byName} imported this same file on ${formatDateTime(before.applied.at)}.` })}
${notesOf(entry)}
${summaryList([
  { key: 'New', value: plural(counts.new, 'row') },
  { key: 'Changed', value: plural(counts.changed, 'row') },
  { key: 'Unchanged', value: `${plural(counts.unchanged, 'row')}, which the import leaves as they are` },
  { key: 'Refused', value: refusedFact(entry, counts) },
])}
${applicationForm(view)}
</div></div>
${rowsTable(view)}
<h2 class="govuk-heading-m">Other ways on</h2>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${govukDetails({
  summaryText: 'Choose a corrected file instead',
  html: html`<p class="govuk-body">It takes the place of this file. If its headings are the same, the columns you chose are kept; corrections made on these pages are not.</p>
${uploadForm({ kind, key: view.key, replaces: entry.id })}`,
})}
<form method="post" action="/imports/${entry.id}/checks">
${govukButton({ text: 'Check all rows again', classes: 'govuk-button--secondary' })}
</form>
<form method="post" action="/imports/${entry.id}/deletion">
${govukButton({ text: 'Delete this import', classes: 'govuk-button--secondary' })}
</form>
</div></div>`,
  }
}

function refusedFact(entry: Import, counts: OutcomeCounts): Html | string {
  if (counts.refused === 0) return 'None'
  const file = (format: 'xlsx' | 'csv', text: string) =>
    html`<a class="govuk-link" href="/imports/${entry.id}/refused.${format}">${text}<span class="govuk-visually-hidden"> file of refused rows</span></a>`
  return html`${plural(counts.refused, 'row')}. Take them away with the reason beside each: ${file('xlsx', 'Excel')}, ${file('csv', 'CSV')}`
}

/** Whole or not at all: with refused rows, a person says that these are left out, or puts them right first. */
function applicationForm({ kind, entry, counts, errors }: PreviewView): Html {
  const accepted = counts.new + counts.changed + counts.unchanged
  if (accepted === 0) {
    return html`<p class="govuk-body">No row can be imported as it is. Correct the rows below, or choose a corrected file.</p>`
  }
  const nothing = counts.new + counts.changed === 0 && counts.refused === 0
  return html`${nothing && html`<p class="govuk-body">Everything in this file is held already. Importing it changes nothing.</p>`}
<form method="post" action="/imports/${entry.id}/application" novalidate>
${hidden('refused', counts.refused)}
${
  counts.refused > 0 &&
  checkboxes({
    name: 'leave-out',
    label: 'Some rows are refused',
    hint: 'Correct them one by one below or in the file, or import the others without them.',
    choices: [
      {
        value: String(counts.refused),
        text: `Leave out ${counts.refused === 1 ? 'the refused row' : `the ${number(counts.refused)} refused rows`}`,
      },
    ],
    errors,
  })
}
${govukButton({ text: `Import ${plural(accepted, 'row')} of ${kind.name.toLowerCase()}`, preventDoubleClick: true })}
</form>`
}

function rowsTable({ kind, entry, counts, rows, show, page }: PreviewView): Html {
  const total = show === undefined ? entry.rowCount : counts[show]
  const address = (outcome: Outcome | undefined, n = 1) => {
    const query = [outcome && `show=${outcome}`, n > 1 && `page=${n}`].filter(Boolean).join('&')
    return `/imports/${entry.id}/preview${query && `?${query}`}`
  }
  const filter = (outcome: Outcome | undefined, text: string) =>
    outcome === show
      ? html`<strong>${text}</strong>`
      : html`<a class="govuk-link govuk-link--no-visited-state" href="${address(outcome)}">${text}</a>`
  const filters = [
    filter(undefined, `All (${number(entry.rowCount)})`),
    ...outcomes
      .filter((outcome) => counts[outcome] > 0)
      .map((outcome) => filter(outcome, `${outcomeNames[outcome]} (${number(counts[outcome])})`)),
  ]
  return html`<h2 class="govuk-heading-m">The rows</h2>
<p class="govuk-body">Show: ${join(filters, html` <span aria-hidden="true">|</span> `)}</p>
${table({
  caption: `Rows of ${kind.name.toLowerCase()}, refused ones first`,
  captionSize: 'hidden',
  head: [
    { text: 'Row' },
    { text: 'What it says' },
    { text: 'What happens' },
    { text: 'Correct', hidden: true },
  ],
  rows: rows.map((row) => [
    String(row.line),
    row.summary,
    html`${govukTag({ text: outcomeNames[row.outcome], classes: tagClasses[row.outcome] })}${reasonsOf(kind, row).map((reason) => html`<div class="govuk-!-margin-top-1">${reason}</div>`)}`,
    html`<a class="govuk-link" href="/imports/${entry.id}/rows/${row.line}">Correct<span class="govuk-visually-hidden"> row ${row.line}</span></a>`,
  ]),
  empty: 'There are no such rows.',
})}
${pagination({ page, pages: Math.ceil(total / rowsPerPage), href: (n) => address(show, n), label: 'Pages of rows' })}`
}

function reasonsOf(kind: ImportKind, row: PreviewRow): readonly string[] {
  const corrected = Object.keys(row.corrections).length > 0 ? ['Corrected on these pages'] : []
  if (row.message === null) return corrected
  const label = kind.fields.find((field) => field.key === row.field)?.label
  const named = label === undefined || row.message.includes(label)
  return [named ? row.message : `${label}: ${row.message}`, ...corrected]
}

/** One row, to be put right. */
export function rowPage(view: {
  kind: ImportKind
  entry: Import
  row: PreviewRow
  values: ImportRow['values']
  answers?: Answers | undefined
  errors?: readonly FormError[]
}): Page {
  const { kind, entry, row, values, answers, errors = [] } = view
  const field = kind.fields.find(({ key }) => key === row.field)
  const refusal: FormError[] =
    row.message === null || field === undefined ? [] : [{ field: field.key, message: row.message }]
  // Why the row is refused stands at its field from the start; only a failed try to put it right makes the page an error.
  const shown = errors.length > 0 ? errors : refusal
  return {
    title: `Row ${number(row.line)} of ${entry.filename}`,
    status: errors.length > 0 ? 422 : 200,
    errors,
    backLink: { href: `/imports/${entry.id}/preview`, text: 'Back to all rows' },
    body: html`<h1 class="govuk-heading-l">Row ${number(row.line)} of ${entry.filename}</h1>
<p class="govuk-body">${verdictOf(row, field !== undefined)} What you change here is kept with the import; your file stays as it is.</p>
<form method="post" action="/imports/${entry.id}/rows/${row.line}" novalidate>
${kind.fields.map((field) =>
  textField({
    name: field.key,
    label: field.required ? field.label : `${field.label} (optional)`,
    hint: field.hint,
    value: values[field.key],
    answers,
    errors: shown,
    spellcheck: false,
  }),
)}
${govukButton({ text: 'Save and check', preventDoubleClick: true })}
</form>`,
  }
}

function verdictOf(row: PreviewRow, shownAtField: boolean): string {
  if (row.message === null) return `${outcomeNames[row.outcome]}: this row can be imported as it is.`
  return shownAtField ? 'This row is refused as it is.' : `This row is refused as it is. ${row.message}.`
}

/** An import that has been applied, or whose file was replaced. */
export function importPage(view: { kind: ImportKind; entry: Import }): Page {
  const { kind, entry } = view
  const { applied } = entry
  const back = { href: '/imports', text: 'All imports' }
  if (applied === null) {
    return {
      title: entry.filename,
      backLink: back,
      body: html`<h1 class="govuk-heading-l">${entry.filename}</h1>
<p class="govuk-body">Another file has taken the place of this one. <a class="govuk-link" href="/imports/${entry.replacedBy}">Go to that import</a></p>`,
    }
  }
  return {
    title: `${kind.name} imported`,
    backLink: back,
    body: html`<h1 class="govuk-heading-l">${kind.name} imported</h1>
${summaryList([
  { key: 'File', value: entry.filename },
  { key: 'New', value: plural(applied.created, 'row') },
  { key: 'Changed', value: plural(applied.changed, 'row') },
  { key: 'Unchanged', value: plural(applied.unchanged, 'row') },
  { key: 'Left out', value: leftOutFact(entry, applied.leftOut) },
  { key: 'File chosen', value: `${entry.uploadedByName}, ${formatDateTime(entry.uploadedAt)}` },
  { key: 'Imported', value: `${applied.byName}, ${formatDateTime(applied.at)}` },
])}
${notesOf(entry)}
<h2 class="govuk-heading-m">What happens next</h2>
<ul class="govuk-list">
${kind.result && html`<li><a class="govuk-link" href="${kind.result.href}">${kind.result.text}</a></li>`}
${applied.leftOut > 0 && html`<li>Correct the rows that were left out and <a class="govuk-link" href="/imports/new/${kind.key}">import them</a>: rows that are already in stay unchanged.</li>`}
<li><a class="govuk-link" href="/imports">See all imports</a></li>
</ul>`,
  }
}

function leftOutFact(entry: Import, leftOut: number): Html | string {
  if (leftOut === 0) return 'None'
  const file = (format: 'xlsx' | 'csv', text: string) =>
    html`<a class="govuk-link" href="/imports/${entry.id}/refused.${format}">${text}<span class="govuk-visually-hidden"> file of the rows left out</span></a>`
  return html`${plural(leftOut, 'row')}: ${file('xlsx', 'Excel')}, ${file('csv', 'CSV')}`
}
