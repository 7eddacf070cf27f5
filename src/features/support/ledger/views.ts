import { capital, formatDateShort, nextStep, table } from '../../../design/components/index.ts'
import { govukButton, govukWarningText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { type Calendar, supportTermOn } from '../../programmes/index.ts'
import type { Support } from '../days/actions.ts'
import type { SupportDay } from '../days/domain.ts'
import { canArrange, supportSideOf } from '../policy.ts'
import { isRecordable } from '../records/domain.ts'
import { type RecordNow, recordInBrief } from '../records/now.ts'
import {
  asOffered,
  dayName,
  dayNameWithin,
  daysWords,
  recordHref,
  STATE_NAMES,
  supportDayHref,
  supportDaysHref,
  supportHref,
} from '../words.ts'
import { carriedInto, daysLeft, leftBehind, totalsOf } from './domain.ts'
import { ledgerNext } from './next.ts'
import { shortOfWeeks } from './weeks.ts'

export interface LedgerPageData {
  readonly support: Support
  readonly days: readonly SupportDay[]
  /** Between the two schools: for everyone else there are none. */
  readonly records: readonly RecordNow[]
  readonly calendar: Calendar
}

/** The support days of one partnership: what was promised, what is booked, what took place, what is left. */
export function ledgerPage(data: LedgerPageData): Page {
  const { support } = data
  const { partnership, actor } = support
  return {
    title: `Support days: ${partnership.schoolName}`,
    backLink: { href: supportHref(partnership.id), text: 'Back to one-to-one support' },
    width: 'full',
    body: html`<span class="govuk-caption-l">${partnership.schoolName} · ${partnership.hubName}</span>
<h1 class="govuk-heading-l">Support days</h1>
<p class="govuk-body-l app-lead">${inOneLine(support)}</p>
${weeksWarning(support, data.calendar)}
${next(data)}
${
  canArrange(actor, partnership) &&
  html`<p>${govukButton({ text: 'Propose a support day', href: `${supportDaysHref(partnership.id)}/new`, classes: 'govuk-button--secondary' })}</p>
<p class="govuk-body"><a class="govuk-link" href="${supportDaysHref(partnership.id)}/taken-place">Add a day that has taken place and was not arranged here</a></p>`
}
${byTerm(support)}
${daysTable(data)}`,
  }
}

export function inOneLine({ ledger, cohort, today }: Support): string {
  const { entitled, booked, delivered, left } = totalsOf(ledger)
  if (entitled === null || left === null) {
    return `${capital(daysWords(delivered))} took place and ${daysWords(booked)} booked. The programme publishes no number of days.`
  }
  const behind = leftBehind(ledger, termNumberOn(cohort, today))
  const unused =
    behind > 0
      ? ` ${capital(daysWords(behind))} of support terms that are over ${behind <= 2 ? 'was' : 'were'} not used.`
      : ''
  return `${delivered / 2} of ${daysWords(entitled)} took place, ${daysWords(booked)} booked, ${daysWords(left - behind)} left to arrange.${unused}`
}

/** Before the first support term, that; after the last, one that does not come any more. */
function termNumberOn(cohort: Support['cohort'], today: Temporal.PlainDate): number {
  const now = supportTermOn(cohort, today)
  if (now) return now.number
  const [first] = cohort.supportTerms
  return first && Temporal.PlainDate.compare(today, first.startsOn) < 0
    ? first.number
    : Number.POSITIVE_INFINITY
}

/** Where the days that are left do not fit in the weeks that are left. */
export function weeksWarning({ ledger, cohort, today }: Support, calendar: Calendar): Html | undefined {
  const text = shortOfWeeks(ledger, cohort, today, calendar)
  return text ? govukWarningText({ iconFallbackText: 'Warning', text }) : undefined
}

function next({ support, days }: LedgerPageData): Html | undefined {
  const found = ledgerNext(support, days)
  return found && nextStep(found.step)
}

function byTerm({ ledger, cohort }: Support): Html {
  const carried = carriedInto(ledger)
  const anyCarried = carried.some((halfDays) => halfDays > 0)
  const totals = totalsOf(ledger)
  const days = (halfDays: number | null) => (halfDays === null ? 'No limit' : String(halfDays / 2))
  const promised = (halfDays: number | null) => (halfDays === null ? 'Not published' : days(halfDays))
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
          promised(term.entitled),
          ...(anyCarried ? [days(carried[at] ?? 0)] : []),
          days(term.booked),
          days(term.delivered),
          days(daysLeft(ledger, term.supportTerm)),
        ]
      }),
      [
        'All',
        promised(totals.entitled),
        ...(anyCarried ? [''] : []),
        days(totals.booked),
        days(totals.delivered),
        days(totals.left),
      ],
    ],
  })
}

function daysTable({ days, records, support }: LedgerPageData): Html {
  const { actor, today } = support
  // The programme team, which promised the days, reads of them and not of what the two schools wrote down.
  const side = supportSideOf(actor)
  const record = (day: SupportDay) =>
    isRecordable(day, today.toString()) &&
    html`<a class="govuk-link" href="${recordHref(day.id)}">${recordInBrief(
      records.find(({ dayId }) => dayId === day.id),
      support,
    )}<span class="govuk-visually-hidden">: record of the ${dayNameWithin(day)} (${day.id})</span></a>`
  return table({
    caption: 'Every support day',
    empty: 'No support day has been proposed yet.',
    head: [
      { text: 'Support day' },
      { text: 'Takes' },
      { text: 'Support term' },
      { text: 'Where it stands' },
      ...(side ? [{ text: 'Record' }] : []),
    ],
    rows: days.map((day) => [
      html`<a class="govuk-link" href="${supportDayHref(day.id)}">${dayName(asOffered(day))}${day.heldOn === null && html`<span class="govuk-visually-hidden"> (${day.id})</span>`}</a>`,
      daysWords(day.state === 'proposed' ? (day.offer?.halfDays ?? day.halfDays) : day.halfDays),
      day.supportTerm ?? '',
      `${STATE_NAMES[day.state]}${day.offer === null ? '' : ', waiting for an answer'}`,
      ...(side ? [record(day)] : []),
    ]),
  })
}
