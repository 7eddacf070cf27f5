import { hidden, radios, textArea } from '../../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../../design/govuk/index.ts'
import { type Html, html } from '../../../../design/html.ts'
import type { Page } from '../../../../design/layout.ts'
import type { Answers, FormError } from '../../../../platform/forms.ts'
import { pupilCheckbox } from '../../../action-plans/index.ts'
import { whichOf } from '../../results/parts.ts'
import { countOf } from '../domain.ts'
import { moment } from '../opening/views.ts'
import type { WaveInView } from '../wave.ts'
import { momentInForm, sayMoment, sayWindow } from '../window.ts'
import { countInWords, nameOfWave, waveHref } from '../words.ts'
import { DAYS_BEFORE_CLOSING } from './actions.ts'

export interface ChangePageData extends WaveInView {
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

const around = (data: ChangePageData, title: string): Omit<Page, 'body'> => ({
  title: `${title}: ${nameOfWave(data.wave)}, ${whichOf(data)}`,
  backLink: { href: waveHref(data.wave), text: 'Back to the survey' },
  ...(data.errors ? { errors: data.errors, status: 422 } : {}),
})

const reasonField = ({ answers, errors }: ChangePageData): Html =>
  html`${textArea({
    name: 'reason',
    label: 'Why?',
    hint: 'It stands in the history of your partnership, which your lead school can read. Do not write about any pupil.',
    rows: 2,
    max: 500,
    answers,
    errors,
  })}${pupilCheckbox(errors, answers)}`

/** Extend, shorten, move or reopen. */
export function windowPage(data: ChangePageData): Page {
  const { wave, state, answers } = data
  const title = state === 'over' ? 'Reopen or extend the survey' : 'Change when the survey is open'
  const [opens, closes] = [momentInForm(wave.opensAt, 'opens'), momentInForm(wave.closesAt, 'closes')]
  return {
    ...around(data, title),
    body: html`<span class="govuk-caption-l">${nameOfWave(wave)}</span>
<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${state === 'over' ? 'It was open from' : 'Now:'} ${sayWindow(wave)}.</p>
${
  state === 'closed'
    ? govukInsetText({
        text: 'This survey is closed, and a closed survey is not opened again: its results are made.',
      })
    : html`<form method="post" action="${waveHref(wave, 'window')}" novalidate>
${hidden('seen', answers?.seen ?? wave.revision)}
${
  state === 'not open yet'
    ? moment('start', 'It opens on', Temporal.PlainDate.from(opens.day), opens.time, data)
    : html`<p class="govuk-body">It opened on ${sayMoment(wave.opensAt, 'opens')}. That stays.</p>`
}
${moment('end', 'It closes on', Temporal.PlainDate.from(closes.day), closes.time, data)}
${reasonField(data)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`
}`,
  }
}

/** Stop for now, or close for good. */
export function closePage(data: ChangePageData): Page {
  const { wave, state, groups, codes, answers, errors } = data
  return {
    ...around(data, 'Close the survey'),
    body: html`<span class="govuk-caption-l">${nameOfWave(wave)}</span>
<h1 class="govuk-heading-l">Close the survey</h1>
<p class="govuk-body">${countInWords(countOf(groups, codes))}. ${state === 'open' ? `It would be open until ${sayMoment(wave.closesAt, 'closes')}.` : ''}</p>
${
  state === 'closed'
    ? govukInsetText({ text: 'This survey is closed.' })
    : html`<p class="govuk-body">When a survey is closed, its results are made once, and nothing is added to them: so nobody can be found by comparing results before and after one more answer.</p>
${state === 'over' && html`<p class="govuk-body">If nobody closes it, it is closed by itself ${DAYS_BEFORE_CLOSING} days after its time.</p>`}
<form method="post" action="${waveHref(wave, 'close')}" novalidate>
${hidden('seen', answers?.seen ?? wave.revision)}
${
  state === 'open' &&
  radios({
    name: 'how',
    label: 'What do you want to do?',
    answers,
    errors,
    choices: [
      { value: 'stop', text: 'Stop taking answers for now', hint: 'You can reopen it, or close it later' },
      { value: 'close', text: 'Close it for good and make the results', hint: 'It cannot be opened again' },
    ],
  })
}
${state !== 'over' && reasonField(data)}
${govukButton({ text: state === 'open' ? 'Continue' : 'Close it for good', preventDoubleClick: true })}
</form>`
}`,
  }
}
