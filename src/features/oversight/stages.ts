/** Where schools stop, and what can be done about it. */

import { plural, table } from '../../design/components/index.ts'
import { html } from '../../design/html.ts'
import type { Page } from '../../design/layout.ts'
import type { Named, Programme } from './domain.ts'
import { hrefOf } from './list/filter.ts'
import type { Summary } from './summary/counts.ts'
import { stagesTable } from './summary/tables.ts'

export function stagesPage(programme: Programme, summary: Summary, cohort: Named<number> | undefined): Page {
  const { stages, running } = summary
  const names = new Map(programme.pathways.map(({ key, name }) => [key, name]))
  const waiting = stages.reduce((sum, { count }) => sum + count, 0)
  const within = cohort ? { cohort: String(cohort.key) } : {}
  return {
    title: 'Where schools stop',
    width: 'full',
    breadcrumbs: [{ href: '/programme', text: programme.name }, { text: 'Where schools stop' }],
    body: html`${cohort && html`<span class="govuk-caption-l">${cohort.name}</span>`}
<h1 class="govuk-heading-l">Where schools stop</h1>
<p class="govuk-body-l">${
      stages.length === 0
        ? 'Nothing is open for any school today.'
        : `${plural(waiting, 'school')} of ${plural(running, 'partnership')} under way ${waiting === 1 ? 'has' : 'have'} something open. A school counts once, at the first thing that is open for it.`
    }</p>
<p class="govuk-body">The list is in order of waiting, longest first. Many schools at one stage may mean that the stage is unclear, not that the schools are slow.</p>
${stagesTable(programme, stages, cohort)}
${
  stages.length > 0 &&
  table({
    caption: 'Write to the schools at a stage',
    head: [{ text: 'Waiting for' }, { text: 'Pathway' }, { text: 'Named leaders', hidden: true }],
    rows: stages.map(({ pathwayKey, expectationKey, title }) => [
      title,
      names.get(pathwayKey) ?? pathwayKey,
      html`<a class="govuk-link" href="${hrefOf({ ...within, pathway: pathwayKey, stage: expectationKey }, '/programme/named-leaders.csv')}">Names and addresses (CSV)<span class="govuk-visually-hidden"> for: ${title}</span></a>`,
    ]),
  })
}
<p class="govuk-body"><a class="govuk-link" href="/programme/stages.csv${cohort ? `?cohort=${cohort.key}` : ''}">Download this list (CSV)</a></p>`,
  }
}

export function* stageRows(programme: Programme, { stages }: Summary): Iterable<readonly string[]> {
  const names = new Map(programme.pathways.map(({ key, name }) => [key, name]))
  yield ['Waiting for', 'Pathway', 'Schools', 'Past its date', 'First one since', 'As at']
  for (const { pathwayKey, title, count, overdue, longestSince } of stages) {
    yield [
      title,
      names.get(pathwayKey) ?? pathwayKey,
      String(count),
      String(overdue),
      longestSince,
      programme.today,
    ]
  }
}

/** One row for each named leader, for a mail merge. A school without one has a row that says so. */
export function* leaderRows(
  programme: Programme,
  standings: Programme['standings'],
  leaders: readonly { readonly schoolUrn: number; readonly name: string; readonly email: string }[],
): Iterable<readonly string[]> {
  const hubs = new Map(programme.hubs.map(({ id, name }) => [id, name]))
  const names = new Map(programme.pathways.map(({ key, name }) => [key, name]))
  const bySchool = Map.groupBy(leaders, ({ schoolUrn }) => schoolUrn)
  yield [
    'School',
    'URN',
    'Hub',
    'Pathway',
    'Named leader',
    'Email',
    'First open for the school',
    'Open since',
    'Due by',
  ]
  for (const { schoolName, schoolUrn, hubId, pathwayKey, stage } of standings) {
    for (const leader of bySchool.get(schoolUrn) ?? [{ name: 'No named leader yet', email: '' }]) {
      yield [
        schoolName,
        String(schoolUrn),
        hubs.get(hubId) ?? '',
        names.get(pathwayKey) ?? pathwayKey,
        leader.name,
        leader.email,
        stage?.occurrence.label ?? '',
        stage?.since ?? '',
        stage?.occurrence.dueOn ?? '',
      ]
    }
  }
}
