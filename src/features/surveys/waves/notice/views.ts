import { govukButton, govukInsetText } from '../../../../design/govuk/index.ts'
import { html } from '../../../../design/html.ts'
import type { Page } from '../../../../design/layout.ts'
import { whichOf } from '../../results/parts.ts'
import { fewIn } from '../domain.ts'
import type { WaveInView } from '../wave.ts'
import { nameOfWave, waveHref } from '../words.ts'
import { noticeOf, OFFICE, plainText, reminderOf } from './text.ts'

const around = ({ wave, partnership }: WaveInView, title: string): Omit<Page, 'body'> => ({
  title: `${title}: ${nameOfWave(wave)}, ${whichOf({ wave, partnership })}`,
  backLink: { href: waveHref(wave), text: 'Back to the survey' },
})

/** The notice as it would be read, to copy; and as a Word document. */
export function noticePage(view: WaveInView, now: Temporal.Instant): Page {
  const { wave } = view
  const text = plainText(noticeOf(view, now))
  return {
    ...around(view, 'Notice to parents'),
    body: html`<span class="govuk-caption-l">${nameOfWave(wave)}</span>
<h1 class="govuk-heading-l">Notice to parents</h1>
<p class="govuk-body">Send it a week before the survey opens, the way you usually write to parents. The service sends nothing. Put in ${OFFICE} where it stands in square brackets, and change what you like.</p>
<p class="govuk-body">${govukButton({ text: 'Download it as a Word document', href: waveHref(wave, 'notice.docx') })}</p>
<div class="govuk-form-group">
<label class="govuk-label govuk-label--m" for="notice">To copy</label>
<div class="govuk-hint" id="notice-hint">Choose all of it (Ctrl and A), then copy it (Ctrl and C). What you change here is not kept.</div>
<textarea class="govuk-textarea" id="notice" name="notice" rows="24" aria-describedby="notice-hint">${text}</textarea>
</div>
<h2 class="govuk-heading-m">Who has opted out</h2>
<p class="govuk-body">Keep the list of names in your school, not here: this service holds no names of pupils. The teacher’s sheet reminds adults of it.</p>`,
  }
}

/** Words for the adults of classes with few answers. About classes, never about a pupil. */
export function reminderPage(view: WaveInView, now: Temporal.Instant): Page {
  const { wave, codes, state } = view
  const few = fewIn(wave, codes, now)
  return {
    ...around(view, 'Reminder'),
    body: html`<span class="govuk-caption-l">${nameOfWave(wave)}</span>
<h1 class="govuk-heading-l">Reminder</h1>
${state !== 'open' && govukInsetText({ text: 'The survey is not open at the moment.' })}
<p class="govuk-body">${
      few.length > 0
        ? 'A third or fewer have answered in these. They may have it planned for another day.'
        : 'No class has few answers, as far as the service can tell: it looks once half of the time is over, and where it knows how many are in a class.'
    }</p>
${few.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${few.map(({ label, answered, expected }) => html`<li>${label}: ${answered} of ${expected}</li>`)}</ul>`}
<div class="govuk-form-group">
<label class="govuk-label govuk-label--m" for="reminder">To copy</label>
<div class="govuk-hint" id="reminder-hint">The service sends nothing. What you change here is not kept.</div>
<textarea class="govuk-textarea" id="reminder" name="reminder" rows="12" aria-describedby="reminder-hint">${reminderOf(view, few)}</textarea>
</div>`,
  }
}
