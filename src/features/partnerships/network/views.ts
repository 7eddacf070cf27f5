import {
  emailLink,
  filterForm,
  formatDate,
  formatDateShort,
  number,
  plural,
  progressStrip,
  select,
  statusTag,
  table,
  textField,
} from '../../../design/components/index.ts'
import { type Content, type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Capacity, Hub } from '../../hubs/index.ts'
import { maximumOf } from '../../hubs/index.ts'
import type { Actor, Assignment } from '../../people/index.ts'
import { hasEnded, type Side, STATUS_NAMES } from '../domain.ts'
import { canCreatePartnership } from '../policy.ts'
import type { NetworkFilter } from './domain.ts'
import type { Owed, Standing } from './store.ts'

export interface NetworkData {
  readonly actor: Actor
  readonly hub: Hub
  readonly capacities: readonly Capacity[]
  readonly people: readonly Assignment[]
  readonly all: readonly Standing[]
  readonly shown: readonly Standing[]
  readonly owed: readonly Owed[]
  readonly filter: NetworkFilter
}

const SIDES: Readonly<Record<Side, string>> = {
  partner: 'Partner school',
  lead: 'Hub',
  'programme-team': 'Programme team',
}

/** The hub lead's page: every partner school, where it stands, who is waited on and since when. */
export function networkPage(data: NetworkData): Page {
  const { hub, actor, all, shown, owed, filter } = data
  const open = all.filter(({ status }) => !hasEnded(status))
  return {
    title: hub.name,
    width: 'wide',
    ...(actor.role === 'programme-team'
      ? { backLink: { href: '/programme/hubs', text: 'Back to all hubs' } }
      : {}),
    body: html`
<span class="govuk-caption-l">${[hub.leadName, hub.regionName].filter(Boolean).join(', ')}</span>
<h1 class="govuk-heading-l">${hub.name}</h1>
<p class="govuk-body-l app-lead">${summary(open)}</p>
${sharesOf(data)}
${owedPanel(hub, owed)}
${acrossTheHub(hub, actor)}
<h2 class="govuk-heading-m" id="partners">Partner schools</h2>
${filters(data)}
<p class="govuk-body" role="status">${shown.length === open.length && isUnfiltered(filter) ? `All ${plural(shown.length, 'partner school')}` : `${number(shown.length)} of ${plural(all.length, 'partner school')}`}</p>
${partners(data)}
<p class="govuk-body"><a class="govuk-link" href="/hubs/${hub.id}/partners.csv">Download this list (CSV)</a></p>
${hubPeople(data)}
${manage(data)}`,
  }
}

function summary(open: readonly Standing[]): string {
  const on = (side: Side) => open.filter(({ waitedOn }) => waitedOn === side).length
  const nobody = open.filter(({ waitedOn, total }) => waitedOn === null && total !== null).length
  const parts = [
    `${plural(open.length, 'partner school')}.`,
    on('partner') > 0 && `${plural(on('partner'), 'school acts', 'schools act')} next.`,
    on('lead') > 0 && `In ${number(on('lead'))} the hub acts next.`,
    on('programme-team') > 0 && `In ${number(on('programme-team'))} the programme team acts next.`,
    nobody > 0 && `In ${number(nobody)} nobody is waited on.`,
  ]
  return parts.filter(Boolean).join(' ')
}

/** Room on each pathway, in words: a hub over its capacity is shown, not silently allowed. */
function sharesOf({ capacities, all }: NetworkData): Html | undefined {
  const lines = capacities.flatMap((capacity) => {
    const maximum = maximumOf(capacity)
    if (maximum === null) return []
    const taken = all.filter(
      ({ pathwayKey, status }) => pathwayKey === capacity.pathwayKey && !hasEnded(status),
    ).length
    const left = maximum - taken
    const words =
      left < 0
        ? html`<strong>${number(-left)} over capacity</strong>`
        : left === 0
          ? 'full'
          : `room for ${number(left)} more`
    return [html`<li>${capacity.pathwayName}: ${number(taken)} of ${number(maximum)}, ${words}</li>`]
  })
  return lines.length === 0 ? undefined : html`<ul class="govuk-list">${lines}</ul>`
}

