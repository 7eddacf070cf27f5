import {
  emptyState,
  formatDate,
  number,
  pagination,
  plural,
  table,
} from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { FEWEST_SCHOOLS } from '../disclosure/index.ts'
import { figureOf, headlineWords, type National, nationalsOf } from '../results/figures.ts'
import { inLondon, sourcesOf } from '../results/parts.ts'
import { AUDIENCE_NAMES, amount, figureWords, resultsHref } from '../results/words.ts'
import { KIND_NAMES } from '../waves/domain.ts'
import type { Sums } from './domain.ts'
import type { SharedWave } from './store.ts'

/** Results that schools share, a page of them at a time. */
export interface SharedPage {
  readonly waves: readonly SharedWave[]
  readonly all: number
  readonly page: number
  readonly pages: number
  readonly href: (page: number) => string
}

export interface SumsPageData {
  readonly name: string
  /** For evaluators there is no school in the world. */
  readonly shared: SharedPage | undefined
  readonly sums: readonly Sums[]
  readonly back: { readonly href: string; readonly text: string } | undefined
  readonly isProgramme: boolean
  readonly mayKeep: boolean
}

/** What schools share of their surveys: each by itself, and together. */
export function sumsPage(data: SumsPageData): Page {
  const { name, shared, sums, back, isProgramme, mayKeep } = data
  const heading = shared ? 'What surveys say' : 'What surveys say, for evaluation'
  return {
    title: `${heading}: ${name}`,
    width: 'full',
    ...(back ? { backLink: back } : {}),
    body: html`<span class="govuk-caption-l">${name}</span>
<h1 class="govuk-heading-l">${heading}</h1>
<p class="govuk-body">Only results that a school shares are here, and of those only figures that it can see itself. Sums are of ${FEWEST_SCHOOLS} schools or more, for each question.${isProgramme && ` Schools join them ${FEWEST_SCHOOLS} or more at a time and stay in them, so that none can be read off what changes: the latest to share may not be in them yet.`} No school is compared with another.</p>
${isProgramme && html`<p class="govuk-body"><a class="govuk-link" href="/evaluation/surveys.csv">Download the sums (CSV)</a>, with their <a class="govuk-link" href="/evaluation/surveys-dictionary.csv">data dictionary (CSV)</a></p>`}
${mayKeep && html`<p class="govuk-body"><a class="govuk-link" href="/programme/surveys/rules">How long answers are kept</a></p>`}
${shared && sharedTable(shared, isProgramme)}
<h2 class="govuk-heading-m" id="sums">Schools together</h2>
${
  sums.length === 0
    ? emptyState({
        title: 'There is nothing to add up yet.',
        body: `Sums appear once ${FEWEST_SCHOOLS} schools share results of the same questionnaire in the same kind of survey.`,
      })
    : sums.map(sumTable)
}`,
  }
}

function sharedTable({ waves, all, page, pages, href }: SharedPage, isProgramme: boolean): Html {
  return html`<h2 class="govuk-heading-m" id="shared">Results that schools share <span class="app-count">${number(all)}${pages > 1 && `, page ${number(page)} of ${number(pages)}`}</span></h2>
${table({
  caption: 'Results that schools share, by school',
  captionSize: 'hidden',
  head: [
    { text: 'School' },
    ...(isProgramme ? [{ text: 'Hub' }] : []),
    { text: 'Survey' },
    { text: 'Closed' },
    { text: 'Pupils', numeric: true },
    { text: 'Staff', numeric: true },
  ],
  rows: waves.map((each) => [
    html`<a class="govuk-link" href="${resultsHref(each.waveId)}">${each.schoolName}<span class="govuk-visually-hidden">, ${KIND_NAMES[each.kind].toLowerCase()}</span></a>`,
    ...(isProgramme ? [each.hubName] : []),
    KIND_NAMES[each.kind],
    formatDate(inLondon(each.closedAt)),
    each.pupils === null ? html`<span class="app-none">Not asked</span>` : String(each.pupils),
    each.staff === null ? html`<span class="app-none">Not asked</span>` : String(each.staff),
  ]),
  empty: 'No school shares results yet.',
})}
${pagination({ page, pages, href, label: 'Pages of results that schools share' })}`
}

function sumTable({ kind, audience, definition, questions }: Sums): Html {
  const nationals: National[] = []
  const shown = table({
    caption: `${KIND_NAMES[kind]}: ${AUDIENCE_NAMES[audience]}, “${definition.name}”`,
    head: [
      { text: 'Question', wide: true },
      { text: 'Share or average', numeric: true },
      { text: 'Of', numeric: true },
      { text: 'National figure' },
    ],
    rows: definition.questions.map((question, at) => {
      const cell = questions[at]
      const figure = figureOf(definition, question, cell)
      const own = nationalsOf(audience, question, figure?.unit ?? 'percent')
      nationals.push(...own)
      return [
        html`${question.text} <span class="app-base">${headlineWords(definition, question)}</span>`,
        figure
          ? html`<span class="app-figure">${figureWords(figure)}</span>`
          : html`<span class="app-none">Fewer than ${FEWEST_SCHOOLS} schools</span>`,
        figure
          ? `${plural(figure.base, 'answer')}, ${plural(cell?.schools ?? 0, 'school')}`
          : html`<span class="app-none">Not shown</span>`,
        own.length === 0
          ? html`<span class="app-none">None published</span>`
          : own
              .map(
                ({ item, figure }) =>
                  `${amount(figure.value, item.unit)}, ${figure.audience}, ${figure.period}`,
              )
              .join('; '),
      ]
    }),
  })
  return html`${shown}${sourcesOf(nationals)}`
}
