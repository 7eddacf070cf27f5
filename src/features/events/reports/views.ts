import { randomUUID } from 'node:crypto'
import {
  checkboxes,
  fileField,
  formatDateTime,
  hiddenKey,
  pagination,
  plural,
  radios,
  schoolPicker,
  schoolPickerScript,
  select,
  summaryList,
  table,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import type { Event } from '../domain.ts'
import { eventHref, nameOf, whenOf } from '../words.ts'
import type { ReportInView } from './actions.ts'
import { PEOPLE_ON_A_PAGE } from './forms.ts'
import type { KnownPlace } from './known-store.ts'
import type { PersonLine, Report, Show } from './store.ts'

export const reportHref = ({ event, report }: ReportInView, below = ''): string =>
  eventHref(event, `reports/${report.id}${below && `/${below}`}`)

/** Put in a report, and those that were put in. */
export function reportsPage(
  event: Event,
  reports: readonly Report[],
  keptDays: number,
  again?: { readonly errors: readonly FormError[]; readonly anotherDay?: boolean },
): Page {
  return {
    title: `Meeting reports: ${nameOf(event)}: ${whenOf(event)}`,
    backLink: { href: eventHref(event), text: 'Back to the event' },
    ...(again ? { errors: again.errors, status: 422 } : {}),
    body: html`
<span class="govuk-caption-l">${whenOf(event)}</span>
<h1 class="govuk-heading-l">Meeting reports: ${nameOf(event)}</h1>
<p class="govuk-body">The report of who joined says who took part online. Download it from Teams (Attendance, then Download) or Zoom (Reports, then Usage, then the number of participants), and choose the file as it is.</p>
<p class="govuk-body">Nobody is counted before you have seen who is matched to which school. Whoever is still matched to no school after ${plural(keptDays, 'day')} is deleted.</p>
<form method="post" action="${eventHref(event, 'reports')}" enctype="multipart/form-data" novalidate>
${hiddenKey(randomUUID())}
${fileField({ name: 'file', label: 'Choose the report', hint: 'A CSV file of Teams or Zoom, up to 5 MB', accept: '.csv,.txt', errors: again?.errors })}
${
  again?.anotherDay &&
  checkboxes({
    name: 'anyway',
    label: 'If the event was held on that day after all',
    choices: [{ value: 'yes', text: 'This is the right report' }],
  })
}
${govukButton({ text: 'Read the report', preventDoubleClick: true })}
</form>
${
  reports.length > 0 &&
  html`<h2 class="govuk-heading-m">Reports put in so far</h2>
<ul class="govuk-list">${reports.map(
    (report) =>
      html`<li><a class="govuk-link" href="${eventHref(event, `reports/${report.id}`)}">${report.filename}</a><br><span class="govuk-hint">${plural(report.rowCount, 'row')}, put in by ${report.byName} on ${formatDateTime(report.at)}</span></li>`,
  )}</ul>`
}`,
  }
}

export interface ReportPageData {
  readonly view: ReportInView
  readonly counts: Readonly<Record<Show, number>>
  readonly people: readonly PersonLine[]
  readonly show: Show
  readonly page: number
  readonly errors?: readonly FormError[]
  readonly answers?: Answers
}

const SHOW_WORDS: Readonly<Record<Show, { readonly name: string; readonly about: string }>> = {
  sure: {
    name: 'Sure',
    about: 'The email address is known, or a known name came from the school’s own address.',
  },
  likely: {
    name: 'To confirm',
    about: 'Something points to one school. Nobody here is counted before you say that it is right.',
  },
  unknown: { name: 'Unknown', about: 'Nothing points to a school, or things point to more than one.' },
  'not ours': {
    name: 'Not from a partner school',
    about: 'Whoever ran the meeting, programs that take notes, and others you said.',
  },
  counted: { name: 'Counted', about: 'They took part, and their schools can see it.' },
}
const ORDER: readonly Show[] = ['likely', 'sure', 'unknown', 'not ours', 'counted']

/** Who is matched to which school, and what is still to be said. */
export function reportPage(data: ReportPageData): Page {
  const { view, counts, show, page, errors } = data
  const { event, report } = view
  const { name, about } = SHOW_WORDS[show]
  return {
    title: `Who joined: ${name.toLowerCase()}${page > 1 ? `, page ${page}` : ''}: ${nameOf(event)}, ${whenOf(event)}, ${report.filename} (${report.id})`,
    backLink: { href: eventHref(event, 'reports'), text: 'Back to meeting reports' },
    width: 'full',
    ...(errors ? { errors, status: 422 } : {}),
    body: html`
<span class="govuk-caption-l">${nameOf(event)}, ${whenOf(event)}</span>
<h1 class="govuk-heading-l">Who joined: ${name.toLowerCase()}${page > 1 && `, page ${page}`}</h1>
${report.notes.map((note) => govukInsetText({ text: note }))}
${summaryList(
  ORDER.map((each) => ({
    key: SHOW_WORDS[each].name,
    value: plural(counts[each], 'person', 'people'),
    actions:
      counts[each] === 0 || each === show
        ? []
        : [{ href: showHref(view, each), text: 'See', what: SHOW_WORDS[each].name.toLowerCase() }],
  })),
)}
${
  counts.sure > 0 &&
  html`<form method="post" action="${reportHref(view, 'sure')}">
${govukButton({ text: `Count the ${counts.sure === 1 ? 'one person' : `${counts.sure} people`} who are sure`, preventDoubleClick: true })}
</form>`
}
<h2 class="govuk-heading-m">${name}: ${plural(counts[show], 'person', 'people')}</h2>
<p class="govuk-body">${about}</p>
${show === 'likely' && data.people.length > 0 ? likelyForm(data) : peopleTable(data)}
${pagination({ page, pages: Math.ceil(counts[show] / PEOPLE_ON_A_PAGE), href: (n) => `${showHref(view, show)}&page=${n}`, label: 'Pages of people' })}`,
  }
}

const showHref = (view: ReportInView, show: Show): string =>
  `${reportHref(view)}?show=${show.replace(' ', '-')}`

const personHref = (view: ReportInView, person: PersonLine): string => reportHref(view, `people/${person.id}`)

function likelyForm({ view, people, errors, answers }: ReportPageData): Html {
  return html`<form method="post" action="${reportHref(view, 'likely')}" novalidate>
${checkboxes({
  name: 'person',
  label: 'Who comes from the school shown?',
  hint: 'Leave the others: you can say where they come from one by one.',
  small: true,
  errors,
  answers,
  choices: people.map((person) => ({
    value: String(person.id),
    text: `${person.name} → ${person.placeName ?? ''}`,
    hint: html`${person.email || 'No email address'}. ${person.reason}. <a class="govuk-link" href="${personHref(view, person)}">Another school<span class="govuk-visually-hidden"> for ${person.name}</span></a>`,
  })),
})}
${govukButton({ text: 'Confirm and count', preventDoubleClick: true })}
</form>`
}

function peopleTable({ view, people, show }: ReportPageData): Html {
  return table({
    caption: SHOW_WORDS[show].name,
    captionSize: 'hidden',
    head: [
      { text: 'Name' },
      { text: 'Email address' },
      { text: view.event.audience === 'leads' ? 'Hub' : 'School' },
      { text: 'Why' },
      { text: 'Minutes', numeric: true },
      { text: 'Change', hidden: true },
    ],
    rows: people.map((person) => [
      person.name,
      person.email || html`<span class="app-none">None</span>`,
      person.placeName ?? html`<span class="app-none">Not known</span>`,
      person.reason,
      person.minutes,
      html`<a class="govuk-link" href="${personHref(view, person)}">${person.placeName === null ? 'Say where from' : 'Change'}<span class="govuk-visually-hidden"> ${person.name}</span></a>`,
    ]),
    empty: 'Nobody.',
  })
}

export interface PersonPageData {
  readonly view: ReportInView
  readonly person: PersonLine
  /** Hubs to choose from, at a meeting of leads. */
  readonly hubs: readonly KnownPlace[]
  readonly errors?: readonly FormError[]
  readonly answers?: Answers
}

/** One person of a report: where they come from. */
export function personPage({ view, person, hubs, errors, answers }: PersonPageData): Page {
  const { event } = view
  const isLeads = event.audience === 'leads'
  return {
    title: `Where does ${person.name} come from?: ${nameOf(event)} (${person.id})`,
    backLink: { href: reportHref(view), text: 'Back to the report' },
    ...(errors ? { errors, status: 422 } : {}),
    scripts: isLeads ? [] : [schoolPickerScript],
    body: html`
<span class="govuk-caption-l">${nameOf(event)}, ${whenOf(event)}</span>
<h1 class="govuk-heading-l">Where does ${person.name} come from?</h1>
${summaryList([
  { key: 'Email address', value: person.email || 'None in the report' },
  { key: 'Time', value: plural(person.minutes, 'minute') },
  { key: 'Matched to', value: person.placeName ?? 'No school' },
  { key: 'Why', value: person.reason },
  { key: 'Counted', value: person.presenceId === null ? 'Not yet' : 'Yes' },
])}
<form method="post" action="${reportHref(view, `people/${person.id}`)}" novalidate>
${radios({
  name: 'whose',
  label: isLeads ? 'Is this person from a hub of the programme?' : 'Is this person from a partner school?',
  errors,
  answers,
  value: person.match === 'not ours' ? 'not ours' : 'ours',
  choices: [
    {
      value: 'ours',
      text: 'Yes',
      conditional: isLeads
        ? select({
            name: 'school',
            label: 'Hub',
            choices: hubs.map(({ placeId, name }) => ({ value: String(placeId), text: name })),
            prompt: 'Choose a hub',
            value: person.hubId ?? '',
            errors,
            answers,
          })
        : schoolPicker({
            name: 'school',
            label: 'School',
            hint: 'Start typing its name and choose it, or enter its name in full or its URN',
            value: person.placeName ?? '',
            errors,
            answers,
          }),
    },
    { value: 'not ours', text: 'No', hint: 'The person is not counted' },
  ],
})}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`,
  }
}
