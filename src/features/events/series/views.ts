import {
  formatDateShort,
  minutes,
  number,
  pagination,
  plural,
  table,
} from '../../../design/components/index.ts'
import { type Content, type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { eventHref, nameOf, whenOf } from '../words.ts'
import {
  byRegion,
  COUNT_NAMES,
  COUNT_WORDS,
  COUNTS,
  type Count,
  type HubTally,
  hasBegun,
  type SchoolLine,
  type SchoolsFilter,
  type Session,
  schoolsHref,
  sumOf,
  type Tally,
} from './domain.ts'

export interface SeriesView {
  readonly key: string
  readonly name: string
  readonly sessions: readonly Session[]
  readonly tallies: readonly HubTally[]
  readonly shown: Session
  readonly now: Temporal.Instant
}

const COUNT_COLUMNS = COUNTS.map((count) => ({ text: COUNT_NAMES[count], numeric: true }))
const sessionName = ({ number, title }: Session) => nameOf({ kind: 'cpd', number, title })

/** Sessions of the series, and for one of them every region and hub. Each count leads to its list. */
export function seriesPage(view: SeriesView): Page {
  const { key, name, sessions, tallies, shown, now } = view
  const of = (session: Session) => tallies.filter((tally) => tally.session === session.number)
  const own = of(shown)
  const title = `${name}: who took part`
  return {
    title,
    width: 'full',
    breadcrumbs: [{ href: '/events', text: 'Events' }, { text: name }],
    body: html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">Counts are of schools that are with the programme now: ${plural(sumOf(own).schools, 'school')}. Invited, booked, took part and watched later are counted apart and never added: a school that took part may have watched the recording too.</p>
${table({
  caption: 'Sessions',
  captionSize: 'm',
  head: [{ text: 'Session' }, { text: 'When' }, ...COUNT_COLUMNS],
  rows: sessions.map((session) => [
    html`<a class="govuk-link" href="${eventHref(session.eventId)}">${sessionName(session)}</a>`,
    html`${whenOf(session)}${session.cancelled && html`<br><strong>Cancelled</strong>`}`,
    ...countCells(key, session, sumOf(of(session)), {}, now, sessionName(session)),
  ]),
})}
<nav aria-label="Sessions by region and hub">
<h2 class="govuk-heading-m" id="places">By region and hub: ${sessionName(shown)}</h2>
<ul class="govuk-list">${sessions.map((session) => sessionLink(key, session, session === shown))}</ul>
</nav>
${table({
  caption: `${sessionName(shown)}, by region`,
  captionSize: 's',
  head: [{ text: 'Region' }, { text: 'Schools', numeric: true }, ...COUNT_COLUMNS],
  rows: byRegion(own).map((tally) => [
    tally.regionName,
    number(tally.schools),
    ...countCells(key, shown, tally, { region: tally.regionCode }, now, tally.regionName),
  ]),
  empty: 'There are no partner schools yet.',
})}
${table({
  caption: `${sessionName(shown)}, by hub`,
  captionSize: 's',
  head: [{ text: 'Hub' }, { text: 'Schools', numeric: true }, ...COUNT_COLUMNS],
  rows: own.map((tally) => [
    html`<a class="govuk-link" href="/hubs/${tally.hubId}">${tally.hubName}</a>`,
    number(tally.schools),
    ...countCells(key, shown, tally, { hub: String(tally.hubId) }, now, tally.hubName),
  ]),
  empty: 'There are no partner schools yet.',
})}`,
  }
}

function sessionLink(key: string, session: Session, current: boolean): Html {
  const text = sessionName(session)
  return html`<li>${current ? html`<strong aria-current="true">${text}</strong>` : html`<a class="govuk-link" href="/series/${key}?session=${session.number}#places">${text}</a>`}</li>
`
}

function countCells(
  key: string,
  session: Session,
  tally: Tally,
  where: Partial<SchoolsFilter>,
  now: Temporal.Instant,
  whose: string,
): Content[] {
  return COUNTS.map((count) => {
    if (!isCounted(session, count, now)) return ''
    if (tally[count] === 0) return '0'
    const href = schoolsHref(key, { ...where, session: session.number, count })
    return html`<a class="govuk-link" href="${href}">${number(tally[count])}<span class="govuk-visually-hidden"> schools ${COUNT_WORDS[count]} CPD ${session.number}, ${whose}</span></a>`
  })
}

/** Before a session nobody can have missed it; what did not take place is missed by nobody. */
function isCounted(session: Session, count: Count, now: Temporal.Instant): boolean {
  return count === 'invited' || count === 'booked' || hasBegun(session, now)
}

export const PAGE_LENGTH = 50

export interface SchoolsView {
  readonly key: string
  readonly name: string
  readonly session: Session
  readonly filter: SchoolsFilter
  readonly lines: readonly SchoolLine[]
}

/** The list behind one count. */
export function schoolsPage({ key, name, session, filter, lines }: SchoolsView): Page {
  const pages = Math.max(1, Math.ceil(lines.length / PAGE_LENGTH))
  const page = Math.min(filter.page, pages)
  const first = lines[0]
  const where = [
    filter.hub && (first?.hubName ?? 'one hub'),
    filter.region && (first?.regionName ?? 'one region'),
  ].filter(Boolean)
  const title = `Schools that ${filter.count === '' ? 'are expected at' : COUNT_WORDS[filter.count]} ${sessionName(session)}`
  return {
    title: where.length > 0 ? `${title} (${where.join(', ')})` : title,
    width: 'full',
    breadcrumbs: [
      { href: '/events', text: 'Events' },
      { href: `/series/${key}?session=${session.number}`, text: name },
      { text: 'Schools' },
    ],
    body: html`<h1 class="govuk-heading-l">${title}${where.length > 0 && ` (${where.join(', ')})`}</h1>
<p class="govuk-body" role="status"><strong>${plural(lines.length, 'school')}</strong>, ${whenOf(session)}${pages > 1 && `, page ${number(page)} of ${number(pages)}`}</p>
${table({
  caption: title,
  captionSize: 'hidden',
  head: [
    { text: 'School' },
    { text: 'Hub' },
    { text: 'Region' },
    { text: 'Invited' },
    { text: 'Booked' },
    { text: 'Took part' },
    { text: 'Watched later' },
  ],
  rows: lines
    .slice((page - 1) * PAGE_LENGTH, page * PAGE_LENGTH)
    .map((line) => [
      html`<a class="govuk-link" href="/partnerships/${line.partnershipId}">${line.schoolName}</a>`,
      line.hubName,
      line.regionName,
      line.invited ? 'Yes' : 'No',
      line.booked ? 'Yes' : 'No',
      line.people > 0
        ? `${plural(line.people, 'person', 'people')}, ${minutes(line.minutes)} together`
        : 'No',
      line.watchedOn === null ? 'No' : formatDateShort(line.watchedOn),
    ]),
  empty: 'No schools.',
})}
${pagination({ page, pages, href: (to) => schoolsHref(key, { ...filter, page: to }) })}
${lines.length > 0 && html`<p class="govuk-body"><a class="govuk-link" href="${schoolsHref(key, { ...filter, page: 1 }, 'schools.csv')}">Download this list (CSV)</a></p>`}`,
  }
}

export function* schoolRows({ session, lines }: Pick<SchoolsView, 'session' | 'lines'>, today: string) {
  yield [
    'School',
    'Hub',
    'Region',
    'Session',
    'Invited',
    'Booked',
    'Took part',
    'Minutes',
    'Watched later',
    'As at',
  ]
  for (const line of lines) {
    yield [
      line.schoolName,
      line.hubName,
      line.regionName ?? '',
      sessionName(session),
      line.invited ? 'yes' : 'no',
      line.booked ? 'yes' : 'no',
      String(line.people),
      String(line.minutes),
      line.watchedOn ?? '',
      today,
    ]
  }
}
