import { formatDate, formatDateShort, nextStep, plural, table } from '../../../design/components/index.ts'
import { govukButton, govukWarningText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import { type Calendar, isSchoolDay, supportTermOn } from '../../programmes/index.ts'
import type { Support } from '../days/actions.ts'
import type { SupportDay } from '../days/domain.ts'
import { canArrange } from '../policy.ts'
import { dayName, daysWords, STATE_NAMES, supportDayHref, supportDaysHref, supportHref } from '../words.ts'
import { cannotFit, carriedInto, daysLeft, totalsOf } from './domain.ts'
import { ledgerNext } from './next.ts'

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
    backLink: { href: supportHref(partnership.id), text: 'Back to one-to-one support' },
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
  return `${delivered / 2} of ${daysWords(entitled)} took place, ${daysWords(booked)} booked, ${daysWords(left)} left to arrange.`
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

function next({ support, days }: LedgerPageData): Html | undefined {
  const found = ledgerNext(support, days)
  return found && nextStep(found.step)
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
