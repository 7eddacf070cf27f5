import {
  emptyState,
  formatDate,
  number,
  plural,
  schoolPickerScript,
  schoolSearch,
  summaryList,
  table,
} from '../../design/components/index.ts'
import { govukInsetText, govukTag } from '../../design/govuk/index.ts'
import { type Content, type Html, html } from '../../design/html.ts'
import type { Page } from '../../design/layout.ts'
import { ATTRIBUTION, type SchoolStatus, STATUS_NAMES } from './domain.ts'
import type { FoundSchool } from './search-store.ts'
import type { Council, LinkedSchool, School, SchoolLine, Trust } from './store.ts'

export interface SearchPage {
  readonly query: string
  readonly openOnly: boolean
  /** `null` before anything was searched for. */
  readonly found: readonly FoundSchool[] | null
  readonly register: { readonly open: number; readonly trusts: number; readonly asAt: string | null }
  readonly keepsRegister: boolean
}

/** The longest names are longer than a browser shows of a title. */
function titled(name: string): string {
  return name.length <= 56 ? name : `${name.slice(0, 56).replace(/\s+\S*$/, '')}…`
}

/** Where any school of the register is found. Works without script: the form is an ordinary one. */
export function searchPage({ query, openOnly, found, register, keepsRegister }: SearchPage): Page {
  return {
    title: query === '' ? 'Schools' : titled(`Schools: ${query}`),
    width: 'full',
    scripts: [schoolPickerScript],
    body: html`<h1 class="govuk-heading-l">Schools</h1>
<p class="govuk-body">The register holds ${plural(register.open, 'open school')} in England and ${plural(register.trusts, 'trust')}${register.asAt && `, as at ${formatDate(register.asAt)} or earlier`}. <a class="govuk-link" href="/councils">Schools by council</a>${keepsRegister && html` or <a class="govuk-link" href="/register">keep the register</a>`}.</p>
${schoolSearch({ value: query })}
${found === null ? undefined : found.length === 0 ? nothingFound(query) : results(query, found, openOnly)}
${attribution()}`,
  }
}

function results(query: string, found: readonly FoundSchool[], openOnly: boolean): Html {
  const address = `/schools?q=${encodeURIComponent(query)}`
  return html`${table({
    caption: found.length === 1 ? '1 school found' : `${found.length} best matches`,
    head: [
      { text: 'School' },
      { text: 'Town' },
      { text: 'Postcode' },
      { text: 'Council' },
      { text: 'URN', numeric: true },
    ],
    rows: found.map((school) => [
      html`<a class="govuk-link" href="/schools/${school.urn}">${school.name}</a>${marks(school)}`,
      school.town,
      school.postcode,
      school.council,
      String(school.urn),
    ]),
  })}
<p class="govuk-body">${
    openOnly
      ? html`Only schools that are open are listed. <a class="govuk-link" href="${address}&amp;closed=yes">Include closed and proposed schools</a>`
      : html`Closed and proposed schools are listed too. <a class="govuk-link" href="${address}">List open schools only</a>`
  }</p>`
}

function nothingFound(query: string): Html {
  return html`${emptyState({
    title: `No school was found for “${query}”.`,
    body: html`Check the spelling, try fewer words, or use one of these instead: the URN (six digits), the DfE number (such as 201/3614), or the beginning of the postcode. <a class="govuk-link" href="/schools?q=${encodeURIComponent(query)}&amp;closed=yes">Look among closed and proposed schools too</a>.`,
  })}`
}

/** What must be seen beside a school's name, in words. */
function marks({ status, invented }: { status: SchoolStatus; invented: boolean }): Html {
  return html`${status !== 'open' && html` <span class="app-none">(${STATUS_NAMES[status].toLowerCase()})</span>`}${invented && html` <span class="app-none">(invented)</span>`}`
}

function inventedMark(what: 'school' | 'trust'): Html {
  return html`<p class="govuk-body">${govukTag({ text: `Invented ${what}`, classes: 'govuk-tag--purple app-tag' })} Demonstration only</p>`
}

export interface SchoolPage {
  readonly school: School
  readonly links: { readonly before: readonly LinkedSchool[]; readonly after: readonly LinkedSchool[] }
}

