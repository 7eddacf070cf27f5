import {
  capital,
  filterForm,
  formatDateShort,
  number,
  pagination,
  plural,
  select,
  table,
  textField,
} from '../../../design/components/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import {
  isRunning,
  PROGRESS_WORDS,
  type Programme,
  SIDE_NAMES,
  STATUS_NAMES,
  STATUSES,
  type Standing,
} from '../domain.ts'
import { doneWords, finishedOf, nextWords } from '../words.ts'
import { type Filter, hrefOf, isFiltered, NEXT_CHOICES, NO_FILTER, narrow, progressParam } from './filter.ts'

export const PAGE_LENGTH = 50

/** The partnerships that fit a filter, a page at a time. */
export function partnershipsPage(programme: Programme, filter: Filter): Page {
  const found = narrow(programme, filter)
  const pages = Math.max(1, Math.ceil(found.length / PAGE_LENGTH))
  const page = Math.min(filter.page, pages)
  const shown = found.slice((page - 1) * PAGE_LENGTH, page * PAGE_LENGTH)
  const told = toldBy(programme, filter)
  return {
    title: 'Partnerships',
    width: 'wide',
    breadcrumbs: [{ href: '/programme', text: programme.name }, { text: 'Partnerships' }],
    body: html`<h1 class="govuk-heading-l">Partnerships</h1>
${filters(programme, filter)}
<p class="govuk-body" role="status"><strong>${plural(found.length, 'partnership')}</strong>${told && `: ${told}`}${pages > 1 && `, page ${number(page)} of ${number(pages)}`}</p>
${listOf(programme, shown, filter)}
${pagination({ page, pages, href: (to) => hrefOf({ ...filter, page: to }) })}
${
  found.length > 0 &&
  html`<p class="govuk-body"><a class="govuk-link" href="${hrefOf({ ...filter, page: 1 }, '/programme/partnerships.csv')}">Download this list (CSV)</a> · <a class="govuk-link" href="${hrefOf({ ...filter, page: 1 }, '/programme/named-leaders.csv')}">Download the named leaders of these schools, for letters (CSV)</a></p>`
}`,
  }
}

/** What a link chose that no field of the form shows. */
function toldBy({ expectations }: Programme, filter: Filter): string {
  const title = (key: string) => expectations.find((each) => each.key === key)?.title ?? key
  const parts = [
    filter.stage === 'none' && 'nothing is open for the school',
    filter.stage !== '' && filter.stage !== 'none' && `the school’s next step is “${title(filter.stage)}”`,
    filter.recent === 'status' && 'changed status in the last seven days',
    filter.recent === 'done' &&
      (filter.expectation
        ? `“${title(filter.expectation)}” was done in the last seven days`
        : 'something was done in the last seven days'),
  ]
  return parts.filter(Boolean).join(', ')
}

function filters(programme: Programme, filter: Filter) {
  const { regions, hubs, pathways, cohorts, expectations } = programme
  const expectationTitles = new Map(expectations.map(({ key, title }) => [key, title]))
  return filterForm({
    action: '/programme/partnerships',
    label: 'Filter partnerships',
    fields: [
      textField({ name: 'text', label: 'School or hub', value: filter.text }),
      select({
        name: 'region',
        label: 'Region',
        prompt: 'All',
        value: filter.region,
        choices: regions.map(({ key, name }) => ({ value: key, text: name })),
      }),
      select({
        name: 'hub',
        label: 'Hub',
        prompt: 'All',
        value: filter.hub,
        choices: hubs.map(({ id, name, reference }) => ({
          value: String(id),
          text: `${name} (${reference})`,
        })),
      }),
      select({
        name: 'pathway',
        label: 'Pathway',
        prompt: 'All',
        value: filter.pathway,
        choices: pathways.map(({ key, name }) => ({ value: key, text: name })),
      }),
      select({
        name: 'cohort',
        label: 'Cohort',
        prompt: 'All',
        value: filter.cohort,
        choices: cohorts.map(({ key, name }) => ({ value: String(key), text: name })),
      }),
      select({
        name: 'status',
        label: 'Status',
        prompt: 'Not ended',
        value: filter.status,
        choices: [
          ...STATUSES.map((status) => ({ value: status, text: STATUS_NAMES[status] })),
          { value: 'any', text: 'Any' },
        ],
      }),
      select({
        name: 'next',
        label: 'Who acts next',
        prompt: 'Anyone',
        value: filter.next,
        choices: NEXT_CHOICES.map((who) => ({
          value: who,
          text: who === 'nobody' ? 'Nothing is open' : SIDE_NAMES[who],
        })),
      }),
      select({
        name: 'expectation',
        label: 'Expectation',
        prompt: 'Any',
        value: filter.expectation,
        choices: [...expectationTitles].map(([value, text]) => ({ value, text })),
      }),
      select({
        name: 'progress',
        label: 'It stands at',
        prompt: 'Any',
        value: filter.progress,
        choices: PROGRESS_WORDS.map((word) => ({
          value: progressParam(word),
          text: capital(word),
        })),
      }),
    ],
    clear: isFiltered(filter) ? '/programme/partnerships' : undefined,
    keep: {
      stage: filter.stage || undefined,
      recent: filter.recent || undefined,
      sort: filter.sort === NO_FILTER.sort ? undefined : filter.sort,
      direction: filter.direction === NO_FILTER.direction ? undefined : filter.direction,
    },
  })
}

