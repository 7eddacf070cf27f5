import { randomUUID } from 'node:crypto'
import {
  emptyState,
  formatDate,
  hidden,
  hiddenKey,
  plural,
  radios,
  schoolPicker,
  schoolPickerScript,
  select,
  table,
  textField,
} from '../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../design/govuk/index.ts'
import { type Content, type Html, html } from '../../design/html.ts'
import type { Page } from '../../design/layout.ts'
import type { Answers, FormError } from '../../platform/forms.ts'
import type { Region } from '../schools/index.ts'
import type { Hub, HubWords } from './domain.ts'
import type { PossibleLead } from './store.ts'

/** Every hub of the programme with its lead, for anyone who may see hubs. */
export function hubsPage(hubs: readonly Hub[], may: { readonly manage: boolean }): Page {
  const open = hubs.filter(({ closedOn }) => closedOn === null)
  const closed = hubs.filter(({ closedOn }) => closedOn !== null)
  return {
    title: 'Hubs',
    width: 'full',
    body: html`<h1 class="govuk-heading-l">Hubs</h1>
<p class="govuk-body-l">Each hub is one lead school or lead trust with its partner schools.</p>
${
  may.manage &&
  html`<div class="govuk-button-group">
${govukButton({ text: 'Add a hub', href: '/hubs/new' })}
<a class="govuk-link" href="/imports">Import hubs from a file</a>
<a class="govuk-link" href="/programme/hubs">Partners and places of every hub</a>
</div>`
}
${
  open.length === 0
    ? emptyState({
        title: 'There are no hubs in this programme yet.',
        body: may.manage ? 'Add one, or import a list.' : 'The programme team adds them.',
      })
    : table({
        caption: plural(open.length, 'open hub'),
        head: [{ text: 'Hub' }, { text: 'Reference' }, { text: 'Lead' }, { text: 'Region' }],
        rows: open.map((hub) => [
          html`<a class="govuk-link" href="/hubs/${hub.id}">${hub.name}</a>`,
          hub.reference,
          leadOf(hub),
          hub.regionName,
        ]),
      })
}
${
  closed.length > 0 &&
  table({
    caption: plural(closed.length, 'closed hub'),
    head: [{ text: 'Hub' }, { text: 'Reference' }, { text: 'Lead' }, { text: 'Closed on' }],
    rows: closed.map((hub) => [
      html`<a class="govuk-link" href="/hubs/${hub.id}">${hub.name}</a>`,
      hub.reference,
      leadOf(hub),
      hub.closedOn && formatDate(hub.closedOn),
    ]),
  })
}`,
  }
}

function leadOf(hub: Hub): Content {
  return hub.leadSchoolUrn === null
    ? `${hub.leadName} (trust)`
    : html`<a class="govuk-link" href="/schools/${hub.leadSchoolUrn}">${hub.leadName}</a>`
}

/** What the details forms need beside what was typed. */
export interface DetailsForm {
  readonly regions: readonly Region[]
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
  /** Schools that what was typed may mean. */
  readonly matches?: readonly PossibleLead[]
}

export function newHubPage(form: DetailsForm): Page {
  return {
    title: 'Add a hub',
    ...outcome(form),
    backLink: { href: '/hubs', text: 'Hubs' },
    scripts: [schoolPickerScript],
    body: html`<h1 class="govuk-heading-l">Add a hub</h1>
<form method="post" action="/hubs" novalidate>
${hiddenKey(form.answers?.key ?? randomUUID())}
${detailsFields(form)}
${govukButton({ text: 'Add the hub', preventDoubleClick: true })}
</form>`,
  }
}

export function editHubPage(hub: Hub, form: DetailsForm): Page {
  return {
    title: `Change ${hub.name}`,
    ...outcome(form),
    backLink: { href: `/hubs/${hub.id}`, text: hub.name },
    scripts: [schoolPickerScript],
    body: html`<span class="govuk-caption-l">Hub ${hub.reference}</span>
<h1 class="govuk-heading-l">Change ${hub.name}</h1>
${detailsFormOf(hub, form)}
<h2 class="govuk-heading-m">Also</h2>
<ul class="govuk-list">
<li><a class="govuk-link" href="/hubs/${hub.id}/capacity">Change how many partner schools it takes</a></li>
<li><a class="govuk-link" href="/hubs/${hub.id}/closure">${hub.closedOn ? 'Open this hub again' : 'Close this hub'}</a></li>
</ul>`,
  }
}

/** One fact of a hub as three people see it: what it is now, and what was about to be saved. */
export interface Difference {
  readonly label: string
  readonly now: string
  readonly typed: string
}

