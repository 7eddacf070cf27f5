import { table } from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { optionsOf, type SurveyQuestion } from '../definition.ts'
import { type Cell, isShown, REASONS_SHORT, reasonInWords } from '../disclosure/index.ts'
import { nameOfWave, waveHref } from '../waves/words.ts'
import { type AudienceResults, figureOf, headlineWords, nationalsOf } from './figures.ts'
import { answeredLine, pagesOf, protection, whichOf, whoSees } from './parts.ts'
import { answersLegend, answersStrip, percent } from './picture.ts'
import type { ResultsInView } from './results.ts'
import { AUDIENCE_NAMES, figureWords, nationalSource, nationalWords } from './words.ts'

/** Every question to one audience, topic by topic: everybody together, and by year group or role. */
export function questionsPage(view: ResultsInView, results: AudienceResults): Page {
  const { wave, partnership } = view
  const { audience, definition } = results
  const title = `${AUDIENCE_NAMES[audience]}, question by question`
  return {
    title: `${title}: ${nameOfWave(wave)}, ${whichOf(view)}`,
    width: 'full',
    backLink: { href: waveHref(wave, 'results'), text: 'Back to the results' },
    body: html`<span class="govuk-caption-l">${nameOfWave(wave)}, ${partnership.schoolName}</span>
<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body-l app-lead">${answeredLine({ results: [results], wave })}</p>
${pagesOf(view, audience)}
<ul class="govuk-list app-no-print">${definition.topics.map(({ key, name }) => html`<li><a class="govuk-link" href="#topic-${key}">${name}</a></li>`)}</ul>
${definition.topics.map(
  ({ key, name }) => html`<h2 class="govuk-heading-m" id="topic-${key}">${name}</h2>
${definition.questions.map((question, at) => question.topic === key && oneQuestion(results, question, at))}`,
)}
${protection([results])}
${whoSees(view)}`,
  }
}

function oneQuestion(results: AudienceResults, question: SurveyQuestion, at: number): Html {
  const { audience, definition, published } = results
  const options = optionsOf(definition, question).map(({ text }) => text)
  const cells = published.questions[at]
  const figure = figureOf(definition, question, cells?.total)
  const nationals = nationalsOf(audience, question, figure?.unit ?? 'percent')
  const rows: { label: string; cell: Cell | undefined }[] = [
    { label: 'Everybody', cell: cells?.total },
    ...published.groups.map(({ label }, group) => ({ label, cell: cells?.groups[group] })),
  ]
  const isHidden = rows.some(({ cell }) => cell?.state === 'hidden' && cell.reason === 'few')
  return html`<section class="app-question" aria-labelledby="question-${at + 1}">
<h3 class="govuk-heading-s" id="question-${at + 1}">${at + 1}. ${question.text}</h3>
<p class="govuk-body">${
    figure
      ? html`<strong>${figureWords(figure)}</strong> ${figure.unit === 'percent' ? `said “${headlineWords(definition, question)}”` : headlineWords(definition, question)}, of ${figure.base} who chose an answer.`
      : reasonInWords('few', published.floor)
  } ${nationals.map((national) => html`<span class="app-base">${nationalWords(national)}. Source: ${nationalSource(national)}.</span> `)}</p>
${rows.some(({ cell }) => isShown(cell)) && answersLegend(options)}
${table({
  caption: `Answers to question ${at + 1}`,
  captionSize: 'hidden',
  phone: 'stack',
  head: [
    { text: 'Who', wide: true },
    ...options.map((text) => ({ text, numeric: true })),
    { text: 'Did not say', numeric: true },
    { text: 'Chose an answer', numeric: true },
  ],
  rows: rows.map(({ label, cell }) =>
    isShown(cell)
      ? [
          html`${label}${answersStrip(cell, options, label)}`,
          ...cell.counts.map((count) => `${percent(count, cell.base)}%`),
          String(cell.unsaid),
          html`${cell.base}${cell.base < 30 && html`<abbr title="fewer than 30 answers: read with care">*</abbr>`}`,
        ]
      : [
          label,
          ...[...options, '', ''].map(
            () => html`<span class="app-none">${REASONS_SHORT[cell?.reason ?? 'few']}</span>`,
          ),
        ],
  ),
})}
${isHidden && html`<p class="govuk-body-s">${reasonInWords('few', published.floor)}.</p>`}
</section>`
}
