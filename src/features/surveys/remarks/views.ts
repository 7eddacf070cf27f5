import { plural } from '../../../design/components/index.ts'
import { govukInsetText, govukWarningText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { whichOf } from '../results/parts.ts'
import { nameOfWave, waveHref } from '../waves/words.ts'
import type { RemarkState, RemarksInView } from './actions.ts'
import { harmHref } from './words.ts'

const around = (view: RemarksInView, title: string): Omit<Page, 'body'> => ({
  title: `${title}: ${nameOfWave(view.wave)}, ${whichOf(view)}`,
  backLink: { href: waveHref(view.wave), text: 'Back to the survey' },
})

const WHY_NOT: Readonly<Record<Exclude<RemarkState, 'shown'>, string>> = {
  early:
    'What staff add can be read once the survey is closed and its results are made, and only if enough staff answered.',
  few: 'Too few staff answered for what they added to be shown: in a small group, words give away who wrote them.',
  gone: 'What staff added has been kept long enough and was deleted, together with the answers.',
}

/** What staff added, in no order and with nothing that says whose. */
export function remarksPage(
  view: RemarksInView & { readonly stands: RemarkState; readonly texts: readonly string[] },
): Page {
  const { wave, lead, isLead, stands, texts } = view
  const title = 'What staff added in their own words'
  return {
    ...around(view, title),
    body: html`<span class="govuk-caption-l">${nameOfWave(wave)}</span>
<h1 class="govuk-heading-l">${title}</h1>
${isLead && html`<p class="govuk-body"><a class="govuk-link" href="${harmHref(wave)}">For you as safeguarding lead</a></p>`}
${stands === 'shown' ? shown(texts) : govukInsetText({ text: WHY_NOT[stands] })}
<section class="app-who" aria-labelledby="who-can-see"><h2 class="govuk-heading-s" id="who-can-see">Who can see this</h2>
<ul class="govuk-list govuk-list--bullet govuk-body-s">
<li>The named leaders of your school, once there are results and at least as many staff answered as your results need.</li>
<li>What may tell of harm is not here: ${lead.name} (${lead.role}) reads it, and nobody else.</li>
<li>Your lead school, your trust, the programme team and evaluators never see any of it, also where you share your results.</li>
<li>It is deleted together with the answers. Nobody can tell who wrote it, or which answers are of the same person.</li>
</ul></section>`,
  }
}

function shown(texts: readonly string[]): Html {
  if (texts.length === 0) return govukInsetText({ text: 'Nobody added anything that can be shown here.' })
  return html`<p class="govuk-body">${plural(texts.length, 'text')}, in no order. Do not try to find out who wrote one: talk about what is said, with everybody.</p>
${list(texts)}`
}

const list = (texts: readonly string[]): Html =>
  html`<ul class="govuk-list govuk-list--spaced app-remarks">${texts.map(
    (text) => html`<li class="app-remarks__text">${text}</li>`,
  )}</ul>`

/** What may tell of harm: for one person, who knows what to do. */
export function harmPage(view: RemarksInView & { readonly texts: readonly string[] }): Page {
  const { wave, texts } = view
  const title = 'For the safeguarding lead'
  return {
    ...around(view, title),
    body: html`<span class="govuk-caption-l">${nameOfWave(wave)}</span>
<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">Staff can add something in their own words at the end of this survey. What holds a word that may tell of harm comes to you, and to nobody else. A list of words finds it, so most of it will be about something else.</p>
${
  texts.length === 0
    ? govukInsetText({ text: 'There is nothing to read.' })
    : html`${govukWarningText({ text: 'Follow your school’s safeguarding policy, as always. The service cannot tell you, or anyone, who wrote a text or when.', iconFallbackText: 'Warning' })}
<p class="govuk-body">${plural(texts.length, 'text')}, in no order.</p>
${list(texts)}`
}
<p class="govuk-body-s">That you have opened this page stands in the history of your partnership; whether there was something to read does not. What is here is deleted together with the answers of the survey.</p>`,
  }
}