/** One school: what the register says of it, and since when it says so. */
export function schoolPage({ school, links }: SchoolPage): Page {
  return {
    title: titled(school.name),
    breadcrumbs: [{ href: '/schools', text: 'Schools' }, { text: school.name }],
    body: html`<h1 class="govuk-heading-l">${school.name}</h1>
${school.invented && inventedMark('school')}
${school.status === 'closed' && closedNotice(school, links.after)}
${summaryList(facts(school).filter(({ value }) => value !== null))}
${lacking(school)}
${linked('Came before', links.before)}
${linked('Took over', school.status === 'closed' ? [] : links.after)}
${source(school)}`,
  }
}

function closedNotice(school: School, after: readonly LinkedSchool[]): Html {
  const where =
    after.length === 0
      ? 'The register names no school that took over.'
      : html`The register says that ${after.map((link, at) => html`${at > 0 && ' and '}${linkTo(link)}`)} took over.`
  const when = school.closedOn ? ` on ${formatDate(school.closedOn)}` : ''
  return govukInsetText({ html: html`This school closed${when}. ${where}` })
}

function facts(school: School): { key: string; value: Content }[] {
  const status = STATUS_NAMES[school.status]
  const later =
    school.statusAsAt !== null && school.factsAsAt !== null && school.statusAsAt > school.factsAsAt
  return [
    { key: 'URN', value: String(school.urn) },
    { key: 'DfE number', value: school.dfeNumber === null ? null : dfeNumber(school.dfeNumber) },
    {
      key: 'Status',
      value: later && school.statusAsAt ? `${status}, as at ${formatDate(school.statusAsAt)}` : status,
    },
    ...(school.status === 'closing' && school.closedOn
      ? [{ key: 'Proposed to close on', value: formatDate(school.closedOn) }]
      : []),
    { key: 'Type', value: school.typeName },
    { key: 'Phase', value: school.phase },
    {
      key: 'Ages',
      value:
        school.ageLow === null || school.ageHigh === null ? null : `${school.ageLow} to ${school.ageHigh}`,
    },
    { key: 'Pupils', value: school.pupils === null ? null : number(school.pupils) },
    ...(school.fsmPercentage === null
      ? []
      : [{ key: 'Eligible for free school meals', value: `${number(school.fsmPercentage)}%` }]),
    { key: 'Gender of entry', value: school.gender },
    { key: 'Religious character', value: school.religiousCharacter },
    { key: 'Address', value: school.address.map((line, at) => html`${at > 0 && html`<br>`}${line}`) },
    { key: 'Council', value: councilOf(school) },
    { key: 'Region', value: school.region ?? (school.inEngland ? null : 'Not in England') },
    { key: 'Trust', value: trustOf(school) },
    { key: 'UKPRN', value: school.ukprn === null ? null : String(school.ukprn) },
    { key: 'Website', value: websiteOf(school.website) },
  ]
}

/** One sentence for all that is not known, so that what is known stands out. */
function lacking(school: School): Html | undefined {
  const missing = facts(school).filter(({ value }) => value === null)
  if (missing.length === 0 || school.invented) return undefined
  const names = missing.map(({ key }) =>
    /^[A-Z]+$/.test(key) ? key : key.charAt(0).toLowerCase() + key.slice(1),
  )
  return html`<p class="govuk-body">This copy of the register does not have its ${new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names)}.</p>`
}

const notHeld = html`<span class="app-none">Not in this copy of the register</span>`

function dfeNumber(value: number): string {
  return `${Math.floor(value / 10_000)}/${String(value % 10_000).padStart(4, '0')}`
}

function councilOf(school: School): Content {
  if (school.council === null) return null
  return school.councilEndedOn
    ? `${school.council} (council ended on ${formatDate(school.councilEndedOn)})`
    : school.council
}

function trustOf(school: School): Content {
  if (school.trustUid === null) {
    // Only a file that carries trusts can say that there is none.
    return school.trustAsAt === null ? null : `None, as at ${formatDate(school.trustAsAt)}`
  }
  return html`<a class="govuk-link" href="/trusts/${school.trustUid}">${school.trustName}</a>${school.trustKind && `, ${school.trustKind.toLowerCase()}`}`
}