function owedPanel(hub: Hub, owed: readonly Owed[]): Html {
  const late = owed.filter(({ progress }) => progress === 'overdue').length
  return html`<section class="app-next-step" aria-labelledby="owed">
<p class="app-next-step__label">Next for the hub</p>
<h2 class="govuk-heading-m app-next-step__title" id="owed">${owed[0] ? nameOfOwed(owed[0]) : 'The hub owes nothing today'}</h2>
<div class="govuk-body app-next-step__body">${
    owed.length === 0
      ? 'Everything that the hub acts on is done or not due yet.'
      : html`<a class="govuk-link" href="/hubs/${hub.id}/owed">${plural(owed.length, 'thing')} for the hub to do</a>${late > 0 && `, ${number(late)} past the date`}`
  }</div>
</section>`
}

/** Pages about all partner schools together, above a list that is as long as the hub is large. */
function acrossTheHub({ id }: Hub, { role }: Actor): Html {
  const pages = [
    ['promises', 'Promises'],
    ['support', 'Support days'],
    ['documents', 'Documents'],
    ...(role === 'hub-lead'
      ? [
          ['strengths', 'What the schools have in common'],
          ['surveys', 'What surveys say'],
        ]
      : []),
  ]
  const links = pages.map(
    ([path, text]) => html`<a class="govuk-link" href="/hubs/${id}/${path}">${text}</a>`,
  )
  return html`<p class="govuk-body">All partner schools together: ${links.map((link, at) => html`${at > 0 && ' · '}${link}`)}</p>`
}

const nameOfOwed = (owed: Owed) =>
  owed.shared ? `${owed.label} (${owed.cohortName})` : `${owed.label}: ${owed.schoolName}`

const isUnfiltered = (filter: NetworkFilter) =>
  filter.text === '' &&
  filter.pathway === '' &&
  filter.cohort === '' &&
  filter.status === '' &&
  filter.waitedOn === ''

function filters({ hub, filter, all, capacities }: NetworkData): Html {
  const cohorts = new Map(all.map(({ cohortId, cohortName }) => [String(cohortId), cohortName]))
  return filterForm({
    action: `/hubs/${hub.id}`,
    label: 'Filter partner schools',
    fields: [
      textField({ name: 'text', label: 'School or town', value: filter.text }),
      select({
        name: 'pathway',
        label: 'Pathway',
        prompt: 'All',
        value: filter.pathway,
        choices: capacities.map(({ pathwayKey, pathwayName }) => ({ value: pathwayKey, text: pathwayName })),
      }),
      select({
        name: 'cohort',
        label: 'Cohort',
        prompt: 'All',
        value: filter.cohort,
        choices: [...cohorts].map(([value, text]) => ({ value, text })),
      }),
      select({
        name: 'status',
        label: 'Status',
        prompt: 'Not ended',
        value: filter.status,
        choices: Object.entries(STATUS_NAMES).map(([value, text]) => ({ value, text })),
      }),
      select({
        name: 'waited-on',
        label: 'Who acts next',
        prompt: 'Anyone',
        value: filter.waitedOn,
        choices: [
          ...Object.entries(SIDES).map(([value, text]) => ({ value, text })),
          { value: 'nobody', text: 'Nobody is waited on' },
        ],
      }),
    ],
    clear: isUnfiltered(filter) ? undefined : `/hubs/${hub.id}`,
    keep: filter.sort === 'name' ? {} : { sort: filter.sort, direction: filter.direction },
  })
}

function partners({ shown, filter, hub, capacities, all }: NetworkData): Html {
  const names = new Map(capacities.map(({ pathwayKey, pathwayName }) => [pathwayKey, pathwayName]))
  return table({
    caption: 'Partner schools',
    captionSize: 'hidden',
    head: [
      { text: 'School', sort: 'name' },
      { text: 'Pathway', sort: 'pathway' },
      { text: 'Done' },
      { text: 'What comes next', wide: true },
      { text: 'Waiting since', sort: 'since' },
    ],
    rows: shown.map((each) => [
      html`<a class="govuk-link" href="/partnerships/${each.partnershipId}">${each.schoolName}</a>`,
      html`<span class="app-nowrap">${names.get(each.pathwayKey) ?? each.pathwayKey}</span><br><span class="app-minor">${each.cohortName}</span>`,
      howFar(each),
      whatNext(each),
      each.next?.since && html`<span class="app-nowrap">${formatDateShort(each.next.since)}</span>`,
    ]),
    empty: all.length === 0 ? 'No partner school yet.' : 'No partner school fits this filter.',
    order: {
      by: filter.sort,
      direction: filter.direction,
      href: (by, direction) => `/hubs/${hub.id}?${queryOf(filter, by, direction)}#partners`,
    },
  })
}

