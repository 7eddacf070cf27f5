import {
  formatDate,
  nextStep,
  plural,
  statusTag,
  summaryList,
  timeline,
} from '../../../design/components/index.ts'
import { govukButton } from '../../../design/govuk/index.ts'
import { type Html, html } from '../../../design/html.ts'
import type { Page } from '../../../design/layout.ts'
import type { ObjectiveInHand } from '../../action-plans/index.ts'
import type { HistoryEntry } from '../../history/index.ts'
import {
  askedIn,
  dateLine,
  expectationHref,
  isRunning,
  nextItemFor,
  type ProgressItem,
  type RoomPart,
  STATUS_NAMES,
} from '../../partnerships/index.ts'
import { type Calendar, type Pathway, supportTermOn } from '../../programmes/index.ts'
import type { Support } from '../days/actions.ts'
import type { FollowUp } from '../final-review/follow-up/domain.ts'
import { followUpNow } from '../final-review/follow-up/views.ts'
import { finalReviewHref } from '../final-review/words.ts'
import { ledgerNext } from '../ledger/next.ts'
import { inOneLine, weeksWarning } from '../ledger/views.ts'
import { canRecord, supportSideOf } from '../policy.ts'
import { KEEPS_AHEAD, keptAhead } from '../records/ahead/views.ts'
import { type RecordsOf, recordNext, toTakeUp } from '../records/next.ts'
import { orderHref } from '../visits/order/views.ts'
import {
  dayName,
  dayNameWithin,
  daysWords,
  everythingHref,
  recordHref,
  supportDayHref,
  supportDaysHref,
  TYPE_NAMES,
} from '../words.ts'
import { stepsOf } from './domain.ts'

/** A page of another feature about the same partnership. */
export interface RoomLink {
  readonly text: string
  readonly href: (partnershipId: number) => string
}

export interface SupportRoom extends RecordsOf {
  readonly support: Support
  readonly calendar: Calendar
  readonly pathway: Pathway
  readonly items: readonly ProgressItem[]
  /** Nothing where there is none yet, or this reader may not see it. */
  readonly objectives: readonly ObjectiveInHand[] | undefined
  readonly history: readonly HistoryEntry[]
  /** The follow-up that both have agreed in their final review. */
  readonly followUp: FollowUp | undefined
  readonly links: readonly RoomLink[]
  /** What other features show here as on the page of the partnership. */
  readonly parts: readonly (RoomPart | undefined)[]
}

/** One page that both schools open: the same facts for each, and its own next step first. */
export function supportRoomPage(room: SupportRoom): Page {
  const { partnership } = room.support
  return {
    title: `One-to-one support: ${partnership.schoolName}`,
    backLink: { href: `/partnerships/${partnership.id}`, text: `Back to ${partnership.schoolName}` },
    width: 'full',
    scripts: KEEPS_AHEAD,
    body: html`<span class="govuk-caption-l">${partnership.schoolName} and ${partnership.hubName}</span>
<h1 class="govuk-heading-l">One-to-one support</h1>
<p class="govuk-body-l app-lead">${where(room)}</p>
<div class="govuk-grid-row">
<div class="govuk-grid-column-two-thirds">
${isRunning(partnership.status) ? next(room) : afterwards(room)}
${isRunning(partnership.status) && weeksWarning(room.support, room.calendar)}
${nextDay(room)}
${isRunning(partnership.status) && room.parts.map((part) => part?.panel)}
${steps(room)}
${inHand(room)}
</div>
<div class="govuk-grid-column-one-third app-aside">
${daysInBrief(room)}
${work(room)}
${lately(room)}
</div>
</div>`,
  }
}

function where({ support: { partnership, cohort, today }, pathway }: SupportRoom): string {
  if (!isRunning(partnership.status)) {
    return `${STATUS_NAMES[partnership.status]} since ${formatDate(partnership.statusSince)}. Everything here can still be read.`
  }
  const term = supportTermOn(cohort, today)
  if (term)
    return `Support term ${term.number} of ${pathway.supportTerms.number}, until ${formatDate(term.endsOn)}.`
  const [first] = cohort.supportTerms
  return first && Temporal.PlainDate.compare(today, first.startsOn) < 0
    ? `The first support term starts on ${formatDate(first.startsOn)}.`
    : 'After the last support term.'
}

const isFinalReview = ({ expectations }: Pathway, { expectationKey }: ProgressItem): boolean =>
  expectations.some(({ key, kind }) => key === expectationKey && kind === 'final-review')

/** What the other school waits for comes before what the programme expects. */
function next(room: SupportRoom): Html | undefined {
  const { support, days, items, pathway, parts, calendar } = room
  const answer = ledgerNext(support, days)
  if (answer?.isMine) return nextStep(answer.step)
  const asked = askedIn(parts)
  if (asked) return nextStep(asked)
  const record = recordNext(support, room, calendar)
  if (record) return nextStep(record)
  const { actor, partnership } = support
  const side = supportSideOf(actor)
  const item = nextItemFor(side ?? 'programme-team', items)
  if (item) {
    return nextStep({
      label: side === undefined ? 'Next for the programme team' : 'Your next step',
      title: item.label,
      body: `${dateLine(item)}.`,
      href:
        isFinalReview(pathway, item) && side
          ? finalReviewHref(partnership.id)
          : expectationHref(partnership.id, item),
      action: 'Open',
      minutes: item.minutes || undefined,
    })
  }
  if (answer) return nextStep(answer.step)
  return nextStep({
    label: 'Your next step',
    title: 'Nothing is waiting for you today',
    body: 'Everything that is due has been done.',
  })
}

