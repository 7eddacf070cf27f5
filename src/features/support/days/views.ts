import { formatDate, minutes, nextStep, summaryList, timeline } from '../../../design/components/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Calendar } from '../../programmes/index.ts'
import { canArrange, canRecord, supportSideOf } from '../policy.ts'
import { isRecordable } from '../records/domain.ts'
import { type RecordNow, recordInFull } from '../records/now.ts'
import type { Entry } from '../store.ts'
import {
  asOffered,
  datesWords,
  dayName,
  dayNameWithin,
  daysWords,
  nameOfSupportSide,
  recordHref,
  STATE_NAMES,
  supportDayHref,
  supportDaysHref,
} from '../words.ts'
import type { DayInView } from './actions.ts'
import { type Answering, answerForm, offered } from './answer-views.ts'
import { isToBeRecorded, waitsFor } from './domain.ts'

export interface DayPageData extends Answering {
  readonly entries: readonly Entry[]
  /** What is written down of it, for the two schools. */
  readonly record: RecordNow | undefined
  readonly calendar: Calendar
}

/** One support day: where it stands, what this reader can do about it, and everything that was said of it. */
export function dayPage(data: DayPageData): Page {
  const { view, errors } = data
  const { partnership } = view
  const day = asOffered(view.day)
  return {
    title: `${dayName(day)}: ${partnership.schoolName} (${day.id})`,
    backLink: { href: supportDaysHref(partnership.id), text: 'Back to support days' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName} · ${partnership.hubName}</span>
<h1 class="govuk-heading-l">${dayName(day)}</h1>
${nextPart(data)}
${facts(data)}
${others(view)}
${said(data)}`,
  }
}

function facts({ view, record, calendar }: DayPageData): Html {
  const { day, partnership, actor, today } = view
  const planned = day.state === 'proposed' ? (day.offer ?? day) : day
  const { startsAt, endsAt, place, halfDays } = planned
  const list = [
    { key: 'Where it stands', value: STATE_NAMES[day.state] },
    ...(day.heldOn
      ? [
          {
            key: 'Date',
            value: `${formatDate(day.heldOn)}${startsAt && `, ${startsAt}${endsAt && ` to ${endsAt}`}`}`,
          },
        ]
      : []),
    { key: 'Takes', value: daysWords(halfDays) },
    ...(day.supportTerm ? [{ key: 'Counts in', value: `Support term ${day.supportTerm}` }] : []),
    ...(place ? [{ key: 'Place', value: place }] : []),
    ...(day.leadPeople ? [{ key: `From ${partnership.hubName}`, value: day.leadPeople }] : []),
    ...(day.partnerPeople ? [{ key: `From ${partnership.schoolName}`, value: day.partnerPeople }] : []),
    ...(day.travelMinutes ? [{ key: 'Travel time', value: minutes(day.travelMinutes) }] : []),
    ...(supportSideOf(actor) && day.heldOn !== null && isRecordable(day, today.toString())
      ? [
          {
            key: 'Record',
            value: html`<a class="govuk-link" href="${recordHref(day.id)}">${recordInFull(record, day.heldOn, view, { today, calendar })}</a>`,
          },
        ]
      : []),
  ]
  return summaryList(list)
}

/** The one thing to do now: to answer what the other school put forward, or to know who is waited on. */
function nextPart(data: DayPageData): Html | undefined {
  const { actor, partnership, day, today } = data.view
  const side = supportSideOf(actor)
  if (!day.offer) {
    if (!isToBeRecorded(day, today.toString())) return undefined
    const mine = side !== undefined && canRecord(actor, partnership)
    return nextStep({
      title: 'Say how this support day was',
      body: 'Whichever school says it first, the other agrees it; then it counts.',
      ...(mine ? { href: `${supportDayHref(day.id)}/record`, action: 'Say how it was' } : {}),
      label: mine ? 'Your next step' : 'What happens next',
    })
  }
  const waits = waitsFor(day) ?? 'lead'
  if (waits !== side) {
    return nextStep({
      label: 'What happens next',
      title: `Waiting for ${nameOfSupportSide(waits, actor, partnership)} to answer`,
      body: offered(day.offer, data.view),
    })
  }
  return answerForm(day.offer, data)
}

/** What else can be done. */
function others({ actor, partnership, day, today }: DayInView): Html | undefined {
  const href = supportDayHref(day.id)
  const links: Html[] = []
  const link = (to: string, text: string) => html`<a class="govuk-link" href="${href}/${to}">${text}</a>`
  const side = supportSideOf(actor)
  const arrange = canArrange(actor, partnership)
  const record = canRecord(actor, partnership)
  const open = day.state === 'proposed' || day.state === 'booked'
  // Where this side answers, other dates are offered beside the answer.
  const answersHere = day.state === 'proposed' && waitsFor(day) === side
  if (open && arrange && !answersHere && (day.state === 'booked' || day.offer?.kind === 'dates'))
    links.push(link('dates', day.state === 'booked' ? 'Move to another date' : 'Offer other dates'))
  const isOver = day.heldOn !== null && day.heldOn <= today.toString()
  if (record && day.state === 'booked' && isOver && day.offer)
    links.push(link('record', 'Say how it was in other words'))
  if (record && day.state === 'delivered') links.push(link('record', 'Correct what is recorded'))
  if (open && record) links.push(link('cancellation', 'Cancel'))
  if (side && open) links.push(link('pack', 'Pack for this day'))
  if (day.state === 'booked') links.push(link('visit.ics', 'Calendar file'))
  if (day.state === 'cancelled' && day.heldOn)
    links.push(link('visit.ics', 'Calendar file that takes it out again'))
  if (actor.role !== 'programme-team') {
    const about = `/partnerships/${partnership.id}/conversation?about=visit-${day.id}`
    links.push(html`<a class="govuk-link" href="${about}">Messages about this day</a>`)
  }
  if (links.length === 0) return undefined
  return html`<ul class="govuk-list">${links.map((each) => html`<li>${each}</li>`)}</ul>`
}

function said({ entries, view }: DayPageData): Html {
  return html`<h2 class="govuk-heading-m">What has happened</h2>
${timeline(
  entries.map((entry) => ({
    sentence: sentenceOf(entry, view),
    by: entry.byName,
    at: entry.at,
    details: entry.note === '' ? undefined : html`<p class="govuk-body app-words">${entry.note}</p>`,
  })),
)}`
}

function sentenceOf(entry: Entry, { day }: DayInView): string {
  const { kind, offer, heldOn, halfDays } = entry
  const on = heldOn === null ? '' : ` ${formatDate(heldOn)}`
  switch (kind) {
    case 'booked':
      return `Agreed${on}, ${daysWords(halfDays)}`
    case 'delivered':
      return `Agreed that it took place on${on}, ${daysWords(halfDays)}`
    case 'corrected':
      return halfDays === 0
        ? 'Agreed that it did not take place'
        : `Agreed a correction: ${daysWords(halfDays)} on${on}`
    case 'kept':
      return 'Left it as it is'
    case 'cancelled':
      return `Cancelled the ${dayNameWithin({ ...day, heldOn })}`
    default:
      if (offer?.kind === 'delivered') return `Said that it took place, ${daysWords(offer.halfDays)}`
      if (offer?.kind === 'corrected')
        return `Asked for a correction: ${offer.halfDays === 0 ? 'it did not take place' : `${daysWords(offer.halfDays)} on ${datesWords(offer.dates)}`}`
      return `Offered ${datesWords(offer?.dates ?? [])}`
  }
}
