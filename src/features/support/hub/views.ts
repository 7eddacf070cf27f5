import { formatDate, formatDateShort, plural, table } from '../../../design/components/index.ts'
import { govukWarningText } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Capacity, Hub } from '../../hubs/index.ts'
import { maximumOf } from '../../hubs/index.ts'
import { isRunning, STATUS_NAMES } from '../../partnerships/index.ts'
import { type Calendar, type Cohort, supportTermOn } from '../../programmes/index.ts'
import { type SupportDay, waitsFor } from '../days/domain.ts'
import type { ReviewDue } from '../final-review/due.ts'
import { reviewsDueTable } from '../final-review/due-views.ts'
import type { FollowUp } from '../final-review/follow-up/domain.ts'
import { followUpsTable } from '../final-review/follow-up/views.ts'
import { finalReviewHref } from '../final-review/words.ts'
import { leadersTable } from '../leaders/views.ts'
import { daysLeft, type Ledger, totalsOf } from '../ledger/domain.ts'
import { shortOfWeeks } from '../ledger/weeks.ts'
import { daysWords, STATE_NAMES, supportDayHref, supportDaysHref, supportHref, TYPE_NAMES } from '../words.ts'
import { clashesIn, type DiaryEntry, diaryFrom, peopleOf } from './domain.ts'
import type { Supported } from './store.ts'

export interface HubSupport {
  readonly hub: Hub
  readonly partners: readonly Supported[]
  readonly ledgers: ReadonlyMap<number, Ledger>
  readonly cohorts: ReadonlyMap<number, Cohort>
  readonly days: readonly SupportDay[]
  /** Of the pathways that have support days. */
  readonly capacities: readonly Capacity[]
  readonly open: readonly { readonly pathwayKey: string; readonly count: number }[]
  readonly reviewsDue: readonly ReviewDue[]
  readonly followUps: readonly FollowUp[]
  /** Those who act for the hub. */
  readonly leaders: readonly string[]
  /** The hub's own lead reads; the programme team knows that there is something to read. */
  readonly isOwn: boolean
  readonly today: Temporal.PlainDate
  readonly calendar: Calendar
}

/** A hub's one-to-one support in all its partner schools: days due, the diary, clashes, room for another school. */
export function hubSupportPage(data: HubSupport): Page {
  const { hub, days, today } = data
  const diary = diaryFrom(days, today.toString())
  const clashes = clashesIn(diary)
  return {
    title: `Support days of the hub: ${hub.name}`,
    backLink: { href: `/hubs/${hub.id}`, text: `Back to ${hub.name}` },
    width: 'full',
    body: html`<span class="govuk-caption-l">${hub.name}</span>
<h1 class="govuk-heading-l">Support days of the hub</h1>
${clashWarning(clashes)}
${room(data)}
${dueNow(data)}
${partnersTable(data)}
${reviewsDueTable(data.reviewsDue, data.isOwn ? finalReviewHref : supportHref)}
${followUpsTable(data.followUps, today)}
${leadersTable(diary, { leaders: data.leaders, clashes })}
${diaryTable(data, diary, clashes)}`,
  }
}

function clashWarning(clashes: ReadonlyMap<string, readonly string[]>): Html | undefined {
  if (clashes.size === 0) return undefined
  const dates = (which: (names: readonly string[]) => boolean) => {
    const some = [...clashes].filter(([, names]) => which(names)).map(([on]) => formatDate(on))
    return some.length === 0
      ? ''
      : `${some.slice(0, 3).join(', ')}${some.length > 3 ? ' and other dates' : ''}`
  }
  const leaders = [...new Set([...clashes.values()].flat())]
  const sure = leaders.map(
    (leader) =>
      `${leader} has more than one support day at a time on ${dates((names) => names.includes(leader))}.`,
  )
  const unsure = dates((names) => names.length === 0)
  return govukWarningText({
    iconFallbackText: 'Warning',
    text: [
      ...sure,
      ...(unsure
        ? [`More than one support day on ${unsure}: name who comes, to see whether it is the same person.`]
        : []),
    ].join(' '),
  })
}

/** How many more schools a hub takes on the pathways that have support days. */
function room({ capacities, open }: HubSupport): Html {
  const lines = capacities.flatMap((capacity) => {
    const maximum = maximumOf(capacity)
    if (maximum === null) return []
    const taken = open.find(({ pathwayKey }) => pathwayKey === capacity.pathwayKey)?.count ?? 0
    const left = Math.max(0, maximum - taken)
    return [
      `${capacity.pathwayName}: ${plural(taken, 'partner school')}, room for ${left === 0 ? 'no more' : plural(left, 'more', 'more')}.`,
    ]
  })
  return html`${lines.map((line) => html`<p class="govuk-body">${line}</p>`)}`
}

