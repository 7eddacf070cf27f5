import { select, table, textField } from '../../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../../design/govuk/index.ts'
import { html } from '../../../../design/html.ts'
import type { Page } from '../../../../design/layout.ts'
import type { Answers, FormError } from '../../../../platform/forms.ts'
import { shownCode } from '../../codes/code.ts'
import { whichOf } from '../../results/parts.ts'
import type { WaveInView } from '../wave.ts'
import { nameOfWave, waveHref } from '../words.ts'

export interface CodesPageData extends WaveInView {
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

/** Stop a code that got out; make another. */
export function codesPage(data: CodesPageData): Page {
  const { wave, partnership, state, groups, codes, answers, errors } = data
  const isClosed = state === 'closed'
  return {
    title: `Codes: ${nameOfWave(wave)}, ${whichOf({ wave, partnership })}`,
    backLink: { href: waveHref(wave), text: 'Back to the survey' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${nameOfWave(wave)}</span>
<h1 class="govuk-heading-l">Codes</h1>
${
  isClosed
    ? govukInsetText({ text: 'This survey is closed, so its codes open nothing any more.' })
    : html`<p class="govuk-body">Stop a code that is known outside its class, and make another for the same class. Answers that have come in stay.</p>`
}
${table({
  caption: 'Codes of this survey',
  captionSize: 'hidden',
  head: [
    { text: 'For' },
    { text: 'Code' },
    { text: 'Answered', numeric: true },
    { text: 'To do', hidden: true },
  ],
  rows: codes.map((code) => [
    code.label,
    html`<span class="app-code">${shownCode(code.code)}</span>`,
    String(code.answered),
    code.stoppedAt !== null
      ? 'Stopped'
      : isClosed
        ? ''
        : html`<form method="post" action="${waveHref(wave, `codes/${code.id}/stop`)}"><button type="submit" class="govuk-button govuk-button--secondary app-code__stop" data-module="govuk-button" data-prevent-double-click="true">Stop<span class="govuk-visually-hidden"> the code ${shownCode(code.code)} for ${code.label}</span></button></form>`,
  ]),
})}
${
  !isClosed &&
  html`<h2 class="govuk-heading-m">Make another code</h2>
<form method="post" action="${waveHref(wave, 'codes')}" novalidate>
${select({
  name: 'group',
  label: 'Group',
  answers,
  errors,
  choices: groups.map(({ id, label }) => ({ value: String(id), text: label })),
  prompt: 'Choose a group',
})}
${textField({ name: 'label', label: 'Name of the class', hint: 'Such as 7B', width: 10, answers, errors })}
${textField({ name: 'expected', label: 'How many are in it (optional)', width: 4, inputmode: 'numeric', answers, errors })}
${govukButton({ text: 'Make a code', preventDoubleClick: true })}
</form>`
}`,
  }
}
