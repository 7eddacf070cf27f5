/** One page with every component, for looking at them and for the browser tests. Mounted in the demonstration world. */
import {
  barChart,
  checkboxes,
  dateField,
  emailLink,
  emptyState,
  fileField,
  filterForm,
  formatDate,
  hiddenKey,
  legend,
  nextStep,
  pagination,
  plural,
  progressStrip,
  radios,
  schoolPicker,
  schoolPickerScript,
  schoolSearch,
  select,
  statusTag,
  summaryList,
  table,
  taskListOf,
  textArea,
  textField,
  timeline,
} from './components/index.ts'
import {
  govukButton,
  govukDetails,
  govukInsetText,
  govukNotificationBanner,
  govukPanel,
  govukPhaseBanner,
  govukTag,
  govukWarningText,
} from './govuk/index.ts'
import { type Html, html } from './html.ts'
import type { Page } from './layout.ts'

/** The components with invented contents; `errors` shows the form as it comes back. */
export function galleryPage(options: { errors?: boolean } = {}): Page {
  const errors = options.errors
    ? ['note', 'reason', 'held', 'pathway', 'areas', 'hub', 'file', 'school'].map((field) => ({
        field,
        message: `Enter what is missing in ${field}`,
      }))
    : []
  return {
    title: 'Components',
    width: 'full',
    errors,
    breadcrumbs: [
      { href: '/', text: 'Home' },
      { href: '/demonstration', text: 'Demonstration' },
      { text: 'Components' },
    ],
    scripts: [schoolPickerScript],
    body: html`<h1 class="govuk-heading-l">Components</h1>
<p class="govuk-body">Everything that pages are made of, with invented contents.</p>
${panels()}${lists()}${tables()}${pictures()}${forms(errors)}${messages()}`,
  }
}

function panels(): Html {
  return html`<h2 class="govuk-heading-m">Next step</h2>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${nextStep({
  title: 'Start your self-assessment',
  body: 'Six short parts about attendance and behaviour. Do them in any order and come back whenever you like.',
  href: '#tasks',
  minutes: 40,
})}
${emptyState({
  title: 'No visits yet',
  body: 'The first visit appears here once your hub has suggested a date.',
  action: { href: '#tasks', text: 'See what to do before the first visit' },
})}
</div></div>`
}

function lists(): Html {
  const statuses = ['done', 'in progress', 'to do', 'overdue', 'not due yet', 'not needed'] as const
  return html`<h2 class="govuk-heading-m" id="tasks">Tasks</h2>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${taskListOf(
  statuses.map((status, at) => ({
    title:
      [
        'Watch the introduction',
        'Self-assessment',
        'Action plan',
        'Read the attendance report',
        'Come to an open day',
        'Deep-dive visit',
      ][at] ?? '',
    href: status === 'not needed' ? undefined : `/partnerships/1/expectations/${at}`,
    status,
    minutes: [12, 40, 90, 15, undefined, undefined][at],
    note: [
      'Priya Shah, 3 November 2025',
      undefined,
      undefined,
      'was due 5 December 2025',
      '24 March 2026',
      undefined,
    ][at],
  })),
)}
<h2 class="govuk-heading-m">Facts</h2>
${summaryList([
  { key: 'School', value: 'Harbour View Academy', actions: [{ href: '#a', text: 'Change', what: 'school' }] },
  { key: 'Hub', value: 'Oak Hill Learning Trust' },
  { key: 'Named leader', value: emailLink('alexandra.featherstonehaugh@harbour-view-academy.example') },
  { key: 'Started', value: formatDate('2026-01-05') },
  {
    key: 'Support days',
    value: '',
    actions: [
      { href: '#b', text: 'Change', what: 'days' },
      { href: '#c', text: 'See', what: 'days' },
    ],
  },
])}
<h2 class="govuk-heading-m">History</h2>
${timeline([
  { sentence: 'Confirmed the partnership', by: 'Tom Ellis, hub lead', at: '2026-01-08T09:05:00Z' },
  {
    sentence: html`Invited ${emailLink('p.shah@harbour.example')}`,
    by: 'Tom Ellis, hub lead',
    at: '2025-12-02T14:30:00Z',
    details: 'Runs out on 16 December 2025',
  },
  { sentence: 'Loaded with 39 other partnerships', by: 'the service', at: '2025-12-01T08:00:00Z' },
])}
</div></div>
<h2 class="govuk-heading-m">Tags</h2>
<p class="govuk-body app-tags">${statuses.map((status) => html`${statusTag(status)} `)}${govukTag({ text: 'Enhanced', classes: 'govuk-tag--grey' })}</p>`
}

