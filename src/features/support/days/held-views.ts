/** The forms on which a school says how a support day was: one that was arranged, one that was not, one to be corrected. */
import {
  dateField,
  hidden,
  hiddenKey,
  radios,
  textArea,
  textField,
} from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import { dayNameWithin, supportDayHref, supportDaysHref } from '../words.ts'
import type { DayInView, Support } from './actions.ts'
import { READERS } from './answer-views.ts'
import { type DayNow, NOTHING_YET } from './domain.ts'
import { type FormData, otherSide, standsNow, typeRadios } from './form-views.ts'

/** How a day was: said for the first time, or set right. */
export function recordPage(data: FormData & { readonly view: DayInView }): Page {
  const { view, key, answers, errors } = data
  const { partnership, day } = view
  const correcting = day.state === 'delivered'
  const heading = correcting ? 'Correct this support day' : 'Say how this support day was'
  return {
    title: `${heading}: ${dayNameWithin(day)}, ${partnership.schoolName}`,
    backLink: { href: supportDayHref(day.id), text: 'Back to the support day' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName} · ${dayNameWithin(day)}</span>
<h1 class="govuk-heading-l">${heading}</h1>
<p class="govuk-body">${otherSide(view)} agrees it, and then it counts. ${correcting && 'What was recorded before stays in the history.'}</p>
${errors && standsNow(view)}
<form method="post" action="${supportDayHref(day.id)}/record" novalidate>
${hiddenKey(key)}${hidden('seen', answers?.seen ?? day.entries)}
${howFields({ view, answers, errors, day: view.day, mayBeNone: true })}
${textArea({ name: 'note', label: correcting ? 'What is to be corrected, and why' : 'Note (optional)', hint: READERS, rows: 3, max: 1000, answers, errors })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>`,
  }
}

/** A day that was not arranged beforehand, said when it is over. */
export function pastPage(data: FormData & { readonly support: Support }): Page {
  const { support, key, answers, errors } = data
  const { partnership } = support
  const href = supportDaysHref(partnership.id)
  return {
    title: `Add a day that has taken place: ${partnership.schoolName}`,
    backLink: { href, text: 'Back to support days' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Add a day that has taken place</h1>
<p class="govuk-body">For a day that was not arranged here beforehand. ${otherSide(support)} agrees it, and then it counts.</p>
<form method="post" action="${href}/taken-place" novalidate>
${hiddenKey(key)}
${typeRadios('What kind of support day was it?', { answers, errors })}
${howFields({ view: support, answers, errors, day: NOTHING_YET })}
${textArea({ name: 'note', label: 'What it was for (optional)', hint: READERS, rows: 3, max: 1000, answers, errors })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Add this day', preventDoubleClick: true })}
</form>`,
  }
}

/** How long a day took, when it was and who was there. */
function howFields({
  view: { partnership, today },
  answers,
  errors,
  day,
  mayBeNone = false,
}: {
  readonly view: Support
  readonly answers: Answers | undefined
  readonly errors: readonly FormError[] | undefined
  readonly day: DayNow
  readonly mayBeNone?: boolean
}): Html {
  const { hubName, schoolName } = partnership
  const isKnown = day.state !== 'proposed'
  return html`${radios({
    name: 'length',
    label: 'How long did it take?',
    answers,
    errors,
    value: isKnown ? (day.halfDays === 1 ? 'half' : 'whole') : undefined,
    choices: [
      { value: 'half', text: 'Half a day' },
      { value: 'whole', text: 'A whole day' },
      ...(mayBeNone ? [{ value: 'none', text: 'It did not take place' }] : []),
    ],
  })}
${dateField({ name: 'heldOn', label: 'When was it?', answers, errors, value: isKnown ? (day.heldOn !== null && day.heldOn <= today.toString() ? day.heldOn : today) : undefined })}
${textField({ name: 'leadPeople', label: `Who came from ${hubName} (optional)`, hint: 'Names or roles of staff', answers, errors, value: day.leadPeople })}
${textField({ name: 'partnerPeople', label: `Who took part from ${schoolName} (optional)`, hint: 'Names or roles of staff', answers, errors, value: day.partnerPeople })}
${textField({ name: 'travel', label: 'Travel time in minutes (optional)', hint: 'There and back, for whoever travelled. It does not count towards the days.', width: 4, inputmode: 'numeric', answers, errors, value: day.travelMinutes })}`
}