function listOf(programme: Programme, shown: readonly Standing[], filter: Filter) {
  const hubs = new Map(programme.hubs.map(({ id, name }) => [id, name]))
  const pathways = new Map(programme.pathways.map(({ key, name }) => [key, name]))
  const cohorts = new Map(programme.cohorts.map(({ key, name }) => [key, name]))
  return table({
    caption: 'Partnerships',
    captionSize: 'hidden',
    head: [
      { text: 'School', sort: 'name' },
      { text: 'Hub' },
      { text: 'Pathway and cohort', sort: 'cohort' },
      { text: 'Done' },
      { text: 'What comes next', wide: true },
      { text: 'Waiting since', sort: 'since' },
    ],
    rows: shown.map((each) => [
      html`<a class="govuk-link" href="/partnerships/${each.id}">${each.schoolName}</a>${each.town && html`<br><span class="govuk-body-s">${each.town}</span>`}`,
      html`<a class="govuk-link" href="/hubs/${each.hubId}">${hubs.get(each.hubId)}</a>`,
      html`${pathways.get(each.pathwayKey) ?? each.pathwayKey}<br><span class="govuk-body-s">${cohorts.get(each.cohortId)}</span>`,
      doneWords(each),
      nextWords(each),
      each.next && formatDateShort(each.next.since),
    ]),
    empty: isFiltered(filter)
      ? html`No partnership fits this filter. <a class="govuk-link" href="/programme/partnerships">Clear the filter</a>`
      : html`There are no partnerships yet. <a class="govuk-link" href="/imports">Import them from a file</a>, or add one from the page of a hub.`,
    order: {
      by: filter.sort,
      direction: filter.direction,
      href: (by, direction) => hrefOf({ ...filter, sort: by as Filter['sort'], direction, page: 1 }), // only the sorts of `head`
    },
  })
}

/** The same list for a spreadsheet. */
export function* partnershipRows(programme: Programme, filter: Filter): Iterable<readonly string[]> {
  const hubs = new Map(programme.hubs.map((hub) => [hub.id, hub]))
  const pathways = new Map(programme.pathways.map(({ key, name }) => [key, name]))
  const cohorts = new Map(programme.cohorts.map(({ key, name }) => [key, name]))
  const regions = new Map(programme.regions.map(({ key, name }) => [key, name]))
  yield [
    'Reference',
    'School',
    'URN',
    'Town',
    'Region',
    'Hub',
    'Hub reference',
    'Pathway',
    'Cohort',
    'Status',
    'Status since',
    'Expected so far and to come',
    'Done or not needed',
    'Who acts next',
    'What comes next',
    'Waiting since',
    'Due by',
    'As at',
  ]
  for (const each of narrow(programme, filter)) {
    const hub = hubs.get(each.hubId)
    const running = isRunning(each.status)
    yield [
      each.reference,
      each.schoolName,
      String(each.schoolUrn),
      each.town ?? '',
      regions.get(each.regionCode ?? '') ?? '',
      hub?.name ?? '',
      hub?.reference ?? '',
      pathways.get(each.pathwayKey) ?? each.pathwayKey,
      cohorts.get(each.cohortId) ?? '',
      STATUS_NAMES[each.status],
      each.statusSince,
      running ? String(each.progress.length) : '',
      running ? String(finishedOf(each)) : '',
      each.next ? SIDE_NAMES[each.next.side] : '',
      each.next?.occurrence.label ?? '',
      each.next?.since ?? '',
      each.next?.occurrence.dueOn ?? '',
      programme.today,
    ]
  }
}
