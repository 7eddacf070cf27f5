import { emptyState, formatDate, number, plural } from '../../../design/components/index.ts'
import { type Html, html, join } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { type Named, type Programme, STATUS_NAMES, STATUSES } from '../domain.ts'
import { type Filter, hrefOf } from '../list/filter.ts'
import type { PlaceCount, Summary } from './counts.ts'
import { byPlaceAndTime, cohortFilter, expected, stagesTable } from './tables.ts'

/** The programme team's page: the whole programme in sentences and counts, each of which opens the list behind it. */
export function programmePage(
  programme: Programme,
  summary: Summary,
  cohort: Named<number> | undefined,
): Page {
  const { name, today, hubs } = programme
  return {
    title: `${name}: hubs and partnerships`,
    width: 'full',
    body: html`<span class="govuk-caption-l">Programme</span>
<h1 class="govuk-heading-l">${name}</h1>
${
  hubs.length === 0
    ? emptyState({
        title: 'There are no hubs in this programme yet.',
        body: 'Add a hub, or import hubs and their partner schools from a file.',
        action: { href: '/imports', text: 'Import from a file' },
      })
    : html`${cohortLinks(programme, cohort)}
${sentences(summary, cohort)}
${whereSchoolsStop(programme, summary, cohort)}
${lately(summary, cohort)}
${places(programme, summary)}
${byPlaceAndTime(programme, summary, cohort)}
${expected(programme, summary, cohort)}`
}
<p class="govuk-body-s">As at ${formatDate(today)}. Where a school stands follows from what it and its hub have recorded and from the dates of its cohort.</p>`,
  }
}

function cohortLinks({ cohorts }: Programme, cohort: Named<number> | undefined): Html | false {
  if (cohorts.length < 2) return false
  const link = (href: string, text: string, current: boolean) =>
    current
      ? html`<strong aria-current="true">${text}</strong>`
      : html`<a class="govuk-link" href="${href}">${text}</a>`
  return html`<nav aria-label="Cohorts"><p class="govuk-body">${join(
    [
      link('/programme', 'All cohorts', cohort === undefined),
      ...cohorts.map(({ key, name }) => link(`/programme?cohort=${key}`, name, key === cohort?.key)),
    ],
    ' · ',
  )}</p></nav>`
}

function linked(text: string, filter: Partial<Filter>): Html {
  return html`<a class="govuk-link" href="${hrefOf(filter)}">${text}</a>`
}

function sentences(summary: Summary, cohort: Named<number> | undefined): Html {
  const within = cohortFilter(cohort)
  const { next, running, byStatus } = summary
  const of = (side: 'partner' | 'lead' | 'programme-team' | 'nobody') => next.get(side) ?? 0
  const schools = (count: number, filter: Partial<Filter>) =>
    linked(plural(count, 'school'), { ...within, ...filter })
  const parts = [
    of('partner') > 0 && html`in ${schools(of('partner'), { next: 'partner' })} the school itself acts next`,
    of('lead') > 0 && html`in ${schools(of('lead'), { next: 'lead' })} the hub lead`,
    of('programme-team') > 0 &&
      html`in ${schools(of('programme-team'), { next: 'programme-team' })} the programme team`,
  ]
  const known = join(parts, ', ')
  const others = STATUSES.filter(
    (status) => status !== 'active' && status !== 'confirmed' && (byStatus.get(status) ?? 0) > 0,
  )
  return html`<p class="govuk-body-l">${linked(plural(summary.open, 'partner school'), within)} in <a class="govuk-link" href="/programme/hubs">${plural(summary.openHubs, 'hub')}</a>. ${
    running === 0
      ? 'No partnership has been confirmed yet.'
      : html`${of('nobody') === 0 ? 'None' : linked(number(of('nobody')), { ...within, next: 'nobody' })} of the ${number(running)} that are under way ${of('nobody') === 1 ? 'has' : 'have'} nothing open.`
  }</p>
${parts.some(Boolean) && html`<p class="govuk-body">Of the rest, ${known}.</p>`}
${
  others.length > 0 &&
  html`<p class="govuk-body">Not under way: ${join(
    others.map((status) =>
      linked(`${number(byStatus.get(status) ?? 0)} ${STATUS_NAMES[status].toLowerCase()}`, {
        ...within,
        status,
      }),
    ),
    ', ',
  )}.</p>`
}
<p class="govuk-body"><a class="govuk-link" href="${hrefOf(within)}">See all partnerships</a> · <a class="govuk-link" href="${hrefOf(within, '/programme/partnerships.csv')}">Download them (CSV)</a> · <a class="govuk-link" href="/programme/map">Map of hubs</a> · <a class="govuk-link" href="/programme/promises">What schools have promised each other</a> · <a class="govuk-link" href="/programme/support">Support days</a> · <a class="govuk-link" href="/programme/documents">Documents that are waited for</a> · <a class="govuk-link" href="/programme/strengths">What schools have in common</a> · <a class="govuk-link" href="/programme/surveys">What surveys say</a> · <a class="govuk-link" href="/questionnaires">Self-assessment questionnaires</a> · <a class="govuk-link" href="/survey-questions">Survey questions</a></p>`
}

