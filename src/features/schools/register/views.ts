import {
  dateField,
  fileField,
  formatDate,
  formatDateShort,
  formatDateTime,
  hiddenKey,
  number,
  pagination,
  plural,
  radios,
  summaryList,
  table,
  textField,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText, govukWarningText } from '../../../design/govuk/index.ts'
import { type Content, type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { IMPORT_KINDS } from '../forms.ts'
import type { Counts } from './import.ts'
import type { RecordedImport, RejectedRow } from './record-store.ts'

export interface RegisterPage {
  readonly imports: readonly RecordedImport[]
  readonly page: number
  readonly pages: number
  readonly key: string
  readonly today: Temporal.PlainDate
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

/** What was imported so far, and the form for the next file. */
export function registerPage(given: RegisterPage): Page {
  const { imports, page, pages, key, today, answers, errors } = given
  return {
    title: 'Register of schools',
    breadcrumbs: [{ href: '/schools', text: 'Schools' }, { text: 'Register' }],
    width: 'full',
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<h1 class="govuk-heading-l">Register of schools</h1>
<p class="govuk-body">Schools, trusts and links come from files of <a class="govuk-link" href="https://get-information-schools.service.gov.uk/Downloads" rel="noreferrer">Get Information about Schools</a>. A file is applied whole or not at all, and only what differs is changed. The same file again changes nothing.</p>
${table({
  caption: 'Imports',
  head: [
    { text: 'File' },
    { text: 'As at' },
    { text: 'New', numeric: true },
    { text: 'Changed', numeric: true },
    { text: 'Closed', numeric: true },
    { text: 'Rejected', numeric: true },
    { text: 'Imported' },
  ],
  rows: imports.map((entry) => [
    html`<a class="govuk-link" href="/register/imports/${entry.id}">${entry.source}</a>${entry.outcome === 'refused' && html` <span class="app-none">(refused)</span>`}`,
    formatDateShort(entry.asAt),
    ...(['added', 'changed', 'closed', 'rejected'] as const).map((count) => number(entry.counts[count])),
    formatDateShort(entry.finishedAt.slice(0, 10)),
  ]),
  empty: 'Nothing has been imported yet.',
})}
${pagination({ page, pages, href: (to) => `/register?page=${to}`, label: 'Pages of imports' })}
<h2 class="govuk-heading-m" id="import">Import a file</h2>
<form method="post" action="/register/imports" enctype="multipart/form-data" novalidate>
${hiddenKey(key)}
${radios({
  name: 'kind',
  label: 'What the file holds',
  labelSize: 's',
  value: 'schools',
  choices: Object.entries(IMPORT_KINDS).map(([value, text]) => ({ value, text })),
  answers,
  errors,
})}
${textField({
  name: 'source',
  label: 'Where the file comes from',
  labelSize: 's',
  hint: 'As pages will name it, such as “Get Information about Schools, all establishments”',
  value: 'Get Information about Schools, all establishments',
  width: 'two-thirds',
  answers,
  errors,
})}
${dateField({
  name: 'as-at',
  label: 'Day of the data',
  labelSize: 's',
  hint: 'Usually the day it was downloaded. What is held from a later day is left alone',
  value: today,
  answers,
  errors,
})}
${fileField({
  name: 'file',
  label: 'File',
  labelSize: 's',
  hint: 'A CSV file as published, or that file compressed as .gz, up to 200 MB',
  accept: '.csv,.gz,text/csv,application/gzip',
  errors,
})}
${govukButton({ text: 'Import the file', preventDoubleClick: true })}
</form>`,
  }
}

/** What one import did, in numbers, and the rows it refused. */
export function importPage(entry: RecordedImport, rejected: readonly RejectedRow[]): Page {
  const { counts } = entry
  return {
    title: `Import ${entry.id} of the register`,
    breadcrumbs: [
      { href: '/schools', text: 'Schools' },
      { href: '/register', text: 'Register' },
      { text: `Import ${entry.id}` },
    ],
    width: 'full',
    body: html`<h1 class="govuk-heading-l">Import ${entry.id} of the register</h1>
<p class="govuk-body-l">${entry.source}</p>
${
  entry.refusal
    ? govukWarningText({
        text: `The file was refused and nothing was changed. ${entry.refusal}.`,
        iconFallbackText: 'Warning',
      })
    : entry.kind === 'schools' && govukInsetText({ html: absentNotice(counts) })
}
${summaryList([
  { key: 'As at', value: formatDate(entry.asAt) },
  { key: 'Finished', value: `${formatDateTime(entry.finishedAt)}, ${seconds(entry)}` },
  { key: 'Imported by', value: entry.startedBy },
  { key: 'File', value: entry.fileName },
  { key: 'Layout and encoding', value: [entry.layout, entry.encoding].filter(Boolean).join(', ') },
  ...(entry.refusal ? [] : COUNTED.map(({ key, of }) => ({ key, value: number(of(counts)) }))),
  { key: 'Rejected', value: number(counts.rejected) },
])}
${rejected.length > 0 && rejectedTable(entry, rejected)}`,
  }
}

const COUNTED: readonly { key: string; of: (counts: Counts) => number }[] = [
  { key: 'Rows in the file', of: ({ rows }) => rows },
  { key: 'New', of: ({ added }) => added },
  { key: 'Changed', of: ({ changed }) => changed },
  { key: 'Closed since', of: ({ closed }) => closed },
  { key: 'Unchanged', of: ({ unchanged }) => unchanged },
  { key: 'Older than what is held', of: ({ older }) => older },
  { key: 'Of another kind, left out', of: ({ leftOut }) => leftOut },
]

function absentNotice({ absent }: Counts): Html {
  return absent === 0
    ? html`Every open school of the register is in the file.`
    : html`${plural(absent, 'open school')} of the register ${absent === 1 ? 'is' : 'are'} not in the file and stay${absent === 1 && 's'} as ${absent === 1 ? 'it was' : 'they were'}.`
}

function seconds({ startedAt, finishedAt }: RecordedImport): string {
  const taken = Temporal.Instant.from(startedAt).until(finishedAt).total('seconds')
  return taken < 1 ? 'in less than a second' : `in ${plural(Math.round(taken), 'second')}`
}

function rejectedTable(entry: RecordedImport, rejected: readonly RejectedRow[]): Content {
  const more = entry.counts.rejected - rejected.length
  return html`${table({
    caption: 'Rejected rows',
    head: [{ text: 'Line', numeric: true }, { text: 'URN' }, { text: 'Why' }, { text: 'The row begins' }],
    rows: rejected.map(({ line, urn, reason, excerpt }) => [number(line), urn, reason, excerpt]),
  })}
${more > 0 && html`<p class="govuk-body">${plural(more, 'more row')} ${more === 1 ? 'was' : 'were'} rejected.</p>`}
<p class="govuk-body"><a class="govuk-link" href="/register/imports/${entry.id}/rejected.csv">Download the rejected rows as CSV</a></p>`
}