/** A link only where what was published is an address of the web. */
function websiteOf(published: string | null): Content {
  if (published === null) return null
  const address = /^https?:\/\//i.test(published) ? published : `http://${published}`
  const parsed = URL.parse(address)
  if (!parsed?.hostname.includes('.') || parsed.username !== '') return published
  return html`<a class="govuk-link app-break" href="${parsed.href}" rel="noreferrer nofollow">${published}</a>`
}

function linked(title: string, schools: readonly LinkedSchool[]): Html | undefined {
  if (schools.length === 0) return undefined
  return html`<h2 class="govuk-heading-m">${title}</h2>
<ul class="govuk-list govuk-list--bullet">
${schools.map((link) => html`<li>${linkTo(link)}${link.on && `, since ${formatDate(link.on)}`}</li>`)}
</ul>`
}

function linkTo({ urn, name, status }: LinkedSchool): Html {
  if (name === null) return html`URN ${urn} (not in this copy of the register)`
  return html`<a class="govuk-link" href="/schools/${urn}">${name}</a>${status === 'closed' && ' (closed)'}`
}

function source(school: School): Html {
  if (school.invented) {
    return html`<p class="govuk-body-s">This school does not exist. It was made up for the demonstration, with a number that no real school can have.</p>`
  }
  const asAt = school.factsAsAt ?? school.statusAsAt
  return html`<p class="govuk-body-s">Source: Get Information about Schools${asAt && html`, <strong>as at ${formatDate(asAt)}</strong>`}. ${ATTRIBUTION}</p>`
}

function attribution(): Html {
  return html`<p class="govuk-body-s">Source: Get Information about Schools. ${ATTRIBUTION}</p>`
}

const TRUST_STATUSES = { open: 'Open', proposed: 'Proposed to open', closed: 'Closed' } as const

/** A trust and its schools, as far as the register here knows them. */
export function trustPage(trust: Trust, schools: readonly SchoolLine[]): Page {
  return {
    title: titled(trust.name),
    breadcrumbs: [{ href: '/schools', text: 'Schools' }, { text: trust.name }],
    width: 'full',
    body: html`<h1 class="govuk-heading-l">${trust.name}</h1>
${trust.invented && inventedMark('trust')}
${summaryList([
  { key: 'Kind', value: trust.kind },
  { key: 'Status', value: trust.status === 'not known' ? notHeld : TRUST_STATUSES[trust.status] },
  { key: 'UID', value: String(trust.uid) },
  { key: 'Companies House number', value: trust.companiesHouseNumber ?? notHeld },
  { key: 'Opened on', value: trust.openedOn ? formatDate(trust.openedOn) : notHeld },
  ...(trust.closedOn ? [{ key: 'Closed on', value: formatDate(trust.closedOn) }] : []),
])}
${table({
  caption: 'Its schools in this copy of the register',
  head: [
    { text: 'School' },
    { text: 'Phase' },
    { text: 'Town' },
    { text: 'Council' },
    { text: 'Pupils', numeric: true },
  ],
  rows: schools.map((school) => [
    html`<a class="govuk-link" href="/schools/${school.urn}">${school.name}</a>${marks({ ...school, invented: false })}`,
    school.phase,
    school.town,
    school.council,
    school.pupils === null ? null : number(school.pupils),
  ]),
  empty: 'This copy of the register says of no school that it is in this trust.',
})}
${!trust.invented && html`<p class="govuk-body-s">The list may be incomplete: the register as published openly says of some schools only which trust they are in. Source: Get Information about Schools, <strong>as at ${formatDate(trust.asAt)}</strong>. ${ATTRIBUTION}</p>`}`,
  }
}

/** Every council with its region and how many schools are open in it. */
export function councilsPage(councils: readonly Council[]): Page {
  return {
    title: 'Schools by council',
    breadcrumbs: [{ href: '/schools', text: 'Schools' }, { text: 'Councils' }],
    width: 'full',
    body: html`<h1 class="govuk-heading-l">Schools by council</h1>
${table({
  caption: plural(councils.length, 'council'),
  head: [
    { text: 'Council' },
    { text: 'Region' },
    { text: 'Code', numeric: true },
    { text: 'Open schools', numeric: true },
  ],
  rows: councils.map((council) => [
    council.name,
    council.region,
    String(council.code),
    number(council.openSchools),
  ]),
})}
${attribution()}`,
  }
}