function tables(): Html {
  const rows = [
    [
      'Harbour View Academy',
      'Enhanced support',
      'the school',
      '12 January 2026',
      3,
      statusTag('in progress'),
    ],
    [
      'St Brannock’s Church of England Primary School',
      'Regional support',
      'the hub',
      '3 December 2025',
      1,
      statusTag('overdue'),
    ],
    ['Tallow Lane School', 'Regional support', '', '', 0, statusTag('done')],
  ] as const
  return html`<h2 class="govuk-heading-m">Tables</h2>
${filterForm({
  action: '/demonstration/components',
  clear: '/demonstration/components',
  keep: { order: 'school' },
  fields: [
    select({
      name: 'stage',
      label: 'Where it stands',
      prompt: 'Anywhere',
      choices: [{ value: 'todo', text: 'To do' }],
    }),
    select({
      name: 'waiting',
      label: 'Waiting on',
      prompt: 'Anyone',
      choices: [{ value: 'hub', text: 'The hub' }],
    }),
    textField({ name: 'name', label: 'School', type: 'search' }),
  ],
})}
${table({
  caption: `${plural(3, 'partner school')}`,
  head: [
    { text: 'School', sort: 'school' },
    { text: 'Pathway' },
    { text: 'Waiting on', sort: 'waiting' },
    { text: 'Since' },
    { text: 'Days used', numeric: true, sort: 'days' },
    { text: 'Plan' },
  ],
  rows: rows.map(([name, ...rest]) => [
    html`<a class="govuk-link" href="/partnerships/1">${name}</a>`,
    ...rest,
  ]),
  order: {
    by: 'school',
    direction: 'ascending',
    href: (by, direction) => `?order=${by}&direction=${direction}`,
  },
})}
${table({
  caption: 'Partner schools by region and term, 12 January 2026',
  captionSize: 's',
  phone: 'scroll',
  head: [
    { text: 'Region' },
    ...['Term 1', 'Term 2', 'Term 3', 'Finished', 'All'].map((text) => ({ text, numeric: true })),
  ],
  rows: [
    ['East Midlands', 12, 31, 8, 4, 55],
    ['Yorkshire and the Humber', 9, 28, 11, 2, 50],
  ],
})}
${pagination({ page: 4, pages: 12, href: (page) => `?page=${page}` })}`
}

function pictures(): Html {
  const parts = [
    { label: 'Done', count: 5, kind: 'done' },
    { label: 'In progress', count: 2, kind: 'going' },
    { label: 'To do', count: 1, kind: 'waiting' },
    { label: 'Not due yet', count: 4, kind: 'rest' },
  ] as const
  const hubs = [
    ['Oak Hill Learning Trust', 38, 40],
    ['Northgate High School', 43, 40],
    ['Saltmarsh Federation', 21, 30],
  ] as const
  return html`<h2 class="govuk-heading-m">Pictures</h2>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<p class="govuk-body">5 of 12 done, 2 in progress, 1 to do</p>
${progressStrip(parts, '5 of 12 done, 2 in progress, 1 to do')}
${legend(parts)}
${barChart({
  title: 'Partner schools of each hub; the line marks its capacity',
  bars: hubs.map(([label, value, mark]) => ({ label, value, mark })),
})}
${table({
  caption: 'Partner schools and capacity',
  captionSize: 's',
  head: [{ text: 'Hub' }, { text: 'Partner schools', numeric: true }, { text: 'Capacity', numeric: true }],
  rows: hubs,
})}
</div></div>`
}

function forms(errors: Page['errors']): Html {
  return html`<h2 class="govuk-heading-m">Forms</h2>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${schoolSearch({})}
<form method="post" action="/demonstration/components" enctype="multipart/form-data" novalidate>
${hiddenKey('0b9f0f0e-6a52-4a8e-9a55-5a0f5b6f3c11')}
${textField({ name: 'note', label: 'Your name', errors, width: 20, autocomplete: 'name' })}
${textArea({ name: 'reason', label: 'Why it is paused', hint: 'A sentence is enough', errors, max: 500, rows: 3 })}
${dateField({ name: 'held', label: 'When it was held', hint: 'For example, 27 3 2026', errors, value: '2026-01-12' })}
${radios({
  name: 'pathway',
  label: 'Pathway',
  errors,
  choices: [
    { value: 'regional', text: 'Regional support', hint: 'Events and sessions for all schools of a region' },
    {
      value: 'enhanced',
      text: 'Enhanced support',
      conditional: textField({ name: 'days', label: 'Support days', width: 3, inputmode: 'numeric' }),
    },
  ],
})}
${checkboxes({
  name: 'areas',
  label: 'What it was about',
  errors,
  values: ['attendance'],
  choices: [
    { value: 'attendance', text: 'Pupil attendance' },
    { value: 'behaviour', text: 'Behaviour' },
  ],
})}
${select({ name: 'hub', label: 'Hub', errors, choices: [{ value: '1', text: 'Oak Hill Learning Trust' }] })}
${fileField({ name: 'file', label: 'A CSV or XLSX file', errors, accept: '.csv,.xlsx' })}
${schoolPicker({ name: 'school', label: 'Partner school', hint: 'Name, URN, postcode or town', errors })}
<div class="govuk-button-group">${govukButton({ text: 'Save and continue', preventDoubleClick: true })}<a class="govuk-link" href="#tasks">Cancel</a></div>
</form>
</div></div>`
}

function messages(): Html {
  return html`<h2 class="govuk-heading-m">Messages</h2>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${govukNotificationBanner({ text: 'The partnership is confirmed', titleText: 'Done' })}
${govukInsetText({ text: 'Facts about schools are as at 1 November 2023.' })}
${govukWarningText({ text: 'This ends the partnership and starts another.' })}
${govukDetails({ summaryText: 'Who can see this', text: 'Your school and your hub.' })}
${govukPhaseBanner({ tag: { text: 'Trial' }, text: 'Tell us what would help.' })}
${govukPanel({ titleText: 'Plan shared', text: 'Your hub can read it now', headingLevel: 3 })}
</div></div>`
}