/** What is left to do when a partnership is complete. */
function afterwards({ followUp, support: { partnership, today } }: SupportRoom): Html | undefined {
  const review = { href: finalReviewHref(partnership.id), text: 'Open the final review' }
  return followUp && followUpNow(followUp, today, partnership, review)
}

function nextDay({ support: { actor, partnership, today }, days }: SupportRoom): Html {
  const day = days.find(
    ({ state, heldOn }) => state === 'booked' && heldOn !== null && heldOn >= today.toString(),
  )
  if (!day?.heldOn) {
    return html`<h2 class="govuk-heading-m">Next support day</h2>
<p class="govuk-body">None is booked. <a class="govuk-link" href="${supportDaysHref(partnership.id)}">See the support days</a></p>`
  }
  const time =
    day.startsAt === '' ? daysWords(day.halfDays) : `${day.startsAt}${day.endsAt && ` to ${day.endsAt}`}`
  return html`<h2 class="govuk-heading-m">Next support day</h2>
${summaryList([
  {
    key: 'What',
    value: html`<a class="govuk-link" href="${supportDayHref(day.id)}">${TYPE_NAMES[day.type]}</a>`,
  },
  { key: 'When', value: `${formatDate(day.heldOn)}, ${time}` },
  ...(day.place ? [{ key: 'Where', value: day.place }] : []),
  {
    key: 'For your calendar',
    value: html`<a class="govuk-link" href="${supportDayHref(day.id)}/visit.ics">Calendar file<span class="govuk-visually-hidden"> for the ${dayName(day)}</span></a>`,
  },
  // The two schools have them between them.
  ...(supportSideOf(actor)
    ? [
        {
          key: 'To have ready',
          value: html`<a class="govuk-link" href="${supportDayHref(day.id)}/pack">Pack<span class="govuk-visually-hidden"> for the ${dayName(day)}</span></a>, <a class="govuk-link" href="${orderHref(day.id)}">running order<span class="govuk-visually-hidden"> of the ${dayName(day)}</span></a>`,
        },
      ]
    : []),
])}
${canRecord(actor, partnership) && keptAhead(day, today)}`
}

function steps({ support: { partnership, actor }, pathway, items }: SupportRoom): Html {
  // What the two schools work on in a place of its own, they open there.
  const hrefOf = (item: ProgressItem) =>
    supportSideOf(actor) && isFinalReview(pathway, item)
      ? finalReviewHref(partnership.id)
      : expectationHref(partnership.id, item)
  const all = stepsOf(pathway, items)
  const done = all.filter(({ progress }) => progress === 'done' || progress === 'not needed').length
  return html`<h2 class="govuk-heading-m">Where we are <span class="app-count">${done} of ${all.length} steps done</span></h2>
<ol class="govuk-list govuk-list--number">${all.map(
    ({ title, progress, item }) =>
      html`<li>${item ? html`<a class="govuk-link" href="${hrefOf(item)}">${title}</a>` : title} ${statusTag(progress)}${item && progress !== 'done' && html`<br><span class="govuk-body-s">${item.label}. ${dateLine(item)}.</span>`}</li>`,
  )}</ol>`
}

function inHand(room: SupportRoom): Html | undefined {
  const { objectives, support } = room
  const { partnership } = support
  const waiting = toTakeUp(support, room)
  if (!objectives && waiting.length === 0) return undefined
  return html`<h2 class="govuk-heading-m">Objectives in hand</h2>
${
  waiting.length > 0 &&
  html`<p class="govuk-body">To be taken up into your action plan, as both schools have signed it:</p>
<ul class="govuk-list govuk-list--bullet">${waiting.map((day) => html`<li><a class="govuk-link" href="${recordHref(day.id)}">what was agreed on the ${dayNameWithin(day)}</a></li>`)}</ul>`
}
${
  !objectives || objectives.length === 0
    ? html`<p class="govuk-body">None yet.</p>`
    : html`<ul class="govuk-list govuk-list--bullet">${objectives.map(
        ({ text, actions, done }) =>
          html`<li>${text}${actions > 0 && ` (${done} of ${plural(actions, 'action')} done)`}</li>`,
      )}</ul>`
}
<p class="govuk-body"><a class="govuk-link" href="/partnerships/${partnership.id}/plan">Open the action plan</a></p>`
}

function daysInBrief({ support }: SupportRoom): Html {
  return html`<h2 class="govuk-heading-s">Support days</h2>
<p class="govuk-body-s">${inOneLine(support)}</p>
<p>${govukButton({ text: 'Open the support days', href: supportDaysHref(support.partnership.id), classes: 'govuk-button--secondary' })}</p>`
}

function work({ links, support: { partnership } }: SupportRoom): Html | undefined {
  if (links.length === 0) return undefined
  return html`<h2 class="govuk-heading-s">Between the two schools</h2>
<ul class="govuk-list govuk-body-s">${[...links, { text: 'Everything to keep', href: everythingHref }].map(({ text, href }) => html`<li><a class="govuk-link" href="${href(partnership.id)}">${text}</a></li>`)}</ul>`
}

function lately({ history, support: { partnership } }: SupportRoom): Html {
  return html`<h2 class="govuk-heading-s">What has happened lately</h2>
${
  history.length === 0
    ? html`<p class="govuk-body-s">Nothing yet.</p>`
    : timeline(history.map(({ sentence, byName, happenedAt }) => ({ sentence, by: byName, at: happenedAt })))
}
<p class="govuk-body-s"><a class="govuk-link" href="/partnerships/${partnership.id}/history">All of the history</a></p>`
}
