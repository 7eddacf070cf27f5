/** The pages up to the preview: past imports, choosing a file, choosing its columns. */
import {
  type Column,
  emptyState,
  fileField,
  formatDateTime,
  hidden,
  hiddenKey,
  number,
  pagination,
  plural,
  select,
  table,
} from '../../design/components/index.ts'
import { govukButton, govukDetails } from '../../design/govuk/index.ts'
import { type Html, html } from '../../design/html.ts'
import type { Page } from '../../design/layout.ts'
import type { Answers, FormError } from '../../platform/forms.ts'
import { columnLetters } from '../../platform/spreadsheets/index.ts'
import {
  countsInWords,
  type Import,
  type ImportKind,
  type Mapping,
  pathOf,
  type StoredRow,
  stateOf,
} from './domain.ts'

export const importsPerPage = 25

/** What can be imported, and what has been. */
export function importsPage(view: {
  kinds: readonly ImportKind[]
  imports: readonly Import[]
  total: number
  page: number
}): Page {
  const { kinds, imports, total, page } = view
  return {
    title: 'Imports',
    width: 'full',
    body: html`<h1 class="govuk-heading-l">Imports</h1>
<p class="govuk-body">Bring in many rows at once from a spreadsheet. You see what would change before anything does.</p>
${kinds.map(kindSection)}
<h2 class="govuk-heading-m">Past imports</h2>
${
  total === 0
    ? emptyState({
        title: 'Nothing has been imported yet',
        body: 'Each import will be listed here with what became of it.',
      })
    : pastImports(kinds, imports)
}
${pagination({ page, pages: Math.ceil(total / importsPerPage), href: (n) => `/imports?page=${n}`, label: 'Pages of past imports' })}`,
  }
}

function kindSection(kind: ImportKind): Html {
  const file = (path: string, text: string) =>
    html`<a class="govuk-link" href="${path}">${text}<span class="govuk-visually-hidden">: ${kind.name.toLowerCase()}</span></a>`
  return html`<h2 class="govuk-heading-m">${kind.name}</h2>
${govukButton({ text: `Import ${kind.name.toLowerCase()}`, href: `/imports/new/${kind.key}` })}
<ul class="govuk-list">
<li>Empty file with the headings: ${file(`/imports/templates/${kind.key}.xlsx`, 'Excel')}, ${file(`/imports/templates/${kind.key}.csv`, 'CSV')}</li>
<li>What is held now: ${file(`/exports/${kind.key}.xlsx`, 'Excel')}, ${file(`/exports/${kind.key}.csv`, 'CSV')}</li>
</ul>`
}

function pastImports(kinds: readonly ImportKind[], imports: readonly Import[]): Html {
  const names = new Map(kinds.map((kind) => [kind.key, kind.name]))
  return table({
    caption: 'Past imports',
    captionSize: 'hidden',
    head: [
      { text: 'File' },
      { text: 'What' },
      { text: 'Rows', numeric: true },
      { text: 'Chosen by' },
      { text: 'What became of it' },
    ],
    rows: imports.map((entry) => [
      html`<a class="govuk-link" href="${pathOf(entry)}">${entry.filename}</a>`,
      names.get(entry.kind) ?? entry.kind,
      number(entry.rowCount),
      html`${entry.uploadedByName}<br>${formatDateTime(entry.uploadedAt)}`,
      outcomeOf(entry),
    ]),
  })
}

function outcomeOf(entry: Import): string {
  if (entry.applied !== null) return `Imported: ${countsInWords(entry.applied)}`
  return stateOf(entry) === 'columns' ? 'Columns still to be chosen' : 'Checked, not imported yet'
}

/** Chooses a file. */
export function uploadPage(view: {
  kind: ImportKind
  key: string
  errors?: readonly FormError[]
  status?: number
}): Page {
  const { kind, key, errors = [], status = errors.length > 0 ? 422 : 200 } = view
  return {
    title: `Import ${kind.name.toLowerCase()}`,
    status,
    errors,
    backLink: { href: '/imports' },
    body: html`<h1 class="govuk-heading-l">Import ${kind.name.toLowerCase()}</h1>
<p class="govuk-body">Nothing is imported yet when you choose a file. You will choose which column holds what, look at every
row, put right what is not accepted, and then import all of it or none.</p>
${uploadForm({ kind, key, errors })}
${govukDetails({
  summaryText: 'What the file can hold',
  html: html`<p class="govuk-body">One row for each of the ${kind.name.toLowerCase()}, with headings above. The headings can have any names and stand in any order.</p>
<ul class="govuk-list govuk-list--bullet">${kind.fields.map(
    (field) =>
      html`<li>${field.label}${!field.required && ' (optional)'}${field.hint && html`: ${field.hint}`}</li>`,
  )}</ul>
<p class="govuk-body">An empty file with the headings: <a class="govuk-link" href="/imports/templates/${kind.key}.xlsx">Excel</a>, <a class="govuk-link" href="/imports/templates/${kind.key}.csv">CSV</a>.</p>`,
})}`,
  }
}

