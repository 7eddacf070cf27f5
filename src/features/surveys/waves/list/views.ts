import { nextStep, plural, table } from '../../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../../design/govuk/index.ts'
import { type Html, html } from '../../../../design/html.ts'
import type { Page } from '../../../../design/layout.ts'
import type { Group } from '../domain.ts'
import { sayMoment, sayWindow } from '../window.ts'
import { countInWords, groupsInWords, nameOfWave, STATE_NAMES, surveysHref, waveHref } from '../words.ts'
import type { ListedWave, SurveyList } from './actions.ts'

/** Surveys in one partnership: what to do next, and every wave. */
export function surveysPage(list: SurveyList): Page {
  const { partnership, waves, actor } = list
  const own = actor.role === 'named-leader'
  return {
    title: `Surveys: ${partnership.schoolName}`,
    backLink: { href: `/partnerships/${partnership.id}`, text: `Back to ${partnership.schoolName}` },
    body: html`<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Surveys</h1>
${own ? next(list) : standing(list)}
${
  waves.length > 0 &&
  table({
    caption: 'Surveys so far',
    head: [{ text: 'Survey' }, { text: 'Who' }, { text: 'When' }, { text: 'Where it stands' }],
    rows: waves.map((each) => [
      own
        ? html`<a class="govuk-link" href="${waveHref(each.wave)}">${nameOfWave(each.wave)}</a>`
        : nameOfWave(each.wave),
      groupsInWords(each.groups),
      sayWindow(each.wave),
      html`${STATE_NAMES[each.state]}<span class="app-cell-hint">${countInWords({ answered: each.answered, roll: rollOf(each.groups) })}</span>${resultsOf(each, own)}`,
    ]),
  })
}
${own && waves.length > 0 && list.mayOpen && html`<p class="govuk-body">${govukButton({ text: 'Set up another survey', href: surveysHref(partnership.id, 'new'), classes: 'govuk-button--secondary' })}</p>`}
${whoCanSee(list)}`,
  }
}

/** Once it is closed: where the school makes and shares its results, and where those with whom it does read them. */
function resultsOf({ wave, state, isShared }: ListedWave, own: boolean): Html | undefined {
  if (state !== 'closed' || (!own && !isShared)) return undefined
  const of = html`<span class="govuk-visually-hidden">: ${nameOfWave(wave).toLowerCase()}</span>`
  const results = html`<a class="govuk-link" href="${waveHref(wave, 'results')}">Read the results${of}</a>`
  if (!own) return html`<span class="app-cell-hint">${results}</span>`
  if (wave.resultsAt === null) {
    return html`<span class="app-cell-hint"><a class="govuk-link" href="${waveHref(wave, 'results')}">Make the results${of}</a></span>`
  }
  const sharing = isShared ? 'Shared with your lead school' : 'Share the results'
  return html`<span class="app-cell-hint"><a class="govuk-link" href="${waveHref(wave, 'results')}#sharing">${sharing}${of}</a></span>`
}

const rollOf = (groups: readonly Group[]): number | null =>
  groups.every(({ roll }) => roll !== null) ? groups.reduce((sum, { roll }) => sum + (roll ?? 0), 0) : null

function next({ waves, partnership, mayOpen }: SurveyList): Html {
  const [latest] = waves
  if (latest) return nextOf(latest)
  const what = html`<p class="govuk-body">One walk round the school catches a moment. A survey says how behaviour looks to the pupils and staff who are there all week: where they agree, where they do not, and later what has changed.</p>
<ul class="govuk-list govuk-list--bullet">
<li>A class answers in a few minutes, with a code, on any device. There are no accounts and no names.</li>
<li>Pupils’ and staff’s answers are laid side by side.</li>
<li>Answers of small groups are never shown, so that nobody can be found in the results.</li>
</ul>`
  if (!mayOpen) {
    return html`${what}${govukInsetText({ text: 'This partnership is not running, so no survey can be set up.' })}`
  }
  return html`${what}${nextStep({
    title: 'Set up the baseline survey',
    body: 'Say who answers and when. The codes, posters and the notice to parents are then ready.',
    href: surveysHref(partnership.id, 'new'),
    action: 'Set it up',
    minutes: 5,
  })}`
}

function nextOf({ wave, state, answered }: ListedWave): Html {
  switch (state) {
    case 'not open yet':
      return nextStep({
        title: 'Get ready: tell parents, print the posters',
        body: `The survey opens on ${sayMoment(wave.opensAt, 'opens')}.`,
        href: waveHref(wave),
        action: 'See what is ready',
      })
    case 'open':
      return nextStep({
        title: 'The survey is open',
        body: `${plural(answered, 'answer')} so far. It closes on ${sayMoment(wave.closesAt, 'closes')}.`,
        href: waveHref(wave),
        action: 'See how many have answered',
      })
    case 'over':
      return nextStep({
        title: 'Close the survey and see the results',
        body: 'Its time is over. You can still extend it if classes are missing.',
        href: waveHref(wave),
        action: 'Go on',
      })
    case 'closed':
      return nextStep({
        title: 'Read the results',
        body: 'Pupils and staff side by side, with what to talk about.',
        href: waveHref(wave, 'results'),
        action: 'See the results',
      })
  }
}

/** For the lead school and the programme team. */
function standing({ waves, partnership }: SurveyList): Html {
  return waves.length === 0
    ? html`<p class="govuk-body">${partnership.schoolName} has not set up a survey yet.</p>`
    : html`<p class="govuk-body">${partnership.schoolName} runs its own surveys. You see when they run and how many have answered; the results when the school shares them.</p>`
}

function whoCanSee({ partnership: { schoolName, hubName } }: SurveyList): Html {
  return html`<section class="app-who" aria-labelledby="who-can-see">
<h2 class="govuk-heading-s" id="who-can-see">Who can see this</h2>
<ul class="govuk-list govuk-list--bullet govuk-body-s">
<li>Nobody sees who answered, or what one person said: the service does not know.</li>
<li>The named leaders of ${schoolName} see how many have answered, and the results of groups that are large enough.</li>
<li>${hubName} and the programme team see when a survey runs and how many have answered; the results only once the school shares them.</li>
</ul>
</section>`
}
