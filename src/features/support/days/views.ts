import {
  formatDate,
  hidden,
  hiddenKey,
  minutes,
  nextStep,
  radios,
  summaryList,
  textArea,
  timeline,
} from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { Answers, FormError } from '../../../platform/forms.ts'
import { pupilCheckbox } from '../../action-plans/index.ts'
import { leaderChoices } from '../leaders/views.ts'
import { canArrange, canRecord, supportSideOf } from '../policy.ts'
import { isRecordable } from '../records/domain.ts'
import type { Entry } from '../store.ts'
import {
  datesWords,
  dayName,
  dayNameWithin,
  daysWords,
  nameOfSupportSide,
  STATE_NAMES,
  supportDayHref,
  supportDaysHref,
} from '../words.ts'
import type { DayInView } from './actions.ts'
import { isToBeRecorded, type Offer, waitsFor } from './domain.ts'
import { READERS } from './form-views.ts'

export interface DayPageData {
  readonly view: DayInView
  readonly entries: readonly Entry[]
  /** Those whom this reader can name for the lead school. */
  readonly leaders: readonly string[]
  readonly key: string
  readonly answers?: Answers
  readonly errors?: readonly FormError[]
}

/** One support day: where it stands, what this reader can do about it, and everything that was said of it. */
export function dayPage(data: DayPageData): Page {
  const { view, errors } = data
  const { partnership, day } = view
  return {
    title: `${dayName(day)}: ${partnership.schoolName} (${day.id})`,
    backLink: { href: supportDaysHref(partnership.id), text: 'Back to support days' },
    ...(errors ? { errors, status: 422 } : {}),
    body: html`<span class="govuk-caption-l">${partnership.schoolName} · ${partnership.hubName}</span>
<h1 class="govuk-heading-l">${dayName(day)}</h1>
${nextPart(data)}
${facts(view)}
${others(view)}
${said(data)}`,
  }
}

function facts({ day, partnership }: DayInView): Html {
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
      body: offered(day.offer, data),
    })
  }
  return answerForm(day.offer, data)
}

function answerForm(offer: Offer, { view, leaders, key, answers, errors }: DayPageData): Html {
  const { day, partnership, actor } = view
  const may = offer.kind === 'dates' ? canArrange(actor, partnership) : canRecord(actor, partnership)
  const [only] = offer.dates
  const button = offer.kind === 'dates' ? 'Agree this date' : 'Agree'
  return html`<section class="app-next-step" aria-labelledby="next-step">
<p class="app-next-step__label">Your next step</p>
<h2 class="govuk-heading-m app-next-step__title" id="next-step">${titleOf(offer)}</h2>
<p class="govuk-body">${offered(offer, { view })}</p>
${
  may &&
  html`<form method="post" action="${supportDayHref(day.id)}/answers" novalidate data-app-once>
${hiddenKey(key)}${hidden('seen', day.entries)}
${
  offer.dates.length > 1
    ? radios({
        name: 'on',
        label: 'Which date suits you?',
        errors,
        choices: offer.dates.map((value) => ({ value, text: formatDate(value) })),
      })
    : hidden('on', only ?? '')
}
${offer.kind === 'dates' && leaderChoices({ leaders, hubName: partnership.hubName, answers, people: day.leadPeople })}
${govukButton({ text: button, preventDoubleClick: true })}
</form>
${
  day.state !== 'proposed' &&
  html`<form method="post" action="${supportDayHref(day.id)}/keepings" data-app-once>
${hiddenKey(crypto.randomUUID())}${hidden('seen', day.entries)}
${textArea({
  name: 'why',
  label:
    offer.kind === 'dates' ? 'If it cannot be moved so: why?' : 'If it was not so: what do you remember?',
  hint: READERS,
  rows: 2,
  max: 1000,
  answers,
  errors,
})}
${pupilCheckbox(errors, answers)}
${govukButton({ text: offer.kind === 'dates' ? 'Keep it as it is booked' : 'Do not agree', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>
${offer.kind === 'dates' && html`<p class="govuk-body">Or <a class="govuk-link" href="${supportDayHref(day.id)}/dates">offer other dates instead</a>.</p>`}`
}`
}
</section>`
}

function titleOf({ kind, dates }: Offer): string {
  if (kind === 'dates') return dates.length > 1 ? 'Choose a date' : 'Agree a date'
  return kind === 'delivered' ? 'Agree how this support day was' : 'Agree a correction'
}

/** What is put forward, in a sentence. */
function offered(offer: Offer, { view }: Pick<DayPageData, 'view'>): string {
  const who = nameOfSupportSide(offer.side, view.actor, view.partnership)
  const by = who.charAt(0).toUpperCase() + who.slice(1)
  if (offer.kind === 'dates') {
    const when = offer.startsAt === '' ? '' : `, ${offer.startsAt}${offer.endsAt && ` to ${offer.endsAt}`}`
    return `${by} offers ${datesWords(offer.dates)}: ${daysWords(offer.halfDays)}${when}${offer.place && `, ${offer.place}`}${offer.leadPeople ? `, with ${offer.leadPeople}` : ''}.`
  }
  if (offer.halfDays === 0) return `${by} says that it did not take place.`
  return `${by} says that it took place on ${datesWords(offer.dates)} and took ${daysWords(offer.halfDays)}.`
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
  if (open && arrange)
    links.push(link('dates', day.state === 'booked' ? 'Move to another date' : 'Offer other dates'))
  const isOver = day.heldOn !== null && day.heldOn <= today.toString()
  if (record && day.state === 'booked' && isOver && day.offer)
    links.push(link('record', 'Say how it was in other words'))
  if (record && day.state === 'delivered') links.push(link('record', 'Correct what is recorded'))
  if (open && record) links.push(link('cancellation', 'Cancel'))
  if (side && isRecordable(day, today.toString()))
    links.push(link('visit-record', 'Record of what was seen and agreed'))
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