/** Someone else changed the hub while a form was open: what differs, and the form again with what was typed. */
export function staleHubPage(
  hub: Hub,
  form: DetailsForm & { readonly differences: readonly Difference[]; readonly changedBy: string | null },
): Page {
  return {
    title: `${hub.name} was changed while you were editing it`,
    status: 409,
    backLink: { href: `/hubs/${hub.id}`, text: hub.name },
    scripts: [schoolPickerScript],
    body: html`<h1 class="govuk-heading-l">${hub.name} was changed while you were editing it</h1>
<p class="govuk-body-l">Nothing of yours was saved yet. ${form.changedBy ?? 'Someone else'} saved a change first.</p>
${
  form.differences.length === 0
    ? govukInsetText({ text: 'What you typed is the same as what is saved now.' })
    : table({
        caption: 'What differs',
        head: [{ text: 'Detail' }, { text: 'Saved now' }, { text: 'What you typed' }],
        rows: form.differences.map(({ label, now, typed }) => [label, now, typed]),
      })
}
<h2 class="govuk-heading-m">Save yours over it, or change it first</h2>
${detailsFormOf(hub, form)}
<p class="govuk-body"><a class="govuk-link" href="/hubs/${hub.id}">Leave it as it is saved now</a></p>`,
  }
}

function detailsFormOf(hub: Hub, form: DetailsForm): Html {
  return html`<form method="post" action="/hubs/${hub.id}/details" novalidate>
${hidden('revision', hub.revision)}
${detailsFields(form, hub)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`
}

function detailsFields({ answers, errors, regions, matches }: DetailsForm, hub?: Hub): Html {
  const trustFields = html`${textField({
    name: 'trust',
    label: 'Lead trust',
    hint: `UID of the trust, or its name as the register has it${hub?.leadTrustUid ? `. Now: ${hub.leadName}` : ''}`,
    value: hub?.leadTrustUid,
    answers,
    errors,
    spellcheck: false,
  })}${select({
    name: 'region',
    label: 'Region',
    hint: 'For a trust only: a lead school’s region follows from its council',
    value: hub?.leadTrustUid ? hub.regionCode : undefined,
    answers,
    errors,
    prompt: 'Choose a region',
    choices: regions.map(({ code, name }) => ({ value: code, text: name })),
  })}`
  const schoolField = schoolPicker({
    name: 'school',
    label: 'Lead school',
    hint: hub?.leadSchoolUrn
      ? `URN, name, postcode or town. Now: ${hub.leadName}`
      : 'URN, name, postcode or town',
    value: hub?.leadSchoolUrn,
    answers,
    errors,
  })
  return html`${textField({
    name: 'reference',
    label: 'Reference',
    hint: 'How files and letters know this hub, for example H12',
    value: hub?.reference,
    width: 10,
    answers,
    errors,
    spellcheck: false,
  })}
${radios({
  name: 'lead',
  label: 'Who leads the hub?',
  value: hub ? (hub.leadTrustUid === null ? 'school' : 'trust') : undefined,
  answers,
  errors,
  choices: [
    {
      value: 'school',
      text: 'A school',
      conditional: html`${schoolField}${choiceOfSchools(matches, errors)}`,
    },
    { value: 'trust', text: 'A trust', conditional: trustFields },
  ],
})}
${textField({
  name: 'name',
  label: 'Name of the hub',
  hint: 'Left empty, the hub has the name of its lead',
  value: hub?.name,
  answers,
  errors,
})}`
}

function choiceOfSchools(
  matches: readonly PossibleLead[] | undefined,
  errors: DetailsForm['errors'],
): Html | false {
  if (!matches || matches.length === 0) return false
  return radios({
    name: 'schoolChoice',
    label: 'Which school do you mean?',
    hint: 'If it is none of these, type its URN above',
    errors,
    small: true,
    choices: matches.map(({ id, name, place, status }) => ({
      value: String(id),
      text: name,
      hint: [`URN ${id}`, place, status !== 'open' && status].filter(Boolean).join(', '),
    })),
  })
}

/** Which details differ between what is saved and what was typed. */
export function differencesBetween(now: HubWords, typed: HubWords): Difference[] {
  const labels: readonly [keyof HubWords, string][] = [
    ['reference', 'Reference'],
    ['lead', 'Lead'],
    ['region', 'Region'],
    ['name', 'Name of the hub'],
  ]
  return labels
    .filter(([field]) => now[field] !== typed[field])
    .map(([field, label]) => ({ label, now: now[field], typed: typed[field] }))
}

export function outcome(form: {
  readonly errors?: readonly FormError[] | undefined
}): Pick<Page, 'status' | 'errors'> {
  return form.errors && form.errors.length > 0 ? { status: 422, errors: form.errors } : {}
}
