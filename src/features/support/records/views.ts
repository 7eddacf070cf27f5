import {
  formatDate,
  formatDateTime,
  hidden,
  hiddenKey,
  nextStep,
  plural,
  textArea,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { canRecord } from '../policy.ts'
import { dayName, dayNameWithin, nameOfSupportSide, recordHref, supportDayHref } from '../words.ts'
import type { RecordInView } from './actions.ts'
import { intoPlan, takingUp } from './agreed/plan-views.ts'
import { agreedList } from './agreed/views.ts'
import {
  asideOf,
  FIELDS,
  type Field,
  isSigned,
  type RecordWords,
  signBy,
  standing,
  workingDaysUntil,
} from './domain.ts'

export interface RecordPageData {
  readonly view: RecordInView
  readonly calendar: Calendar
  readonly key: string
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

export const READERS = 'Only the leaders of the two schools can read this. Do not write about any pupil.'

/** What each part asks, as both schools read it. */
export const QUESTIONS: Readonly<Record<Field, string>> = {
  saw: 'What we saw',
  working: 'What is working',
  obstacles: 'Obstacles, and changes of course',
}

/** The record of one support day, its signatures with the clock in sight, and each school's own view. */
export function visitRecordPage(data: RecordPageData): Page {
  const { view, errors } = data
  const { partnership, day, record } = view
  return {
    title: `Record of the ${dayNameWithin(day)}: ${partnership.schoolName} (${day.id})`,
    backLink: { href: supportDayHref(day.id), text: 'Back to the support day' },
    ...(errors ? { errors, status: 422 } : {}),
    // Whatever a device still keeps of this day is sent from here too: the form is closed once both have signed.
    scripts: ['visit-notes.js'],
    body: html`<span class="govuk-caption-l">${partnership.schoolName} and ${partnership.hubName} · ${dayName(day)}</span>
<h1 class="govuk-heading-l">Record of the ${dayNameWithin(day)}</h1>
<div data-visit-notes="${day.id}" data-account="${view.actor.accountId}" data-made="0"><div class="app-connection" role="status" data-connection></div></div>
${next(data)}
${aside(data)}
${
  record &&
  html`${wordsOf(record)}
${agreedList(view)}
<p class="govuk-body-s">Last written by ${record.byName}, ${formatDateTime(record.writtenAt)}</p>`
}
${record && signed(view)}
${record && ownViews(data)}`,
  }
}

export function wordsOf(words: RecordWords): Html {
  return html`${FIELDS.map(
    (field) =>
      words[field] !== '' &&
      html`<h2 class="govuk-heading-s">${QUESTIONS[field]}</h2>
<p class="govuk-body app-words">${words[field]}</p>`,
  )}`
}

function next({ view, calendar }: RecordPageData): Html | undefined {
  const { record, signatures, day, side, actor, partnership, today } = view
  const may = canRecord(actor, partnership)
  const edit = `${recordHref(day.id)}/edit`
  if (!record) {
    return nextStep({
      title: 'Write down what was seen and agreed',
      body: 'Either school begins; both can change it until both have signed.',
      ...(may ? { href: edit, action: 'Write the record' } : {}),
    })
  }
  if (isSigned(record, signatures)) {
    return html`${govukInsetText({ text: 'Both schools have signed this record. It does not change any more.' })}
${takingUp(view, may && `${recordHref(day.id)}/plan-actions`)}`
  }
  if (asideOf(view.notes).length > 0) {
    return nextStep({
      title: 'Put two texts together',
      body: 'Two people wrote the same part at the same time. Both texts are kept: change the record to what should stand, and then say so below.',
      ...(may ? { href: edit, action: 'Change the record' } : {}),
    })
  }
  const clock = clockWords(day.heldOn ?? '', today, calendar)
  if (standing(record, signatures).some((each) => each.side === side)) {
    const other = nameOfSupportSide(side === 'lead' ? 'partner' : 'lead', actor, partnership)
    return nextStep({
      label: 'What happens next',
      title: `Waiting for ${other} to sign`,
      body: html`${clock} ${intoPlan(view)} A change of the record takes your signature away. ${may && html`<a class="govuk-link" href="${edit}">Change the record</a>`}`,
    })
  }
  return html`<section class="app-next-step" aria-labelledby="next-step">
<p class="app-next-step__label">Your next step</p>
<h2 class="govuk-heading-m app-next-step__title" id="next-step">Read the record and sign it</h2>
<p class="govuk-body">${clock} ${intoPlan(view)}</p>
${
  may &&
  html`<form method="post" action="${recordHref(day.id)}/signatures">
${hidden('revision', record.revision)}
${govukButton({ text: 'Sign this record', preventDoubleClick: true })}
</form>
<p class="govuk-body"><a class="govuk-link" href="${edit}">Change the record</a></p>`
}
</section>`
}

/** The five working days, counted down. */
function clockWords(heldOn: string, today: Temporal.PlainDate, calendar: Calendar): string {
  const by = signBy(heldOn, calendar)
  const left = workingDaysUntil(by, today, calendar)
  if (left > 0) return `Both schools sign by ${formatDate(by)}: ${plural(left, 'working day')} left.`
  if (left === 0) return `Both schools sign by ${formatDate(by)}: today is the last day.`
  return `Both schools were to sign by ${formatDate(by)}. It can still be signed.`
}

function signed(view: RecordInView): Html | undefined {
  const { record, signatures } = view
  const under = record ? standing(record, signatures) : []
  if (under.length === 0) return undefined
  return html`<h2 class="govuk-heading-m">Signed by</h2>
<ul class="govuk-list">${under.map(({ byName, at, side }) => html`<li>${byName}, ${side === 'lead' ? view.partnership.hubName : view.partnership.schoolName}, ${formatDateTime(at)}</li>`)}</ul>`
}

function ownViews({ view, key, answers, errors }: RecordPageData): Html {
  const { views, day, partnership, actor, side } = view
  const nameOf = (of: typeof side) => (of === 'lead' ? partnership.hubName : partnership.schoolName)
  return html`<h2 class="govuk-heading-m">Each school’s own view</h2>
${
  views.length === 0
    ? html`<p class="govuk-body">None has been added.</p>`
    : views.map(
        ({
          text,
          byName,
          at,
          side: of,
        }) => html`<p class="govuk-body-s govuk-!-margin-bottom-1"><strong>${nameOf(of)}</strong>, ${byName}, ${formatDateTime(at)}</p>
<p class="govuk-body app-words">${text}</p>`,
      )
}
${
  canRecord(actor, partnership) &&
  html`<form method="post" action="${recordHref(day.id)}/views" novalidate>
${hiddenKey(key)}
${textArea({ name: 'view', label: `Add the view of ${nameOf(side)}`, hint: `It stands beside the record and cannot be changed afterwards. ${READERS}`, rows: 3, max: 4000, answers, errors })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Add this view', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}`
}

/** What was set aside: before both have signed, to be put together; after it, beside the record for good. */
function aside({ view }: RecordPageData): Html | undefined {
  const { notes, record, signatures, actor, partnership, day } = view
  const all = asideOf(notes)
  if (all.length === 0) return undefined
  const isOver = record !== undefined && isSigned(record, signatures)
  const may = canRecord(actor, partnership) && !isOver
  return html`<h2 class="govuk-heading-m">${isOver ? 'Caught up after both had signed' : 'Written at the same time'}</h2>
<p class="govuk-body">${isOver ? 'These words came from a device that had no connection. They stand beside the record, which does not change.' : 'These words are kept beside the record until somebody has put them together with it.'}</p>
${all.map(
  ({
    key,
    field,
    text,
    byName,
    at,
    side,
  }) => html`<div class="govuk-inset-text"><h3 class="govuk-heading-s">${field === 'agreed' ? 'What will be done' : QUESTIONS[field]}</h3>
<p class="govuk-body-s govuk-!-margin-bottom-1">${byName}, ${side === 'lead' ? partnership.hubName : partnership.schoolName}, ${formatDateTime(at)}</p>
<p class="govuk-body app-words">${text === '' ? 'Took the words out.' : text}</p>
${
  may &&
  html`<form method="post" action="${recordHref(day.id)}/settlements">
${hidden('note', key)}
${govukButton({ text: 'The record now says what should stand', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}</div>`,
)}`
}