function queryOf(filter: NetworkFilter, sort: string, direction: string): string {
  const entries = {
    text: filter.text,
    pathway: filter.pathway,
    cohort: filter.cohort,
    status: filter.status,
    'waited-on': filter.waitedOn,
    sort,
    direction,
  }
  return new URLSearchParams(Object.entries(entries).filter(([, value]) => value !== '')).toString()
}

function howFar({ total, finished, status, statusSince }: Standing): Content {
  if (total === null || finished === null)
    return `${STATUS_NAMES[status]} since ${formatDateShort(statusSince)}`
  const words = `${finished} of ${total}`
  return html`${words}${progressStrip(
    [
      { label: 'done', count: finished, kind: 'done' },
      { label: 'to come', count: total - finished, kind: 'rest' },
    ],
    `${words} done`,
  )}`
}

function whatNext({ next, waitedOn, total, overdue, status }: Standing): Content {
  if (status === 'invited') return 'The school confirms that it takes part'
  if (total === null) return ''
  if (!next) return 'Nothing is open'
  if (!waitedOn) return `${next.label}, on ${formatDateShort(next.due)}`
  return html`<strong>${SIDES[waitedOn]}</strong>: ${next.label}${overdue !== null && overdue > 0 && html` <span class="app-minor">(${overdue} overdue)</span>`}`
}

function hubPeople({ people, hub, actor }: NetworkData): Html {
  const here = people.filter(({ endedAt }) => endedAt === null)
  const mayChange = actor.role === 'programme-team' || actor.role === 'hub-lead'
  return html`<h2 class="govuk-heading-m" id="people">People of this hub</h2>
${
  here.length === 0
    ? html`<p class="govuk-body">No hub lead is named yet.</p>`
    : html`<ul class="govuk-list">${here.map(({ name, title, email }) => html`<li>${name}${title && `, ${title}`} · ${emailLink(email)}</li>`)}</ul>`
}
${mayChange && html`<p class="govuk-body"><a class="govuk-link" href="/people?hub=${hub.id}">See or change people</a></p>`}`
}

function manage({ hub, actor }: NetworkData): Html | undefined {
  if (!canCreatePartnership(actor)) return undefined
  return html`<h2 class="govuk-heading-m">This hub</h2>
<ul class="govuk-list">
<li><a class="govuk-link" href="/hubs/${hub.id}/partnerships/new">Add a partner school</a></li>
<li><a class="govuk-link" href="/hubs/${hub.id}/edit">Change the hub’s details and capacity</a></li>
</ul>`
}

/** One list, across all partner schools, of what the hub itself owes. */
export function owedPage(hub: Hub, owed: readonly Owed[]): Page {
  return {
    title: `For the hub to do: ${hub.name}`,
    width: 'full',
    backLink: { href: `/hubs/${hub.id}`, text: `Back to ${hub.name}` },
    body: html`<span class="govuk-caption-l">${hub.name}</span>
<h1 class="govuk-heading-l">For the hub to do</h1>
<p class="govuk-body">Everything that is open and that the hub acts on, alone or with the partner school. What is due first stands first; what is done once for a whole cohort stands here once.</p>
${table({
  caption: plural(owed.length, 'thing'),
  head: [
    { text: 'What' },
    { text: 'For' },
    { text: 'Since' },
    { text: 'Due by' },
    { text: 'Where it stands' },
  ],
  rows: owed.map((each) => [
    html`<a class="govuk-link" href="/partnerships/${each.partnershipId}/expectations/${each.expectationKey}/${each.occurrence}">${each.label}</a>`,
    each.shared
      ? `All partner schools, ${each.cohortName}`
      : html`<a class="govuk-link" href="/partnerships/${each.partnershipId}">${each.schoolName}</a>${each.actedOnBy === 'both' && html` <span class="app-minor">(with the school)</span>`}`,
    formatDateShort(each.since),
    formatDate(each.due),
    statusTag(each.progress),
  ]),
  empty: 'The hub owes nothing today.',
})}`,
  }
}
