import { formatDate, minutes, summaryList, table } from '../../design/components/index.ts'
import { govukInsetText } from '../../design/govuk/index.ts'
import { type Html, html } from '../../design/html.ts'
import type { Page } from '../../design/layout.ts'
import type { Definition, Expectation, Pathway, Series } from './definition.ts'
import type { ProgrammeVersion } from './domain.ts'
import {
  ACTOR_WORDS,
  capacityWords,
  leadershipWords,
  sourceName,
  sourceWords,
  supportDaysWords,
  whenWords,
} from './words.ts'

export interface ProgrammeView {
  readonly version: ProgrammeVersion
  readonly isCurrent: boolean
  readonly canManageCohorts: boolean
  /** The numbers of the versions before the current one, on its page; the newest first. */
  readonly earlier?: readonly number[]
}

/** A definition as people read it: what each pathway gives and expects, and whose every wording and number is. */
export function programmePage({ version, isCurrent, canManageCohorts, earlier = [] }: ProgrammeView): Page {
  const { definition } = version
  const address = `/programmes/${definition.key}`
  return {
    title: isCurrent ? definition.name : `${definition.name}: version ${version.number}`,
    width: 'full',
    body: html`<h1 class="govuk-heading-l">${definition.name}</h1>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${definition.summary.map((sentence) => html`<p class="govuk-body">${sentence}</p>`)}
${
  isCurrent
    ? html`<p class="govuk-body">This is version ${version.number}. A partnership keeps the version it began with${earlier.length > 0 && html`: ${earlierLinks(address, earlier)}`}.</p>`
    : govukInsetText({
        html: html`This is version ${version.number}. Partnerships that began with it keep it; <a class="govuk-link" href="${address}">read the version for partnerships that begin now</a>.`,
      })
}
${canManageCohorts && html`<p class="govuk-body"><a class="govuk-link" href="${address}/cohorts">Cohorts of this programme</a></p>`}
${contents(definition)}
</div></div>
${definition.pathways.map((pathway) => pathwaySection(pathway))}
${definition.series.map(seriesSection)}
${sourcesSection(definition)}`,
  }
}

function earlierLinks(address: string, numbers: readonly number[]): Html {
  const links = numbers.map(
    (number, index) =>
      html`${index > 0 && ', '}<a class="govuk-link" href="${address}/versions/${String(number)}">version ${number}</a>`,
  )
  return html`read ${links}`
}

function contents({ pathways, series }: Definition): Html {
  const parts = [...pathways, ...series]
  return html`<nav aria-label="Contents"><h2 class="govuk-heading-s">On this page</h2>
<ul class="govuk-list">
${parts.map(({ key, name }) => html`<li><a class="govuk-link" href="#${key}">${name}</a></li>`)}
<li><a class="govuk-link" href="#sources">Where this comes from</a></li>
</ul></nav>`
}

function pathwaySection(pathway: Pathway): Html {
  const by = (...actors: Expectation['by'][]) =>
    pathway.expectations.filter((each) => actors.includes(each.by))
  const partner = by('partner', 'both')
  const initial = partner.filter(({ initialAction }) => initialAction !== undefined)
  const later = partner.filter(({ initialAction }) => initialAction === undefined)
  const published = pathway.capacity !== 'not published'
  return html`<section aria-labelledby="${pathway.key}">
<h2 class="govuk-heading-m" id="${pathway.key}">${pathway.name}</h2>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${pathway.summary.map((sentence) => html`<p class="govuk-body">${sentence}</p>`)}
</div></div>
${summaryList([
  { key: 'Lasts', value: sourced(`${pathway.supportTerms.number} support terms`, pathway.supportTerms) },
  { key: 'Leadership time', value: sourced(leadershipWords(pathway), pathway.leadershipDays) },
  { key: 'One-to-one support days', value: sourced(supportDaysWords(pathway), pathway.supportDays) },
  {
    key: 'Partner schools in one hub',
    value: published ? sourced(capacityWords(pathway), pathway.capacity) : capacityWords(pathway),
  },
])}
${expectationTable(pathway, 'First steps', 'first-steps', initial)}
${expectationTable(pathway, 'Through the partnership', 'through', later)}
${expectationTable(pathway, 'From the lead school', 'lead', by('lead'))}
${expectationTable(pathway, 'From the programme team', 'programme-team', by('programme-team'))}
</section>`
}

function sourced(words: string, part: Parameters<typeof sourceWords>[0]): Html {
  return html`${words}<br><span class="govuk-hint">Source: ${sourceWords(part)}</span>`
}

function expectationTable(
  pathway: Pathway,
  caption: string,
  id: string,
  expectations: readonly Expectation[],
): Html | false {
  return (
    expectations.length > 0 &&
    table({
      id: `${pathway.key}-${id}`,
      caption: `${pathway.name}: ${caption.charAt(0).toLowerCase()}${caption.slice(1)}`,
      captionSize: 's',
      head: [
        { text: 'What is expected' },
        { text: 'Who acts' },
        { text: 'When' },
        { text: 'Time' },
        { text: 'Source' },
      ],
      rows: expectations.map((each) => [
        html`${each.initialAction && `${each.initialAction}. `}${each.title}<br><span class="govuk-hint">${each.description}</span>`,
        ACTOR_WORDS[each.by],
        whenWords(each),
        timeWords(each),
        sourceWords(each),
      ]),
    })
  )
}

function timeWords(expectation: Expectation): string {
  if (expectation.minutes === undefined) return ''
  if (expectation.minutes === 'support days') return 'The support days of the term'
  return expectation.withinSupportDays
    ? `${minutes(expectation.minutes)}, within the support days`
    : minutes(expectation.minutes)
}

function seriesSection(series: Series): Html {
  return html`<section aria-labelledby="${series.key}">
<h2 class="govuk-heading-m" id="${series.key}">${series.name}</h2>
<p class="govuk-body">${series.description}</p>
${table({
  caption: `Dates: ${series.name}`,
  captionSize: 'hidden',
  head: [{ text: 'Event' }, { text: 'Date' }, { text: 'Length' }, { text: 'Source' }],
  rows: series.events.map((event) => [
    `${series.shortName} ${event.number}: ${event.title}`,
    formatDate(event.heldOn),
    minutes(event.minutes),
    sourceWords(event),
  ]),
})}
</section>`
}

function sourcesSection(definition: Definition): Html {
  const attributions = definition.sources.flatMap(({ attribution }) => attribution ?? [])
  return html`<section aria-labelledby="sources">
<h2 class="govuk-heading-m" id="sources">Where this comes from</h2>
${table({
  caption: 'Sources',
  captionSize: 'hidden',
  head: [{ text: 'Shown as' }, { text: 'Source' }, { text: 'Published' }, { text: 'Licence' }],
  rows: [
    ...definition.sources.map((source) => [
      source.mark,
      `${sourceName(definition, source.mark)}, ${source.publisher}`,
      source.published,
      source.licence,
    ]),
    ['ours', 'Our own reading, where the sources are silent. It is not the Department’s.', '', ''],
  ],
})}
${attributions.map((attribution) => html`<p class="govuk-body-s">${attribution}</p>`)}
</section>`
}
