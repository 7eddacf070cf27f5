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
import type { Partnership } from '../../partnerships/index.ts'
import type { Calendar } from '../../programmes/index.ts'
import { canRecord } from '../policy.ts'
import { dayName, dayNameWithin, nameOfSupportSide, supportDayHref } from '../words.ts'
import type { RecordInView } from './actions.ts'
import { EMPTY_WORDS, isSigned, type RecordWords, signBy, standing, workingDaysUntil } from './domain.ts'

export interface RecordPageData {
  readonly view: RecordInView
  readonly calendar: Calendar
  readonly key: string
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

const hrefOf = (dayId: number): string => `${supportDayHref(dayId)}/visit-record`
const READERS = 'Only the leaders of the two schools can read this. Do not write about any pupil.'

/** What each field asks, as both schools read it. */
const questionsFor = ({ hubName, schoolName }: Pick<Partnership, 'hubName' | 'schoolName'>) =>
  [
    ['saw', 'What we saw'],
    ['working', 'What is working'],
    ['obstacles', 'Obstacles, and changes of course'],
    ['leadNext', `What ${hubName} will do, and by when`],
    ['partnerNext', `What ${schoolName} will do, and by when`],
  ] as const satisfies readonly (readonly [keyof RecordWords, string])[]

/** The record of one support day, its signatures with the clock in sight, and each school's own view. */
export function visitRecordPage(data: RecordPageData): Page {
  const { view, errors } = data
  const { partnership, day, record } = view
  return {
    title: `Record of the ${dayNameWithin(day)}: ${partnership.schoolName} (${day.id})`,
    backLink: { href: supportDayHref(day.id), text: 'Back to the support day' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName} and ${partnership.hubName} · ${dayName(day)}</span>
<h1 class="govuk-heading-l">Record of the ${dayNameWithin(day)}</h1>
${next(data)}
${
  record &&
  html`${wordsOf(record, partnership)}
<p class="govuk-body-s">Last written by ${record.byName}, ${formatDateTime(record.writtenAt)}</p>`
}
${record && signed(view)}
${record && ownViews(data)}`,
  }
}

export function wordsOf(words: RecordWords, partnership: Pick<Partnership, 'hubName' | 'schoolName'>): Html {
  return html`${questionsFor(partnership).map(
    ([field, question]) =>
      words[field] !== '' &&
      html`<h2 class="govuk-heading-s">${question}</h2>
<p class="govuk-body app-words">${words[field]}</p>`,
  )}`
}

function next({ view, calendar }: RecordPageData): Html | undefined {
  const { record, signatures, day, side, actor, partnership, today } = view
  const may = canRecord(actor, partnership)
  const edit = `${hrefOf(day.id)}/edit`
  if (!record) {
    return nextStep({
      title: 'Write down what was seen and agreed',
      body: 'Either school begins; both can change it until both have signed.',
      ...(may ? { href: edit, action: 'Write the record' } : {}),
    })
  }
  if (isSigned(record, signatures)) {
    return govukInsetText({ text: 'Both schools have signed this record. It does not change any more.' })
  }
  const clock = clockWords(day.heldOn ?? '', today, calendar)
  if (standing(record, signatures).some((each) => each.side === side)) {
    const other = nameOfSupportSide(side === 'lead' ? 'partner' : 'lead', actor, partnership)
    return nextStep({
      label: 'What happens next',
      title: `Waiting for ${other} to sign`,
      body: html`${clock} A change of the record takes your signature away. ${may && html`<a class="govuk-link" href="${edit}">Change the record</a>`}`,
    })
  }
  return html`<section class="app-next-step" aria-labelledby="next-step">
<p class="app-next-step__label">Your next step</p>
<h2 class="govuk-heading-m app-next-step__title" id="next-step">Read the record and sign it</h2>
<p class="govuk-body">${clock}</p>
${
  may &&
  html`<form method="post" action="${hrefOf(day.id)}/signatures" data-app-once>
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
  html`<form method="post" action="${hrefOf(day.id)}/views" novalidate data-app-once>
${hiddenKey(key)}
${textArea({ name: 'view', label: `Add the view of ${nameOf(side)}`, hint: `It stands beside the record and cannot be changed afterwards. ${READERS}`, rows: 3, max: 4000, answers, errors })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Add this view', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}`
}

export function recordFormPage({
  view,
  key,
  answers,
  errors,
}: {
  readonly view: RecordInView
  readonly key: string
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}): Page {
  const { partnership, day, record } = view
  const words = record ?? EMPTY_WORDS
  const overtaken = record !== undefined && errors !== undefined && answers?.seen === String(record.revision)
  return {
    title: `Write the record of the ${dayNameWithin(day)}: ${partnership.schoolName} (${day.id})`,
    backLink: { href: hrefOf(day.id), text: 'Back to the record' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName} and ${partnership.hubName} · ${dayName(day)}</span>
<h1 class="govuk-heading-l">Write the record of the ${dayNameWithin(day)}</h1>
<p class="govuk-body">${READERS}</p>
<form method="post" action="${hrefOf(day.id)}" novalidate data-app-once>
${hiddenKey(key)}${hidden('seen', answers?.seen ?? record?.revision ?? 0)}
${questionsFor(partnership).map(([name, label]) =>
  textArea({
    name,
    label: `${label} (optional)`,
    rows: 4,
    max: name.endsWith('Next') ? 2000 : 4000,
    answers,
    errors,
    value: words[name],
  }),
)}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Save', preventDoubleClick: true })}
</form>
${overtaken && record && html`<h2 class="govuk-heading-m">As it stands now</h2>${wordsOf(record, partnership)}`}`,
  }
}
