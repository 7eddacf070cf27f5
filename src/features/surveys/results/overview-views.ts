import { hiddenKey, table } from '../../../design/components/index.ts'
import { govukButton, govukInsetText, govukNotificationBanner } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { canShare } from '../policy.ts'
import { nameOfWave, surveysHref, waveHref } from '../waves/words.ts'
import { type AudienceResults, figureOf, gapsOf, headlineWords } from './figures.ts'
import {
  answeredLine,
  figureCell,
  nationalTable,
  nothingShown,
  pagesOf,
  points,
  protection,
  showsAnything,
  whichOf,
  whoSees,
} from './parts.ts'
import { gapPicture } from './picture.ts'
import type { ResultsInView } from './results.ts'
import { gapSentence } from './words.ts'

/** So many gaps are in the picture; the table has all. */
const PICTURED = 6

/** The results as a whole: pupils and staff side by side, and beside the country. */
export function overviewPage(view: ResultsInView, { key, isNew }: { key: string; isNew: boolean }): Page {
  const { wave, partnership, results } = view
  const [pupils, staff] = ['pupils', 'staff'].map((name) => results.find(({ audience }) => audience === name))
  return {
    title: `Results of the ${nameOfWave(wave).toLowerCase()}: ${whichOf({ wave, partnership })}`,
    width: 'full',
    backLink: { href: surveysHref(partnership.id), text: 'Back to surveys' },
    body: html`
${isNew && govukNotificationBanner({ type: 'success', html: html`<p class="govuk-notification-banner__heading">The results are made. They stay as they are: no more answers can come in.</p>` })}
<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Results of the ${nameOfWave(wave).toLowerCase()}</h1>
<p class="govuk-body-l app-lead">${answeredLine(view)}</p>
${pagesOf(view, 'overview')}
${!showsAnything(results) && nothingShown(results)}
${pupils && staff ? sideBySide(pupils, staff) : results.map(alone)}
${nationalTable(results)}
${sharing(view, key)}
<h2 class="govuk-heading-m app-no-print" id="files">Take it with you</h2>
<ul class="govuk-list app-no-print">
<li><a class="govuk-link" href="${waveHref(wave, 'summary.docx')}">The two-page summary as a Word document</a></li>
<li><a class="govuk-link" href="${waveHref(wave, 'results.csv')}">All results for a spreadsheet (CSV)</a></li>
</ul>
${protection(results)}
${whoSees(view)}`,
  }
}

function sideBySide(pupils: AudienceResults, staff: AudienceResults): Html {
  const gaps = gapsOf(pupils, staff)
  const [widest] = gaps
  const pictured = gaps.filter(({ points }) => points !== undefined).slice(0, PICTURED)
  return html`<h2 class="govuk-heading-m" id="gaps">Pupils and staff side by side</h2>
${widest && gapSentence(widest) && html`<p class="govuk-body-l app-headline">${gapSentence(widest)}</p>`}
<p class="govuk-body">Staff see behaviour more favourably than pupils in most schools. A wide gap is where a conversation is likely to be worth most; it does not say who is right.</p>
${
  pictured.length > 0 &&
  html`<figure class="app-figure-block"><figcaption class="govuk-body-s">The ${pictured.length === 1 ? 'question' : `${pictured.length} questions`} on which the two are furthest apart, numbered as in the table. Each line runs from 0% to 100%.</figcaption>
${gapPicture(pictured)}</figure>`
}
${table({
  caption: 'Every question that both were asked',
  captionSize: 's',
  head: [
    { text: 'Question, as pupils were asked', wide: true },
    { text: 'Pupils', numeric: true },
    { text: 'Staff', numeric: true },
    { text: 'Staff, beside pupils' },
  ],
  rows: gaps.map((gap, at) => [
    html`${at + 1}. ${gap.pupilsQuestion.text} <span class="app-base">Share who said “${gap.words}”</span>`,
    figureCell(gap.pupils),
    figureCell(gap.staff),
    points(gap.points, gap.pupils?.unit),
  ]),
})}`
}

/** One audience was asked: its figures, question by question. */
function alone({ audience, definition, published }: AudienceResults): Html {
  return table({
    caption: audience === 'pupils' ? 'What pupils said' : 'What staff said',
    head: [{ text: 'Question', wide: true }, { text: 'Said' }, { text: 'Share or average', numeric: true }],
    rows: definition.questions.map((question, at) => [
      question.text,
      headlineWords(definition, question),
      figureCell(figureOf(definition, question, published.questions[at]?.total)),
    ]),
  })
}

function sharing(view: ResultsInView, key: string): Html | undefined {
  const { actor, wave, partnership, share } = view
  if (!canShare(actor)) return undefined
  const { hubName } = partnership
  const action = waveHref(wave, 'shares')
  return html`<section class="app-no-print" aria-labelledby="sharing">
<h2 class="govuk-heading-m" id="sharing">Sharing with ${hubName}</h2>
${
  share
    ? html`<form method="post" action="${action}/withdrawal" novalidate>
<p class="govuk-body">${hubName} and the programme team read what you read here, and no more. They keep what they have downloaded, and what was added up with other schools stays in the sum.</p>
${govukButton({ text: 'Stop sharing the results', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
    : html`<form method="post" action="${action}" novalidate>
${hiddenKey(key)}
<p class="govuk-body">Your lead school and the programme team would read what you read here, and no more. What is not shown to you is not shown to them.</p>
${govukButton({ text: 'Share the results', preventDoubleClick: true })}
</form>`
}</section>`
}

/** For those with whom the results are not shared. */
export function notSharedPage({ wave, partnership }: ResultsInView): Page {
  return {
    title: `Results of the ${nameOfWave(wave).toLowerCase()}: ${whichOf({ wave, partnership })}`,
    backLink: { href: surveysHref(partnership.id), text: 'Back to surveys' },
    body: html`<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Results of the ${nameOfWave(wave).toLowerCase()}</h1>
${govukInsetText({
  text:
    wave.resultsAt === null
      ? 'There are no results yet. When there are, the school decides whether you read them.'
      : `${partnership.schoolName} has its results, and has not shared them with you. It can share them from its own page of results.`,
})}`,
  }
}