/** The form with the file. `replaces` is the import whose file the new one takes the place of. */
export function uploadForm(view: {
  kind: ImportKind
  key: string
  errors?: readonly FormError[]
  replaces?: number
}): Html {
  const { kind, key, errors, replaces } = view
  return html`<form method="post" action="/imports" enctype="multipart/form-data" novalidate>
${hiddenKey(key)}${hidden('kind', kind.key)}${replaces !== undefined && hidden('replaces', replaces)}
${fileField({
  name: 'file',
  label: replaces === undefined ? 'Choose a file' : 'Choose the corrected file',
  hint: 'An Excel workbook (.xlsx) or a CSV file of at most 10 MB and 20,000 rows. Of a workbook, the first sheet is read.',
  accept: '.csv,.xlsx,text/csv',
  errors,
})}
${govukButton({ text: replaces === undefined ? 'Continue' : 'Use this file', preventDoubleClick: true, ...(replaces === undefined ? {} : { classes: 'govuk-button--secondary' }) })}
</form>`
}

/** How many rows are shown to recognise the columns by. */
export const sampleRows = 3

/** Chooses which column holds what. */
export function columnsPage(view: {
  kind: ImportKind
  entry: Import
  mapping: Mapping
  sample: readonly StoredRow[]
  answers?: Answers | undefined
  errors?: readonly FormError[]
}): Page {
  const { kind, entry, mapping, sample, answers, errors = [] } = view
  const choices = entry.header.map((heading, column) => ({
    value: String(column),
    text: shortened(`${columnLetters(column)}: ${heading}${samplesOf(sample, column)}`, 90),
  }))
  return {
    title: 'Which column holds what?',
    status: errors.length > 0 ? 422 : 200,
    errors,
    width: 'full',
    backLink: { href: '/imports' },
    body: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Which column holds what?</h1>
<p class="govuk-body">${entry.filename} has ${plural(entry.rowCount, 'row')} and ${plural(entry.header.length, 'column')}. We
have chosen the columns that look right: check them.</p>
${notesOf(entry)}
<form method="post" action="/imports/${entry.id}/columns" novalidate>
${kind.fields.map((field) =>
  select({
    name: field.key,
    label: field.required ? field.label : `${field.label} (optional)`,
    hint: field.hint,
    value: mapping[field.key],
    choices,
    prompt: field.required ? 'Choose a column' : 'Not in this file',
    answers,
    errors,
  }),
)}
${govukButton({ text: 'Check the rows', preventDoubleClick: true })}
</form>
</div></div>
${startOfFile(entry, sample)}`,
  }
}

export function notesOf(entry: Import): Html | undefined {
  if (entry.notes.length === 0) return undefined
  return html`<div class="govuk-inset-text">${entry.notes.map((note) => html`<p class="govuk-body">${note}</p>`)}</div>`
}

function samplesOf(sample: readonly StoredRow[], column: number): string {
  const values = [...new Set(sample.map((row) => row.cells[column] ?? ''))].filter((value) => value !== '')
  return values.length === 0
    ? ' (empty in the first rows)'
    : ` (${values.map((value) => shortened(value, 25)).join(', ')})`
}

function startOfFile(entry: Import, sample: readonly StoredRow[]): Html {
  const head: Column[] = [
    { text: 'Row' },
    ...entry.header.map((heading) => ({ text: shortened(heading, 40) })),
  ]
  return html`<h2 class="govuk-heading-m">The start of the file</h2>
${table({
  caption: 'The first rows of the file',
  captionSize: 'hidden',
  head,
  rows: sample.map((row) => [String(row.line), ...row.cells.map((cell) => shortened(cell, 60))]),
  phone: 'scroll',
})}`
}

function shortened(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}
