import { table } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Burst } from '../bursts/store.ts'
import { burstHref, nameOfBurst, stateOfBurst } from '../bursts/views.ts'
import type { WaveState } from '../waves/domain.ts'
import { nameOfWave, surveysHref, waveHref } from '../waves/words.ts'
import { whichOf } from './parts.ts'
import type { ResultsInView } from './results.ts'

/** Before there are results: what has to happen until there are, and by whom. */
export function pendingPage(view: ResultsInView, state: WaveState, bursts: readonly Burst[]): Page {
  const { wave, partnership } = view
  const title = `Results of the ${nameOfWave(wave).toLowerCase()}`
  return {
    title: `${title}: ${whichOf(view)}`,
    backLink: { href: surveysHref(partnership.id), text: 'Back to surveys' },
    body: html`<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">${title}</h1>
${state === 'closed' ? toMake(view, bursts) : notYet(view, state)}
${bursts.length > 0 && oddAnswers(bursts)}`,
  }
}

function notYet({ wave }: ResultsInView, state: WaveState): Html {
  return html`${govukInsetText({
    text:
      state === 'over'
        ? 'The survey no longer takes answers. Close it, and its results can be made; or extend it, if more should answer.'
        : 'There are results once the survey is closed. Until then nobody sees any, so that nobody can be found by what changes from one answer to the next.',
  })}
<p class="govuk-body"><a class="govuk-link" href="${waveHref(wave)}">See how many have answered</a></p>
${state === 'over' && govukButton({ text: 'Close the survey', href: waveHref(wave, 'close') })}`
}

function toMake({ wave }: ResultsInView, bursts: readonly Burst[]): Html {
  const waiting = bursts.filter(({ decision }) => decision === null).length
  return waiting > 0
    ? html`<p class="govuk-body-l app-lead">Some answers look odd. Say below whether they count, and the results can be made.</p>`
    : html`<p class="govuk-body-l app-lead">The survey is closed. Its results can be made now.</p>
<p class="govuk-body">They are made once and stay as they are. If nobody presses, the service makes them within the hour.</p>
<form method="post" action="${waveHref(wave, 'results')}" novalidate>
${govukButton({ text: 'Make the results', preventDoubleClick: true })}
</form>`
}

function oddAnswers(bursts: readonly Burst[]): Html {
  return html`<h2 class="govuk-heading-m" id="odd">Answers that look odd</h2>
${table({
  caption: 'Answers that look odd',
  captionSize: 'hidden',
  head: [{ text: 'What' }, { text: 'What becomes of them' }],
  rows: bursts.map((burst) => [
    html`<a class="govuk-link" href="${burstHref(burst)}">${nameOfBurst(burst)}</a>`,
    html`${stateOfBurst(burst)}`,
  ]),
})}`
}
