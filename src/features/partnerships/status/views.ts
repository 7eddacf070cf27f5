import {
  formatDate,
  hidden,
  hiddenKey,
  radios,
  schoolPicker,
  schoolPickerScript,
  select,
  table,
  textArea,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText, govukWarningText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import type { Hub } from '../../hubs/index.ts'
import type { Cohort, Definition } from '../../programmes/index.ts'
import { type Partnership, type PartnershipStatus, STATUS_NAMES } from '../domain.ts'
import type { StatusChange } from '../store.ts'

interface Posted {
  readonly key: string
  readonly errors?: readonly FormError[] | undefined
  readonly answers?: Answers | undefined
  /** Says that the hub would be over its capacity, and asks for a second press. */
  readonly overCapacity?: string | undefined
}

const HINTS: Readonly<Partial<Record<PartnershipStatus, string>>> = {
  confirmed: 'The school takes part',
  active: 'Support is under way',
  paused: 'Nothing is expected until it goes on',
  withdrawn: 'The school no longer takes part',
  completed: 'The programme has run its course',
}

export function statusPage(
  data: Posted & {
    readonly partnership: Partnership
    readonly offered: readonly PartnershipStatus[]
    readonly changes: readonly StatusChange[]
  },
): Page {
  const { partnership, offered, changes, errors, answers, key } = data
  return {
    title: `Status of the partnership: ${partnership.schoolName}`,
    backLink: { href: `/partnerships/${partnership.id}`, text: `Back to ${partnership.schoolName}` },
    ...wrong(errors),
    body: html`<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Status of the partnership</h1>
<p class="govuk-body">${STATUS_NAMES[partnership.status]} since ${formatDate(partnership.statusSince)}.</p>
${
  offered.length === 0
    ? govukInsetText({ text: 'There is no change for you to make here.' })
    : html`<form method="post" action="/partnerships/${partnership.id}/status-changes" novalidate>
${hiddenKey(key)}${hidden('seen', answers?.seen ?? partnership.status)}
${radios({
  name: 'status',
  label: 'What is the status now?',
  choices: offered.map((status) => ({ value: status, text: STATUS_NAMES[status], hint: HINTS[status] })),
  errors,
  answers,
  ...(offered.length === 1 ? { value: offered[0] } : {}),
})}
${textArea({ name: 'reason', label: 'Why?', hint: 'Needed for a pause or a withdrawal. Both schools can read it.', rows: 2, max: 500, errors, answers })}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`
}
${table({
  caption: 'Changes so far',
  head: [{ text: 'When' }, { text: 'Status' }, { text: 'Why' }, { text: 'Who' }],
  rows: changes.map(({ happenedOn, to, reason, byName }) => [
    formatDate(happenedOn),
    STATUS_NAMES[to],
    reason,
    byName,
  ]),
  empty: 'No change has been recorded yet.',
})}`,
  }
}

export function movePage(
  data: Posted & {
    readonly partnership: Partnership
    readonly definition: Definition
    readonly hubs: readonly Hub[]
  },
): Page {
  const { partnership, definition, hubs, errors, answers, key, overCapacity } = data
  return {
    title: `Change pathway or hub: ${partnership.schoolName}`,
    backLink: { href: `/partnerships/${partnership.id}`, text: `Back to ${partnership.schoolName}` },
    ...wrong(errors),
    ...(overCapacity ? { status: 409 } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Change pathway or hub</h1>
<p class="govuk-body">This partnership ends today and the school goes on in a new one. Everything in the old one can still be read, and the new one starts with its own list of what is expected.</p>
<form method="post" action="/partnerships/${partnership.id}/moves" novalidate>
${hiddenKey(key)}${fullWarning(overCapacity)}
${pathwayField(definition, errors, answers, partnership.pathwayKey)}
${select({
  name: 'hub',
  label: 'Hub',
  choices: hubs.map(({ id, name }) => ({ value: String(id), text: name })),
  prompt: false,
  value: partnership.hubId,
  errors,
  answers,
})}
${textArea({ name: 'reason', label: 'Why?', hint: 'The school and both hubs can read it.', rows: 2, max: 500, errors, answers })}
${govukButton({ text: overCapacity ? 'Go over capacity and change' : 'Change', preventDoubleClick: true })}
</form>`,
  }
}

export function newPartnershipPage(
  data: Posted & { readonly hub: Hub; readonly definition: Definition; readonly cohorts: readonly Cohort[] },
): Page {
  const { hub, definition, cohorts, errors, answers, key, overCapacity } = data
  return {
    title: `Add a partner school: ${hub.name}`,
    backLink: { href: `/hubs/${hub.id}`, text: `Back to ${hub.name}` },
    scripts: [schoolPickerScript],
    ...wrong(errors),
    ...(overCapacity ? { status: 409 } : {}),
    body: html`<span class="govuk-caption-l">${hub.name}</span>
<h1 class="govuk-heading-l">Add a partner school</h1>
<form method="post" action="/hubs/${hub.id}/partnerships" novalidate>
${hiddenKey(key)}${fullWarning(overCapacity)}
${schoolPicker({ name: 'school', label: 'School', hint: 'Start typing the name, postcode or town and choose the school, or enter its URN', errors, answers })}
${pathwayField(definition, errors, answers)}
${select({
  name: 'cohort',
  label: 'Cohort',
  choices: cohorts.map(({ id, name }) => ({ value: String(id), text: name })),
  errors,
  answers,
})}
${govukButton({ text: overCapacity ? 'Go over capacity and add' : 'Add partner school', preventDoubleClick: true })}
</form>
<p class="govuk-body">For many schools at once, <a class="govuk-link" href="/imports">import a spreadsheet</a>.</p>`,
  }
}

function pathwayField(
  definition: Definition,
  errors: Posted['errors'],
  answers: Posted['answers'],
  value?: string,
): Html {
  return radios({
    name: 'pathway',
    label: 'Pathway',
    choices: definition.pathways.map(({ key, name, summary }) => ({
      value: key,
      text: name,
      hint: summary[0],
    })),
    value,
    errors,
    answers,
  })
}

function fullWarning(overCapacity: string | undefined): Html | undefined {
  if (!overCapacity) return undefined
  return html`${hidden('overCapacity', 'yes')}${govukWarningText({
    text: `${overCapacity}. Nothing has been saved yet. If this is meant, press the button again: the hub will be shown as over its capacity.`,
    iconFallbackText: 'Warning',
  })}`
}

const wrong = (errors: Posted['errors']) => (errors && errors.length > 0 ? { errors, status: 422 } : {})