const MOST_STAGES = 6
const MOST_DONE = 8

function whereSchoolsStop(
  programme: Programme,
  { stages }: Summary,
  cohort: Named<number> | undefined,
): Html {
  return html`<h2 class="govuk-heading-m">Where schools stop</h2>
<p class="govuk-body">The first thing that is open for each school. Longest waiting first.</p>
${stagesTable(programme, stages.slice(0, MOST_STAGES), cohort)}
${
  stages.length > 0 &&
  html`<p class="govuk-body"><a class="govuk-link" href="/programme/stages${cohort ? `?cohort=${cohort.key}` : ''}">See every stage and write to these schools</a></p>`
}`
}

function lately({ changedStatus, doneLately }: Summary, cohort: Named<number> | undefined): Html {
  const within = cohortFilter(cohort)
  const changes = STATUSES.filter((status) => (changedStatus.get(status) ?? 0) > 0)
  return html`<h2 class="govuk-heading-m">In the last seven days</h2>
${
  changes.length === 0 && doneLately.length === 0
    ? html`<p class="govuk-body">Nothing was recorded.</p>`
    : html`<ul class="govuk-list govuk-list--bullet">
${
  changes.length > 0 &&
  html`<li>Changes of status: ${join(
    changes.map((status) =>
      linked(`${number(changedStatus.get(status) ?? 0)} ${STATUS_NAMES[status].toLowerCase()}`, {
        ...within,
        status,
        recent: 'status',
      }),
    ),
    ', ',
  )}</li>`
}
${doneLately
  .slice(0, MOST_DONE)
  .map(
    ({ expectationKey, title, count }) =>
      html`<li>${title}: done in ${linked(plural(count, 'school'), { ...within, status: 'any', expectation: expectationKey, recent: 'done' })}</li>`,
  )}
${doneLately.length > MOST_DONE && html`<li>and ${plural(doneLately.length - MOST_DONE, 'more expectation')} in smaller numbers</li>`}
</ul>`
}`
}

const MOST_HUBS = 8

function places({ hubs, pathways }: Programme, { places: counts }: Summary): Html {
  const names = new Map(pathways.map(({ key, name }) => [key, name]))
  const open = new Map(hubs.filter(({ closedOn }) => closedOn === null).map((hub) => [hub.id, hub]))
  const over = counts.filter(
    ({ hubId, taken, maximum }) => open.has(hubId) && maximum !== null && taken > maximum,
  )
  const inOrder = hubs.flatMap((hub) =>
    over.filter(({ hubId }) => hubId === hub.id).map((count) => ({ hub, count })),
  )
  const hubsOver = new Set(over.map(({ hubId }) => hubId)).size
  return html`<h2 class="govuk-heading-m">Places in hubs</h2>
${
  inOrder.length === 0
    ? html`<p class="govuk-body">No hub has more partner schools than it takes.</p>`
    : html`<p class="govuk-body">${plural(hubsOver, 'hub has', 'hubs have')} more partner schools than ${hubsOver === 1 ? 'it takes' : 'they take'}:</p>
<ul class="govuk-list govuk-list--bullet">${inOrder
        .slice(0, MOST_HUBS)
        .map(
          ({ hub, count }) =>
            html`<li><a class="govuk-link" href="/hubs/${hub.id}">${hub.name}</a>: ${placeWords(count)} on ${names.get(count.pathwayKey)}</li>`,
        )}</ul>
${inOrder.length > MOST_HUBS && html`<p class="govuk-body">And ${number(inOrder.length - MOST_HUBS)} more.</p>`}`
}
<p class="govuk-body">${join(
    pathways.flatMap(({ key, name }) => {
      const room = counts
        .filter(({ hubId, pathwayKey }) => pathwayKey === key && open.has(hubId))
        .reduce((sum, { taken, maximum }) => sum + Math.max(0, (maximum ?? 0) - taken), 0)
      return [room === 0 ? `No room on ${name}.` : `Room for ${plural(room, 'more school')} on ${name}.`]
    }),
    ' ',
  )} <a class="govuk-link" href="/programme/hubs">See every hub</a></p>`
}

/** "3 over", "full", "room for 7", "no limit". */
export function placeWords({ taken, maximum }: Pick<PlaceCount, 'taken' | 'maximum'>): string {
  if (maximum === null) return 'no limit is set'
  if (taken > maximum) return `${number(taken - maximum)} over`
  return taken === maximum ? 'full' : `room for ${number(maximum - taken)}`
}
