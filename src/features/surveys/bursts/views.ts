import { formatDateTime, hidden, plural, radios, textArea } from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import { whichOf } from '../results/parts.ts'
import type { WaveInView } from '../waves/wave.ts'
import { nameOfWave, waveHref } from '../waves/words.ts'
import type { Burst } from './store.ts'

export const burstHref = ({ waveId, id }: Pick<Burst, 'waveId' | 'id'>, to = ''): string =>
  `/surveys/${waveId}/bursts/${id}${to && `/${to}`}`

const WHY: Readonly<Record<Burst['why'], string>> = {
  'more-than-expected': 'More answers came with one code than its class has pupils.',
  'faster-than-a-class': 'Many more answers came within half a minute than a class can give.',
  'all-the-same': 'The same answers came again and again, one after another.',
}

export const nameOfBurst = ({ count, groupLabel }: Burst): string =>
  `${plural(count, 'answer')} of ${groupLabel}`

/** "Kept", "Set aside", or that it waits. */
export const stateOfBurst = ({ decision }: Pick<Burst, 'decision'>): string =>
  decision === 'kept' ? 'Kept' : decision === 'set-aside' ? 'Set aside' : 'Waits for your decision'

/** One burst, and what becomes of it. */
export function burstPage(data: {
  readonly view: WaveInView
  readonly burst: Burst
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}): Page {
  const { view, burst, answers, errors } = data
  const { wave } = view
  return {
    title: `Answers that look odd: ${nameOfBurst(burst)}: ${whichOf(view)}`,
    backLink: { href: waveHref(wave, 'results'), text: 'Back to the results' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${nameOfWave(wave)}</span>
<h1 class="govuk-heading-l">Answers that look odd: ${nameOfBurst(burst)}</h1>
<p class="govuk-body">${WHY[burst.why]} It began on ${formatDateTime(burst.foundAt)}, to the hour.</p>
<p class="govuk-body">The service does not know who sent them, or what they say, and refused none. Ask whoever led the lesson. If they know of a reason (two classes shared a code, a lesson was repeated), keep them. If somebody tried it out many times, set them aside: they are then in no result.</p>
${
  wave.resultsAt === null
    ? form(data)
    : govukInsetText({
        text: `${stateOfBurst({ decision: burst.decision ?? 'kept' })}. The results are made, so this no longer changes.`,
      })
}
${
  burst.decidedAt !== null &&
  html`<p class="govuk-body-s">${stateOfBurst(burst)} by ${burst.decidedByName} on ${formatDateTime(burst.decidedAt)}: ${burst.reason}</p>`
}`,
  }

  function form({ burst }: { burst: Burst }): Html {
    return html`<form method="post" action="${burstHref(burst, 'decision')}" novalidate>
${hidden('seen', answers?.seen ?? burst.revision)}
${radios({
  name: 'decision',
  label: 'What becomes of them?',
  value: burst.decision,
  answers,
  choices: [
    { value: 'kept', text: 'Keep them' },
    { value: 'set-aside', text: 'Set them aside' },
  ],
  errors,
})}
${textArea({
  name: 'reason',
  label: 'Why?',
  hint: 'It stands in the history of your partnership, which your lead school can read. Do not write about any pupil.',
  rows: 2,
  max: 500,
  answers,
  errors,
})}${pupilCheckbox(errors ?? [], answers)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`
  }
}
