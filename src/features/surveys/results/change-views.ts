import { formatDate, table } from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { KIND_NAMES } from '../waves/domain.ts'
import { nameOfWave, waveHref } from '../waves/words.ts'
import { type AudienceResults, type Change, changesOf } from './figures.ts'
import { figureCell, inLondon, pagesOf, protection, whichOf, whoSees } from './parts.ts'
import type { ResultsInView } from './results.ts'
import { AUDIENCE_NAMES, amount, pointsWords } from './words.ts'

export interface Waves {
  readonly before: readonly AudienceResults[]
  readonly after: readonly AudienceResults[]
  readonly beforeOn: string
  readonly afterOn: string
}

/** The baseline and the follow-up of these results, whichever of the two is looked at. */
export function bothWaves({ wave, results, other }: ResultsInView): Waves | undefined {
  if (!other) return undefined
  const on = ({ closedAt, closesAt }: ResultsInView['wave']) => formatDate(inLondon(closedAt ?? closesAt))
  return wave.kind === 'follow-up'
    ? { before: other.results, after: results, beforeOn: on(other.wave), afterOn: on(wave) }
    : { before: results, after: other.results, beforeOn: on(wave), afterOn: on(other.wave) }
}

/** Baseline beside follow-up. Calm on purpose: a difference has a size and a margin, no colour and no arrow. */
export function changePage(view: ResultsInView, waves: Waves): Page {
  const { wave, partnership } = view
  return {
    title: `Baseline and follow-up: ${nameOfWave(wave)}, ${whichOf(view)}`,
    width: 'full',
    backLink: { href: waveHref(wave, 'results'), text: 'Back to the results' },
    body: html`<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Baseline and follow-up</h1>
<p class="govuk-body-l app-lead">The baseline closed on ${waves.beforeOn}, the follow-up on ${waves.afterOn}.</p>
${pagesOf(view, 'change')}
<p class="govuk-body">Each survey is a picture of its own time: nobody is followed from one to the other, and some who answered the first have left. Views can part further while rules are being reset, and early resistance is usual. Look at pupils and staff together, and at how many answered.</p>
${waves.after.map((after) => {
  const before = waves.before.find(({ audience }) => audience === after.audience)
  return before && audienceTable(before, after)
})}
<p class="govuk-body-s">A difference within its margin can be chance alone: on another day it could as well have been none. Of twenty questions about one is beyond its margin by chance, so look for several that say the same. The margin is that of a 95% interval (for shares after Agresti and Caffo, 2000).</p>
${protection([...waves.before, ...waves.after])}
${whoSees(view)}`,
  }
}

function audienceTable(before: AudienceResults, after: AudienceResults): Html {
  const changes = changesOf(before, after)
  return html`<h2 class="govuk-heading-m">${AUDIENCE_NAMES[after.audience]}</h2>
<p class="govuk-body">${before.published.answered} answered the first time, ${after.published.answered} the second.</p>
${table({
  caption: `${AUDIENCE_NAMES[after.audience]}: ${KIND_NAMES.baseline.toLowerCase()} and ${KIND_NAMES['follow-up'].toLowerCase()}`,
  captionSize: 'hidden',
  head: [
    { text: 'Question', wide: true },
    { text: 'Baseline', numeric: true },
    { text: 'Follow-up', numeric: true },
    { text: 'Difference' },
  ],
  rows: changes.map((change) => [
    html`${change.question.text} <span class="app-base">${change.words}</span>`,
    figureCell(change.before),
    figureCell(change.after),
    differenceWords(change),
  ]),
  empty: 'The two surveys asked no question in the same way.',
})}`
}

/** "6 points higher, give or take 9: can be chance". */
export function differenceWords({ difference, margin, isClear, after }: Change): string {
  if (difference === undefined || margin === undefined || !after) return 'Not shown'
  const size = pointsWords(difference, after.unit)
  const within = after.unit === 'percent' ? `${margin} points` : amount(margin, after.unit)
  return `${size}, give or take ${within}: ${isClear ? 'more than chance usually brings' : 'can be chance'}`
}
