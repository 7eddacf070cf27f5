import {
  dateField,
  hidden,
  hiddenKey,
  radios,
  textArea,
  textField,
} from '../../../design/components/index.ts'
import { govukButton, govukInsetText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import { supportTermOn } from '../../programmes/index.ts'
import { leaderChoices } from '../leaders/views.ts'
import { daysLeft } from '../ledger/domain.ts'
import {
  dayNameWithin,
  daysWords,
  nameOfSupportSide,
  STATE_NAMES,
  supportDayHref,
  supportDaysHref,
  TYPE_NAMES,
} from '../words.ts'
import { circumstancesOf, type DayInView, type Support } from './actions.ts'
import { offered, READERS } from './answer-views.ts'
import { DAY_TYPES, type DayType, type Offer } from './domain.ts'
import { DATES_IN_AN_OFFER, dateFieldName } from './forms.ts'

export interface FormData {
  readonly key: string
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

const TYPE_HINTS: Readonly<Record<DayType, string>> = {
  'deep-dive': 'The lead school’s first full day at the partner school',
  visit: 'At either school',
  remote: 'By telephone or online',
  training: 'With staff of the partner school',
  review: 'Looking at the plan together',
}

export const typeRadios = (
  label: string,
  {
    answers,
    errors,
  }: { readonly answers: Answers | undefined; readonly errors: readonly FormError[] | undefined },
): Html =>
  radios({
    name: 'type',
    label,
    answers,
    errors,
    choices: DAY_TYPES.map((value) => ({ value, text: TYPE_NAMES[value], hint: TYPE_HINTS[value] })),
  })

/** A new support day, with up to three dates for the other school to choose from. */
export function proposalPage(
  data: FormData & { readonly support: Support; readonly leaders: readonly string[] },
): Page {
  const { support, leaders, key, answers, errors } = data
  const { partnership } = support
  return {
    title: `Propose a support day: ${partnership.schoolName}`,
    backLink: { href: supportDaysHref(partnership.id), text: 'Back to support days' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName}</span>
<h1 class="govuk-heading-l">Propose a support day</h1>
<p class="govuk-body">Offer up to three dates. ${otherSide(support)} chooses one or offers others. Nothing counts until both have agreed.</p>
${leftNow(support)}
<form method="post" action="${supportDaysHref(partnership.id)}" novalidate>
${hiddenKey(key)}
${typeRadios('What kind of support day is it?', { answers, errors })}
${plannedFields({ answers, errors })}
${leaderChoices({ leaders, hubName: partnership.hubName, answers, people: '' })}
${textArea({ name: 'note', label: 'What it is for (optional)', hint: READERS, rows: 3, max: 1000, answers, errors })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Propose these dates', preventDoubleClick: true })}
</form>`,
  }
}

/** Other dates for a day that is proposed or booked already. */
export function datesPage(
  data: FormData & { readonly view: DayInView; readonly leaders: readonly string[] },
): Page {
  const { view, leaders, key, answers, errors } = data
  const { partnership, day } = view
  const isBooked = day.state === 'booked'
  const heading = isBooked ? 'Move this support day' : 'Offer other dates'
  return {
    title: `${heading}: ${dayNameWithin(day)}, ${partnership.schoolName}`,
    backLink: { href: supportDayHref(day.id), text: 'Back to the support day' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName} · ${dayNameWithin(day)}</span>
<h1 class="govuk-heading-l">${heading}</h1>
<p class="govuk-body">${
      isBooked
        ? html`It stays booked as it is until ${otherSide(view)} has agreed to another date.`
        : html`These take the place of the dates that are offered now.`
    }</p>
${errors && standsNow(view)}
${leftNow(view)}
<form method="post" action="${supportDayHref(day.id)}/dates" novalidate>
${hiddenKey(key)}${hidden('seen', answers?.seen ?? day.entries)}
${plannedFields({ answers, errors, planned: day.offer ?? day })}
${leaderChoices({ leaders, hubName: partnership.hubName, answers, people: day.offer?.leadPeople || day.leadPeople })}
${textArea({ name: 'note', label: isBooked ? 'Why should it move?' : 'Why (optional)', hint: READERS, rows: 2, max: 1000, answers, errors })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Offer these dates', preventDoubleClick: true })}
</form>`,
  }
}

function plannedFields({
  answers,
  errors,
  planned,
}: {
  answers: Answers | undefined
  errors: readonly FormError[] | undefined
  planned?: Pick<Offer, 'halfDays' | 'startsAt' | 'endsAt' | 'place'>
}): Html {
  const dates = Array.from({ length: DATES_IN_AN_OFFER }, (_each, at) => at + 1)
  return html`${radios({
    name: 'length',
    label: 'How long does it take?',
    inline: true,
    answers,
    errors,
    value: planned ? (planned.halfDays === 1 ? 'half' : 'whole') : undefined,
    choices: [
      { value: 'half', text: 'Half a day' },
      { value: 'whole', text: 'A whole day' },
    ],
  })}
${dates.map((number) =>
  dateField({
    name: dateFieldName(number),
    label: number === 1 ? 'First date' : `${number === 2 ? 'Second' : 'Third'} date (optional)`,
    ...(number === 1 ? { hint: 'For example, 27 3 2026' } : {}),
    answers,
    errors,
  }),
)}
${textField({ name: 'startsAt', label: 'Starts at (optional)', hint: 'For example, 9:30', width: 5, answers, errors, value: planned?.startsAt })}
${textField({ name: 'endsAt', label: 'Ends at (optional)', hint: 'For example, 15:30', width: 5, answers, errors, value: planned?.endsAt })}
${textField({ name: 'place', label: 'Where (optional)', width: 'two-thirds', answers, errors, value: planned?.place })}`
}

export function cancellationPage(data: FormData & { readonly view: DayInView }): Page {
  const { view, key, answers, errors } = data
  const { partnership, day } = view
  return {
    title: `Cancel this support day: ${dayNameWithin(day)}, ${partnership.schoolName}`,
    backLink: { href: supportDayHref(day.id), text: 'Back to the support day' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName} · ${dayNameWithin(day)}</span>
<h1 class="govuk-heading-l">Cancel this support day</h1>
<p class="govuk-body">${day.state === 'booked' ? 'It no longer counts, and another can be arranged in its place.' : 'The proposal is taken back.'} ${otherSide(view)} sees the reason.</p>
${errors && standsNow(view)}
<form method="post" action="${supportDayHref(day.id)}/cancellation" novalidate>
${hiddenKey(key)}${hidden('seen', answers?.seen ?? day.entries)}
${textArea({ name: 'note', label: 'Why', hint: READERS, rows: 3, max: 1000, answers, errors })}
${pupilCheckbox(errors, answers)}
${govukButton({ text: 'Cancel the support day', classes: 'govuk-button--warning', preventDoubleClick: true })}
</form>`,
  }
}

/** For a form that comes back: the other school may have gone on meanwhile. */
export function standsNow(view: DayInView): Html {
  const { day } = view
  const now = `It stands now: ${dayNameWithin(day)}, ${STATE_NAMES[day.state].toLowerCase()}.`
  return govukInsetText({ text: day.offer ? `${now} ${offered(day.offer, view)}` : now })
}

/** As this reader calls it. */
export function otherSide(support: Support): string {
  const side = circumstancesOf(support).side === 'lead' ? 'partner' : 'lead'
  return nameOfSupportSide(side, support.actor, support.partnership)
}

/** What can still be arranged in the term that it is now. */
function leftNow({ ledger, cohort, today }: Support): Html | undefined {
  const term = supportTermOn(cohort, today)
  if (!term) return undefined
  const left = daysLeft(ledger, term.number)
  if (left === null) return undefined
  return govukInsetText({
    text:
      left === 0
        ? `All support days of support term ${term.number} are booked or have taken place.`
        : `${daysWords(left)} ${left <= 2 ? 'is' : 'are'} left in support term ${term.number}.`.replace(
            /^half/,
            'Half',
          ),
  })
}
