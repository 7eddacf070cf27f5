import { formatDateTime, hidden, textArea } from '../../../design/components/index.ts'
import { govukButton, govukInsetText, govukNotificationBanner } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import { type AudienceResults, figureOf, headlineWords } from '../results/figures.ts'
import { pagesOf, whichOf } from '../results/parts.ts'
import type { ResultsInView } from '../results/results.ts'
import { figureWords } from '../results/words.ts'
import { nameOfWave, waveHref } from '../waves/words.ts'
import { PLACES } from './forms.ts'
import type { Reply } from './store.ts'

/** What the school tells its pupils came of what they said. */
export function replyPage(data: {
  readonly view: ResultsInView
  readonly reply: Reply
  readonly saved?: boolean
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}): Page {
  const { view, reply, saved, answers, errors } = data
  const { wave, results } = view
  return {
    title: `You said, we did: ${nameOfWave(wave)}, ${whichOf(view)}`,
    backLink: { href: waveHref(wave, 'results'), text: 'Back to the results' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`
${saved && govukNotificationBanner({ type: 'success', html: html`<p class="govuk-notification-banner__heading">Saved. <a class="govuk-notification-banner__link" href="${waveHref(wave, 'you-said/poster')}">See the page for pupils</a></p>` })}
<span class="govuk-caption-l">${nameOfWave(wave)}</span>
<h1 class="govuk-heading-l">You said, we did</h1>
${pagesOf(view, 'you-said')}
<p class="govuk-body">Pupils answer again, and more openly, when they see that something came of it. Two or three things, in words that the youngest who answered can read, are enough. Choose what most said: a page about what one person said could point to them.</p>
${results.map(suggestions)}
<form method="post" action="${waveHref(wave, 'you-said')}" novalidate>
${hidden('seen', answers?.seen ?? reply.revision)}
${Array.from({ length: PLACES }, (_, at) => pair(at + 1, reply, answers, errors))}
${pupilCheckbox(errors ?? [], answers)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>
${reply.changedAt !== null && html`<p class="govuk-body-s">Last changed by ${reply.changedByName} on ${formatDateTime(reply.changedAt)}.</p>`}
${reply.said.length > 0 && html`<p class="govuk-body"><a class="govuk-link" href="${waveHref(wave, 'you-said/poster')}">See the page for pupils, to show and to print</a></p>`}`,
  }
}

function pair(
  n: number,
  { said, did }: Reply,
  answers: Answers | undefined,
  errors: readonly FormError[] | undefined,
): Html {
  return html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Number ${n}</legend>
${textArea({ name: `said-${n}`, label: 'You said', rows: 2, max: 200, value: said[n - 1], answers, errors })}
${textArea({ name: `did-${n}`, label: 'We did', rows: 2, max: 200, value: did[n - 1], answers, errors })}
</fieldset>`
}

/** Sentences to begin from: the three highest and lowest shares that are shown. */
function suggestions({ audience, definition, published }: AudienceResults): Html | undefined {
  if (audience !== 'pupils') return undefined
  const figures = definition.questions
    .flatMap((question, at) => {
      const figure = figureOf(definition, question, published.questions[at]?.total)
      return figure && question.scale === 'agreement' ? [{ question, figure }] : []
    })
    .toSorted((a, b) => b.figure.value - a.figure.value)
  if (figures.length < 6) return undefined
  return html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">What pupils said, to begin from</span></summary>
<div class="govuk-details__text"><ul class="govuk-list govuk-list--bullet">${[
    ...figures.slice(0, 3),
    ...figures.slice(-3),
  ].map(
    ({ question, figure }) =>
      html`<li>${figureWords(figure)} of you said that you ${headlineWords(definition, question)}: ${question.text}</li>`,
  )}</ul></div></details>`
}

/** The page itself, in big letters: to show on a wall or a screen, and to print. */
export function replyPoster({ wave, partnership }: ResultsInView, reply: Reply): Page {
  return {
    title: `You said, we did: for the pupils of ${whichOf({ wave, partnership })}, ${nameOfWave(wave)}`,
    width: 'full',
    backLink: { href: waveHref(wave, 'you-said'), text: 'Back to editing' },
    body: html`<article class="app-reply"><h1 class="govuk-heading-xl">You said, we did</h1>
<p class="govuk-body-l">${partnership.schoolName}. Thank you to everyone who answered.</p>
${
  reply.said.length === 0
    ? govukInsetText({ text: 'Nothing is written yet.' })
    : html`<dl class="app-reply__pairs">${reply.said.map(
        (said, at) =>
          html`<div class="app-reply__pair"><dt>You said</dt><dd>${said}</dd><dt>We did</dt><dd>${reply.did[at]}</dd></div>`,
      )}</dl>`
}</article>`,
  }
}
