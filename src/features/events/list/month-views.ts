import { formatDate, plural } from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Event } from '../domain.ts'
import { saidTime } from '../when.ts'
import { eventHref, nameOf } from '../words.ts'
import { type MonthDay, weeksOf } from './month.ts'
import type { OwnStanding } from './store.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
/** More than these on one day are counted, and read in the list. */
const MOST_ON_A_DAY = 6

/** A month at a time. On a phone only the days on which something happens are shown. */
export function monthPage(data: {
  readonly month: Temporal.PlainYearMonth
  readonly today: Temporal.PlainDate
  readonly events: readonly Event[]
  readonly own: ReadonlyMap<number, OwnStanding>
}): Page {
  const { month, today, events, own } = data
  const name = nameOfMonth(month)
  const link = (to: Temporal.PlainYearMonth) =>
    html`<a class="govuk-link" href="/events/month/${to.toString()}">${nameOfMonth(to)}</a>`
  return {
    title: `Events in ${name}`,
    width: 'full',
    body: html`
<h1 class="govuk-heading-l">Events in ${name}</h1>
<p class="govuk-body"><a class="govuk-link" href="/events">See all events as a list</a></p>
<nav class="app-month__nav" aria-label="Months"><p class="govuk-body">${link(month.subtract({ months: 1 }))} · <strong>${name}</strong> · ${link(month.add({ months: 1 }))}</p></nav>
${events.length === 0 && html`<p class="govuk-body">Nothing is planned in ${name}.</p>`}
<table class="govuk-table app-month">
<caption class="govuk-visually-hidden">${name}</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row">${DAYS.map((day) => html`<th scope="col" class="govuk-table__header">${day}</th>`)}</tr></thead>
<tbody class="govuk-table__body">
${weeksOf(month, events).map(
  (week) => html`<tr class="govuk-table__row">${week.map((day) => cell(day, today, own))}</tr>
`,
)}</tbody>
</table>`,
  }
}

function cell(
  { day, inMonth, events }: MonthDay,
  today: Temporal.PlainDate,
  own: ReadonlyMap<number, OwnStanding>,
): Html {
  const classes = [
    'govuk-table__cell app-month__day',
    !inMonth && 'app-month__day--outside',
    day.equals(today) && 'app-month__day--today',
    inMonth && events.length > 0 && 'app-month__day--busy',
  ]
  if (!inMonth) return html`<td class="${classes.filter(Boolean).join(' ')}"></td>`
  const shown = events.slice(0, MOST_ON_A_DAY)
  return html`<td class="${classes.filter(Boolean).join(' ')}"><time class="app-month__number" datetime="${day.toString()}"><span class="app-month__short" aria-hidden="true">${day.day}</span><span class="app-month__full">${formatDate(day)}${day.equals(today) && ', today'}</span></time>${
    events.length > 0 &&
    html`<ul class="govuk-list app-month__events">${shown.map((event) => line(event, own.get(event.id)))}${events.length > shown.length && html`<li>and ${plural(events.length - shown.length, 'more')}</li>`}</ul>`
  }</td>`
}

function line(event: Event, mine: OwnStanding | undefined): Html {
  const starts = event.startsAt.toZonedDateTimeISO(event.timeZone)
  const state = event.cancelledAt
    ? 'cancelled'
    : mine && mine.places > 0
      ? 'booked'
      : mine?.waits
        ? 'waiting'
        : ''
  return html`<li><a class="govuk-link" href="${eventHref(event)}">${nameOf(event)}</a> <span class="app-month__time">${event.timeConfirmed && saidTime(starts)}${event.timeConfirmed && state && ', '}${state}</span></li>`
}

const nameOfMonth = (month: Temporal.PlainYearMonth): string =>
  month.toPlainDate({ day: 1 }).toLocaleString('en-GB', { month: 'long', year: 'numeric' })
