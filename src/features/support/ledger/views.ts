import { formatDate, formatDateShort, nextStep, plural, table } from '../../../design/components/index.ts'
import { govukButton, govukWarningText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { type Calendar, isSchoolDay, supportTermOn } from '../../programmes/index.ts'
import type { Support } from '../days/actions.ts'
import { isToBeRecorded, type SupportDay, waitsFor } from '../days/domain.ts'
import { canArrange, supportSideOf } from '../policy.ts'
import {
  datesWords,
  dayName,
  dayNameWithin,
  daysWords,
  nameOfSupportSide,
  STATE_NAMES,
  supportDayHref,
  supportDaysHref,
  TYPE_NAMES,
} from '../words.ts'
import { cannotFit, carriedInto, daysLeft, totalsOf } from './domain.ts'

export interface LedgerPageData {
  readonly support: Support
  readonly days: readonly SupportDay[]
  readonly calendar: Calendar
}

/** The support days of one partnership: what was promised, what is booked, what took place, what is left. */
export function ledgerPage(data: LedgerPageData): Page {
  const { support } = data
  const { partnership, actor } = support
  return {
    title: `Support days: ${partnership.schoolName}`,
    backLink: { href: `/partnerships/${partnership.id}`, text: `Back to ${partnership.schoolName}` },
    width: 'full',
    body: html`<span class="govuk-caption-l">${partnership.schoolName} · ${partnership.hubName}</span>
<h1 class="govuk-heading-l">Support days</h1>
<p class="govuk-body-l app-lead">${inOneLine(support)}</p>
${warning(data)}
${next(data)}
${canArrange(actor, partnership) && html`<p>${govukButton({ text: 'Propose a support day', href: `${supportDaysHref(partnership.id)}/new`, classes: 'govuk-button--secondary' })}</p>`}
${byTerm(support)}
${daysTable(data)}`,
  }
}

export function inOneLine({ ledger }: Pick<Support, 'ledger'>): string {
  const { entitled, booked, delivered, left } = totalsOf(ledger)
  if (entitled === null || left === null) {
    return `${cap(daysWords(delivered))} took place and ${daysWords(booked)} booked. The programme publishes no number of days.`
  }
  return `${cap(daysWords(delivered))} of ${daysWords(entitled)} took place, ${daysWords(booked)} booked, ${daysWords(left)} left to arrange.`
}

const cap = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** School days from the day after today to the last of a term. */
export function schoolDaysUntil(
  today: Temporal.PlainDate,
  end: Temporal.PlainDate,
  calendar: Calendar,
): number {
  let count = 0
  for (
    let day = today.add({ days: 1 });
    Temporal.PlainDate.compare(day, end) <= 0;
    day = day.add({ days: 1 })
  ) {
    if (isSchoolDay(day, calendar)) count += 1
  }
  return count
}

function warning({ support, calendar }: LedgerPageData): Html | undefined {
  const { cohort, ledger, today } = support
  const term = supportTermOn(cohort, today)
  if (!term) return undefined
  const left = daysLeft(ledger, term.number)
  if (left === null) return undefined
  const school = schoolDaysUntil(today, term.endsOn, calendar)
  if (!cannotFit(left, school)) return undefined
  const weeks = Math.ceil(school / 5)
  return govukWarningText({
    iconFallbackText: 'Warning',
    text: `${cap(daysWords(left))} of support term ${term.number} ${left <= 2 ? 'is' : 'are'} not arranged yet, and ${weeks === 0 ? 'no school week is' : `only ${plural(weeks, 'school week')} ${weeks === 1 ? 'is' : 'are'}`} left until ${formatDate(term.endsOn)}.`,
  })
}

/** What this reader's side is waited on for, before what the other is. */
function next({ support, days }: LedgerPageData): Html | undefined {
  const { actor, partnership, today } = support
  const side = supportSideOf(actor)
  const mine = side && days.find((day) => waitsFor(day) === side)
  if (mine?.offer) {
    const { kind, dates } = mine.offer
    return nextStep({
      title:
        kind === 'dates'
          ? `Choose a date: ${TYPE_NAMES[mine.type].toLowerCase()}`
          : `Agree how the ${dayNameWithin(mine)} was`,
      body: kind === 'dates' ? `Offered: ${datesWords(dates)}.` : 'It counts when both schools have agreed.',
      href: supportDayHref(mine.id),
      action: 'Answer',
    })
  }
  const toRecord = days.find((day) => isToBeRecorded(day, today.toString()))
  if (toRecord && side) {
    return nextStep({
      title: `Say how the ${dayNameWithin(toRecord)} was`,
      body: 'The other school agrees it; then it counts.',
      href: `${supportDayHref(toRecord.id)}/record`,
      action: 'Say how it was',
    })
  }
  const theirs = days.find(({ offer }) => offer !== null)
  const waits = theirs && waitsFor(theirs)
  if (!theirs || !waits) return undefined
  return nextStep({
    label: 'What happens next',
    title: `Waiting for ${nameOfSupportSide(waits, actor, partnership)} to answer`,
    body: html`<a class="govuk-link" href="${supportDayHref(theirs.id)}">${dayName(theirs)}</a>`,
  })
}

function byTerm({ ledger, cohort }: Support): Html {
  const carried = carriedInto(ledger)
  const anyCarried = carried.some((halfDays) => halfDays > 0)
  const totals = totalsOf(ledger)
  const days = (halfDays: number | null) => (halfDays === null ? 'No limit' : String(halfDays / 2))
  return table({
    caption: 'Days by support term',
    head: [
      { text: 'Support term' },
      { text: 'Promised', numeric: true },
      ...(anyCarried ? [{ text: 'Carried over', numeric: true }] : []),
      { text: 'Booked', numeric: true },
      { text: 'Took place', numeric: true },
      { text: 'Left', numeric: true },
    ],
    rows: [
      ...ledger.terms.map((term, at) => {
        const dates = cohort.supportTerms.find(({ number }) => number === term.supportTerm)
        return [
          html`${term.supportTerm}${dates && html` <span class="govuk-body-s">until ${formatDateShort(dates.endsOn)}</span>`}`,
          days(term.entitled),
          ...(anyCarried ? [days(carried[at] ?? 0)] : []),
          days(term.booked),
          days(term.delivered),
          days(daysLeft(ledger, term.supportTerm)),
        ]
      }),
      [
        'All',
        days(totals.entitled),
        ...(anyCarried ? [''] : []),
        days(totals.booked),
        days(totals.delivered),
        days(totals.left),
      ],
    ],
  })
}

function daysTable({ days }: LedgerPageData): Html {
  return table({
    caption: 'Every support day',
    empty: 'No support day has been proposed yet.',
    head: [{ text: 'Support day' }, { text: 'Takes' }, { text: 'Support term' }, { text: 'Where it stands' }],
    rows: days.map((day) => [
      html`<a class="govuk-link" href="${supportDayHref(day.id)}">${dayName(day)}${day.heldOn === null && html`<span class="govuk-visually-hidden"> (${day.id})</span>`}</a>`,
      daysWords(day.state === 'proposed' ? (day.offer?.halfDays ?? day.halfDays) : day.halfDays),
      day.supportTerm ?? '',
      `${STATE_NAMES[day.state]}${day.offer === null ? '' : ', waiting for an answer'}`,
    ]),
  })
}