/** What is still to be arranged in the support terms that it is now, by all schools together, in half days. */
function dueNow({ partners, ledgers, cohorts, today }: HubSupport): Html | undefined {
  const left = partners.flatMap((partner) => {
    const [ledger, cohort] = [ledgers.get(partner.id), cohorts.get(partner.cohortId)]
    const term = cohort && supportTermOn(cohort, today)
    return ledger && term && isRunning(partner.status) ? (daysLeft(ledger, term.number) ?? []) : []
  })
  const schools = left.filter((halfDays) => halfDays > 0)
  if (left.length === 0) return undefined
  const sum = schools.reduce((all, halfDays) => all + halfDays, 0)
  return html`<p class="govuk-body">${sum === 0 ? 'Every support day of this term is arranged.' : `To arrange this term: ${daysWords(sum)}, with ${plural(schools.length, 'school')}.`}</p>`
}

function partnersTable({ partners, ledgers, cohorts, days, today, calendar }: HubSupport): Html {
  const daysOf = Map.groupBy(days, ({ partnershipId }) => partnershipId)
  const inDays = (halfDays: number | null) => (halfDays === null ? 'No limit' : String(halfDays / 2))
  return table({
    caption: 'Partner schools with support days',
    empty: 'No partner school of this hub has support days.',
    head: [
      { text: 'School' },
      { text: 'Support term' },
      { text: 'To arrange this term', numeric: true },
      { text: 'Booked', numeric: true },
      { text: 'Took place', numeric: true },
      { text: 'Promised', numeric: true },
      { text: 'Next day' },
      { text: 'Waiting for' },
    ],
    rows: partners.flatMap((partner) => {
      const ledger = ledgers.get(partner.id)
      if (!ledger) return []
      const cohort = cohorts.get(partner.cohortId)
      const term = cohort && supportTermOn(cohort, today)
      const totals = totalsOf(ledger)
      const own = daysOf.get(partner.id) ?? []
      const next = own.find(
        ({ state, heldOn }) => state === 'booked' && heldOn !== null && heldOn >= today.toString(),
      )
      const waited = own.find(({ offer }) => offer !== null)
      const waits = waited && waitsFor(waited)
      return [
        [
          html`<a class="govuk-link" href="${supportDaysHref(partner.id)}">${partner.schoolName}</a>${!isRunning(partner.status) && html` <span class="govuk-body-s">${STATUS_NAMES[partner.status].toLowerCase()}</span>`}`,
          term ? `${term.number}, until ${formatDateShort(term.endsOn)}` : '',
          term && isRunning(partner.status)
            ? html`${inDays(daysLeft(ledger, term.number))}${shortOfWeeks(ledger, cohort, today, calendar) && html`<span class="app-cell-hint">more than the weeks left</span>`}`
            : '',
          inDays(totals.booked),
          inDays(totals.delivered),
          inDays(totals.entitled),
          next?.heldOn
            ? html`<a class="govuk-link" href="${supportDayHref(next.id)}"><span class="app-nowrap">${formatDateShort(next.heldOn)}</span><span class="govuk-visually-hidden"> with ${partner.schoolName}</span></a>`
            : '',
          waits === 'lead' ? 'Your hub' : waits === 'partner' ? 'The school' : '',
        ],
      ]
    }),
  })
}

function diaryTable(
  { partners }: HubSupport,
  diary: readonly DiaryEntry[],
  clashes: ReadonlyMap<string, readonly string[]>,
): Html {
  const names = new Map(partners.map(({ id, schoolName }) => [id, schoolName]))
  return table({
    caption: 'Diary',
    empty: 'No support day is booked or offered from today on.',
    head: [
      { text: 'Date' },
      { text: 'School' },
      { text: 'Support day' },
      { text: 'Time and place' },
      { text: 'Who comes' },
      { text: 'Where it stands' },
    ],
    rows: diary.map(({ on, day, isOffered }) => {
      const { startsAt, endsAt, place, halfDays } = isOffered && day.offer ? day.offer : day
      const time = startsAt === '' ? daysWords(halfDays) : `${startsAt}${endsAt && ` to ${endsAt}`}`
      const school = names.get(day.partnershipId) ?? ''
      return [
        html`<span class="app-nowrap">${formatDateShort(on)}</span>`,
        school,
        html`<a class="govuk-link" href="${supportDayHref(day.id)}">${TYPE_NAMES[day.type]}<span class="govuk-visually-hidden"> with ${school} on ${formatDate(on)}</span></a>`,
        `${time}${place && `, ${place}`}`,
        peopleOf({ on, day, isOffered }) || 'Not named yet',
        `${isOffered ? 'Offered' : STATE_NAMES[day.state]}${clashes.has(on) ? ', another on the same date' : ''}`,
      ]
    }),
  })
}
