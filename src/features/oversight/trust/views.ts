import { formatDate, formatDateShort, plural, table } from '../../../design/components/index.ts'
import { govukDetails } from '../../../design/govuk/index.ts'
import { html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Programme } from '../domain.ts'
import { doneWords, nextWords } from '../words.ts'

/** A trust's own schools across hubs. Only what each school has agreed to share has reached this page. */
export function trustPage(programme: Programme, trustName: string): Page {
  const { standings, hubs, pathways, cohorts, today } = programme
  const hubNames = new Map(hubs.map(({ id, name }) => [id, name]))
  const pathwayNames = new Map(pathways.map(({ key, name }) => [key, name]))
  const cohortNames = new Map(cohorts.map(({ key, name }) => [key, name]))
  return {
    title: `${trustName}: where our schools stand`,
    width: 'wide',
    body: html`<span class="govuk-caption-l">${programme.name}</span>
<h1 class="govuk-heading-l">${trustName}</h1>
<p class="govuk-body-l">${
      standings.length === 0
        ? 'No school of the trust has agreed yet to share where it stands. Schools that agree appear here.'
        : `${plural(standings.length, 'school')} of the trust ${standings.length === 1 ? 'has' : 'have'} agreed to share where ${standings.length === 1 ? 'it stands' : 'they stand'}.`
    }</p>
${
  standings.length > 0 &&
  table({
    caption: 'Schools that share where they stand, by name',
    captionSize: 'hidden',
    head: [
      { text: 'School' },
      { text: 'Hub' },
      { text: 'Pathway and cohort' },
      { text: 'Done' },
      { text: 'What comes next', wide: true },
      { text: 'Waiting since' },
    ],
    rows: standings.map((each) => [
      html`<a class="govuk-link" href="/partnerships/${each.id}">${each.schoolName}</a>`,
      hubNames.get(each.hubId),
      html`${pathwayNames.get(each.pathwayKey) ?? each.pathwayKey}<br><span class="govuk-body-s">${cohortNames.get(each.cohortId)}</span>`,
      doneWords(each),
      nextWords(each),
      each.next && formatDateShort(each.next.since),
    ]),
  })
}
${standings.length > 0 && html`<p class="govuk-body"><a class="govuk-link" href="/trust.csv">Download this list (CSV)</a></p>`}
${govukDetails({
  summaryText: 'How a school shares where it stands',
  html: html`<p class="govuk-body">Each school decides for itself. A named leader of the school opens the school’s page in this service and agrees that its trust can see it. The school can take that back at any time, and then it is no longer listed here.</p>
<p class="govuk-body">This page cannot say whether another school of the trust takes part in the programme: ask the school.</p>`,
})}
<p class="govuk-body-s">As at ${formatDate(today)}.</p>`,
  }
}
