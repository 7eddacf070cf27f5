/** What several pages of results say alike. */
import { formatDate, formatDateTime, plural, table } from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import { isShown, REASONS_SHORT, reasonInWords } from '../disclosure/index.ts'
import { waveHref } from '../waves/words.ts'
import {
  type AudienceResults,
  type Figure,
  figureOf,
  headlineWords,
  type National,
  nationalsOf,
} from './figures.ts'
import type { ResultsInView } from './results.ts'
import {
  AUDIENCE_NAMES,
  amount,
  CAUTION_LINE,
  FLOOR_LINE,
  figureWords,
  nationalSource,
  pointsWords,
} from './words.ts'

export const inLondon = (instant: string): Temporal.PlainDate =>
  Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDate()

/** Of several waves of one school, which: for titles, so that no two pages have the same. */
export const whichOf = ({ wave, partnership }: Pick<ResultsInView, 'wave' | 'partnership'>): string =>
  `${partnership.schoolName}, from ${formatDate(inLondon(wave.opensAt))}`

/** "412 pupils and 38 members of staff answered, between 3 and 14 November 2025." */
export function answeredLine({ results, wave }: Pick<ResultsInView, 'results' | 'wave'>): string {
  const counts = results.map(({ audience, published }) =>
    audience === 'pupils'
      ? plural(published.answered, 'pupil')
      : plural(published.answered, 'member of staff', 'members of staff'),
  )
  const last = wave.closedAt !== null && wave.closedAt < wave.closesAt ? wave.closedAt : wave.closesAt
  return `${counts.join(' and ')} answered, from ${formatDate(inLondon(wave.opensAt))} to ${formatDate(inLondon(last))}.`
}

/** A figure with a mark where few answered, or words for what is not shown. */
export function figureCell(figure: Figure | undefined): Html {
  if (!figure) return html`<span class="app-none">${REASONS_SHORT.few}</span>`
  return html`<span class="app-nowrap"><span class="app-figure">${figureWords(figure)}</span> <span class="app-base">of ${figure.base}${figure.isSmall && html`<abbr title="fewer than 30 answers: read with care">*</abbr>`}</span></span>`
}

/** How it is kept from telling who said what; under every page of results. */
export function protection(results: readonly AudienceResults[]): Html {
  const floor = Math.max(...results.map(({ published }) => published.floor))
  return html`<section aria-labelledby="protection"><h2 class="govuk-heading-s" id="protection">How nobody can be found here</h2>
<p class="govuk-body-s">${FLOOR_LINE(floor)} ${CAUTION_LINE} Shares are of those who chose an answer: whoever preferred not to say, or passed a question over, is counted beside them.</p></section>`
}

export function whoSees({ partnership, share }: ResultsInView): Html {
  const { schoolName, hubName } = partnership
  return html`<section class="app-who" aria-labelledby="who-can-see"><h2 class="govuk-heading-s" id="who-can-see">Who can see this</h2>
<ul class="govuk-list govuk-list--bullet govuk-body-s">
<li>The named leaders of ${schoolName}.</li>
<li>${
    share
      ? html`${hubName} and the programme team, the same figures and no more: ${share.sharedByName} shared them on ${formatDateTime(share.sharedAt)}.`
      : html`Nobody else. ${hubName} and the programme team see that the survey was run and how many answered, not what.`
  }</li>
<li>What schools share is added up for the programme and its evaluators, five schools or more at a time, never with a school’s name, and stays in those sums.</li>
<li>Nobody, here or elsewhere, sees what one person answered.</li>
</ul></section>`
}

/** Every question whose national figure is published, with source and date. Nothing where there is none. */
export function nationalTable(results: readonly AudienceResults[]): Html | undefined {
  const rows: { row: Html[]; national: National }[] = []
  for (const { audience, definition, published } of results) {
    for (const [at, question] of definition.questions.entries()) {
      const own = figureOf(definition, question, published.questions[at]?.total)
      const unit = own?.unit ?? 'percent'
      for (const national of nationalsOf(audience, question, unit)) {
        const { figure, item } = national
        rows.push({
          national,
          row: [
            html`${question.text} <span class="app-base">${AUDIENCE_NAMES[audience]}, ${headlineWords(definition, question)}</span>`,
            figureCell(own),
            html`<span class="app-figure">${amount(figure.value, item.unit)}</span>`,
            html`${figure.audience}, ${figure.period}`,
          ],
        })
      }
    }
  }
  const [first] = rows
  if (!first) return undefined
  return html`<h2 class="govuk-heading-m" id="national">Beside the published national figures</h2>
<p class="govuk-body">They are no targets, and our questions are worded much like those asked nationally, not the same. Across England leaders see behaviour more favourably than teachers, and teachers more than pupils.</p>
${table({
  caption: 'Your results beside the national figures',
  captionSize: 'hidden',
  head: [
    { text: 'Question', wide: true },
    { text: 'Your school', numeric: true },
    { text: 'National', numeric: true },
    { text: 'Who was asked, and when' },
  ],
  rows: rows.map(({ row }) => row),
})}
${sourcesOf(rows.map(({ national }) => national))}`
}

/** Where national figures are from; nothing where there is none. */
export function sourcesOf(nationals: readonly National[]): Html | undefined {
  if (nationals.length === 0) return undefined
  return html`<p class="govuk-body-s">Source of the national figures: ${[...new Set(nationals.map(nationalSource))].join('; ')}. Open Government Licence v3.0.</p>`
}

/** The other pages of the same results. */
export function pagesOf(view: ResultsInView, current: string): Html {
  const { wave, results, other } = view
  const pages = [
    { name: 'overview', text: 'Side by side', to: 'results' },
    ...results.map(({ audience }) => ({
      name: audience,
      text: `${AUDIENCE_NAMES[audience]}, question by question`,
      to: `results/${audience}`,
    })),
    ...(other ? [{ name: 'change', text: 'Baseline and follow-up', to: 'results/change' }] : []),
    { name: 'summary', text: 'Two-page summary', to: 'summary' },
    ...(view.actor.role === 'named-leader'
      ? [{ name: 'you-said', text: 'You said, we did', to: 'you-said' }]
      : []),
  ]
  return html`<nav class="app-subpages app-no-print" aria-label="Results"><ul class="govuk-list">${pages.map(
    ({ name, text, to }) =>
      name === current
        ? html`<li><span aria-current="page">${text}</span></li>`
        : html`<li><a class="govuk-link" href="${waveHref(wave, to)}">${text}</a></li>`,
  )}</ul></nav>`
}

/** A gap or a difference, in words. */
export const points = (value: number | undefined, unit: Figure['unit'] = 'percent'): Html | string =>
  value === undefined ? html`<span class="app-none">${REASONS_SHORT.few}</span>` : pointsWords(value, unit)

/** Whether anything at all could be shown; else a page of empty tables would be all that a small school gets. */
export const showsAnything = (results: readonly AudienceResults[]): boolean =>
  results.some(({ published }) => published.questions.some(({ total }) => isShown(total)))

/** For a school so small that nothing can be shown. */
export function nothingShown(results: readonly AudienceResults[]): Html {
  const floor = Math.max(...results.map(({ published }) => published.floor))
  return html`<div class="govuk-inset-text">${reasonInWords('few', floor)}. With so few answers the service shows no result at all. You could run the survey again with a longer window, or talk with those who answered.</div>`
}
